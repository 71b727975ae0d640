"""Where each book of a guide stands, in words for the desk."""

from dataclasses import dataclass

from guides.books.building import books_of, is_current
from guides.books.following import is_waiting
from guides.books.manuscript import NoBook, gather
from guides.models import Book, Guide


@dataclass(frozen=True)
class BookState:
    """A book, where it stands, and whether there is a file to be had."""

    book: Book
    words: str
    has_file: bool


def states_of(guide: Guide) -> tuple[list[BookState], str]:
    """The state of each format, and why there can be none, if so. At most 20 queries."""
    try:
        manuscript, reason = gather(guide), ""
    except NoBook as error:
        manuscript, reason = None, str(error)
    states = []
    for book in books_of(guide):
        if is_waiting(book):
            words = "Queued"
        elif book.error and not reason:
            words = f"Failed: {book.error}"
        elif is_current(book, manuscript):
            words = "Up to date"
        else:
            words = "Something changed since" if book.file else "Not made yet"
        states.append(BookState(book, words, bool(book.file)))
    return states, reason
