"""Two editors at once: together they make no circle and no chain either."""

import pytest
from django.db import connection

from articles.models import MissedPath, Redirect
from articles.redirects import missed
from articles.redirects.saving import Circle, save_redirect
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_missed_path

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def saving(path, target):
    def run():
        try:
            return save_redirect(Redirect(path=path, target=target)).target
        except Circle:
            return "circle"

    return run


def test_one_of_two_that_would_make_a_circle_is_refused():
    answers = run_together(saving("/a/", "/b/"), saving("/b/", "/a/"))
    assert (answers.count("circle"), Redirect.objects.count()) == (1, 1)


def test_two_that_would_make_a_chain_lead_to_its_end():
    run_together(saving("/a/", "/b/"), saving("/b/", "/c/"))
    assert dict(Redirect.objects.values_list("path", "target")) == {"/a/": "/c/", "/b/": "/c/"}


@pytest.mark.parametrize("is_known", [True, False])
def test_misses_at_once_are_all_counted(is_known):
    if is_known:
        make_missed_path(path="/old/")
    run_together(*[lambda: missed.count_path("/old/")] * 4)
    assert MissedPath.objects.get().count == 4 + is_known
