"""All that decides on when a live article is to be reviewed again stands in an index."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_days_of_reviews")]

    operations = [
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
    ]
