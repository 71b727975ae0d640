from importlib import import_module

from django.db import migrations, models

from guides.publishing import GuideContent

count_all = import_module("articles.migrations.0006_words").count_all


def count_words(apps, schema_editor):
    revisions = apps.get_model("guides", "GuideRevision")
    count_all(revisions, lambda data: GuideContent.from_json(data).words)


class Migration(migrations.Migration):
    dependencies = [("guides", "0003_bin")]

    operations = [
        migrations.AddField(
            model_name="guiderevision",
            name="words",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count_words, migrations.RunPython.noop),
    ]
