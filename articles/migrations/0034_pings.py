from importlib import import_module

import django.utils.timezone
from django.db import migrations, models

grant_roles = import_module("articles.migrations.0002_publication_and_roles").grant_roles

ROLES = {"editor": {"ping": "view"}}


def extend_roles(apps, schema_editor):
    grant_roles(apps, schema_editor, "articles", ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0033_covering_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[("websub", "WebSub hub"), ("indexnow", "IndexNow")], max_length=8
                    ),
                ),
                ("address", models.CharField(max_length=600)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("received", "Received"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-due_at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["state", "service", "due_at"], name="ping_by_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("service", "address"),
                        name="ping_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service__in", ["websub", "indexnow"])),
                        name="ping_service_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "received", "failed"])
                        ),
                        name="ping_state_is_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(extend_roles, migrations.RunPython.noop),
    ]
