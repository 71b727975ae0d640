from django.contrib.auth.management import create_permissions
from django.db import migrations

#: What each role may do, by model. Publishing is a permission of its own.
ROLES = {
    "author": {
        "article": "add change view",
        "section": "add change delete view",
        "faq": "add change delete view",
        "reference": "add change delete view",
        "photo": "add change view",
        "author": "view",
        "topic": "view",
        "merchant": "view",
        "affiliatelink": "view",
        "publication": "view",
    },
    "editor": {
        "article": "add change delete view publish",
        "section": "add change delete view",
        "faq": "add change delete view",
        "reference": "add change delete view",
        "photo": "add change delete view",
        "author": "add change delete view",
        "topic": "add change delete view",
        "merchant": "add change delete view",
        "affiliatelink": "add change delete view",
        "publication": "add change view",
        "revision": "view",
    },
}


TAG_ROLES = {"author": {"tag": "view"}, "editor": {"tag": "view"}}


def create_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "articles", ROLES)
    grant_roles(apps, schema_editor, "taggit", TAG_ROLES)


def grant_roles(apps, schema_editor, app_label, roles):
    """Give groups their permissions, which Django would only create after all migrations."""
    config = apps.get_app_config(app_label)
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role, models in roles.items():
        group, _ = Group.objects.get_or_create(name=role)
        for model, actions in models.items():
            codenames = [f"{action}_{model}" for action in actions.split()]
            group.permissions.add(
                *Permission.objects.filter(
                    content_type__app_label=app_label, codename__in=codenames
                )
            )


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


def create_publication(apps, schema_editor):
    """Topics belong to it, so the one row is there from the start."""
    apps.get_model("articles", "Publication").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RunPython(create_publication, migrations.RunPython.noop),
        migrations.RunPython(create_roles, remove_roles),
    ]
