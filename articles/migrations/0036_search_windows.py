"""Documents know when their revision is live, so that no search tells of one that is not."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

COLUMNS = ("title", "people", "lead", "body", "marks")
#: SQLite's index of words is left alone where only the window changes.
TRIGGERS = {
    "added": """
    AFTER INSERT ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex (rowid, {names}) VALUES (new.id, {new});
    END
    """,
    "removed": """
    AFTER DELETE ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex (articles_searchindex, rowid, {names})
        VALUES ('delete', old.id, {old});
    END
    """,
    "changed": """
    AFTER UPDATE OF id, {names} ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex (articles_searchindex, rowid, {names})
        VALUES ('delete', old.id, {old});
        INSERT INTO articles_searchindex (rowid, {names}) VALUES (new.id, {new});
    END
    """,
}
FILL = """
UPDATE articles_searchdocument SET
    live_from = (SELECT live_from FROM {table} WHERE {table}.id = revision),
    live_until = (SELECT live_until FROM {table} WHERE {table}.id = revision)
WHERE letter = '{letter}'
    AND revision IN (SELECT id FROM {table} WHERE live_from IS NOT NULL)
"""
TABLES = {"a": "articles_revision", "g": "guides_guiderevision"}


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            editor.execute(f"DROP TRIGGER articles_searchdocument_{name}")


def make_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """They went with the table, which SQLite has to write anew for a column."""
    if editor.connection.vendor == "sqlite":
        names, old, new = (
            ", ".join(f"{row}{column}" for column in COLUMNS) for row in ("", "old.", "new.")
        )
        for name, trigger in TRIGGERS.items():
            words = trigger.format(names=names, old=old, new=new)
            editor.execute(f"CREATE TRIGGER articles_searchdocument_{name} {words}")


def fill_windows(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    there = editor.connection.introspection.table_names()
    for letter, table in TABLES.items():
        if table in there:
            editor.execute(FILL.format(letter=letter, table=table))


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_subjects")]

    operations = [
        migrations.RunPython(drop_triggers, make_triggers),
        migrations.AddField(
            "searchdocument",
            "live_from",
            models.DateTimeField(db_index=True, default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField("searchdocument", "live_until", models.DateTimeField(null=True)),
        migrations.RunPython(fill_windows, migrations.RunPython.noop),
        migrations.AddIndex(
            "searchdocument",
            models.Index(
                condition=models.Q(live_until__isnull=False),
                fields=["live_until"],
                name="searchdocument_by_end",
            ),
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
