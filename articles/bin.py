"""The bin: what is deleted goes there with all that belongs to it, and comes back for 90 days.

Readers find nothing of it meanwhile, and nobody can choose it; its rows, versions, comments,
files and what people typed and did not save stay as they are. What lies there when its time
is over is removed for good, unless something outside still needs it:

- a photo, as long as any version that is kept shows it: versions are the record of what
  readers saw, and they hold only its address;
- an article, as long as a guide has it as a chapter;
- a product, as long as another leads to it when it is over, or what readers followed and what
  it earned is on record.

A product that only old versions name goes: they hold its words themselves, and lose no more
than the note that they named it. With an article or guide go all its versions, as with a
photo its files; the site's log keeps its lines.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, count
from typing import Any

from django.core.files.storage import Storage
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils import timezone

from articles.log import record
from articles.models import AffiliateLink, Binnable, Draft, Photo, RevisionBase
from articles.models.media import FORMATS
from articles.publishing.kinds import kinds
from articles.publishing.windows import save_revision, slug_is_taken, withdraw
from articles.uses import keepers, pointers

#: How long it can be brought back.
KEPT = timedelta(days=90)

#: How many rows are removed for good in passing, when something else is thrown away.
IN_PASSING = 10


class InUse(Exception):
    """It is shown or held by `keepers`, which must let go of it first."""

    def __init__(self, users: list[Any]) -> None:
        self.keepers = users
        super().__init__(f"in use by {len(users)} others")


class TooLate(Exception):
    """Somebody else moved it into the bin, or out of it, before."""


@dataclass(frozen=True)
class Return:
    """What came back: the row, the slug it had if another has that now, and what it brought."""

    row: Any
    former_slug: str = ""
    companions: tuple[Any, ...] = ()


def kept_until(row: Any) -> datetime:
    """The end of the time in which it can be brought back; from now, if it is in use yet."""
    return (row.binned_at or timezone.now()) + KEPT


@transaction.atomic
def throw_away(obj: Any, *, by: Any = None) -> Any:
    """Move a row to the bin and return it as it is there.

    What is live of an article or guide is withdrawn, what is scheduled called off. Raises
    `InUse` for a product or photo that something needs, `TooLate` if it is in the bin.
    """
    row = _lock(type(obj).objects, obj)
    if type(row) in kinds():
        withdraw(row, by=by, note="Moved to the bin")
    elif users := keepers(row):
        raise InUse(users)
    row.binned_at, row.binned_by = timezone.now(), by
    row.save(update_fields=["binned_at", "binned_by"])
    record("deleted", row, by=by)
    transaction.on_commit(partial(empty, at_most=IN_PASSING), robust=True)
    return row


@transaction.atomic
def bring_back(obj: Any, *, by: Any = None) -> Return:
    """Take a row out of the bin, as it was; nothing goes live by it.

    Where another took its slug meanwhile it comes back with a free one, as a new version. A
    hero, picture or fallback that lies in the bin comes with it. Raises `TooLate` if it is not
    in the bin.
    """
    row = _lock(type(obj).everything.filter(binned_at__isnull=False), obj)
    former = getattr(row, "slug", "")
    row.binned_at = row.binned_by = None
    _save_with_free_slug(row)
    is_renamed = former != getattr(row, "slug", "")
    if is_renamed and type(row) in kinds():
        save_revision(row, by=by, note=f"Brought back; another has the address {former}"[:200])
    companions = []
    for other in _companions(row):
        with suppress(TooLate):
            companions.append(bring_back(other, by=by).row)
    record("brought back", row, by=by, detail=f"Now as {row.slug}." if is_renamed else "")
    return Return(row, former if is_renamed else "", tuple(companions))


def _lock(rows: Any, obj: Any) -> Any:
    row = rows.select_for_update().filter(pk=obj.pk).first()
    if row is None:
        raise TooLate
    return row


def _save_with_free_slug(row: Any) -> None:
    changed = ["binned_at", "binned_by"]
    if not hasattr(row, "slug"):
        row.save(update_fields=changed)
        return
    for slug in _slugs_like(row):
        if slug != row.slug:
            row.slug = slug
            changed = ["binned_at", "binned_by", "slug"]
        if type(row) in kinds() and slug_is_taken(row, slug):
            continue
        # The database decides: somebody may take the slug in this moment.
        with suppress(IntegrityError), transaction.atomic():
            row.save(update_fields=changed)
            return


def _slugs_like(row: Any) -> Iterator[str]:
    """The row's slug, then the same with -2, -3 …, never longer than the field."""
    slug, longest = row.slug, row._meta.get_field("slug").max_length
    endings = (f"-{number}" for number in count(2))
    return chain([slug], (f"{slug[: longest - len(end)]}{end}" for end in endings))


def _companions(row: Any) -> Iterator[Any]:
    """What the row points at that lies in the bin: it would not be whole without."""
    for field in row._meta.concrete_fields:
        if field.is_relation and issubclass(field.related_model, Binnable):
            other = getattr(row, field.name)
            if other is not None and other.binned_at is not None:
                yield other


def empty(*, older_than: timedelta = KEPT, at_most: int | None = None) -> list[str]:
    """Remove for good what has lain in the bin for longer, and say what it was.

    The oldest first, each in a transaction of its own, `at_most` so many; what something
    still needs is passed over. What points at others goes before them: guides, articles,
    products, photos. One query a kind, and some ten for each row.
    """
    before = timezone.now() - older_than
    removed: list[str] = []
    for model in (*reversed(kinds()), AffiliateLink, Photo):
        left = None if at_most is None else at_most - len(removed)
        for row in list(_unneeded(model, before)[:left]):
            with suppress(ProtectedError, TooLate):  # somebody came to need it, or brought it back
                removed.append(_remove(row, before))
    return removed


def _unneeded(model: Any, before: datetime) -> models.QuerySet:
    """The rows whose time was over at `before`, and that nothing outlasting them points at."""
    rows = model.everything.filter(binned_at__lt=before).order_by("binned_at", "pk")
    for field in pointers(model):
        if model in kinds() and issubclass(field.model, RevisionBase):
            continue  # its own versions go with it
        others = field.model._meta.base_manager.all()
        if field.model is model:
            # Two that point at each other go one after the other.
            others = others.exclude(binned_at__lt=before)
        rows = rows.exclude(Exists(others.filter(**{field.name: OuterRef("pk")})))
    if model is Photo:
        for kind in kinds():
            shown = kind.revisions.rel.related_model.photos.through.objects
            rows = rows.exclude(Exists(shown.filter(photo=OuterRef("pk"))))
    return rows


@transaction.atomic
def _remove(row: Any, before: datetime) -> str:
    """Delete a row with everything that is only its own. Raises `ProtectedError`, `TooLate`."""
    model = type(row)
    row = _lock(model.everything.filter(binned_at__lt=before), row)
    record("removed for good", row)
    if model in kinds():
        Draft.objects.of(row).delete()
        row.revisions.all().delete()
    for field in row._meta.many_to_many:
        getattr(row, field.name).clear()
    if isinstance(row, AffiliateLink):
        AffiliateLink.everything.filter(fallback=row, binned_at__lt=before).update(fallback=None)
    if isinstance(row, Photo):
        remove = partial(_remove_files, row.file.storage, row.folder, list(_file_names(row)))
        transaction.on_commit(remove, robust=True)
    label = f"{row._meta.verbose_name} “{row}”"
    row.delete()
    return label


def _file_names(photo: Photo) -> Iterator[str]:
    yield photo.file.name
    for width in photo.rendition_widths:
        for extension, _ in FORMATS:
            yield photo.rendition_name(width, extension)
    yield from photo.crop_names


def _remove_files(storage: Storage, folder: str, names: list[str]) -> None:
    for name in names:
        storage.delete(name)
    with suppress(OSError):  # not empty, or storage without folders
        storage.delete(folder)
