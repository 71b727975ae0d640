import pytest
import time_machine

from tests.articles.reports.counts import NOW


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield
