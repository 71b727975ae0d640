"""A letter reaches whoever wanted it when it started, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Event, Merchant, Notice
from guides.letters import sending
from guides.letters.leaving import leave
from guides.letters.sending import (
    NotSendable,
    audience,
    feed,
    go_on,
    next_start,
    schedule,
    start,
    stop,
    tally,
)
from guides.mail import outbox
from guides.mail.outbox import send_due
from guides.models import Letter, Mail, Subscriber
from tests.factories import (
    make_article,
    make_letter,
    make_mail,
    make_merchant,
    make_product,
    make_subscriber,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


def make_readers(count):
    now = timezone.now()
    return [make_subscriber(confirmed_at=now, letters_since=now) for _ in range(count)]


def addresses(readers):
    return sorted(reader.address for reader in readers)


def state(letter):
    letter.refresh_from_db()
    return letter.state


def events():
    return list(Event.objects.order_by("pk").values_list("verb", "by_name", "detail"))


def test_a_letter_reaches_whoever_wants_it(server, editor):
    readers = make_readers(3)
    make_subscriber()
    make_subscriber(confirmed_at=timezone.now())
    letter = start(make_letter(subject="Spring", body="Be *well*."), by=editor)
    assert (letter.state, letter.html, letter.text) == (
        "sending",
        "<p>Be <em>well</em>.</p>",
        "Be *well*.",
    )
    assert send_due() == 3
    assert sorted(server.recipients) == addresses(readers)
    assert (state(letter), events()) == ("sent", [("started to send", "editor", "")])


def test_mails_are_made_in_batches(monkeypatch, server):
    monkeypatch.setattr(sending, "BATCH", 2)
    readers = make_readers(5)
    start(make_letter())
    assert [feed() for _ in range(4)] == [2, 2, 1, 0]
    send_due()
    assert sorted(server.recipients) == addresses(readers)


def test_a_batch_costs_seven_queries(django_assert_num_queries):
    make_readers(50)
    start(make_letter())
    with django_assert_num_queries(7):  # two of them of the savepoint
        assert feed() == 50


def test_what_is_sent_is_frozen(server):
    make_readers(1)
    letter = start(make_letter(body="First words."))
    letter.body = "Other words."
    letter.save()
    send_due()
    assert server.mails[0].get_body(("plain",)).get_content().startswith("First words.")


def test_whoever_confirms_later_gets_the_next_letter(server, clock):
    make_readers(1)
    letter = start(make_letter())
    clock.shift(timedelta(minutes=1))
    make_readers(1)
    assert audience(letter).count() == 1
    assert (send_due(), state(letter)) == (1, "sent")


def test_who_leaves_meanwhile_gets_nothing(server):
    first, second = make_readers(2)
    letter = start(make_letter())
    feed()
    leave(second.code)
    send_due()
    assert server.recipients == [first.address]
    assert (state(letter), tally([letter])) == ("sent", {letter.pk: {"sent": 1, "dropped": 1}})


def test_who_is_erased_meanwhile_gets_nothing(server):
    first, second = make_readers(2)
    start(make_letter())
    feed()
    Subscriber.objects.filter(pk=second.pk).delete()
    send_due()
    assert server.recipients == [first.address]


def test_a_batch_that_was_made_before_makes_no_second_mail(server):
    make_readers(3)
    letter = start(make_letter())
    feed()
    letter.refresh_from_db()
    letter.reached = 0  # as if the program had died before it noted how far it came
    letter.save()
    assert send_due() == 3
    assert (Mail.objects.count(), state(letter)) == (3, "sent")


def test_a_letter_is_started_once():
    make_readers(1)
    letter = make_letter()
    start(letter)
    with pytest.raises(NotSendable, match="on its way already"):
        start(letter)


def test_what_another_worker_does_at_the_same_time_is_left_to_it():
    make_readers(2)
    scheduled = schedule(make_letter(), NOW)
    started = start(scheduled)
    sending._start_scheduled(scheduled)
    feed()
    assert sending._make_mails(started) == 0
    assert (state(started), Mail.objects.count()) == ("sending", 2)


def test_a_letter_to_nobody_stays_a_draft():
    letter = make_letter()
    with pytest.raises(NotSendable, match="Nobody gets letters yet"):
        start(letter)
    assert (state(letter), letter.html, events()) == ("draft", "", [])


def test_a_scheduled_letter_to_nobody_is_a_draft_again_and_its_writer_told(clock, editor):
    letter = schedule(make_letter(subject="Spring"), NOW, by=editor)
    assert (send_due(), state(letter)) == (0, "draft")
    assert Notice.objects.get().text == "Your letter “Spring” was not sent, and is a draft again."


def test_a_letter_that_everybody_left_meanwhile_is_sent():
    [reader] = make_readers(1)
    letter = start(make_letter())
    leave(reader.code)
    assert (send_due(), state(letter)) == (0, "sent")


@pytest.mark.parametrize("verb", [start, lambda *args, **seen: schedule(*args, NOW, **seen)])
def test_what_nobody_looked_at_does_not_leave(verb):
    make_readers(1)
    letter = make_letter(body="First words.")
    seen = letter.digest
    Letter.objects.update(body="Other words.")
    with pytest.raises(NotSendable, match="Somebody changed it"):
        verb(letter, seen=seen)
    assert state(letter) == "draft"
    verb(letter, seen=letter.digest)
    assert state(letter) != "draft"


def test_a_letter_with_a_problem_does_not_leave():
    make_product(slug="lamp", merchant=make_merchant(name="Shop", may_email=False))
    letter = make_letter(body="[Lamp](go:lamp)")
    with pytest.raises(NotSendable, match="Shop does not allow its links in e-mail"):
        start(letter)
    with pytest.raises(NotSendable, match="Shop does not allow its links in e-mail"):
        schedule(letter, timezone.now())
    assert (state(letter), events()) == ("draft", [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_letter_waits_for_its_time(server, clock, editor, django_capture_on_commit_callbacks):
    make_readers(1)
    with django_capture_on_commit_callbacks(execute=True):
        letter = schedule(make_letter(), NOW + timedelta(hours=2), by=editor)
    assert (send_due(), state(letter), next_start()) == (0, "scheduled", NOW + timedelta(hours=2))

    clock.shift(timedelta(hours=2, seconds=1))
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert (len(server.mails), state(letter)) == (1, "sent")
    assert events() == [
        ("scheduled", "editor", "2 March 2026, 12:00:00"),
        ("started to send", "", ""),
    ]


def test_a_scheduled_letter_that_cannot_leave_is_a_draft_again_and_its_writer_told(clock, editor):
    article = make_article(slug="tea")
    letter = make_letter(subject="Spring", body="Hello")
    schedule(letter, NOW, by=editor)
    letter.refresh_from_db()
    letter.body = f"[Tea](article:{article.slug})"
    letter.save()
    assert (send_due(), state(letter), letter.send_at) == (0, "draft", None)
    assert Notice.objects.values_list("user__username", "text", "address").get() == (
        "editor",
        "Your letter “Spring” was not sent, and is a draft again.",
        f"/admin/guides/letter/{letter.pk}/change/",
    )


def test_a_schedule_is_called_off(server, clock):
    make_readers(1)
    letter = schedule(make_letter(), NOW + timedelta(hours=2))
    stop(letter)
    clock.shift(timedelta(hours=3))
    assert (send_due(), state(letter), letter.send_at) == (0, "draft", None)


def test_a_stopped_letter_keeps_the_rest_back_and_goes_on_where_it_was(server, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    readers = make_readers(5)
    letter = start(make_letter())
    feed()
    stop(letter)
    assert (send_due(), feed(), state(letter), server.mails) == (0, 0, "stopped", [])

    go_on(letter)
    assert (send_due(), state(letter)) == (5, "sent")
    assert sorted(server.recipients) == addresses(readers)


def test_a_stopped_letter_against_the_rules_of_today_does_not_go_on(server):
    make_readers(1)
    product = make_product(slug="lamp")
    letter = start(make_letter(body="A [lamp](go:lamp)."))
    stop(letter)
    Merchant.objects.filter(pk=product.merchant_id).update(may_email=False)

    with pytest.raises(NotSendable, match="lamp"):
        go_on(letter)

    assert (send_due(), state(letter), server.mails) == (0, "stopped", [])


@pytest.mark.parametrize(
    ("verb", "letter_state"),
    [(stop, "draft"), (stop, "sent"), (go_on, "draft"), (go_on, "sending"), (start, "stopped")],
)
def test_what_is_not_under_way_cannot_be_stopped_or_gone_on_with(verb, letter_state):
    letter = make_letter(state=letter_state)
    with pytest.raises(NotSendable):
        verb(letter)
    assert state(letter) == letter_state


def test_a_letter_is_not_sent_while_one_of_its_mails_waits(server):
    reader, _ = make_readers(2)
    server.answer = lambda to: "450 Later" if to == reader.address else "250 OK"
    letter = start(make_letter())
    assert (send_due(), state(letter)) == (1, "sending")
    # Nothing to be made: the mail itself says when.
    assert next_start() is None
    Mail.objects.filter(subscriber=reader).update(state="failed")
    assert next_start() is not None
    assert (send_due(), state(letter)) == (0, "sent")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_task_goes_on_where_another_ended(server, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    make_readers(5)
    letter = start(make_letter())
    feed()
    Mail.objects.update(state="sent")
    assert next_start() is not None
    sending.ask_for_sending()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert (len(server.mails), state(letter)) == (3, "sent")
    assert DBTaskResult.objects.filter(status="FAILED").count() == 0


def test_letters_are_told_apart_by_how_many_mails_stand_where(django_assert_num_queries):
    letters = [make_letter(), make_letter()]
    for name in ("sent", "sent", "failed"):
        make_mail(letter=letters[0], state=name)
    with django_assert_num_queries(1):
        assert tally(letters) == {letters[0].pk: {"sent": 2, "failed": 1}, letters[1].pk: {}}


def test_worker_that_dies_before_the_first_mail_is_followed_by_another(monkeypatch):
    make_subscriber(confirmed_at=timezone.now(), letters_since=timezone.now())
    start(make_letter())
    DBTaskResult.objects.all().delete()

    def die(seconds):
        raise SystemExit

    monkeypatch.setattr(outbox, "send_due", die)
    with pytest.raises(SystemExit):
        outbox.send_what_is_due.call()
    assert DBTaskResult.objects.get().run_after > timezone.now() + outbox.DEAD_AFTER
