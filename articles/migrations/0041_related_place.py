"""What is pinned under an article keeps the order in which an editor puts it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def number(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give those that are pinned the order in which readers see them: the likest first."""
    related = apps.get_model("articles", "Related").objects
    article = place = 0
    for row in related.filter(is_pinned=True).order_by("article", "-likeness", "pk"):
        place = place + 1 if row.article_id == article else 1
        article = row.article_id
        related.filter(pk=row.pk).update(place=place)


class Migration(migrations.Migration):
    dependencies = [("articles", "0040_gone")]

    operations = [
        migrations.AddField(
            model_name="related",
            name="place",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="related",
            options={
                "default_permissions": (),
                "ordering": ["-is_pinned", "place", "-likeness", "pk"],
            },
        ),
    ]
