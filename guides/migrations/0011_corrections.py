"""Corrections, and versions that are kept from the public record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guides", "0010_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="guiderevision",
            name="corrections",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="guiderevision",
            name="withheld_because",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
