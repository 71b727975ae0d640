"""Ask, confirm, take, leave: what each changes, and what nothing ever does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from guides.kits.optin import (
    MAX_DOWNLOADS,
    Asked,
    ask,
    confirm,
    find_link,
    find_request,
    is_good,
    renew,
    take,
)
from guides.letters.leaving import leave
from guides.models import Consent, KitCount, KitRequest, Mail, Subscriber, Wording
from tests.factories import make_kit, make_kit_request

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def asked(kit, address="mara@example.org", *, wants_letters=False, **facts):
    return Asked(address, wants_letters, kit.wordings.first(), **facts)


def lines(subscriber):
    """The ledger of one person."""
    return list(subscriber.consents.values_list("what", "text"))


def totals():
    """How many people, requests and mails there are."""
    return tuple(table.objects.count() for table in (Subscriber, KitRequest, Mail))


# Asking


def test_asking_notes_who_and_what_and_mails_them():
    kit = make_kit()
    ask(kit, asked(kit, wants_letters=True, source="a7", page="/articles/a/"))
    row = KitRequest.objects.get()
    consent = Consent.objects.get()
    wording = kit.wordings.get()
    assert (row.subscriber.address, row.source, row.wants_letters) == (
        "mara@example.org",
        "a7",
        True,
    )
    assert (row.confirmed_at, row.subscriber.confirmed_at, row.subscriber.letters_since) == (
        None,
        None,
        None,
    )
    assert (consent.what, consent.version, consent.page) == ("asked", 1, "/articles/a/")
    assert consent.text == f"{wording.delivery}\n\n{wording.letters}"
    assert consent.text_hash == Wording.digest(consent.text)
    assert list(Mail.objects.values_list("kind", "state")) == [("confirm", "waiting")]


def test_words_of_letters_are_agreed_to_only_where_the_box_is_ticked():
    kit = make_kit()
    ask(kit, asked(kit))
    assert Consent.objects.get().text == kit.wordings.get().delivery


def test_asking_twice_is_one_request_and_one_mail():
    kit = make_kit()
    for address in ("mara@example.org", "Mara@Example.org"):
        ask(kit, asked(kit, address))
    assert (Subscriber.objects.count(), KitRequest.objects.count(), Mail.objects.count()) == (
        1,
        1,
        1,
    )
    assert Consent.objects.count() == 2


def test_mail_is_sent_again_after_a_pause_but_not_without_end(time_machine):
    kit = make_kit()
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(12):
        ask(kit, asked(kit))
        time_machine.shift(601)
    assert Mail.objects.count() == 6


def test_another_kit_is_another_request():
    one, two = make_kit(), make_kit()
    ask(one, asked(one)), ask(two, asked(two))
    assert (Subscriber.objects.count(), KitRequest.objects.count(), Mail.objects.count()) == (
        1,
        2,
        2,
    )


@pytest.mark.parametrize("is_known", [True, False])
def test_asking_costs_the_same_for_known_addresses(is_known, django_assert_max_num_queries):
    kit = make_kit()
    if is_known:
        ask(kit, asked(kit))
    with django_assert_max_num_queries(18):
        ask(kit, asked(kit))


# Confirming


def test_confirming_gives_the_kit_and_no_letters():
    row = confirm(make_kit_request())
    assert row.confirmed_at
    assert row.subscriber.confirmed_at
    assert row.subscriber.letters_since is None
    assert is_good(row)
    assert [what for what, _ in lines(row.subscriber)] == ["confirmed"]
    assert Mail.objects.get().kind == "download"
    assert KitCount.objects.get().confirmed == 1


def test_confirming_letters_notes_exactly_what_was_agreed_to():
    row = confirm(make_kit_request(wants_letters=True))
    assert row.subscriber.letters_since
    assert lines(row.subscriber) == [
        ("letters", row.wording.letters),
        ("confirmed", row.wording.delivery),
    ]


def test_confirming_twice_changes_nothing():
    row = make_kit_request(wants_letters=True)
    first = confirm(row)
    second = confirm(row)
    assert second.link_code == first.link_code
    assert second.subscriber.consents.count() == 2
    assert (KitCount.objects.get().confirmed, Mail.objects.count()) == (1, 1)


def test_confirming_again_after_leaving_brings_no_letters():
    row = make_kit_request(wants_letters=True)
    confirm(row)
    leave(row.subscriber.code)
    assert confirm(row).subscriber.letters_since is None


def test_letters_that_were_left_before_confirming_stay_left():
    row = make_kit_request(wants_letters=True)
    leave(row.subscriber.code)
    assert confirm(row).subscriber.letters_since is None


def test_confirmation_can_be_given_for_two_weeks():
    row = make_kit_request(asked_at=timezone.now() - 13.9 * DAY)
    assert find_request(row.code) == row
    KitRequest.objects.update(asked_at=timezone.now() - 14 * DAY)
    assert find_request(row.code) is None
    assert find_request("nonsense") is None


# Taking


def test_link_is_good_for_some_downloads():
    row = confirm(make_kit_request())
    for _ in range(MAX_DOWNLOADS):
        assert take(find_link(row.link_code))
    over = find_link(row.link_code)
    assert (is_good(over), take(over)) == (False, False)
    assert KitCount.objects.get().downloaded == 1


def test_link_is_good_for_a_week():
    row = confirm(make_kit_request())
    KitRequest.objects.update(link_until=timezone.now())
    over = find_link(row.link_code)
    assert (is_good(over), take(over)) == (False, False)


def test_link_that_is_over_is_found_so_that_its_holder_may_have_a_new_one():
    row = confirm(make_kit_request())
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    new = renew(find_link(row.link_code))
    assert is_good(find_link(new.link_code))
    assert find_link(row.link_code) is None
    assert Mail.objects.filter(kind="download").count() == 1


def test_request_that_was_never_confirmed_has_no_link():
    assert find_link(make_kit_request().link_code) is None


# Whatever is done in whatever order


class OptIn(RuleBasedStateMachine):
    """Two people, two kits: asked by anybody, confirmed by the one who has the mail."""

    people = st.sampled_from(["mara@example.org", "jon@example.org"])
    numbers = st.integers(0, 1)

    @initialize()
    def start(self):
        Subscriber.objects.all().delete()
        self.kits = [make_kit(), make_kit()]
        self.pressed, self.wanted = set(), set()

    def rows(self, address, number):
        return KitRequest.objects.filter(subscriber__address=address, kit=self.kits[number])

    @rule(address=people, number=numbers, wants_letters=st.booleans())
    def somebody_asks(self, address, number, wants_letters):
        ask(self.kits[number], asked(self.kits[number], address, wants_letters=wants_letters))

    @rule(address=people, number=numbers)
    def they_press_the_button(self, address, number):
        row = self.rows(address, number).first()
        found = row and find_request(row.code)
        if found:
            self.pressed.add(address)
            if found.wants_letters and confirm(found).subscriber.letters_since:
                self.wanted.add(address)
            else:
                confirm(found)

    @rule(address=people, number=numbers)
    def a_scanner_follows_the_link(self, address, number):
        row = self.rows(address, number).first()
        if row:
            find_request(row.code), find_link(row.link_code)

    @rule(address=people)
    def they_leave(self, address):
        if found := Subscriber.objects.filter(address=address).first():
            leave(found.code)
            self.wanted.discard(address)

    @rule(address=people, number=numbers)
    def the_link_is_tried(self, address, number):
        row = self.rows(address, number).first()
        if row and take(row):
            assert address in self.pressed

    @invariant()
    def nobody_is_confirmed_who_did_not_press(self):
        rows = Subscriber.objects.filter(confirmed_at__isnull=False)
        assert set(rows.values_list("address", flat=True)) == self.pressed

    @invariant()
    def letters_go_to_those_who_wanted_them_and_did_not_leave(self):
        rows = Subscriber.objects.for_letters()
        assert set(rows.values_list("address", flat=True)) == self.wanted


class TestOptIn(OptIn.TestCase, TestCase):
    settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
