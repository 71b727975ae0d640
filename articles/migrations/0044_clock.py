"""The day of a review stands in a column of its own; reminders of reviews are told apart."""

from datetime import date

from django.db import migrations, models
from django.db.models import Q
from django.db.models.fields.json import KT

BATCH = 500


def fill_days(apps, schema_editor):
    """Take the days from what is frozen, which holds them as text."""
    revisions = apps.get_model("articles", "Revision").objects
    days = revisions.annotate(day=KT("content__reviewed_on")).exclude(day=None)
    rows = days.order_by("pk").values_list("pk", "day")
    last = 0
    while batch := rows.filter(pk__gt=last)[:BATCH]:
        made = [revisions.model(pk=pk, reviewed_on=date.fromisoformat(day)) for pk, day in batch]
        revisions.bulk_update(made, ["reviewed_on"])
        last = made[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0043_trust_roles")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="reviewed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="is_review",
            field=models.BooleanField(
                default=False, verbose_name="the text before it, noted as reviewed"
            ),
        ),
        migrations.RunPython(fill_days, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=Q(live_from__isnull=False),
                fields=[
                    *("live_until", "live_from", "article", "topic"),
                    *("reviewed_on", "published_at"),
                ],
                name="revision_by_review",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="is_reminder",
            field=models.BooleanField(default=False),
        ),
    ]
