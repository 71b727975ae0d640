"""The day of a review has a column of its own; reminders of reviews are told apart."""

from django.db import migrations, models


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
        migrations.AddField(
            model_name="notice",
            name="is_reminder",
            field=models.BooleanField(default=False),
        ),
    ]
