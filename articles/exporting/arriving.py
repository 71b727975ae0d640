"""Make a site of an export: in an empty database, whole or not at all."""

from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction

from articles.discovery.subjects import rebuild_subjects
from articles.exporting.files import Refused
from articles.exporting.manifest import Manifest, Source, read_manifest, verify
from articles.exporting.parts import Loading, Part
from articles.exporting.registry import parts, tables
from articles.models import Publication
from articles.search.index import rebuild


@dataclass(frozen=True)
class Arrival:
    """What came: the manifest of it, and the accounts that were made for the people in it."""

    manifest: Manifest
    accounts: list[str]


def import_site(source: Source) -> Arrival:
    """Write all rows and files of an export, with their keys, as they were.

    Everything is checked against the manifest first. Raises `Refused` if the site holds
    anything already, or for an export that is damaged; nothing is changed then.
    """
    manifest = read_manifest(source)
    verify(source, manifest)
    loading = Loading(source, manifest)
    try:
        with transaction.atomic():
            _refuse_unless_empty()
            for part in parts():
                if _is_known(part, manifest):
                    part.read(loading)
            _check(manifest)
            _continue_numbers()
            rebuild()
            rebuild_subjects()
    except BaseException:
        for storage, name in loading.stored:
            storage.delete(name)
        raise
    return Arrival(manifest, sorted(loading.names.accounts))


def _refuse_unless_empty() -> None:
    for table in tables():
        if table.rows().exists() and not _is_as_migrated(table.model):
            raise Refused(
                f"This database is not empty: it holds {table.model._meta.verbose_name_plural}. "
                "A site is imported into an empty one only, so that nothing is overwritten."
            )


def _is_known(part: Part, manifest: Manifest) -> bool:
    """Whether the Candor that wrote the export had rows of this part at all."""
    return not part.tables or any(table.label in manifest.counts for table in part.tables)


def _is_as_migrated(model: type[models.Model]) -> bool:
    """Whether it is the publication, as migrations make it and nobody has named it yet."""
    if model is not Publication:
        return False
    untouched = Publication(pk=1)
    columns = [column.attname for column in Publication._meta.concrete_fields]
    row = Publication.objects.values(*columns).get()
    return row == {name: getattr(untouched, name) for name in columns}


def _check(manifest: Manifest) -> None:
    """All is there, and everything that is named."""
    for table in tables():
        expected = manifest.counts.get(table.label, 0)
        found = table.rows().count()
        if found != expected:
            raise Refused(f"The files hold {found} of {table.label}, the manifest {expected}.")
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise Refused(f"Rows of the export name others that are not in it: {error}") from None


def _continue_numbers() -> None:
    """Have PostgreSQL number new rows after those that came with their numbers."""
    changed = [table.model for table in tables()]
    with connection.cursor() as cursor:
        cursor.execute("\n".join(connection.ops.sequence_reset_sql(no_style(), changed)))
