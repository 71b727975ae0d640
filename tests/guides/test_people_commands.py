"""What is done with a person's record from the command line."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from guides.models import Erasure, Subscriber
from tests.factories import make_kit_request, make_mail, make_subscriber

pytestmark = pytest.mark.django_db


def test_record_is_written_as_json(capsys):
    make_subscriber(address="mára@example.org")
    call_command("export_subscriber", "Mára@example.org")
    written = capsys.readouterr().out
    assert json.loads(written)["address"] == "mára@example.org"
    assert "mára" in written


def test_person_is_erased(capsys):
    make_subscriber(address="mara@example.org")
    call_command("erase_subscriber", "Mara@Example.org")
    assert (capsys.readouterr().out, Subscriber.objects.count()) == ("Erased.\n", 0)
    assert Erasure.objects.get().count == 1


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
