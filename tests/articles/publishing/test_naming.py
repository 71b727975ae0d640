"""Names of versions, and the line each leaves in the log."""

from datetime import UTC, datetime

import pytest
import time_machine

from articles.models import Event
from articles.publishing.naming import name_version
from articles.publishing.windows import save_revision
from tests.factories import make_article, make_guide, make_user

pytestmark = pytest.mark.django_db


def told(subject):
    return list(
        Event.objects.of(subject)
        .filter(verb__contains="version of")
        .order_by("pk")
        .values_list("verb", "by_name", "detail")
    )


@pytest.mark.parametrize("make", [make_article, make_guide])
def test_name_is_given_and_taken_away_and_told(make):
    with time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False):
        revision = save_revision(make())
    ana = make_user(username="ana")

    changed = [name_version(revision, name, by=ana) for name in ("As submitted", "")]

    revision.refresh_from_db()
    assert (changed, revision.name) == ([True, True], "")
    detail = "“As submitted”, the version of 1 June 2026, 12:00:00"
    assert told(revision.subject) == [
        ("named a version of", "ana", detail),
        ("took the name off a version of", "ana", detail),
    ]


def test_name_it_has_already_is_no_change():
    revision = save_revision(make_article())
    name_version(revision, "Kept")

    assert name_version(revision, "Kept") is False
    assert len(told(revision.article)) == 1
