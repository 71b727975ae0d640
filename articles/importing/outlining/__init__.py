"""Document → Outline: what in it is the title, a section, a question, a source.

A row of passes over a `Working`, each in a module of its own, in the order in which they stand
in `outline`. Pure: knows no models, reads no files, runs no query.
"""

from collections.abc import Callable

from articles.importing.document import Document
from articles.importing.outline import Outline
from articles.importing.outlining.callouts import take_callouts
from articles.importing.outlining.calls import take_calls
from articles.importing.outlining.debris import drop_rules, take_debris
from articles.importing.outlining.faqs import take_faqs
from articles.importing.outlining.headings import settle_headings
from articles.importing.outlining.links import take_links
from articles.importing.outlining.parts import build_parts
from articles.importing.outlining.references import take_references
from articles.importing.outlining.titles import take_title
from articles.importing.outlining.unmarked import tell_lines
from articles.importing.outlining.working import Working

#: In this order: each may rely on what those before it did.
PASSES: tuple[Callable[[Working], None], ...] = (
    take_title,
    tell_lines,
    settle_headings,
    take_calls,
    take_debris,
    take_references,
    take_faqs,
    take_links,
    take_callouts,
    drop_rules,
)


def outline(document: Document) -> Outline:
    """The article that a document holds, and what an editor should know of it."""
    working = Working.of(document)
    for take in PASSES:
        take(working)
    return build_parts(working)
