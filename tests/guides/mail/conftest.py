import pytest

from tests.guides.mail.server import MailServer, free_port


@pytest.fixture
def smtp(settings):
    """Mail goes to a server on this machine; `smtp` is its port, where nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 5
    return settings.EMAIL_PORT


@pytest.fixture
def server(smtp):
    """The server, there and taking everything."""
    with MailServer(smtp) as server:
        yield server
