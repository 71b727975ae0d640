"""What leaves, what waits, what is never sent twice: against a real server."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guides.mail import outbox
from guides.mail.outbox import (
    DEAD_AFTER,
    ask_for_sending,
    deliver,
    due,
    forget_mails,
    next_moment,
    note_uncertain,
    queue,
    resend,
    send_due,
)
from guides.mail.postman import Postman, Unreachable
from guides.models import Mail
from tests.factories import make_kit_request, make_letter, make_mail, make_subscriber
from tests.guides.mail.server import MailServer

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


def facts(mail):
    mail.refresh_from_db()
    return mail.state, mail.attempts, mail.error


def make_letter_mail(**fields):
    """A letter that is being sent, to somebody who wants it."""
    now = timezone.now()
    reader = make_subscriber(confirmed_at=now, letters_since=now)
    letter = make_letter(state="sending", html="<p>Be well.</p>", text="Be well.")
    return make_mail(letter=letter, subscriber=reader, **fields)


def tasks():
    return list(DBTaskResult.objects.order_by("run_after").values_list("run_after", flat=True))


def test_a_mail_is_queued_and_the_worker_asked_after_the_commit(django_capture_on_commit_callbacks):
    request = make_kit_request()
    with django_capture_on_commit_callbacks(execute=True):
        mail = queue("confirm", request.subscriber, request=request)
        assert tasks() == []
    assert (mail.kind, mail.state, mail.request) == ("confirm", "waiting", request)
    assert len(tasks()) == 1


def test_the_worker_is_asked_once_for_many_mails(django_capture_on_commit_callbacks):
    request = make_kit_request()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            queue("confirm", request.subscriber, request=request)
    assert len(tasks()) == 1


def test_a_mail_leaves(server):
    mail = make_mail()
    assert deliver(mail.pk) == "sent"
    assert server.recipients == [mail.subscriber.address]
    assert facts(mail) == ("sent", 0, "")
    assert mail.sent_at is not None


def test_delivering_costs_four_queries(server, django_assert_num_queries):
    mail = make_mail()
    with django_assert_num_queries(4):
        deliver(mail.pk)


def test_a_mail_that_somebody_else_has_is_left_to_them(server):
    mail = make_mail(state="sending", claimed_at=timezone.now())
    assert deliver(mail.pk) == ""
    assert (server.mails, facts(mail)) == ([], ("sending", 0, ""))


def test_a_mail_that_left_is_not_sent_again(server):
    mail = make_mail()
    assert [deliver(mail.pk), deliver(mail.pk)] == ["sent", ""]
    assert len(server.mails) == 1


def test_a_mail_that_is_not_due_waits(server):
    mail = make_mail(due_at=timezone.now() + timedelta(minutes=1))
    assert (deliver(mail.pk), send_due(), server.mails) == ("", 0, [])


def test_a_mail_that_nobody_wants_any_more_is_dropped(server):
    now = timezone.now()
    mail = make_mail(make_kit_request(asked_at=now, confirmed_at=now))
    assert deliver(mail.pk) == "dropped"
    assert (facts(mail), server.mails) == (("dropped", 0, ""), [])


def test_a_mail_that_cannot_be_written_is_tried_later(server, settings):
    settings.SITE_URL = None
    mail = make_letter_mail()
    assert deliver(mail.pk) == "waiting"
    assert facts(mail) == ("waiting", 1, "It could not be written: TypeError")
    assert server.mails == []


def test_a_letter_that_is_stopped_waits(server):
    mail = make_letter_mail()
    mail.letter.state = "stopped"
    mail.letter.save()
    assert (deliver(mail.pk), list(due()), facts(mail)[0]) == ("waiting", [], "waiting")


def test_an_outage_loses_nothing(smtp, clock):
    mails = [make_mail() for _ in range(3)]
    assert send_due() == 0
    states = [facts(mail) for mail in mails]
    assert [row[:2] for row in states] == [("waiting", 1), ("waiting", 0), ("waiting", 0)]
    assert states[0][2].startswith("The mail server could not be reached: ")

    clock.shift(timedelta(minutes=2))
    with MailServer(smtp) as server:
        assert send_due() == 3
    assert sorted(server.recipients) == sorted(mail.subscriber.address for mail in mails)
    assert facts(mails[0]) == ("sent", 1, "")


def test_every_failure_waits_longer_and_the_last_one_is_the_end(server, clock):
    server.answer = lambda address: "451 Try again later"
    mail = make_mail()
    waits = []
    while deliver(mail.pk) == "waiting":
        mail.refresh_from_db()
        waits.append(round((mail.due_at - timezone.now()).total_seconds() / 60))
        clock.move_to(mail.due_at)
    assert waits == [1, 5, 30, 120, 360, 1440]
    assert facts(mail) == ("failed", 7, "The mail server answered: 451 Try again later")


@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        ("550 No such user", "failed", "Refused for good: 550 No such user"),
        ("450 Full", "waiting", "The mail server answered: 450 Full"),
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(server, answer, state, error):
    server.answer = lambda address: answer
    mail = make_mail()
    assert deliver(mail.pk) == state
    assert facts(mail) == (state, 1, error)


def test_a_refused_mail_keeps_no_other_waiting(server):
    refused, other = make_mail(), make_mail()
    server.answer = lambda to: "550 No" if to == refused.subscriber.address else "250 OK"
    assert send_due() == 1
    assert (facts(refused)[0], facts(other)[0]) == ("failed", "sent")


def test_a_letter_whose_fate_nobody_knows_is_not_sent_again(server):
    server.answer_data = lambda mail: None
    mail = make_letter_mail()
    assert deliver(mail.pk) == "uncertain"
    assert send_due() == 0
    assert len(server.mails) == 1
    assert facts(mail)[2].startswith("Nobody said whether it was taken: ")


def test_a_server_that_breaks_off_takes_one_letter_with_it(server):
    server.answer_data = lambda mail: None
    mails = [make_letter_mail() for _ in range(3)]
    assert send_due() == 0
    assert sorted(facts(mail)[0] for mail in mails) == ["uncertain", "waiting", "waiting"]


def test_what_a_reader_waits_for_is_sent_again_where_nobody_knows(server):
    server.answer_data = lambda mail: None
    mail = make_mail()
    assert deliver(mail.pk) == "waiting"


def test_what_a_dead_sender_left_behind_is_uncertain_for_good(server, clock):
    mail = make_mail(state="sending", claimed_at=timezone.now())
    assert note_uncertain() == 0
    clock.shift(DEAD_AFTER + timedelta(seconds=1))
    assert send_due() == 0
    assert facts(mail) == (
        "uncertain",
        0,
        "The program that sent it ended before it said how it went.",
    )
    assert server.mails == []


def test_a_slow_sender_that_was_taken_for_dead_still_says_how_it_went(server, clock):
    mail = make_mail()

    class Slow(Postman):
        def send(self, message):
            clock.shift(DEAD_AFTER * 2)
            note_uncertain()
            super().send(message)

    with Slow() as postman:
        assert deliver(mail.pk, postman) == "sent"
    assert facts(mail) == ("sent", 0, "")


@pytest.mark.parametrize("state", ["failed", "uncertain"])
def test_what_failed_is_sent_once_more_on_request(server, state):
    mail = make_mail(state=state, attempts=7, error="Full", claimed_at=timezone.now())
    assert resend(Mail.objects.all()) == 1
    assert (facts(mail), send_due(), len(server.mails)) == (("waiting", 0, ""), 1, 1)


@pytest.mark.parametrize("state", ["waiting", "sending", "sent", "dropped"])
def test_what_did_not_fail_is_not_sent_once_more(state):
    mail = make_mail(state=state)
    assert (resend(Mail.objects.all()), facts(mail)[0]) == (0, state)


ENDED = ["sent", "dropped", "failed", "uncertain"]
OLD = NOW - timedelta(days=90)


@pytest.mark.parametrize("kind", ["confirm", "download"])
@pytest.mark.parametrize("ended", ENDED)
def test_what_became_of_a_mail_about_a_kit_is_forgotten(ended, kind, django_assert_num_queries):
    make_mail(state=ended, kind=kind, claimed_at=OLD)
    kept = make_mail(state=ended, kind=kind, claimed_at=OLD + timedelta(seconds=1))
    with django_assert_num_queries(1):
        count = forget_mails(NOW)
    assert (count, list(Mail.objects.all())) == (1, [kept])


@pytest.mark.parametrize("state", ["waiting", "sending"])
def test_mail_on_its_way_is_not_forgotten_however_old(state):
    make_mail(state=state, claimed_at=OLD)
    assert forget_mails(NOW) == 0


@pytest.mark.parametrize("ended", ENDED)
def test_mails_of_a_letter_stay_while_it_does(ended):
    letter = make_letter()
    make_mail(letter=letter, state=ended, claimed_at=OLD)
    assert (forget_mails(NOW), Mail.objects.count()) == (0, 1)
    letter.delete()
    assert Mail.objects.count() == 0


def test_letters_let_whatever_is_more_urgent_pass():
    letter = make_letter_mail(due_at=timezone.now() - timedelta(days=1))
    confirm = make_mail()
    assert list(due()) == [confirm, letter]


def test_there_is_nothing_to_do_without_mail():
    make_mail(state="sent")
    assert next_moment() is None


def test_the_next_thing_to_do_is_the_earliest():
    now = timezone.now()
    make_mail(due_at=now + timedelta(hours=1))
    make_mail(state="sending", claimed_at=now)
    assert next_moment() == now + DEAD_AFTER


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_sends_and_wants_to_be_asked_no_more(server, clock):
    make_mail()
    ask_for_sending()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert len(server.mails) == 1
    # Had it died, this one would have gone on.
    clock.shift(timedelta(hours=1))
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert DBTaskResult.objects.filter(status="READY").count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_comes_back_when_the_server_does(smtp, clock):
    make_mail()
    ask_for_sending()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    clock.shift(timedelta(minutes=1, seconds=1))
    with MailServer(smtp) as server:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert len(server.mails) == 1


def test_a_worker_whose_time_is_up_leaves_the_rest_to_the_next_task(server):
    make_mail()
    assert send_due(0) == 0
    assert server.mails == []


def test_a_worker_whose_time_is_up_in_between_ends_there(server, monkeypatch):
    mails = [make_mail(), make_mail()]
    monkeypatch.setattr(outbox, "monotonic", iter([0, 0, 9, 9]).__next__)
    assert send_due(5) == 1
    assert [facts(mail)[0] for mail in mails] == ["sent", "waiting"]


def test_whoever_is_erased_as_their_mail_is_claimed_gets_none(server):
    mail = make_mail()

    def erase(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("UPDATE"):
            mail.subscriber.delete()
        return result

    with connection.execute_wrapper(erase):
        assert deliver(mail.pk) == ""
    assert server.mails == []


def test_nobody_at_home_is_told_from_a_refusal(smtp):
    with pytest.raises(Unreachable):
        deliver(make_mail().pk)


def test_mail_waits_where_no_server_is_set(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    mail = make_mail()
    assert send_due() == 0
    assert facts(mail) == (
        "waiting",
        1,
        "The mail server could not be reached: there is none, because EMAIL_URL names none.",
    )


def test_the_command_sends_what_is_due(server, capsys):
    make_mail()
    make_mail(state="failed")
    call_command("send_mails")
    assert len(server.mails) == 1
    assert capsys.readouterr().out == "1 sent, 1 failed, 0 perhaps sent.\n"
