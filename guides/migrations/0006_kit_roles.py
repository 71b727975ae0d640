from importlib import import_module

from django.db import migrations

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

ROLES = {
    "author": {"kit": "view"},
    "editor": {
        "kit": "add change delete view",
        "kitcount": "view",
        "subscriber": "delete view",
        "erasure": "view",
        "letter": "add change delete view",
        "mail": "view",
    },
}


def create_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "guides", ROLES)


class Migration(migrations.Migration):
    dependencies = [("guides", "0005_kits")]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
