"""Subscribers at the desk: read, handed out, erased; never in the log by their address."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command

from articles.log import record_all
from articles.models import Event
from guides.kits.ledger import record_consent
from guides.models import Consent, Erasure, Mail, Subscriber
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_subscriber,
    make_user,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/guides/subscriber/"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def mara():
    """Someone who asked for a kit, confirmed it and gets letters."""
    kit = make_kit(title="Calm", slug="calm")
    person = make_subscriber(
        address="mara@example.org", created_at=NOON, confirmed_at=NOON, letters_since=NOON
    )
    request = make_kit_request(kit, person, asked_at=NOON, confirmed_at=NOON)
    with time_machine.travel(NOON, tick=False):
        record_consent(
            person, "asked", kit=kit, wording=request.wording, text="<b>Send</b> it.", page="/tea/"
        )
    make_mail(request, state="sent", sent_at=NOON)
    make_mail(letter=make_letter(subject="Spring"), subscriber=person)
    return person


def listed(response):
    return [person.address for person in response.context["cl"].result_list]


def texts(page, selector):
    return [" ".join(row.text().split()) for row in page.css(selector)]


def test_list_tells_who_and_since_when(editor_client, mara):
    make_subscriber(address="new@example.org", created_at=NOON)
    rows = parse(editor_client.get(f"{LIST}?o=0")).css("#result_list tbody tr")
    assert [texts(row, "th, td") for row in rows] == [
        ["mara@example.org", *["3 Mar 2026, 13:00"] * 3, "1"],
        ["new@example.org", "3 Mar 2026, 13:00", "–", "–", "0"],
    ]


def test_filters_and_search_narrow_the_list(editor_client, mara):
    make_subscriber(address="new@example.org")
    make_subscriber(address="kai@example.org", confirmed_at=NOON)
    kit = mara.requests.get().kit_id
    make_kit()  # a choice of one is none
    found = {
        "": 3,
        "confirmed=yes": 2,
        "confirmed=no": 1,
        "confirmed=odd": 3,
        "letters=yes": 1,
        "letters=no": 2,
        f"requests__kit__id__exact={kit}": 1,
        "q=KAI@": 1,
    }
    assert {query: len(listed(editor_client.get(f"{LIST}?{query}"))) for query in found} == found


def test_nobody_is_added_or_changed_by_hand(admin_client, mara):
    assert admin_client.get(f"{LIST}add/").status_code == 403
    admin_client.post(f"{LIST}{mara.pk}/change/", {"address": "other@example.org"})
    mara.refresh_from_db()
    assert mara.address == "mara@example.org"


def test_record_shows_what_was_agreed_to_word_for_word(editor_client, mara):
    page = parse(editor_client.get(f"{LIST}{mara.pk}/change/"))
    line = Consent.objects.get()
    assert texts(page, ".kit-ledger .kit-line") == [
        "Asked for a kit Calm, wording 1 3 Mar 2026, 12:00:00 UTC on /tea/"
    ]
    assert texts(page, ".kit-ledger blockquote") == ["<b>Send</b> it."]
    assert texts(page, ".kit-hash") == [f"SHA-256 {line.text_hash}"]
    assert [texts(row, "th, td")[:3] for row in page.css(".report-table tbody tr")] == [
        ["Calm", "3 Mar 2026, 13:00", "3 Mar 2026, 13:00"],
        ["Letter", "Spring", "Waiting"],
        ["Please confirm", "Calm", "Sent"],
    ]
    assert page.css(".submit-row input") == []


def test_record_of_someone_new_is_empty(editor_client):
    page = parse(editor_client.get(f"{LIST}{make_subscriber().pk}/change/"))
    assert texts(page, ".report-none") == ["None.", "Nothing yet.", "None."]


def test_record_costs_the_same_however_long_it_is(
    editor_client, mara, django_assert_max_num_queries
):
    for _ in range(10):
        request = make_kit_request(make_kit(), mara)
        record_consent(mara, "asked", kit=request.kit, wording=request.wording)
        make_mail(request)
    editor_client.get(f"{LIST}{mara.pk}/change/")
    with django_assert_max_num_queries(10):
        editor_client.get(f"{LIST}{mara.pk}/change/")


def lines():
    return [(row.by_name, row.verb, row.label, row.detail) for row in Event.objects.all()]


def test_person_is_handed_out_and_the_log_does_not_say_who(editor_client, mara):
    response = editor_client.post(f"{LIST}{mara.pk}/export/")
    assert response["Content-Disposition"] == f'attachment; filename="subscriber-{mara.pk}.json"'
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["address"] == "mara@example.org"
    assert lines() == [("editor", "exported", "a subscriber", "")]


def test_looking_at_a_file_takes_a_button(editor_client, mara):
    addresses = [f"{LIST}{mara.pk}/export/", f"{LIST}export/"]
    assert [editor_client.get(address).status_code for address in addresses] == [405, 405]


def test_those_of_the_list_are_a_file_safe_for_spreadsheets(editor_client, mara):
    make_subscriber(address="=cmd@example.org", created_at=NOON, confirmed_at=NOON)
    make_subscriber(address="new@example.org")
    response = editor_client.post(f"{LIST}export/?confirmed=yes&o=0")
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    noon = "2026-03-03T12:00:00+00:00"
    assert [*csv.reader(io.StringIO(written))] == [
        ["Address", "Since", "Confirmed", "Letters since", "Kits"],
        ["'=cmd@example.org", noon, noon, "", "0"],
        ["mara@example.org", noon, noon, noon, "1"],
    ]
    assert lines() == [("editor", "exported", "subscribers", "2 addresses as CSV")]


def test_one_address_is_one(editor_client, mara):
    editor_client.post(f"{LIST}export/")
    assert lines()[0][3] == "1 address as CSV"


def test_filter_that_is_none_exports_nothing(editor_client, mara):
    make_kit()
    response = editor_client.post(f"{LIST}export/?requests__kit__id__exact=odd")
    assert (response.status_code, response.url, lines()) == (302, LIST, [])


def test_erasing_asks_first_and_says_what_goes(editor_client, mara):
    page = parse(editor_client.get(f"{LIST}{mara.pk}/delete/"))
    assert texts(page, "h1")[-1] == "Erase mara@example.org?"
    assert texts(page, ".kit-erase li") == [
        "Kits asked for: 1",
        "Lines of the ledger: 1",
        "Mails: 2",
    ]
    assert Subscriber.objects.count() == 1


def test_erasing_leaves_no_trace_of_who_it_was(editor_client, mara, tmp_path):
    response = editor_client.post(f"{LIST}{mara.pk}/delete/", {"post": "yes"}, follow=True)
    assert messages_of(response) == ["Everything that was stored of this person is erased."]
    assert [model.objects.count() for model in (Subscriber, Consent, Mail)] == [0, 0, 0]
    assert Erasure.objects.get().count == 1
    assert lines() == [("editor", "erased", "a subscriber", "")]
    call_command("dumpdata", output=tmp_path / "all.json")
    assert "mara" not in (tmp_path / "all.json").read_text()


def test_who_may_not_delete_erases_nobody(client, mara):
    reader = make_user("editor")
    reader.groups.clear()
    reader.user_permissions.add(*_permissions("view_subscriber"))
    client.force_login(reader)
    page = client.get(f"{LIST}{mara.pk}/change/")
    assert ("Erase this person" in page.text, "Export this person" in page.text) == (False, True)
    assert client.post(f"{LIST}{mara.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Subscriber.objects.count() == 1


def _permissions(*names):
    return Permission.objects.filter(codename__in=names)


def test_log_names_no_reader_whatever_is_logged(mara):
    record_all("changed", [mara, *mara.mails.all()])
    assert sorted(label for _, _, label, _ in lines()) == [
        "Letter to a subscriber",
        "Please confirm to a subscriber",
        "a subscriber",
    ]
    assert set(Event.objects.values_list("object_id", flat=True)) == {None}
