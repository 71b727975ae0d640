from datetime import UTC, datetime

import pytest
import time_machine

from tests.articles.health.web import FakeWeb, says

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def site(settings):
    """A site on the internet, which tells both services."""
    settings.SITE_URL, settings.SITE_HOST = "https://example.org", "example.org"
    settings.WEBSUB_HUB = "https://hub.tls.test/"
    settings.INDEXNOW_KEY = "0123456789abcdef"
    settings.INDEXNOW_ENDPOINT = "https://search.tls.test/indexnow"
    return settings


@pytest.fixture
def internet():
    """A small internet of our own, with a hub and a search engine that take what they get."""
    internet = FakeWeb()
    internet.sites = {"hub.tls.test": says(204, b""), "search.tls.test": says(202, b"")}
    yield internet
    internet.close()


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """As if what is done within were committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
