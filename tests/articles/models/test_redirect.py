"""Redirects and missed paths are called by their path."""

import pytest

from tests.factories import make_missed_path, make_redirect

pytestmark = pytest.mark.django_db


def test_rows_are_called_by_their_path():
    assert str(make_redirect(path="/old/")) == str(make_missed_path(path="/old/")) == "/old/"


@pytest.mark.parametrize(
    ("target", "leaves"),
    [("https://example.org/", True), ("/a/", False), ("candor:article/1", False), ("", False)],
)
def test_redirect_knows_if_it_leaves_the_site(target, leaves):
    redirect = make_redirect(target=target)
    assert (redirect.leaves, redirect.is_gone) == (leaves, target == "")
