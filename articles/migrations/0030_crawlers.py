from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0029_related"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="ai_crawlers",
            field=models.CharField(
                choices=[("allow", "Welcome"), ("forbid", "Asked to stay away")],
                default="allow",
                help_text="What robots.txt tells the crawlers whose makers train or feed AI models, by name. It is a request: polite ones obey, others read on, and nothing is taken back that was read before. Search engines, and their answers made of what they index, are not concerned.",
                max_length=6,
                verbose_name="programs that read for AI",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("ai_crawlers__in", ["allow", "forbid"])),
                name="publication_ai_crawlers_is_known",
            ),
        ),
    ]
