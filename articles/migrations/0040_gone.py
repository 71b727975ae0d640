"""Redirects may say that an address is gone for good; pings that wait are called queued."""

from django.db import migrations, models

KINDS = (
    models.Q(target__startswith="/")
    | models.Q(target__startswith="candor:")
    | models.Q(target__startswith="http")
)


def drop_gone(apps, schema_editor):
    apps.get_model("articles", "Redirect").objects.filter(target="").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0039_search_accents")]

    operations = [
        migrations.AlterField(
            "redirect",
            "path",
            models.CharField(
                help_text="Without https:// and the site’s name, such as /old-post/. What follows "
                "a question mark does not count.",
                max_length=400,
                unique=True,
                verbose_name="old address",
            ),
        ),
        migrations.RemoveConstraint("redirect", "redirect_target_is_known"),
        migrations.AlterField("redirect", "target", models.CharField(blank=True, max_length=2000)),
        migrations.RunPython(migrations.RunPython.noop, drop_gone),
        migrations.AddConstraint(
            "redirect",
            models.CheckConstraint(
                condition=models.Q(target="") | KINDS, name="redirect_target_is_known"
            ),
        ),
        migrations.AlterField(
            "ping",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Queued"),
                    ("sending", "Being sent"),
                    ("received", "Received"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
