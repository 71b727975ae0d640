import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_where_addresses_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="earning",
            name="line",
            field=models.PositiveIntegerField(
                help_text="Of the file, from 1: where the row starts."
            ),
        ),
        migrations.AlterField(
            model_name="network",
            name="sub_id_column",
            field=models.CharField(
                help_text="As the head of its CSV names it.",
                max_length=80,
                verbose_name="column of the sub-id",
            ),
        ),
        migrations.AddField(
            model_name="earning",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="why no page is known"),
        ),
        migrations.CreateModel(
            name="LeftOutRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("sub_id", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_out",
                        to="articles.earningsreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "line"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "line"), name="leftoutrow_is_one_line"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingReport",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.network",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["uploaded_at"], name="pendingreport_by_age")],
            },
        ),
    ]
