import pytest
import time_machine

from tests.articles.bulk.doing import NOW
from tests.factories import make_topic


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def topics(db):
    return make_topic(title="Trust"), make_topic(title="Money")
