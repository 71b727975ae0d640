import pytest

from tests.articles.health.web import FakeWeb


@pytest.fixture
def internet():
    """A small internet of our own."""
    internet = FakeWeb()
    yield internet
    internet.close()
