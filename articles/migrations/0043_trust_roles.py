"""Editors look after the help lines; pages at the usual addresses become the pages of policy."""

from importlib import import_module

from django.db import migrations

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

ROLES = {"editor": {"helpline": "add change delete view"}}

#: Where the foot of every page led until now.
ADDRESSES = {
    "about": "about",
    "disclosure": "earning",
    "corrections": "corrections",
    "privacy": "privacy",
    "contact": "contact",
}


def extend_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "articles", ROLES)


def link_pages(apps, schema_editor):
    pages = apps.get_model("articles", "Article").objects.filter(
        kind="page", slug__in=ADDRESSES, binned_at=None
    )
    policies = apps.get_model("articles", "PolicyPage").objects
    policies.bulk_create(policies.model(role=ADDRESSES[page.slug], page=page) for page in pages)


class Migration(migrations.Migration):
    dependencies = [("articles", "0042_trust_and_checklist")]

    operations = [
        migrations.RunPython(extend_roles, migrations.RunPython.noop),
        migrations.RunPython(link_pages, migrations.RunPython.noop),
    ]
