import pytest

from tests.guides.mail.conftest import server, smtp

__all__ = ["server", "smtp"]


@pytest.fixture(autouse=True)
def database(db):
    """Letters are rows."""
