"""What a guide's book is made of: its live text and chapters, as its writers take them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import to_locale

from articles.context import load_publication
from articles.models import Photo, Revision, RevisionBase
from articles.publishing.library import library_for
from articles.publishing.pages import owed_disclosures
from articles.reading import fill, find_addresses
from articles.rendering.library import Library, Page
from articles.rendering.links import BOOK, stable_targets
from articles.rendering.rules import DOCUMENT
from articles.rendering.tree import parse
from articles.sensitive import body_of
from guides.books.html import Reader, clean
from guides.books.links import BookLinks
from guides.books.tree import Node, Words, count_of, ids_of, photos_of, without_dead_links
from guides.models import Guide, GuideRevision
from guides.publishing import CHAPTERS_SLOT
from guides.reading import ChapterLink, list_chapters

#: Goes into each book's hash: raise it when a writer changes what it makes of a manuscript.
FORMAT = 1

#: Characters of HTML, blocks and marks, and photos that a book may have: Typst sets it in one
#: go, and needs some 40 kB for a mark.
MAX_LENGTH, MAX_NODES, MAX_PHOTOS = 2_000_000, 40_000, 400

#: The kinds of stable addresses that lead somewhere in a book.
LINKED = ("article", "guide", "out")


class NoBook(Exception):
    """There is no book of this guide; the message says why."""


@dataclass(frozen=True)
class Text:
    """A part of the book. `name` is what its ids begin with."""

    name: str
    title: str
    dek: str = ""
    byline: tuple[Words, ...] = ()
    hero: Node | None = None
    disclosures: tuple[str, ...] = ()
    blocks: tuple[Node, ...] = ()

    @property
    def nodes(self) -> Iterable[Node | str]:
        """All that it shows, in reading order."""
        return chain(*self.byline, filter(None, [self.hero]), self.blocks)


@dataclass(frozen=True)
class Manuscript:
    """A whole book; every address in it is absolute, or the id of a place in it.

    `disclosures` are the sentences owed for any link in it, `cover` the name of a photo's file.
    """

    address: str
    title: str
    dek: str
    language: str
    publisher: str
    authors: tuple[str, ...]
    cover: Node | None
    changed_at: datetime
    disclosures: tuple[str, ...]
    introduction: Text
    chapters: tuple[Text, ...]
    closing: Text
    about: Text

    @property
    def texts(self) -> list[Text]:
        """The parts that have something to say, in reading order."""
        parts = [self.introduction, *self.chapters, self.closing, self.about]
        return [part for part in parts if part.blocks or part in self.chapters]

    @cached_property
    def photos(self) -> list[str]:
        """The files of all photos, each once; the cover's first."""
        nodes = chain(filter(None, [self.cover]), *(text.nodes for text in self.texts))
        return list(dict.fromkeys(photos_of(nodes)))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of all that decides a book's bytes; a photo's file never changes."""
        facts = json.dumps([FORMAT, asdict(self)], default=str, sort_keys=True)
        return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class _Source:
    """The stored HTML of a part, filled with today's addresses."""

    name: str
    title: str
    html: str
    dek: str = ""
    address: str = ""


def gather(guide: Guide) -> Manuscript:
    """The manuscript of what is live of a guide now. At most 14 queries.

    Raises `NoBook` for a guide that is not live, and for one beyond the limits.
    """
    revision = GuideRevision.objects.live().for_page().filter(guide=guide).first()
    if revision is None:
        raise NoBook("The guide is not published.")
    chapters = list_chapters(revision)
    bodies = _bodies(chapters)
    stored = [revision.html, *(bodies[row.number] for row in chapters)]
    if sum(map(len, stored)) > MAX_LENGTH:
        raise NoBook(f"All chapters together have more than {MAX_LENGTH:,} characters.")
    targets = _targets(stored)
    addresses = find_addresses(targets)
    guide_html, *filled = (fill(html, addresses, revision, source=BOOK) for html in stored)
    sources = [
        _Source(f"chapter-{row.number}", row.title, html, row.dek, _address_of(row))
        for row, html in zip(chapters, filled, strict=True)
    ]
    named = [f"go:{slug}" for slug in targets.get("out", ())]
    made = _Making(
        library_for([*filled, guide_html, *named]),
        {source.address: source.name for source in sources if source.address},
        _photos([*filled, guide_html]),
    )
    return made.book(revision, guide_html, sources, _changed_at([revision, *_live(chapters)]))


def _targets(texts: list[str]) -> dict[str, set]:
    """What the stable addresses of all texts stand for, without what only a page shows."""
    found = [stable_targets(html) for html in texts]
    targets = {kind: set().union(*(row.get(kind, ()) for row in found)) for kind in LINKED}
    return {kind: keys for kind, keys in targets.items() if keys}


def _bodies(chapters: list[ChapterLink]) -> dict[int, str]:
    """The stored HTML of each chapter, by number. One query."""
    keys = [row.revision.pk for row in chapters if row.revision]
    rows = Revision.objects.filter(pk__in=keys).select_related("topic").only("html", "topic")
    html = {row.pk: body_of(row) for row in rows}
    return {row.number: html[row.revision.pk] if row.revision else row.html for row in chapters}


def _live(chapters: list[ChapterLink]) -> list[Revision]:
    return [row.revision for row in chapters if row.revision]


def _address_of(row: ChapterLink) -> str:
    return row.revision.get_absolute_url() if row.revision else row.address


def _changed_at(revisions: Iterable[RevisionBase]) -> datetime:
    return max(row.live_from for row in revisions if row.live_from)


def _photos(texts: list[str]) -> dict[str, str]:
    """The files of photos that pages show, by address; also of those in the bin. One query."""
    sources = {
        node.attributes.get("src") or "" for html in texts for node in parse(html).css("img[src]")
    }
    names = {unquote(src.removeprefix(settings.MEDIA_URL)).replace("\0", "") for src in sources}
    return {row.file.url: row.file.name for row in Photo.everything.filter(file__in=names)}


@dataclass(frozen=True)
class _Making:
    """What all parts of one book share."""

    library: Library
    chapters: Mapping[str, str]
    photos: Mapping[str, str]

    @cached_property
    def publication(self) -> Any:
        return load_publication()

    def book(
        self, revision: GuideRevision, html: str, sources: list[_Source], changed_at: datetime
    ) -> Manuscript:
        before, _, after = html.partition(CHAPTERS_SLOT)
        whole = Page(self.library, surface=DOCUMENT)
        texts = [
            self.text(_Source("introduction", "Introduction", before), whole),
            *(self.text(source, whole) for source in sources),
            self.text(_Source("closing", "In closing", after), whole),
            self.about([source.html for source in sources], whole),
        ]
        ids = set(chain(*(ids_of(text.nodes) for text in texts))) | {t.name for t in texts}
        introduction, *chapters, closing, about = (_with_live_links(text, ids) for text in texts)
        book = Manuscript(
            address=settings.SITE_URL + revision.get_absolute_url(),
            title=clean(revision.title),
            dek=clean(revision.dek),
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            publisher=clean(self.publication.name),
            authors=_authors(sources),
            cover=introduction.hero,
            changed_at=changed_at,
            disclosures=tuple(owed_disclosures(whole, self.publication)),
            introduction=replace(introduction, hero=None),
            chapters=tuple(chapters),
            closing=closing,
            about=about,
        )
        if sum(count_of(text.nodes) for text in book.texts) > MAX_NODES:
            raise NoBook(f"All chapters together have more than {MAX_NODES:,} pieces of markup.")
        if len(book.photos) > MAX_PHOTOS:
            raise NoBook(f"There are more than {MAX_PHOTOS} photos in it.")
        return book

    def reader(self, name: str, address: str, page: Page) -> Reader:
        links = BookLinks(page, self.chapters, address or f"/{name}/", f"{name}-")
        return Reader(links.resolve, self.photos, f"{name}-")

    def text(self, source: _Source, whole: Page) -> Text:
        """A part of the book, and what it owes noted on the `whole`."""
        page = Page(self.library, surface=DOCUMENT)
        reader = self.reader(source.name, source.address, page)
        root = parse(source.html)
        byline = [node.inner_html or "" for node in root.css(".byline-authors, .byline-reviewer")]
        hero = [node.html or "" for node in root.css(".hero")]
        text = Text(
            name=source.name,
            title=clean(source.title),
            dek=clean(source.dek),
            byline=tuple(filter(None, map(reader.words, byline))),
            hero=next((node for html in hero for node in reader.read(html)), None),
            blocks=reader.read(source.html),
        )
        whole.merchants |= page.merchants
        return replace(text, disclosures=tuple(owed_disclosures(page, self.publication)))

    def about(self, texts: list[str], whole: Page) -> Text:
        """Who wrote it: the box of each author under any chapter, once."""
        boxes = [node.inner_html or "" for html in texts for node in parse(html).css(".author-box")]
        html = "".join(dict.fromkeys(boxes))
        title = "About the authors" if html.count("author-name") > 1 else "About the author"
        return self.text(_Source("about", title, html), whole)


def _authors(sources: list[_Source]) -> tuple[str, ...]:
    names = (
        clean(node.text()).strip()
        for source in sources
        for node in parse(source.html).css('.byline-authors a[rel="author"]')
    )
    return tuple(dict.fromkeys(names))


def _with_live_links(text: Text, ids: set[str]) -> Text:
    return replace(
        text,
        byline=tuple(without_dead_links(words, ids) for words in text.byline),
        blocks=without_dead_links(text.blocks, ids),
    )
