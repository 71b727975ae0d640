import pytest

from tests.factories import make_user


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
