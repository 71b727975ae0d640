"""What migrations make of rows that were there before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.models import Event
from guides.models import Kit, KitRequest, Mail, Subscriber
from tests.factories import make_kit_request, make_subscriber

pytestmark = pytest.mark.django_db

asks = import_module("guides.migrations.0009_asks")


def test_addresses_get_their_one_spelling_where_it_is_free():
    for address in ("Mara@MÜNCHEN.example", "kai@ｅxample.org", "kai@example.org", '"x"@a.org'):
        make_subscriber(address=address)
    Subscriber.objects.update(mailbox="")
    asks.spell_addresses(apps, None)
    assert list(Subscriber.objects.order_by("pk").values_list("address", "mailbox")) == [
        ("Mara@xn--mnchen-3ya.example", "mara@xn--mnchen-3ya.example"),
        ("kai@ｅxample.org", "kai@ｅxample.org"),
        ("kai@example.org", "kai@example.org"),
        ('"x"@a.org', '"x"@a.org'),
    ]


def test_downloads_so_far_are_counted_already():
    now = timezone.now()
    make_kit_request(confirmed_at=now, downloads=1)
    make_kit_request(confirmed_at=now)
    asks.note_downloaded(apps, None)
    found = KitRequest.objects.order_by("pk").values_list("downloaded_at", flat=True)
    assert list(found) == [now, None]


def test_log_forgets_the_keys_of_people_and_of_their_mails():
    kinds = ContentType.objects.get_for_models(Subscriber, Mail, Kit)
    for kind in kinds.values():
        Event.objects.create(verb="exported", label="something", content_type=kind, object_id=7)
    asks.forget_keys(MigrationLoader(connection).project_state().apps, None)
    found = Event.objects.values_list("content_type__model", "object_id")
    assert dict(found) == {"subscriber": None, "mail": None, "kit": 7}
