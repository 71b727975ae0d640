"""What an upload holds, and each document in it in the neutral form."""

from collections.abc import Callable

from articles.importing.document import Document, Format, Source, Unreadable
from articles.importing.readers import wordpress
from articles.importing.readers.containers import split
from articles.importing.readers.recognition import Container, recognise

__all__ = ["Container", "read", "recognise", "split"]

READERS: dict[Format, Callable[[Source], Document]] = {
    Format.WORDPRESS: wordpress.read,
}


def read(source: Source) -> Document:
    """A document in the neutral form. Raises `Unreadable`, naming the document."""
    try:
        return READERS[source.format](source)
    except RecursionError as error:
        raise Unreadable(f"{source.name} is nested too deeply to be read.") from error
