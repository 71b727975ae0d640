"""PostgreSQL finds “café” by “cafe” and “cafe” by “café”, as SQLite does."""

import logging

from django.db import DatabaseError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

logger = logging.getLogger(__name__)

#: Comes with PostgreSQL; from its version 13 on who owns a database may add it.
EXTENSION = "unaccent"
MISSING = (
    "Search tells é from e on this database, as PostgreSQL's extension “%s” cannot be added to it: "
    "%s Have it added (CREATE EXTENSION), then run `manage.py migrate articles 0038` and "
    "`manage.py migrate`."
)
WORDS = "word, hword, hword_part, asciiword, asciihword, hword_asciipart"
MAP = f"ALTER TEXT SEARCH CONFIGURATION candor ALTER MAPPING FOR {WORDS} WITH {{dictionaries}}"
#: The stored words are those of the configuration as it was when they were stored.
ANEW = """
ALTER TABLE articles_searchdocument DROP COLUMN words, DROP COLUMN title_words;
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


def leave_accents_out(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql" and _add_extension(editor):
        _look_words_up(editor, f"{_schema(editor)}.unaccent, candor_stem")


def tell_accents_apart(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The extension stays: it may have been there before, and others may use it."""
    if editor.connection.vendor == "postgresql":
        _look_words_up(editor, "candor_stem")


def _add_extension(editor: BaseDatabaseSchemaEditor) -> bool:
    try:
        with transaction.atomic(editor.connection.alias):
            editor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
    except DatabaseError as error:
        logger.warning(MISSING, EXTENSION, str(error).strip())
        return False
    return True


def _schema(editor: BaseDatabaseSchemaEditor) -> str:
    """Where the extension is: somebody may have added it in a schema of its own."""
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = %s",
            [EXTENSION],
        )
        return cursor.fetchone()[0]


def _look_words_up(editor: BaseDatabaseSchemaEditor, dictionaries: str) -> None:
    editor.execute(MAP.format(dictionaries=dictionaries))
    editor.execute(ANEW)


class Migration(migrations.Migration):
    dependencies = [("articles", "0038_help_words")]

    operations = [migrations.RunPython(leave_accents_out, tell_accents_apart)]
