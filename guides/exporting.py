"""How guides leave, and come back: a Markdown file each, and every version."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.exporting.framing import Piece
from articles.exporting.names import Names
from articles.exporting.parts import Part
from articles.exporting.parts.documents import Documents, Rows
from articles.exporting.parts.versions import Versions
from articles.exporting.tables import Row, Table
from articles.exporting.writing import ACCOUNT, REVISION_HEAD, REVISION_TAIL
from articles.models import Article
from guides.models import Chapter, Guide, GuideRevision

GUIDES = Table(
    Guide,
    columns=(
        *("title", "slug", "dek", "hero", "search_title", "search_description", "id", "owner"),
        *("created_at", "updated_at", "updated_by", "version", "binned_at", "binned_by"),
        *("introduction", "closing"),
    ),
    named={"owner": ACCOUNT, "updated_by": ACCOUNT, "binned_by": ACCOUNT},
)
CHAPTERS = Table(Chapter, columns=("id", "position", "key", "article", "title", "body"))
REVISIONS = Table(
    GuideRevision,
    columns=(*REVISION_HEAD, "guide", *REVISION_TAIL, "chapters"),
    named={"created_by": ACCOUNT},
)


@dataclass(frozen=True, eq=False)
class ChapterRows(Rows):
    """Chapters; one that is an article shows a link to it in the place of a text of its own."""

    def write(self, rows: list[Row], names: Names) -> Iterator[Piece]:
        for row, piece in zip(rows, super().write(rows, names), strict=True):
            if row["article"] is None:
                yield piece
                continue
            title, slug = (names.name_of(Article, (name,), row["article"]) for name in TOLD)
            yield replace(piece, text=f"[{title}](article:{slug})")

    def read(self, piece: Piece) -> Row:
        is_own = "article" not in piece.facts
        return super().read(piece if is_own else replace(piece, text=""))


#: What is told of an article that is a chapter.
TOLD = ("title", "slug")


def folder_of_guide(row: Row) -> str:
    """Where a guide's file stands; one from the bin is not among those to be read."""
    return "bin/guides" if row["binned_at"] else "guides"


PARTS: tuple[Part, ...] = (
    Documents(
        GUIDES,
        folders=("guides", "bin/guides"),
        folder_of=folder_of_guide,
        opening="introduction",
        rows=(ChapterRows("chapter", CHAPTERS, parent="guide", heading="title", text="body"),),
        closing="closing",
    ),
    Versions(REVISIONS, GuideRevision, subject="guide"),
)
