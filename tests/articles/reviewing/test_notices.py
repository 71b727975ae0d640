"""People are told once, in the desk and by mail; a mail that fails breaks nothing."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import override_settings

from articles.models import Notice
from articles.reviewing.notices import MAX_SUBJECT, MAX_TEXT, mark_read, tell, unread
from articles.reviewing.submissions import give_back, submit
from tests.factories import make_article, make_publication, make_submission, make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/article/7/review/"
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def ann(db):
    return make_user("editor", username="ann", email="ann@example.org")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Tell somebody something, as a request that is committed does."""

    def tell_and_commit(*people, text="It is so.", address=PAGE, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return tell(people, text, address, **options)

    return tell_and_commit


class BrokenBackend(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("no server")


class PickyBackend(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if any("refused" in address for message in messages for address in message.to):
            raise OSError("550 no such user")
        return super().send_messages(messages)


def mails():
    return [(message.to, message.subject) for message in mail.outbox]


def test_telling_makes_a_notice_and_sends_a_mail(ann, send):
    make_publication(name="The Gazette")
    count = send(ann, text="Ben submitted “Listen” for review.", words="Is it\ntoo long?")

    [message] = mail.outbox
    assert (count, list(unread(ann).values_list("text", "address"))) == (
        1,
        [("Ben submitted “Listen” for review.", PAGE)],
    )
    assert mails() == [(["ann@example.org"], "The Gazette: Ben submitted “Listen” for review.")]
    assert message.body == (
        "Ben submitted “Listen” for review.\n\nIs it\ntoo long?\n\n"
        f"http://testserver{PAGE}\n\n--\x20\n"
        "You get this mail because you write or edit at The Gazette.\n"
        "Nobody reads a reply to it: answer at the desk.\n"
    )
    assert Notice.objects.get().mailed_at is not None


def test_mail_is_from_the_desk_and_asks_for_no_automatic_answer(ann, send):
    with override_settings(DEFAULT_FROM_EMAIL="Desk <desk@example.org>"):
        send(ann)
    message = mail.outbox[0].message()
    assert (message["From"], message["Auto-Submitted"], message["Reply-To"]) == (
        "Desk <desk@example.org>",
        "auto-generated",
        None,
    )


def test_mail_without_words_has_no_gap(ann, send):
    send(ann)
    assert mail.outbox[0].body.startswith(f"It is so.\n\nhttp://testserver{PAGE}\n\n--")


def test_mail_takes_words_as_they_are(ann, send):
    send(ann, text="“You & I”", words="<b>5 > 4</b>")
    assert "“You & I”\n\n<b>5 > 4</b>\n" in mail.outbox[0].body


def test_each_gets_a_mail_of_their_own(ann, send):
    ben = make_user("editor", email="ben@example.org")
    send(ann, ben)
    assert sorted(message.to for message in mail.outbox) == [
        ["ann@example.org"],
        ["ben@example.org"],
    ]
    assert [message.recipients() for message in mail.outbox] == [
        message.to for message in mail.outbox
    ]


def test_nobody_is_told_twice_or_of_what_they_did(ann, send):
    ben = make_user("editor")
    assert send(ann, ann, ben, by=ben) == 1
    assert list(Notice.objects.values_list("user", flat=True)) == [ann.pk]


def test_who_has_no_address_is_told_at_the_desk(send):
    ben = make_user("editor")
    send(ben)
    assert (unread(ben).count(), mail.outbox, Notice.objects.get().mailed_at) == (1, [], None)


def test_nobody_to_be_told_costs_nothing(django_assert_num_queries, send):
    with django_assert_num_queries(0):
        assert send() == 0


def test_no_mail_is_sent_of_what_was_undone(ann, django_capture_on_commit_callbacks):
    class Undone(Exception):
        pass

    def tell_and_fail():
        with transaction.atomic():
            tell([ann], "It is so.", PAGE)
            raise Undone

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Undone):
        tell_and_fail()
    assert (mail.outbox, Notice.objects.count()) == ([], 0)


@pytest.mark.parametrize("text", ["One\nBcc: all@example.org", "One\r\n\r\nTwo", "One\u2028Two"])
def test_no_text_writes_a_header(ann, send, text):
    make_publication(name="The\nGazette")
    send(ann, text=text)
    message = mail.outbox[0].message()
    assert "\n" not in mail.outbox[0].subject
    assert (message["Bcc"], message["To"]) == (None, "ann@example.org")


def test_subject_and_notice_are_cut(ann, send):
    send(ann, text="x" * 400)
    assert (len(mail.outbox[0].subject), len(Notice.objects.get().text)) == (MAX_SUBJECT, MAX_TEXT)


def test_mail_server_that_does_not_answer_breaks_nothing(ann, send, caplog):
    with override_settings(EMAIL_BACKEND=f"{__name__}.BrokenBackend"):
        assert send(ann) == 1
    assert (unread(ann).count(), Notice.objects.get().mailed_at) == (1, None)
    assert caplog.record_tuples == [
        ("articles.reviewing.notices", logging.ERROR, "No mail could be sent to 1 people")
    ]


@pytest.mark.parametrize("address", ["refused@example.org", "no\naddress@example.org"])
def test_address_that_fails_keeps_no_other_waiting(ann, send, caplog, address):
    ben = make_user("editor", email=address)
    with override_settings(EMAIL_BACKEND=f"{__name__}.PickyBackend"):
        send(ben, ann)
    assert [message.to for message in mail.outbox] == [["ann@example.org"]]
    assert list(Notice.objects.filter(mailed_at=None)) == [Notice.objects.get(user=ben)]
    assert [row.getMessage() for row in caplog.records] == [
        f"A mail to user {ben.pk} could not be sent"
    ]


# What was not mailed before, and what may wait


@pytest.fixture
def at():
    """Move to so many minutes after noon."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield lambda minutes: clock.move_to(NOW + timedelta(minutes=minutes))


def test_mail_that_may_wait_comes_with_the_next(ann, send, at):
    for minutes, text in ((0, "One"), (5, "Two"), (8, "Three"), (11, "Four")):
        at(minutes)
        send(ann, text=text, may_wait=True)
    assert [row.subject.partition(": ")[2] for row in mail.outbox] == ["One", "Four"]
    assert "Since the last mail about it:\n– Three\n– Two\n\n-- \n" in mail.outbox[1].body
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_mail_of_a_step_never_waits(ann, send, at):
    send(ann, text="One")
    at(1)
    send(ann, text="Two")
    assert [row.subject.partition(": ")[2] for row in mail.outbox] == ["One", "Two"]
    assert "Since the last mail" not in mail.outbox[1].body


@pytest.mark.parametrize(
    ("minutes", "is_read", "address"),
    [(5, True, PAGE), (5, False, "/admin/articles/article/8/review/"), (25 * 60, False, PAGE)],
    ids=["read", "another page", "stale"],
)
def test_what_was_read_elsewhere_or_long_ago_is_not_mailed_again(
    ann, send, at, minutes, is_read, address
):
    Notice.objects.create(user=ann, text="Old", address=address, read_at=NOW if is_read else None)
    at(minutes)
    send(ann, text="New")
    assert "Old" not in mail.outbox[0].body


def test_what_another_was_told_is_not_in_the_mail(ann, send, at):
    Notice.objects.create(user=make_user("editor"), text="Secret", address=PAGE)
    send(ann)
    assert "Secret" not in mail.outbox[0].body


# Reading


def test_reading_a_page_reads_what_leads_to_it(ann):
    for address in (PAGE, f"{PAGE}#top", "/admin/articles/article/77/review/"):
        tell([ann], address, address)
    other = make_user("editor")
    tell([other], "Theirs", PAGE)

    mark_read(ann, PAGE)

    assert list(unread(ann).values_list("text", flat=True)) == [
        "/admin/articles/article/77/review/"
    ]
    assert unread(other).count() == 1


def test_reading_all_reads_all_of_ones_own(ann):
    tell([ann], "One", PAGE)
    tell([ann], "Two", "/admin/")
    mark_read(ann)
    assert unread(ann).count() == 0


# A whole round


def test_a_round_of_review_sends_one_mail_a_step(ann, django_capture_on_commit_callbacks):
    ben = make_user("author", username="ben", email="ben@example.org")
    article = make_article(title="Listen", owner=ben)
    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(article, by=ben, note="Is it\n\ntoo long?")
    with django_capture_on_commit_callbacks(execute=True):
        give_back(submission, by=ann, answer="Yes: half of it will do.")
    link = f"http://testserver/admin/articles/article/{article.pk}/review/"
    assert [(message.to, message.body.split("\n\n--")[0]) for message in mail.outbox] == [
        (
            ["ann@example.org"],
            f"ben submitted “Listen” for review.\n\nIs it\n\ntoo long?\n\n{link}",
        ),
        (
            ["ben@example.org"],
            f"ann returned “Listen” with a note.\n\nYes: half of it will do.\n\n{link}",
        ),
    ]


def test_telling_costs_the_same_for_ten_more(
    ann, django_capture_on_commit_callbacks, django_assert_num_queries
):
    people = [make_user("editor", email=f"{number}@example.org") for number in range(10)]
    make_submission()
    for who in ([ann], people):
        with django_assert_num_queries(4), django_capture_on_commit_callbacks(execute=True):
            tell(who, "It is so.", PAGE)
