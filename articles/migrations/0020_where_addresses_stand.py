from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_money_roles")]

    operations = [
        migrations.AddField(
            model_name="checkedaddress",
            name="places",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="checkedaddress",
            name="place_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="checkedaddress",
            name="found_at",
            field=models.DateTimeField(null=True),
        ),
    ]
