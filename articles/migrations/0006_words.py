"""How long each version is, for the desk's lists: counted once, of those there are already."""

from django.db import migrations, models

from articles.publishing.content import ArticleContent

#: So many versions are in memory at once; one may hold some hundred kilobytes.
BATCH = 50


def count_all(revisions, words_of):
    """Count the words of every version of one table, by the function that freezes new ones.

    With another, a change of a product would find every page different, and make it anew.
    """
    last = 0
    while rows := list(
        revisions.objects.filter(pk__gt=last).order_by("pk").only("content", "words")[:BATCH]
    ):
        for row in rows:
            row.words = words_of(row.content)
        revisions.objects.bulk_update(rows, ["words"])
        last = rows[-1].pk


def count_words(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision")
    count_all(revisions, lambda data: ArticleContent.from_json(data).words)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_share_links_and_mail")]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "default_permissions": ("view",),
                "ordering": ["-at", "-pk"],
                "verbose_name": "line of the log",
                "verbose_name_plural": "lines of the log",
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="words",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count_words, migrations.RunPython.noop),
    ]
