"""Ask, confirm, take, leave: what each changes, and what nothing ever does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from guides.kits.intake import take_in_next
from guides.kits.optin import (
    MAX_DOWNLOADS,
    Shown,
    confirm,
    file_ask,
    find_link,
    find_request,
    is_good,
    renew,
    take,
)
from guides.letters.leaving import leave
from guides.models import Ask, KitCount, KitRequest, Mail, Subscriber
from tests.factories import (
    make_ask,
    make_kit,
    make_kit_request,
    make_mail,
    make_wording,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def press(row, **shown):
    """Press the button of a page that shows the request as it is now, or as `shown` says."""
    return confirm(row.code, Shown(**shown) if shown else Shown.of(row))


def download(row):
    return take(find_link(row.link_code), is_by_a_person=True)


def lines(subscriber):
    """The ledger of one person."""
    return list(subscriber.consents.values_list("what", "text"))


# Asking


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ask_is_put_down_and_the_worker_asked():
    kit = make_kit()
    file_ask(Ask(kit=kit, wording=kit.wordings.get(), address="mara@example.org"))
    assert (Ask.objects.get().mailbox, Subscriber.objects.count()) == ("mara@example.org", 0)
    assert DBTaskResult.objects.get().task_path.endswith("send_what_is_due")


# Confirming


def test_confirming_gives_the_kit_and_no_letters():
    row = press(make_kit_request())
    assert row.confirmed_at
    assert row.subscriber.confirmed_at
    assert row.subscriber.letters_since is None
    assert is_good(row)
    assert [what for what, _ in lines(row.subscriber)] == ["confirmed"]
    assert Mail.objects.get().kind == "download"
    assert KitCount.objects.get().confirmed == 1


def test_confirming_letters_notes_exactly_what_was_agreed_to():
    row = press(make_kit_request(wants_letters=True))
    assert row.subscriber.letters_since
    assert lines(row.subscriber) == [
        ("letters", row.wording.letters),
        ("confirmed", row.wording.delivery),
    ]


def test_confirming_twice_changes_nothing():
    row = make_kit_request(wants_letters=True)
    first = press(row)
    second = press(row)
    assert second.link_code == first.link_code
    assert second.subscriber.consents.count() == 2
    assert (KitCount.objects.get().confirmed, Mail.objects.count()) == (1, 1)


def test_confirming_again_after_leaving_brings_no_letters():
    row = make_kit_request(wants_letters=True)
    press(row)
    leave(row.subscriber.code)
    assert press(row).subscriber.letters_since is None


def test_letters_that_were_left_before_confirming_stay_left():
    row = make_kit_request(wants_letters=True)
    leave(row.subscriber.code)
    assert press(row).subscriber.letters_since is None


def test_every_confirmation_writes_its_lines_with_the_page(time_machine):
    row = press(make_kit_request(wants_letters=True, page="/articles/a/"))
    time_machine.move_to(timezone.now() + DAY)
    KitRequest.objects.update(asked_at=timezone.now(), page="/articles/b/", wants_letters=True)
    since = press(find_request(row.code)).subscriber.letters_since
    found = row.subscriber.consents.values_list("what", "page")
    assert list(found) == [
        *(("letters", "/articles/a/"), ("confirmed", "/articles/a/")),
        *(("letters", "/articles/b/"), ("confirmed", "/articles/b/")),
    ]
    assert since == row.subscriber.letters_since
    assert KitCount.objects.get().confirmed == 1


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"version": 1, "letters": False},
        {"version": 2, "letters": True},
        {"version": None, "letters": True},
    ],
    ids=["no-page", "asked-since", "reworded-since", "no-version"],
)
def test_letters_that_the_page_did_not_show_are_not_confirmed(shown):
    row = make_kit_request(wants_letters=True)
    confirmed = confirm(row.code, Shown(**shown))
    assert (confirmed.subscriber.letters_since, is_good(confirmed)) == (None, True)
    assert [what for what, _ in lines(row.subscriber)] == ["confirmed"]
    assert not KitRequest.objects.get().wants_letters


def test_letters_that_nobody_asked_for_any_more_are_not_confirmed():
    row = press(make_kit_request(), version=1, letters=True)
    assert row.subscriber.letters_since is None


def test_wording_that_was_shown_is_what_was_confirmed():
    kit = make_kit()
    row = make_kit_request(kit)
    KitRequest.objects.update(wording=make_wording(kit, delivery="Newer words."))
    confirm(row.code, Shown(version=1))
    assert row.subscriber.consents.get().version == 1
    other = make_kit_request(kit)
    confirm(other.code, Shown(version=99))
    assert other.subscriber.consents.get().text == "Newer words."


def test_second_time_gives_no_new_link_where_the_first_is_over():
    row = press(make_kit_request())
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    again = press(row)
    assert (again.link_code, is_good(again), Mail.objects.count()) == (row.link_code, False, 1)


def test_asking_anew_gives_a_new_link_where_the_first_is_over(time_machine):
    row = press(make_kit_request())
    time_machine.move_to(timezone.now() + 8 * DAY)
    make_ask(row.kit, address=row.subscriber.address)
    take_in_next()
    assert find_request(row.code) is None
    again = press(KitRequest.objects.get())
    assert (again.link_code != row.link_code, is_good(again)) == (True, True)


def test_code_that_is_over_confirms_nothing():
    row = make_kit_request(asked_at=timezone.now() - 14 * DAY)
    assert confirm(row.code, Shown.of(row)) is None


def test_confirmation_can_be_given_for_two_weeks():
    row = make_kit_request(asked_at=timezone.now() - 13.9 * DAY)
    assert find_request(row.code) == row
    KitRequest.objects.update(asked_at=timezone.now() - 14 * DAY)
    assert find_request(row.code) is None
    assert find_request("nonsense") is None


# Taking


def test_link_is_good_for_some_downloads():
    row = press(make_kit_request())
    for _ in range(MAX_DOWNLOADS):
        assert download(row)
    assert (is_good(find_link(row.link_code)), download(row)) == (False, False)


def test_link_is_good_for_a_week():
    row = press(make_kit_request())
    KitRequest.objects.update(link_until=timezone.now())
    assert (is_good(find_link(row.link_code)), download(row)) == (False, False)


def test_one_request_is_counted_as_downloaded_once_however_many_links_it_had():
    row = press(make_kit_request())
    stale = find_link(row.link_code)
    assert take(stale, is_by_a_person=False)
    assert KitCount.objects.get().downloaded == 0
    for _ in range(2):
        assert take(stale, is_by_a_person=True)
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    Mail.objects.update(created_at=timezone.now() - DAY)
    renew(row.link_code)
    assert download(KitRequest.objects.get())
    assert KitCount.objects.get().downloaded == 1


@pytest.fixture
def over():
    """A confirmed request whose link is used up, an hour after its mail."""
    row = press(make_kit_request())
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    Mail.objects.update(created_at=timezone.now() - DAY / 24, state="sent")
    return row


def test_link_that_is_over_is_followed_by_a_new_one_by_mail(over, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):  # with the two of the savepoint
        renew(over.link_code)
    new = KitRequest.objects.get()
    assert (new.link_code != over.link_code, is_good(new)) == (True, True)
    assert find_link(over.link_code) is None
    assert Mail.objects.filter(kind="download", state="waiting").count() == 1


def test_new_link_goes_with_the_mail_that_waits(over):
    Mail.objects.update(state="waiting")
    renew(over.link_code)
    assert Mail.objects.count() == 1


def test_new_links_are_mailed_within_the_limits(over):
    for _ in range(2):
        make_mail(over, kind="download", created_at=timezone.now() - DAY / 24)
    renew(over.link_code)
    assert KitRequest.objects.get().link_code == over.link_code
    assert Mail.objects.count() == 3


def test_good_and_unknown_links_are_not_renewed(over):
    KitRequest.objects.update(downloads=0)
    for code in (over.link_code, "nonsense", make_kit_request(over.kit).link_code):
        renew(code)
    assert Mail.objects.count() == 1


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
        Mail.objects.update(created_at=timezone.now() - 2 * DAY)
        make_ask(self.kits[number], address=address, wants_letters=wants_letters)
        take_in_next()

    @rule(address=people, number=numbers)
    def they_press_the_button(self, address, number):
        row = self.rows(address, number).first()
        found = row and find_request(row.code)
        if found:
            self.pressed.add(address)
            if found.wants_letters and not found.is_confirmed:
                self.wanted.add(address)
            press(found)

    @rule(address=people, number=numbers)
    def they_press_on_a_page_that_showed_no_letters(self, address, number):
        if row := self.rows(address, number).first():
            press(row, version=1, letters=False)
            self.pressed.add(address)

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
        if row and take(row, is_by_a_person=True):
            assert address in self.pressed

    @invariant()
    def nobody_is_confirmed_who_did_not_press(self):
        rows = Subscriber.objects.filter(confirmed_at__isnull=False)
        assert set(rows.values_list("address", flat=True)) == self.pressed

    @invariant()
    def last_line_of_letters_says_whether_they_get_them(self):
        for person in Subscriber.objects.all():
            told = person.consents.filter(what__in=["letters", "left"]).last()
            is_told = told is not None and told.what == "letters"
            assert is_told == (person.letters_since is not None)

    @invariant()
    def letters_go_to_those_who_wanted_them_and_did_not_leave(self):
        rows = Subscriber.objects.for_letters()
        assert set(rows.values_list("address", flat=True)) == self.wanted


class TestOptIn(OptIn.TestCase, TestCase):
    settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
