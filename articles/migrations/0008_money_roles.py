from importlib import import_module

from django.db import migrations

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

ROLES = {
    "editor": {
        "network": "add change delete view",
        "earningsreport": "add view delete",
        "clickcount": "view",
        "checkedaddress": "view",
    }
}


def extend_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "articles", ROLES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_money_and_link_health")]

    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
