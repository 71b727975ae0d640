"""Take the days of reviews from what is frozen, a few at a time: nobody waits for all of it."""

from datetime import date

from django.db import migrations
from django.db.models.fields.json import KT

BATCH = 500


def fill_days(apps, schema_editor):
    """What is frozen holds the days as text. Run again, it goes on where it stopped."""
    revisions = apps.get_model("articles", "Revision").objects.filter(reviewed_on=None)
    days = revisions.annotate(day=KT("content__reviewed_on")).exclude(day=None)
    rows = days.order_by("pk").values_list("pk", "day")
    last = 0
    while batch := rows.filter(pk__gt=last)[:BATCH]:
        made = [revisions.model(pk=pk, reviewed_on=date.fromisoformat(day)) for pk, day in batch]
        revisions.model.objects.bulk_update(made, ["reviewed_on"])
        last = made[-1].pk


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0044_clock")]

    operations = [migrations.RunPython(fill_days, migrations.RunPython.noop)]
