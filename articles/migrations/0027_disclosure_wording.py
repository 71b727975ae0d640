"""Disclosures that are as true in a letter, a feed or a book as on a page.

Where something is published with the words that there were, they stand in its pages and stay;
an editor changes them, and the pages follow.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BEFORE = {
    "disclosure_affiliate": (
        "Some links on this page are affiliate links: we earn a commission if you buy."
    ),
    "disclosure_own": "This page mentions products of our own: we earn money if you buy them.",
    "disclosure_gifted": "We were given a product named on this page free of charge.",
}


def reword(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    publication = apps.get_model("articles", "Publication")
    if apps.get_model("articles", "Revision").objects.exists():
        return
    for name, words in BEFORE.items():
        default = publication._meta.get_field(name).default
        publication.objects.filter(**{name: words}).update(**{name: default})


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0026_choices_of_imports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="publication",
            name="disclosure_affiliate",
            field=models.TextField(
                default="Some links here are affiliate links: we earn a commission if you buy.",
                help_text="Stands before the first such link. Say in plain words that money is earned (16 CFR 255; “affiliate link” alone is not enough).",
                max_length=600,
                verbose_name="disclosure: affiliate links",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="disclosure_gifted",
            field=models.TextField(
                default="We were given a product named here free of charge.",
                max_length=600,
                verbose_name="disclosure: gifted products",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="disclosure_own",
            field=models.TextField(
                default="Some products named here are our own: we earn money if you buy them.",
                max_length=600,
                verbose_name="disclosure: our own products",
            ),
        ),
        migrations.RunPython(reword, migrations.RunPython.noop),
    ]
