"""What the worker makes of asks, and what it makes nothing of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guides.kits import intake
from guides.kits.intake import feed, next_at, take_in_next
from guides.kits.limits import OF_KIT_A_DAY
from guides.models import Ask, Consent, KitRequest, Mail, Subscriber, Wording
from tests.factories import make_ask, make_kit, make_kit_request, make_mail, make_subscriber

pytestmark = pytest.mark.django_db

MARA = "mara@example.org"
DAY = timedelta(days=1)


def totals():
    """How many people, requests, lines, mails and asks there are."""
    tables = (Subscriber, KitRequest, Consent, Mail, Ask)
    return tuple(table.objects.count() for table in tables)


def ask(kit, address=MARA, **fields):
    """Ask when the mails so far are long gone; the request that it made."""
    Mail.objects.update(created_at=timezone.now() - 2 * DAY)
    make_ask(kit, address=address, **fields)
    assert take_in_next()
    return KitRequest.objects.get(kit=kit, subscriber__address=address)


def test_ask_becomes_a_request_a_line_and_a_mail(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    kit, filed_at = make_kit(), timezone.now() - timedelta(hours=1)
    row = ask(kit, wants_letters=True, source="a7", page="/articles/a/", at=filed_at)
    consent, wording = Consent.objects.get(), kit.wordings.get()
    assert (row.source, row.page, row.wants_letters) == ("a7", "/articles/a/", True)
    assert (row.asked_at, row.confirmed_at) == (timezone.now(), None)
    assert (row.subscriber.confirmed_at, row.subscriber.letters_since) == (None, None)
    assert (consent.what, consent.version, consent.page) == ("asked", 1, "/articles/a/")
    assert consent.at == filed_at
    assert consent.text == f"{wording.delivery}\n\n{wording.letters}"
    assert consent.text_hash == Wording.digest(consent.text)
    assert list(Mail.objects.values_list("kind", "state")) == [("confirm", "waiting")]
    assert totals() == (1, 1, 1, 1, 0)


def test_ask_is_called_by_who_asks_for_what():
    assert str(make_ask(make_kit(title="Calm"), address=MARA)) == "mara@example.org: Calm"


def test_words_of_letters_are_agreed_to_only_where_the_box_is_ticked():
    kit = make_kit()
    ask(kit)
    assert Consent.objects.get().text == kit.wordings.get().delivery


def test_address_in_other_letters_is_the_same_person():
    kit = make_kit()
    ask(kit)
    make_ask(make_kit(), address="Mara@Example.org")
    feed()
    assert totals() == (1, 2, 2, 2, 0)


def test_last_of_several_asks_counts():
    kit = make_kit()
    row = make_kit_request(kit, make_subscriber(address=MARA))
    make_ask(kit, address=MARA, wants_letters=True)
    make_ask(kit, address=MARA, source="k1")
    take_in_next()
    row.refresh_from_db()
    assert (row.wants_letters, row.source) == (True, "")
    Mail.objects.all().delete()
    take_in_next()
    row.refresh_from_db()
    assert (row.wants_letters, row.source) == (False, "k1")


def test_nothing_is_to_be_done_without_asks(django_assert_num_queries):
    with django_assert_num_queries(3):  # with the two of the savepoint
        assert feed() == 0
    assert next_at() is None


def test_asks_are_taken_in_by_batches(monkeypatch):
    monkeypatch.setattr(intake, "BATCH", 2)
    for _ in range(3):
        make_ask()
    assert (next_at() <= timezone.now(), feed(), feed(), feed()) == (True, 2, 1, 0)


@pytest.mark.parametrize("is_known", [True, False])
def test_asking_costs_a_small_number_of_queries(is_known, django_assert_max_num_queries):
    kit = make_kit()
    if is_known:
        ask(kit)
    Mail.objects.all().delete()
    make_ask(kit, address=MARA)
    with django_assert_max_num_queries(20):
        take_in_next()


# Codes


def test_two_mails_in_a_row_both_work():
    kit = make_kit()
    first = ask(kit)
    assert ask(kit).code == first.code


@pytest.mark.parametrize(
    "fields", [{"confirmed_at": timezone.now() + DAY}, {"asked_at": timezone.now() - 14 * DAY}]
)
def test_what_is_confirmed_or_over_is_asked_by_a_new_code(fields):
    kit = make_kit()
    former = ask(kit)
    KitRequest.objects.update(**fields)
    assert ask(kit).code != former.code


def test_new_code_stays_while_it_is_not_confirmed():
    kit = make_kit()
    ask(kit)
    KitRequest.objects.update(confirmed_at=timezone.now())
    again = ask(kit)
    assert ask(kit).code == again.code


# Limits


def test_ask_that_makes_no_mail_leaves_no_trace():
    kit = make_kit()
    former = ask(kit)
    for address in (MARA, "mara+1@example.org"):
        make_ask(kit, address=address, wants_letters=True)
    assert feed() == 2
    row = KitRequest.objects.get()
    assert (row.asked_at, row.wants_letters) == (former.asked_at, False)
    assert totals() == (1, 1, 1, 1, 0)


def test_one_mail_in_ten_minutes_and_three_a_day_for_one_kit(time_machine):
    kit = make_kit()
    time_machine.move_to(timezone.now(), tick=False)
    sent = []
    for _ in range(3 * OF_KIT_A_DAY):
        make_ask(kit, address=MARA)
        take_in_next()
        sent.append(Mail.objects.count())
        time_machine.shift(300)
    assert sent == [1, 1, 2, 2, 3, 3, 3, 3, 3]
    time_machine.shift(24 * 3600)
    make_ask(kit, address=MARA)
    take_in_next()
    assert Mail.objects.count() == 4


def test_whoever_uses_up_one_kit_keeps_nobody_from_another():
    kit, other = make_kit(), make_kit()
    row = make_kit_request(kit, make_subscriber(address=MARA))
    for _ in range(OF_KIT_A_DAY):
        make_mail(row, created_at=timezone.now() - timedelta(hours=1))
    make_ask(other, address=MARA)
    take_in_next()
    assert Mail.objects.filter(request__kit=other).count() == 1


def test_twelve_mails_a_day_reach_one_mailbox_however_it_is_spelled():
    for number in range(15):
        make_ask(make_kit(), address=f"mara+{number}@gmail.com")
        make_ask(make_kit(), address="m.a.ra@googlemail.com")
    assert feed() == 30
    assert Mail.objects.count() == 12
