from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_clicks_stay_on_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="network",
            name="repeated_numbers",
            field=models.CharField(
                choices=[
                    ("replaces", "is the sale’s new state"),
                    ("adds", "is another booking of it"),
                ],
                default="replaces",
                help_text="New state: reports list each sale as it stands now, and the latest one holds: 10, then 7, makes 7. Another booking: reports list what was booked, and all of it adds up: 10, then −10, makes 0. It holds for what is imported from now on.",
                max_length=10,
                verbose_name="a number that comes back",
            ),
        ),
    ]
