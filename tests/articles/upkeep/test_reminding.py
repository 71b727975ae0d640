"""Reminders of reviews: who gets them, once for each day that is due, whatever stops the run."""

import fcntl
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Notice
from articles.publishing.windows import withdraw
from articles.reviewing.notices import unread
from articles.upkeep.confirming import confirm
from articles.upkeep.reminding import LOCK_FILE
from tests.factories import make_author, make_publication, make_topic, make_user, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 3), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    make_publication(name="The Gazette", review_months_ordinary=24, review_months_sensitive=12)
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def ann(db):
    return make_user("author", username="ann", email="ann@example.org")


@pytest.fixture
def eve(db):
    return make_user("editor", username="eve", email="eve@example.org")


def run(**options):
    lines = []

    class Lines:
        def write(self, text):
            lines.append(text.strip())

    call_command("remind_of_reviews", stdout=Lines(), **options)
    return lines


def due(title, owner=None, on=TODAY, **fields):
    return publish_article(title=title, owner=owner, review_due_on=on, **fields).article


def told(user):
    """What somebody was told at the desk, the first first."""
    return list(unread(user).order_by("pk").values_list("text", flat=True))


def mails():
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_owner_is_told_of_all_that_is_due_in_one_mail(ann, eve):
    listen = due("Listen", ann)
    due("Later", ann, on=TODAY + DAY)
    withdraw(due("Withdrawn", ann))
    due("Repair", ann, on=TODAY - DAY)
    assert run() == [
        "ann: “Repair” (2 March 2026), “Listen” (3 March 2026)",
        "1 person, 2 articles told. 1 mail sent.",
    ]
    assert told(ann) == [
        "“Repair” has been due for review since 2 March 2026.",
        "“Listen” has been due for review since 3 March 2026.",
    ]
    assert mails() == [("ann@example.org", "The Gazette: 2 articles are due for review.")]
    (message,) = mail.outbox
    assert f"http://testserver/admin/articles/article/{listen.pk}/change/\n" in message.body
    assert "due 24 months after their last review, 12 on sensitive topics" in message.body
    assert "http://testserver/admin/articles/publication/1/change/\n" in message.body
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_same_day_is_told_once_and_another_once_more(ann, noon):
    article = due("Listen", ann)
    assert [len(run()), len(run()), len(mails())] == [2, 1, 1]
    noon.shift(30 * DAY)
    assert (len(run()), len(mails())) == (1, 1)
    Article.objects.filter(pk=article.pk).update(review_due_on=TODAY + 7 * DAY)
    assert (len(run()), len(mails())) == (2, 2)


def test_clock_reminds_as_a_day_that_was_set_does(ann, noon):
    publish_article(title="Listen", owner=ann, topic=make_topic(sensitivity="sensitive"))
    noon.move_to(datetime(2027, 3, 2, 12, tzinfo=UTC))
    assert run()[0] == "0 people, 0 articles told. 0 mails sent."
    noon.shift(DAY)
    assert run()[0] == "ann: “Listen” (3 March 2027)"


@pytest.mark.parametrize("gone", ["nobody", "left", "no staff", "no role"])
def test_editors_are_told_of_what_nobody_looks_after(ann, eve, gone):
    if gone == "left":
        ann.is_active = False
    elif gone == "no staff":
        ann.is_staff = False
    elif gone == "no role":
        ann.groups.clear()
    ann.save()
    due("Listen", None if gone == "nobody" else ann)
    due("Own", eve)
    run()
    assert told(ann) == []
    assert len(told(eve)) == 2
    assert mails() == [("eve@example.org", "The Gazette: 2 articles are due for review.")]


def test_what_can_be_told_to_nobody_waits(ann):
    due("Listen")
    assert run() == ["0 people, 0 articles told. 0 mails sent."]
    make_user("editor", username="zoe")
    assert run() == ["zoe: “Listen” (3 March 2026)", "1 person, 1 article told. 0 mails sent."]


def test_many_are_told_of_by_their_number(ann):
    for number in range(10):
        due(f"{number}", ann)
    due("First", ann, on=TODAY - DAY)
    assert run()[0].endswith("“8” (3 March 2026), and 1 more")
    assert told(ann) == ["11 articles are due for review, first of all “First”."]
    assert Notice.objects.get().address == "/admin/articles/article/?review=overdue"
    assert mails()[0][1] == "The Gazette: 11 articles are due for review, first of all “First”."


def test_working_copy_is_not_touched(ann, noon):
    article = due("Listen", ann)
    noon.shift(DAY)
    run()
    after = Article.objects.get()
    assert (after.updated_at, after.version) == (article.updated_at, article.version)
    assert after.review_reminded_for == TODAY


def test_dry_run_tells_nobody(ann):
    due("Listen", ann)
    lines = ["ann: “Listen” (3 March 2026)", "1 person, 1 article to tell."]
    assert [run(dry_run=True), run(dry_run=True)] == [lines, lines]
    assert (told(ann), mails()) == ([], [])


class Killed(BaseException):
    """The process is stopped."""


class StoppedBackend(EmailBackend):
    """A mail server in the midst of whose second mail the process is stopped."""

    sent = 0

    def send_messages(self, messages):
        StoppedBackend.sent += 1
        if StoppedBackend.sent == 2:
            raise Killed
        return super().send_messages(messages)


class LateBackend(EmailBackend):
    """A mail server that takes the mail; then the process is stopped."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise Killed


class WatchingBackend(EmailBackend):
    """A mail server that sees what is open in the database, and who else could mail, meanwhile."""

    seen: ClassVar[list] = []

    def send_messages(self, messages):
        self.seen.append((len(connection.savepoint_ids), can_lock()))
        return super().send_messages(messages)


def can_lock():
    with (settings.VAR_DIR / LOCK_FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


class BrokenBackend(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no server")


def test_run_that_was_stopped_goes_on_where_it_was(ann, eve, settings):
    due("Listen", ann)
    due("Repair", eve)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.StoppedBackend"
    with pytest.raises(Killed):
        run()
    settings.EMAIL_BACKEND = backend
    run()
    assert sorted(mails()) == [
        ("ann@example.org", "The Gazette: “Listen” has been due for review since 3 March 2026."),
        ("eve@example.org", "The Gazette: “Repair” has been due for review since 3 March 2026."),
    ]
    assert [len(told(user)) for user in (ann, eve)] == [1, 1]


def test_mail_whose_note_was_cut_off_is_sent_once_more(ann, settings):
    due("Listen", ann)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.LateBackend"
    with pytest.raises(Killed):
        run()
    settings.EMAIL_BACKEND = backend
    assert [run()[-1], run()[-1]] == [
        "0 people, 0 articles told. 1 mail sent.",
        "0 people, 0 articles told. 0 mails sent.",
    ]
    assert len(mails()) == 2


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has a lock of its own")
def test_mails_are_sent_outside_of_transactions_by_one_run_at_a_time(ann, settings):
    due("Listen", ann)
    settings.EMAIL_BACKEND = f"{__name__}.WatchingBackend"
    run()
    assert (WatchingBackend.seen, can_lock()) == ([(0, False)], True)


def test_run_that_was_stopped_before_its_end_told_nobody(ann, monkeypatch):
    def stop(*args, **kwargs):
        raise Killed

    due("Listen", ann)
    with monkeypatch.context() as patched:
        patched.setattr(Article.objects, "bulk_update", stop)
        with pytest.raises(Killed):
            run()
    assert (told(ann), mails()) == ([], [])
    run()
    assert (len(told(ann)), len(mails())) == (1, 1)


def test_mail_that_fails_is_sent_by_the_next_run(ann, settings, caplog):
    due("Listen", ann)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    assert run()[-1] == "1 person, 1 article told. 0 mails sent."
    assert [row.message for row in caplog.records] == ["A reminder of reviews could not be sent"]
    settings.EMAIL_BACKEND = backend
    assert run() == ["0 people, 0 articles told. 1 mail sent."]


def test_what_was_reviewed_meanwhile_is_not_mailed(ann, settings, caplog):
    article = due("Listen", ann)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    run()
    settings.EMAIL_BACKEND = backend
    seen = article.revisions.live().get().content_hash
    confirm(article, seen=seen, reviewer=make_author(), on=TODAY)
    assert (run()[-1], told(ann)) == ("0 people, 0 articles told. 0 mails sent.", [])


def test_opening_the_form_reads_it(ann, client):
    article = due("Listen", ann)
    run()
    client.force_login(ann)
    client.get(f"/admin/articles/article/{article.pk}/change/")
    assert told(ann) == []


def test_ten_more_articles_cost_no_more_queries(ann, django_assert_max_num_queries):
    for number in range(9):
        due(f"{number}", ann)
    with django_assert_max_num_queries(20):
        run()
    for number in range(19):
        due(f"More {number}", ann)
    with django_assert_max_num_queries(20):
        run()
