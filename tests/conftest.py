import pytest
from django.core.cache import caches

from tests.factories import make_user


@pytest.fixture(autouse=True)
def empty_cache():
    """Nothing is remembered of what another test did."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def author(db):
    """Someone who may write and save their own drafts."""
    return make_user("author", username="author")


@pytest.fixture
def editor(db):
    """Someone who may do everything editorial."""
    return make_user("editor", username="editor")


@pytest.fixture
def author_client(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


def pytest_make_parametrize_id(val, argname):
    """Bytes name no test: each worker has to find the same, and ZIPs hold the time of the day."""
    return argname if isinstance(val, bytes) else None


def pytest_terminal_summary(terminalreporter):
    """Say loudly what was skipped; here, because xdist reads only this file."""
    reasons = (str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason in {reason for reason in reasons if ": NO " in reason}:
        terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), red=True, bold=True)
