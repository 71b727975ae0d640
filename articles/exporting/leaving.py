"""Write the whole site as files."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from articles.exporting.manifest import Manifest
from articles.exporting.names import Names
from articles.exporting.registry import parts, tables
from articles.exporting.targets import Target

#: How a transaction begins that sees the database as it is now to its end, and locks nothing;
#: Django's own would keep editors from saving in SQLite.
BEGIN = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


def export_site(target: Target) -> Manifest:
    """Write every part to `target`, then the manifest, which is returned.

    The site may be in use meanwhile: what is written is how it was at the start. The same
    database gives the same bytes. Memory grows with the number of files, not with their size.
    """
    with _one_moment():
        manifest = Manifest({table.label: table.rows().count() for table in tables()})
        names = Names()
        for part in parts():
            for file in part.write(names):
                target.write(file.path, manifest.note(file))
    listing = manifest.as_file()
    target.write(listing.path, listing.chunks)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
