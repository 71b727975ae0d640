"""Review clocks, corrections, quoted passages, help lines, pages of policy, what is no problem here."""

import django.core.validators
import django.db.models.deletion
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0041_related_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="review_reminded_for",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="exit_address",
            field=models.URLField(
                default="https://www.bbc.co.uk/weather",
                help_text="An everyday page of another site: whoever is watched while reading on a sensitive topic gets there by one press.",
                max_length=300,
                verbose_name="where “Exit this page” leads",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="review_months_ordinary",
            field=models.PositiveSmallIntegerField(
                default=24,
                help_text="Articles of ordinary topics are due again so long after they were last reviewed, or published if they never were.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="months between reviews",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="review_months_sensitive",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="the same on sensitive topics",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="quote",
            field=models.TextField(
                blank=True,
                help_text="The words of the source that bear out what you say, as they stand there. Readers see them, and whoever checks the links looks whether they are still there.",
                max_length=600,
                verbose_name="quoted passage",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="corrections",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="revision",
            name="withheld_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="article",
            name="review_due_on",
            field=models.DateField(
                blank=True,
                help_text="Empty: by the clock of its topic, as the publication sets it.",
                null=True,
                verbose_name="next review",
            ),
        ),
        migrations.CreateModel(
            name="HelpLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, help_text="Where it helps; everywhere if empty.", max_length=2
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "telephone",
                    models.CharField(
                        blank=True, help_text="As people there dial it: 116 123.", max_length=40
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, max_length=300, verbose_name="web address"),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="For whom, when, at what cost: “Anyone, day and night, free.”",
                        max_length=200,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), ("telephone", ""), _negated=True),
                        name="helpline_can_be_reached",
                        violation_error_message="Give a number or a web address.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckedQuote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("text_hash", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("unchecked", "Not checked yet"),
                            ("found", "Is there"),
                            ("gone", "The quoted passage is gone"),
                            ("inconclusive", "Cannot be told"),
                        ],
                        default="unchecked",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("since", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("found_at", models.DateTimeField(null=True)),
                ("places", models.JSONField(default=list)),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="articles.checkedaddress",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("address", "text_hash"), name="checkedquote_is_one_for_a_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["unchecked", "found", "gone", "inconclusive"])
                        ),
                        name="checkedquote_verdict_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dismissal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.SlugField(db_index=False, max_length=40)),
                ("passage", models.CharField(max_length=300)),
                ("passage_hash", models.CharField(max_length=64)),
                (
                    "reason",
                    models.CharField(max_length=300, verbose_name="not a problem here, because"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dismissals",
                        to="articles.article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "rule", "passage_hash"),
                        name="dismissal_is_one_for_a_passage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="dismissal_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("about", "About"),
                            ("editorial", "How we work"),
                            ("earning", "How we earn"),
                            ("corrections", "Corrections"),
                            ("privacy", "Privacy"),
                            ("contact", "Contact"),
                        ],
                        max_length=11,
                        unique=True,
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="policy",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "about",
                                    "editorial",
                                    "earning",
                                    "corrections",
                                    "privacy",
                                    "contact",
                                ],
                            )
                        ),
                        name="policypage_role_is_known",
                    )
                ],
            },
        ),
    ]
