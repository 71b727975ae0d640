"""A document as it came → everything an editor is shown of it. Pure: knows no models."""

from dataclasses import dataclass

from articles.importing.document import Document, Source
from articles.importing.outline import Outline
from articles.importing.outlining import outline
from articles.importing.proof import Proof, prove
from articles.importing.readers import read


@dataclass(frozen=True)
class Reading:
    """What became of a document, and how far its text and the proposal are the same."""

    document: Document
    outline: Outline
    proof: Proof


def read_source(source: Source) -> Reading:
    """Read, outline, and hold the outline against the document. Raises `Unreadable`."""
    document = read(source)
    proposed = outline(document)
    return Reading(document, proposed, prove(document, proposed))
