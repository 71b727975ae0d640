"""What a person reviewed is listed by the day of the review."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0046_review_index")]

    operations = [
        migrations.RemoveIndex(model_name="revision", name="revision_by_reviewer"),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=Q(reviewer__isnull=False),
                fields=[
                    *("reviewer", "-reviewed_on", "-published_at", "-id"),
                    *("live_from", "live_until", "kind"),
                ],
                name="revision_by_reviewer",
            ),
        ),
    ]
