"""Tables of what search finds, and the database's own index of words beside the first.

The index belongs to the table: triggers (SQLite) or generated columns (PostgreSQL) keep it, so
that no code has to. Words are reduced to their stems where the site's language has a stemmer.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE VIRTUAL TABLE articles_searchindex USING fts5(
    title, people, lead, body, marks,
    content='articles_searchdocument', content_rowid='id',
    tokenize='{stemmer}unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE TRIGGER articles_searchdocument_added AFTER INSERT ON articles_searchdocument BEGIN
    INSERT INTO articles_searchindex (rowid, {columns}) VALUES (new.id, {new});
END;
CREATE TRIGGER articles_searchdocument_removed AFTER DELETE ON articles_searchdocument BEGIN
    INSERT INTO articles_searchindex (articles_searchindex, rowid, {columns})
    VALUES ('delete', old.id, {old});
END;
CREATE TRIGGER articles_searchdocument_changed AFTER UPDATE ON articles_searchdocument BEGIN
    INSERT INTO articles_searchindex (articles_searchindex, rowid, {columns})
    VALUES ('delete', old.id, {old});
    INSERT INTO articles_searchindex (rowid, {columns}) VALUES (new.id, {new});
END;
"""
COLUMNS = ("title", "people", "lead", "body", "marks")

POSTGRESQL = """
CREATE TEXT SEARCH DICTIONARY candor_stem (TEMPLATE = {template});
CREATE TEXT SEARCH CONFIGURATION candor (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION candor
    ALTER MAPPING FOR asciiword, word, hword, hword_part, asciihword, hword_asciipart
    WITH candor_stem;
ALTER TABLE articles_searchdocument
    ADD COLUMN title_words tsvector GENERATED ALWAYS AS (
        to_tsvector('candor', title || ' ' || people)
        || setweight(to_tsvector('candor', marks), 'C')
    ) STORED,
    ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('candor', title || ' ' || people), 'A')
        || setweight(to_tsvector('candor', lead), 'B')
        || setweight(to_tsvector('candor', marks), 'C')
        || to_tsvector('candor', left(body, 400000))
    ) STORED;
CREATE INDEX articles_searchdocument_title_words ON articles_searchdocument
    USING gin (title_words);
CREATE INDEX articles_searchdocument_words ON articles_searchdocument USING gin (words);
"""
#: PostgreSQL's stemmers by the languages that they are for; the others are taken as they stand.
STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def make_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    language = settings.LANGUAGE_CODE.partition("-")[0]
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            old, new = (", ".join(f"{row}.{name}" for name in COLUMNS) for row in ("old", "new"))
            script = SQLITE.format(
                stemmer="porter " if language == "en" else "",
                columns=", ".join(COLUMNS),
                old=old,
                new=new,
            )
            for statement in script.split(";\nCREATE"):
                head = "" if statement.lstrip().startswith("CREATE") else "CREATE"
                cursor.execute(head + statement.rstrip().removesuffix(";"))
        else:
            stemmer = STEMMERS.get(language)
            template = f"snowball, LANGUAGE = {stemmer}" if stemmer else "simple"
            cursor.execute(POSTGRESQL.format(template=template))


def drop_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE articles_searchindex")
    else:
        editor.execute(
            "ALTER TABLE articles_searchdocument DROP COLUMN words, DROP COLUMN title_words"
        )
        editor.execute("DROP TEXT SEARCH CONFIGURATION candor")
        editor.execute("DROP TEXT SEARCH DICTIONARY candor_stem")


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_disclosure_wording")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=1)),
                ("subject", models.PositiveBigIntegerField()),
                ("revision", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("people", models.CharField(blank=True, max_length=400)),
                ("lead", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("marks", models.TextField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["letter", "subject"], name="searchdocument_by_subject")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letter", "revision"), name="searchdocument_one_a_revision"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("form", "word"), name="spelling_is_there_once")
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
