from importlib import import_module

from django.db import migrations

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

#: Authors may throw away what they own and nobody has read; editors read the log.
ROLES = {"author": {"article": "delete"}, "editor": {"event": "view"}}


def extend_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "articles", ROLES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_drafts_review_bin_and_log")]

    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
