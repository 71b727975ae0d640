"""Whatever two people, or two workers, do at once: nobody is refused, and nothing disagrees."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from guides.kits.intake import feed
from guides.kits.ledger import erase, forget_unconfirmed
from guides.kits.optin import MAX_DOWNLOADS, Shown, confirm, find_link, renew, take
from guides.letters.leaving import leave
from guides.models import Ask, Consent, KitCount, KitRequest, Mail, Subscriber
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_ask, make_kit, make_kit_request, make_subscriber
from tests.guides.kits.test_ledger import DAY

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]

#: Enough that a wrong order of locks shows.
TIMES = 12


def press(row):
    return lambda: confirm(row.code, Shown.of(row))


def people(kit, **fields):
    """So many who asked, one after the other."""
    for _ in range(TIMES):
        yield make_kit_request(kit, make_subscriber(), **fields)


def test_two_workers_take_in_each_ask_once():
    kit = make_kit()
    for number in range(TIMES):
        for letters in (True, False):
            make_ask(kit, address=f"reader{number}@example.com", wants_letters=letters)
    assert sum(run_together(feed, feed, feed)) == 2 * TIMES
    assert (Ask.objects.count(), KitRequest.objects.count()) == (0, TIMES)
    assert (Mail.objects.count(), Consent.objects.count()) == (TIMES, TIMES)
    assert KitRequest.objects.filter(wants_letters=True).count() == TIMES


def test_confirming_twice_while_somebody_asks_confirms_once():
    kit = make_kit()
    for row in people(kit, wants_letters=True, asked_at=timezone.now() - DAY):
        make_ask(kit, address=row.subscriber.address)
        run_together(press(row), press(row), feed)
        kinds = sorted(row.subscriber.consents.values_list("what", flat=True))
        assert (kinds.count("confirmed"), kinds.count("letters") <= 1) == (1, True)
    assert KitCount.objects.get().confirmed == TIMES


def test_leaving_while_confirming_agrees_with_the_ledger():
    for row in people(make_kit(), wants_letters=True):
        run_together(press(row), lambda code=row.subscriber.code: leave(code))
        person = Subscriber.objects.get(pk=row.subscriber_id)
        told = person.consents.filter(what__in=["letters", "left"]).last()
        assert (told.what, person.letters_since) == ("left", None)


def test_parallel_downloads_are_counted_once_and_keep_to_the_limit():
    row = press(make_kit_request())()
    KitRequest.objects.update(downloads=MAX_DOWNLOADS - 2)
    found = find_link(row.link_code)
    taken = run_together(*[lambda: take(found, is_by_a_person=True)] * 5)
    assert (sum(taken), KitCount.objects.get().downloaded) == (2, 1)


def test_new_link_that_is_asked_for_twice_at_once_is_mailed_once():
    for row in people(make_kit(), confirmed_at=timezone.now()):
        code = row.link_code
        KitRequest.objects.filter(pk=row.pk).update(
            link_until=timezone.now() + DAY, downloads=MAX_DOWNLOADS
        )
        run_together(lambda code=code: renew(code), lambda code=code: renew(code))
    assert Mail.objects.count() == TIMES


@pytest.mark.parametrize("verb", ["erase", "forget"])
def test_erasing_and_forgetting_while_somebody_asks_leaves_a_whole_record_or_none(verb):
    kit, long_ago = make_kit(), timezone.now() - 20 * DAY
    for row in people(kit, asked_at=long_ago):
        Subscriber.objects.filter(pk=row.subscriber_id).update(created_at=long_ago)
        address = row.subscriber.address
        make_ask(kit, address=address)
        deed = {"erase": lambda address=address: erase(address), "forget": forget_unconfirmed}
        run_together(feed, deed[verb], press(row))
        found = KitRequest.objects.filter(subscriber__address=address)
        assert found.count() == Subscriber.objects.of(address).count()
        feed()


def test_pages_are_answered_while_all_of_it_happens():
    kit = make_kit(slug="evening")
    for row in people(kit, wants_letters=True):
        person = row.subscriber
        addresses = (
            f"/kits/confirm/{row.code}/",
            f"/kits/confirm/{row.code}/",
            f"/letters/leave/{person.code}/",
            "/kits/evening/ask/",
        )
        answers = run_together(
            *(
                lambda address=address, typed=person.address: Client().post(
                    address, {"address": typed}
                )
                for address in addresses
            ),
            feed,
        )
        assert {answer.status_code for answer in answers[:-1]} <= {200, 303, 429}
