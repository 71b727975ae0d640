"""Every named constraint of kits, subscribers and letters holds, whoever writes to the table."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from guides.models import (
    Consent,
    Erasure,
    Kit,
    KitCount,
    KitRequest,
    Letter,
    Mail,
    Subscriber,
    Wording,
)
from tests.factories import (
    make_guide,
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_subscriber,
    make_wording,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def break_kit(**fields):
    Kit.objects.filter(pk=make_kit().pk).update(**fields)


def count_twice():
    kit = make_kit()
    for _ in range(2):
        KitCount.objects.create(kit=kit, day=NOON.date())


def ask_twice():
    request = make_kit_request()
    make_kit_request(request.kit, request.subscriber)


def send_twice():
    letter, reader = make_letter(), make_subscriber()
    for _ in range(2):
        make_mail(letter=letter, subscriber=reader)


#: SQLite names the columns of a unique constraint, PostgreSQL its name.
BREAKS = {
    "kit_has_a_file_or_a_guide": lambda: break_kit(file=""),
    "kit_end_is_known": lambda: break_kit(at_end="middle"),
    "wording_version_is_unique|UNIQUE constraint failed: guides_wording.kit_id": (
        lambda: make_wording(version=1)
    ),
    "kitcount_is_unique|UNIQUE constraint failed: guides_kitcount.kit_id": count_twice,
    "subscriber_address_is_unique": lambda: [
        make_subscriber(address=address) for address in ("mara@example.org", "Mara@Example.org")
    ],
    "subscriber_letters_are_confirmed": lambda: make_subscriber(letters_since=NOON),
    "kitrequest_one_for_each_kit|UNIQUE constraint failed: guides_kitrequest.subscriber_id": (
        ask_twice
    ),
    "kitrequest_link_is_confirmed": lambda: make_kit_request(link_until=NOON),
    "consent_is_known": lambda: Consent.objects.create(subscriber=make_subscriber(), what="odd"),
    "letter_state_is_known": lambda: make_letter(state="lost"),
    "letter_scheduled_has_a_time": lambda: make_letter(state="scheduled"),
    "mail_one_of_each_letter|UNIQUE constraint failed: guides_mail.letter_id": send_twice,
    "mail_is_a_letter_or_of_a_request": lambda: make_mail(kind="letter"),
    "mail_state_is_known": lambda: make_mail(state="lost"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_has_a_test():
    models = (Kit, Wording, KitCount, Subscriber, KitRequest, Consent, Erasure, Letter, Mail)
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == {name.partition("|")[0] for name in BREAKS}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"made_from": "pdf"}, id="book without a guide"),
        pytest.param({"made_from": "book"}, id="of no kind"),
        pytest.param({"made_from": "epub", "guide": True}, id="book with a file"),
        pytest.param({"guide": True}, id="file with a guide"),
    ],
)
def test_kit_is_a_file_or_a_guide(fields):
    guide = {"guide": make_guide()} if "guide" in fields else {}
    with pytest.raises(IntegrityError, match="kit_has_a_file"), transaction.atomic():
        break_kit(**fields | guide)


def test_ordinary_rows_are_taken():
    make_kit(made_from="pdf", guide=make_guide())
    reader = make_subscriber(confirmed_at=NOON, letters_since=NOON)
    make_mail(make_kit_request(subscriber=reader, confirmed_at=NOON, link_until=NOON))
    make_mail(letter=make_letter(state="scheduled", send_at=NOON), subscriber=reader)
    assert (Kit.objects.count(), Letter.objects.count(), Mail.objects.count()) == (2, 1, 2)
