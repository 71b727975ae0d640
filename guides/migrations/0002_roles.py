from importlib import import_module

from django.db import migrations

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

ROLES = {
    "author": {"guide": "view", "chapter": "view"},
    "editor": {
        "guide": "add change delete view publish",
        "chapter": "add change delete view",
        "guiderevision": "view",
    },
}


def create_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "guides", ROLES)


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial"), ("articles", "0002_publication_and_roles")]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
