import django.db.models.deletion
from django.db import migrations, models


def name_what_was_refused(apps, schema_editor):
    rows = apps.get_model("articles", "LeftOutRow").objects
    rows.filter(reason__startswith="It earns nothing").update(kind="refused")


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_reports_of_earnings")]

    operations = [
        migrations.AlterModelOptions(
            name="earning",
            options={"default_permissions": (), "ordering": ["report", "line", "part"]},
        ),
        migrations.RemoveConstraint(model_name="earning", name="earning_is_one_line"),
        migrations.RemoveConstraint(model_name="earning", name="earning_is_counted_once"),
        migrations.RemoveConstraint(model_name="leftoutrow", name="leftoutrow_is_one_line"),
        migrations.AddField(
            model_name="earning",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="corrections",
                to="articles.earning",
            ),
        ),
        migrations.AddField(
            model_name="earning",
            name="part",
            field=models.PositiveIntegerField(
                default=1,
                help_text="Of its number, from 1: the items of one sale, then corrections.",
            ),
        ),
        migrations.AddField(
            model_name="leftoutrow",
            name="kind",
            field=models.CharField(
                choices=[("counted", "counted before"), ("refused", "refused")],
                default="counted",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_what_was_refused, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="earning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", True)),
                fields=("report", "line"),
                name="earning_is_one_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="earning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("network", "reference", "part"),
                name="earning_is_counted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="leftoutrow",
            constraint=models.UniqueConstraint(
                fields=("report", "line", "kind", "currency"), name="leftoutrow_is_one_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="leftoutrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["counted", "refused"])),
                name="leftoutrow_kind_is_known",
            ),
        ),
    ]
