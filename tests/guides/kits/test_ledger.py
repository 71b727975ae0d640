"""The ledger is written in one place, and a person's record comes and goes as a whole."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from articles.models import Event
from guides.kits.ledger import (
    erase,
    export_person,
    forget_unconfirmed,
    plan_forgetting,
    record_consent,
)
from guides.models import Ask, Consent, Erasure, KitRequest, Mail, Subscriber
from tests.factories import (
    make_ask,
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_subscriber,
    make_wording,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def make_person(address="mara@example.org"):
    """Someone who asked, confirmed, gets letters and was sent some mail, all at noon."""
    kit = make_kit(title="Calm", slug="calm")
    reader = make_subscriber(
        address=address, created_at=NOON, confirmed_at=NOON, letters_since=NOON
    )
    request = make_kit_request(
        kit, reader, asked_at=NOON, confirmed_at=NOON, link_until=NOON + DAY, source="a7"
    )
    record_consent(reader, "asked", kit=kit, wording=request.wording, text="Send it.", page="/tea/")
    make_mail(request, state="sent", created_at=NOON, sent_at=NOON)
    letter = make_letter(subject="Spring")
    make_mail(letter=letter, subscriber=reader, created_at=NOON - DAY)
    return reader


@time_machine.travel(NOON, tick=False)
def test_line_says_who_agreed_to_what_when_and_where():
    kit, reader = make_kit(), make_subscriber()
    wording = make_wording(kit, delivery="We send it here.")
    record_consent(reader, "asked", kit=kit, wording=wording, page="/articles/tea/")
    assert Consent.objects.values().get() == {
        "id": Consent.objects.get().pk,
        "subscriber_id": reader.pk,
        "what": "asked",
        "at": NOON,
        "kit_id": kit.pk,
        "version": 2,
        "text": "We send it here.",
        "text_hash": hashlib.sha256(b"We send it here.").hexdigest(),
        "page": "/articles/tea/",
    }


def test_letters_are_agreed_to_by_their_own_words():
    wording = make_wording(letters="And letters.")
    assert record_consent(make_subscriber(), "letters", wording=wording).text == "And letters."


def test_text_that_is_given_is_kept():
    line = record_consent(make_subscriber(), "asked", wording=make_wording(), text="Just this.")
    assert (line.text, line.version) == ("Just this.", 2)


def test_line_without_a_text_has_no_hash():
    line = record_consent(make_subscriber(), "left")
    assert (line.text, line.text_hash, line.version) == ("", "", None)


def test_long_address_of_a_page_is_cut():
    assert len(record_consent(make_subscriber(), "left", page="/" + "a" * 400).page) == 300


@time_machine.travel(NOON, tick=False)
def test_record_of_a_person_holds_all_of_it_and_nothing_of_others(django_assert_num_queries):
    reader = make_person()
    row = KitRequest.objects.get()
    make_ask(row.kit, address="Mara@example.org", wants_letters=True)
    make_ask(row.kit)
    make_mail(make_kit_request(row.kit))
    with django_assert_num_queries(5):
        found = export_person("MARA@example.org")
    noon = "2026-03-03T12:00:00+00:00"
    assert json.loads(json.dumps(found)) == {
        "address": "mara@example.org",
        "created_at": noon,
        "confirmed_at": noon,
        "letters_since": noon,
        "waiting": [
            {
                "address": "Mara@example.org",
                "kit_title": "Calm",
                "kit": "calm",
                "source": "",
                "page": "",
                "at": noon,
                "wants_letters": True,
                "wording_version": 1,
            }
        ],
        "requests": [
            {
                "kit_title": "Calm",
                "kit": "calm",
                "source": "a7",
                "page": "",
                "asked_at": noon,
                "wants_letters": False,
                "confirmed_at": noon,
                "link_until": "2026-03-04T12:00:00+00:00",
                "downloads": 0,
                "downloaded_at": None,
            }
        ],
        "consents": [
            {
                "what": "asked",
                "at": noon,
                "kit": "calm",
                "version": 1,
                "text": "Send it.",
                "text_hash": hashlib.sha256(b"Send it.").hexdigest(),
                "page": "/tea/",
            }
        ],
        "mails": [
            {
                "kind": kind,
                "letter_subject": subject,
                "kit": kit,
                "state": state,
                "created_at": created,
                "sent_at": sent,
                "attempts": 0,
                "error": "",
            }
            for kind, subject, kit, state, created, sent in [
                ("confirm", None, "calm", "sent", noon, noon),
                ("letter", "Spring", None, "waiting", "2026-03-02T12:00:00+00:00", None),
            ]
        ],
    }
    assert reader.code not in json.dumps(found)


def test_record_of_nobody_is_none():
    with pytest.raises(Subscriber.DoesNotExist):
        export_person("nobody@example.org")


def test_erasing_leaves_a_number_and_what_others_have(django_assert_max_num_queries):
    reader, other = make_person(), make_kit_request().subscriber
    Erasure.objects.create(day="2026-03-03", count=2)
    make_ask(address=reader.address)
    with time_machine.travel(NOON, tick=False), django_assert_max_num_queries(16):
        assert erase(reader.address)
    left = [model.objects.count() for model in (Subscriber, KitRequest, Consent, Mail, Event, Ask)]
    assert left == [1, 1, 0, 0, 0, 0]
    assert Subscriber.objects.get() == other
    assert list(Erasure.objects.values_list("day", "count")) == [(NOON.date(), 3)]


def test_nobody_is_counted_who_was_not_there():
    assert (erase("nobody@example.org"), Erasure.objects.count()) == (False, 0)


def ask(days_ago, **fields):
    """Someone who asked at noon, so many days ago."""
    at = NOON - days_ago * DAY
    return make_kit_request(make_kit(), make_subscriber(created_at=at, **fields), asked_at=at)


def test_who_never_confirmed_is_forgotten_two_weeks_after_they_last_asked():
    ask(14), ask(15)
    again = ask(20).subscriber
    make_kit_request(make_kit(), again, asked_at=NOON - 2 * DAY)
    kept = [again, ask(13).subscriber, ask(30, confirmed_at=NOON).subscriber]
    assert forget_unconfirmed(NOON) == 2
    assert {*Subscriber.objects.all()} == {*kept}
    assert (forget_unconfirmed(NOON), Erasure.objects.count()) == (0, 0)


def test_what_waits_is_forgotten_as_soon():
    for days in (13, 14):
        make_ask(at=NOON - days * DAY)
    forget_unconfirmed(NOON)
    assert Ask.objects.get().at == NOON - 13 * DAY


def note(reader, kit, *lines):
    """Write lines of the ledger, each so many days ago."""
    for what, days in lines:
        record_consent(reader, what, kit=kit, at=NOON - days * DAY)


def ledger(reader):
    lines = reader.consents.order_by("at").values_list("what", "at")
    return [(what, (NOON - at).days) for what, at in lines]


def test_what_others_asked_for_in_a_confirmed_name_is_forgotten_with_its_lines():
    reader = make_subscriber(confirmed_at=NOON)
    old, new, other = (make_kit() for _ in range(3))
    make_kit_request(old, reader, asked_at=NOON - 14 * DAY)
    make_kit_request(new, reader, asked_at=NOON - 13 * DAY)
    make_kit_request(other, reader, asked_at=NOON - 20 * DAY, confirmed_at=NOON - 19 * DAY)
    note(reader, old, ("asked", 15), ("asked", 14))
    note(reader, new, ("asked", 13))
    note(reader, other, ("asked", 20), ("confirmed", 19), ("asked", 16), ("asked", 2))
    assert forget_unconfirmed(NOON) == 0
    assert {row.kit for row in KitRequest.objects.all()} == {new, other}
    assert ledger(reader) == [("asked", 20), ("confirmed", 19), ("asked", 13), ("asked", 2)]


def test_asking_again_that_was_not_confirmed_is_forgotten_and_the_request_stays():
    reader, kit = make_subscriber(confirmed_at=NOON), make_kit()
    make_kit_request(kit, reader, confirmed_at=NOON - 30 * DAY)
    note(reader, kit, ("asked", 31), ("confirmed", 30), ("asked", 14))
    forget_unconfirmed(NOON)
    assert ledger(reader) == [("asked", 31), ("confirmed", 30)]
    assert KitRequest.objects.count() == 1


def test_asking_that_was_confirmed_stays_though_its_kit_is_gone():
    reader = make_subscriber(confirmed_at=NOON)
    note(reader, None, ("asked", 40), ("confirmed", 40))
    forget_unconfirmed(NOON)
    assert reader.consents.count() == 2


def test_other_number_of_days_is_taken():
    ask(2)
    assert [forget_unconfirmed(NOON, days=3), forget_unconfirmed(NOON, days=1)] == [0, 1]


def test_many_are_forgotten_in_batches(monkeypatch):
    monkeypatch.setattr("guides.kits.ledger.BATCH", 2)
    for _ in range(5):
        ask(20)
        make_kit_request(subscriber=ask(1, confirmed_at=NOON).subscriber, asked_at=NOON - 20 * DAY)
    assert forget_unconfirmed(NOON) == 5
    assert KitRequest.objects.count() == 5


def planned():
    return list(DBTaskResult.objects.filter(status="READY").values_list("run_after", flat=True))


@time_machine.travel(NOON, tick=False)
def test_who_asks_has_the_worker_forget_once_in_a_day(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            record_consent(make_subscriber(), "asked")
        record_consent(make_subscriber(), "left")
    assert planned() == [NOON + DAY]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_goes_on_until_nobody_is_left():
    with time_machine.travel(NOON - 15 * DAY, tick=False):
        ask(14)
        plan_forgetting()
    with time_machine.travel(NOON - DAY, tick=False):
        work()
    assert (Subscriber.objects.count(), planned()) == (1, [NOON])
    with time_machine.travel(NOON, tick=False):
        work()
    assert (Subscriber.objects.count(), planned()) == (0, [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_forgets_old_mails_of_those_who_stay():
    with time_machine.travel(NOON - DAY, tick=False):
        plan_forgetting()
    row = make_kit_request(make_kit(), make_subscriber(confirmed_at=NOON))
    make_mail(row, state="sent", claimed_at=NOON - 91 * DAY)
    with time_machine.travel(NOON, tick=False):
        work()
    assert (Mail.objects.count(), planned()) == (0, [NOON + DAY])


def work():
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
