import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count


def name_what_was_refused(apps, schema_editor):
    rows = apps.get_model("articles", "LeftOutRow").objects
    rows.filter(reason__startswith="It earns nothing").update(kind="refused")


def fold_corrections(apps, schema_editor):
    """Leave one row a number, and one row left out a line, as the older constraints want it.

    What is lost: which report corrected what and where its difference counted, all items of a
    sale but the first, and what a number counts in another currency than its first row. Each sum
    stays with that first row, so reports no longer sum to what their files held.
    """
    earnings = apps.get_model("articles", "Earning").objects.order_by()
    numbers = earnings.exclude(reference="").values_list("network", "reference")
    for network, reference, _ in list(numbers.annotate(rows=Count("pk")).filter(rows__gt=1)):
        rows = earnings.filter(network=network, reference=reference)
        first, *rest = rows.order_by("part")
        amount = sum(row.amount for row in rest if row.currency == first.currency)
        rows.filter(pk=first.pk).update(amount=first.amount + amount)
        rows.exclude(pk=first.pk).delete()
    left_out = apps.get_model("articles", "LeftOutRow").objects.order_by()
    lines = left_out.values_list("report", "line")
    for report, line, _ in list(lines.annotate(rows=Count("pk")).filter(rows__gt=1)):
        rows = left_out.filter(report=report, line=line)
        # That it was refused is told rather than what had been counted of it.
        rows.exclude(pk=rows.order_by("-kind", "pk")[0].pk).delete()
    # PostgreSQL alters no table while a foreign key waits to be checked.
    schema_editor.connection.check_constraints()


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
        migrations.RunPython(name_what_was_refused, fold_corrections),
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
