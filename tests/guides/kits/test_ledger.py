"""The ledger is written in one place, and a person's record comes and goes as a whole."""

import hashlib
from datetime import UTC, datetime

import pytest
import time_machine

from guides.kits.ledger import record_consent
from guides.models import Consent
from tests.factories import make_kit, make_subscriber, make_wording

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


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
