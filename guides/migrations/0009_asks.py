import django.db.models.deletion
import django.utils.timezone
from django.core.exceptions import ValidationError
from django.db import migrations, models

from guides.addresses import mailbox_of, spell_address


def spell_addresses(apps, schema_editor):
    """Give each subscriber their mailbox, and the one spelling of their address if it is free."""
    subscribers = apps.get_model("guides", "Subscriber").objects
    known = {address.lower() for address in subscribers.values_list("address", flat=True)}
    for person in subscribers.iterator():
        address = spell(person.address)
        if address.lower() not in known:
            person.address = address
            known.add(address.lower())
        person.mailbox = mailbox_of(person.address)
        person.save(update_fields=["address", "mailbox"])


def spell(address):
    try:
        return spell_address(address)
    except ValidationError:
        return address


def note_downloaded(apps, schema_editor):
    """Whatever was taken is among the numbers already."""
    rows = apps.get_model("guides", "KitRequest").objects.filter(downloads__gt=0)
    rows.update(downloaded_at=models.F("confirmed_at"))


def forget_keys(apps, schema_editor):
    """Take the keys of people, and of mails to them, from the log: they outlive who is erased."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="guides", model__in=["subscriber", "mail"]
    )
    events = apps.get_model("articles", "Event").objects
    events.filter(content_type__in=list(kinds)).update(object_id=None)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_disclosure_wording"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guides", "0008_kit_articles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("mailbox", models.CharField(editable=False, max_length=254)),
                ("wants_letters", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=24)),
                ("page", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="guides.kit",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guides.wording",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["mailbox"], name="ask_by_mailbox")],
            },
        ),
        migrations.AddField(
            model_name="kitrequest",
            name="downloaded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="kitrequest",
            name="page",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="mailbox",
            field=models.CharField(default="", editable=False, max_length=254),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="subscriber",
            index=models.Index(fields=["mailbox"], name="subscriber_by_mailbox"),
        ),
        migrations.RunPython(spell_addresses, migrations.RunPython.noop),
        migrations.RunPython(note_downloaded, migrations.RunPython.noop),
        migrations.RunPython(forget_keys, migrations.RunPython.noop),
    ]
