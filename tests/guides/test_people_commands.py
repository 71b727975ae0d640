"""What is done with a person's record from the command line."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from guides.models import Ask, Erasure, Subscriber
from tests.factories import make_ask, make_kit, make_kit_request, make_mail, make_subscriber

pytestmark = pytest.mark.django_db

SPELLED = "mara@xn--mnchen-3ya.example"


@pytest.mark.parametrize("typed", ["Mara@MÜNCHEN.example", "mara@xn--mnchen-3ya.example"])
def test_record_is_written_as_json(capsys, typed):
    make_kit_request(make_kit(title="Ruhe für zwei"), make_subscriber(address=SPELLED))
    call_command("export_subscriber", typed)
    written = capsys.readouterr().out
    assert json.loads(written)["address"] == SPELLED
    assert "für" in written


@pytest.mark.parametrize("typed", ["Mara@MÜNCHEN.example", "mara@xn--mnchen-3ya.example"])
def test_person_is_erased(capsys, typed):
    make_subscriber(address=SPELLED)
    call_command("erase_subscriber", typed)
    assert (capsys.readouterr().out, Subscriber.objects.count()) == ("Erased.\n", 0)
    assert Erasure.objects.get().count == 1


def test_what_waits_to_be_taken_in_is_handed_out_and_erased(capsys):
    make_ask(make_kit(title="Calm"), address="Mara@example.org", page="/tea/")
    make_ask(address="jon@example.org")
    call_command("export_subscriber", "mara@example.org")
    record = json.loads(capsys.readouterr().out)
    [waiting] = record["waiting"]
    assert (record["address"], record["created_at"]) == ("Mara@example.org", None)
    assert (waiting["kit_title"], waiting["page"]) == ("Calm", "/tea/")
    call_command("erase_subscriber", "mara@example.org")
    assert list(Ask.objects.values_list("address", flat=True)) == ["jon@example.org"]
    assert Erasure.objects.get().count == 1


def test_address_that_is_refused_now_is_still_found_and_erased():
    make_subscriber(address='"mara"@example.org')
    call_command("erase_subscriber", '"Mara"@example.org')
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("command", ["export_subscriber", "erase_subscriber"])
def test_unknown_address_is_told(command):
    with pytest.raises(CommandError, match="Nobody here has this address"):
        call_command(command, "nobody@example.org")


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ([15], "1 address and 0 mails forgotten.\n"),
        ([13, 20, 30], "2 addresses and 0 mails forgotten.\n"),
    ],
)
def test_unconfirmed_are_forgotten(capsys, ages, said):
    for days in ages:
        make_subscriber(created_at=timezone.now() - timedelta(days=days))
    call_command("forget_unconfirmed")
    assert capsys.readouterr().out == said


def test_mails_about_kits_are_forgotten_after_ninety_days_whatever_the_number(capsys):
    for days in (89, 91):
        make_mail(
            make_kit_request(subscriber=make_subscriber(confirmed_at=timezone.now())),
            state="sent",
            claimed_at=timezone.now() - timedelta(days=days),
        )
    call_command("forget_unconfirmed", days=1)
    assert capsys.readouterr().out == "0 addresses and 1 mail forgotten.\n"


def test_number_of_days_is_checked():
    with pytest.raises(CommandError, match="from 0 to 36500"):
        call_command("forget_unconfirmed", days=-1)
