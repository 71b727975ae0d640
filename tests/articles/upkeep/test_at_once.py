"""Two who review, or remind, at once: one of them does it."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection

from articles.models import Notice, Revision
from articles.upkeep.confirming import SeenBefore, confirm
from articles.upkeep.reminding import remind, send
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_publication, make_user, publish_article

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def test_one_of_two_reviews():
    live = publish_article()

    def review():
        try:
            confirm(live.article, seen=live.content_hash, reviewer=None, on=date(2026, 1, 31))
        except SeenBefore:
            return "too late"
        return "done"

    assert sorted(run_together(review, review)) == ["done", "too late"]
    assert Revision.objects.live().count() == 1


def test_two_runs_remind_once():
    make_publication()
    ann = make_user("author", email="ann@example.org")
    publish_article(owner=ann, review_due_on=date(2026, 1, 31))

    told = run_together(remind, remind)
    sent = run_together(send, send)

    assert sorted(len(reminders) for reminders in told) == [0, 1]
    assert (sorted(sent), Notice.objects.count(), len(mail.outbox)) == ([0, 1], 1, 1)
