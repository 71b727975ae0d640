"""What an upload holds, and each document in it in the neutral form."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from articles.editing.pasting.runs import quote
from articles.importing.document import Document, Format, Source, Unreadable
from articles.importing.readers import docx, ghost, html, markdown, plain, wordpress
from articles.importing.readers.containers import split
from articles.importing.readers.limits import check_text
from articles.importing.readers.recognition import Container, recognise

__all__ = ["Container", "read", "recognise", "split"]

READERS: dict[Format, Callable[[Source], Document]] = {
    Format.DOCX: docx.read,
    Format.GHOST: ghost.read,
    Format.HTML: html.read,
    Format.MARKDOWN: markdown.read,
    Format.PLAIN: plain.read,
    Format.WORDPRESS: wordpress.read,
}


def read(source: Source) -> Document:
    """A document in the neutral form. Raises `Unreadable`, naming the document."""
    try:
        document = READERS[source.format](source)
    except RecursionError as error:
        raise Unreadable(f"{source.name} is nested too deeply to be read.") from error
    check_text(document.words, source.name)
    return _with_pictures(document, source.pictures)


def _with_pictures(document: Document, came: Mapping[str, bytes]) -> Document:
    """The document with the pictures that travelled with it; blocks may quote their addresses."""
    quoted = {quote(address): data for address, data in came.items()}
    pictures = {**quoted, **came, **document.pictures}
    remote = tuple(address for address in document.remote_pictures if address not in pictures)
    return replace(document, pictures=pictures, remote_pictures=remote)
