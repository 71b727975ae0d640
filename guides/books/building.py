"""Make the books of guides, and know which are those of now."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from guides.books.epub import write_epub
from guides.books.manuscript import Manuscript, NoBook, gather
from guides.books.pdf import NotSet, Pdf, write_pdf
from guides.books.photos import BookPhoto, read_photos
from guides.models import Book, Guide


def build(guide: Guide, *, force: bool = False) -> list[Book]:
    """Make each book of a guide that is not the one of what is live now, or `force` it.

    Returns those that were made. A guide without a live version loses its books. For the
    background: a long book takes seconds. At most 30 queries.
    """
    books = books_of(guide)
    Book.objects.filter(guide=guide).update(asked_at=None)
    try:
        manuscript = gather(guide)
    except NoBook as error:
        for book in books:
            _keep(book, None, error=str(error))
        return []
    due = [book for book in books if force or not is_current(book, manuscript)]
    photos = read_photos(manuscript.photos) if due else {}
    return [book for book in due if _make(book, manuscript, photos)]


def is_current(book: Book, manuscript: Manuscript | None) -> bool:
    """Whether the file is there and was made of this manuscript. No query."""
    is_same = manuscript is not None and book.content_hash == manuscript.content_hash
    return is_same and not book.error and _is_there(book)


def open_book(guide: Guide, form: str) -> File | None:
    """The file of a guide's book as it was last made; `None` while there is none. One query.

    Whoever asks closes it. `form` is `epub` or `pdf`.
    """
    book = Book.objects.filter(guide=guide, format=form).first()
    return book.file.open("rb") if book and _is_there(book) else None


def books_of(guide: Guide) -> list[Book]:
    """A row for each format. Two queries once they are there."""
    rows = [Book(guide=guide, format=form) for form in Book.Format.values]
    Book.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Book.objects.filter(guide=guide))


def _is_there(book: Book) -> bool:
    return bool(book.file) and book.file.storage.exists(book.file.name)


def _make(book: Book, manuscript: Manuscript, photos: dict[str, BookPhoto]) -> bool:
    """Whether it could be made; if not, the row says why and keeps the file it had."""
    try:
        made = _write(book.format, manuscript, photos)
    except NotSet as error:
        Book.objects.filter(pk=book.pk).update(error=str(error)[:300])
        return False
    _keep(book, made.data, content_hash=manuscript.content_hash, unshown=made.unshown[:200])
    return True


def _write(form: str, manuscript: Manuscript, photos: dict[str, BookPhoto]) -> Pdf:
    if form == Book.Format.PDF:
        return write_pdf(manuscript, photos)
    return Pdf(write_epub(manuscript, photos))


@transaction.atomic
def _keep(book: Book, data: bytes | None, **columns: Any) -> None:
    """Put a file, or none, in the place of the one before, which goes once this is committed."""
    row = Book.objects.select_for_update().get(pk=book.pk)
    storage, former = row.file.storage, row.file.name
    values = {"content_hash": "", "unshown": "", "error": "", "file": "", "size": 0, **columns}
    if data is not None:
        name = f"books/{book.guide_id}/{values['content_hash'][:16]}.{book.format}"
        values["file"] = storage.save(name, ContentFile(data))
        values |= {"size": len(data), "made_at": timezone.now()}
    for name, value in values.items():
        setattr(book, name, value)
    Book.objects.filter(pk=book.pk).update(**values)
    if former:
        transaction.on_commit(partial(storage.delete, former), robust=True)
