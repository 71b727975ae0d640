"""How guides leave, and come back: a Markdown file each, and every version; kits and letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import models

from articles.exporting.framing import Piece
from articles.exporting.names import Names
from articles.exporting.parts import Part
from articles.exporting.parts.documents import Documents, Rows
from articles.exporting.parts.lists import Sheet, YamlList
from articles.exporting.parts.stored import StoredFiles
from articles.exporting.parts.versions import Versions
from articles.exporting.tables import Row, Table
from articles.exporting.writing import ACCOUNT, REVISION_HEAD, REVISION_TAIL, SLUG
from articles.models import Article
from guides.models import (
    Ask,
    Book,
    Chapter,
    Consent,
    Erasure,
    Guide,
    GuideRevision,
    Kit,
    KitCount,
    KitRequest,
    Letter,
    Mail,
    Subscriber,
    Wording,
)

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
KITS = Table(
    Kit,
    columns=(
        *("id", "title", "slug", "promise", "cover", "made_from", "file", "original_name"),
        *("guide", "is_open", "at_end", "topics", "articles", "created_at", "updated_at"),
    ),
    named={"topics": SLUG},
)
WORDINGS = Table(
    Wording,
    columns=("id", "kit", "version", "delivery", "letters", "at", "by"),
    named={"by": ACCOUNT},
)
KIT_COUNTS = Table(
    KitCount, columns=("id", "day", "kit", "source", "shown", "asked", "confirmed", "downloaded")
)
LETTERS = Table(
    Letter,
    columns=(
        *("id", "subject", "state", "send_at", "audience_until", "sent_at"),
        *("created_at", "updated_at", "by", "body", "text", "html"),
    ),
    named={"by": ACCOUNT},
    left_out={"reached": "whom a letter had reached stays with the people themselves"},
)

PEOPLE = "people’s addresses are not handed on; a backup carries them"

#: Models none of whose rows leave, and why.
LEFT_OUT: Mapping[type[models.Model], str] = {
    **dict.fromkeys((Subscriber, Ask, KitRequest, Consent, Erasure, Mail), PEOPLE),
    Book: "made anew of what is live",
}


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
    YamlList("kits.yaml", KITS),
    YamlList("wordings.yaml", WORDINGS),
    Sheet("counts/kits.csv", KIT_COUNTS),
    YamlList("letters.yaml", LETTERS),
    StoredFiles("private", Kit),
)
