"""A frozen article to the HTML readers get. Preview and publication both come through here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import get_text_list
from taggit.models import Tag

from articles.context import load_publication
from articles.health.addresses import hash_of, normalise
from articles.models import Author, Photo, Publication, Topic
from articles.publishing.content import ArticleContent, ReferenceContent
from articles.publishing.facts import Facts, facts_of
from articles.publishing.help_lines import Help, gather_help
from articles.publishing.library import library_for
from articles.rendering.contents import make_anchor
from articles.rendering.disclosure import RELATIONS, disclosures
from articles.rendering.library import Heading, Page, Picture, Problem
from articles.rendering.limits import TextTooLarge, check_whole
from articles.rendering.links import CHECKED, Link, decide_link, place_links
from articles.rendering.markdown import INTRODUCTION_LEVEL
from articles.rendering.memo import MEMO

WORDS_PER_MINUTE = 230
MAX_BYLINE = 400

#: Stands in stored HTML where the date goes: a preview has none, a page's may be corrected.
DATE_SLOT = "<!--date-->"

#: The hero stands beside the title on wide screens and fills narrow ones.
HERO_SIZES = "(min-width: 74rem) 37rem, (min-width: 58rem) 50vw, 100vw"


@dataclass(frozen=True)
class RenderedPage:
    """The finished HTML, what was found in it, and what must be mended before publishing."""

    html: str
    words: int
    minutes: int
    byline: str
    facts: Facts
    page: Page
    problems: tuple[tuple[str, Problem], ...]
    raw_links: tuple[tuple[str, str, str], ...]

    @property
    def product_ids(self) -> list[int]:
        return [product.id for product in self.page.products.values()]


@dataclass(frozen=True)
class Part:
    anchor: str
    title: str
    html: str


class FieldRenderer:
    """Renders the fields of one article in reading order and keeps whose problem is whose.

    `size` is how many characters it was given.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.size = 0
        self.problems: list[tuple[str, Problem]] = []
        self.raw_links: list[tuple[str, str, str]] = []

    def render(self, field: str, text: str, place: str, **options) -> str:
        """Return the HTML of one field; a text beyond the limits becomes a problem.

        `place` is where on the page it stands, under which its links are counted.
        """
        self.size += len(text)
        with self.noting(field):
            try:
                check_whole(self.size)
                html = MEMO.render(text, self.page, **options)
            except TextTooLarge as error:
                self.page.report(str(error), text[:60])
                html = ""
        return place_links(html, place)

    @contextmanager
    def noting(self, field: str) -> Iterator[None]:
        """Keep as the field's own what is reported of it inside."""
        known, raw = len(self.page.problems), len(self.page.raw_links)
        yield
        self.problems += [(field, problem) for problem in self.page.problems[known:]]
        self.raw_links += [(field, *link) for link in self.page.raw_links[raw:]]

    def part(self, field: str, title: str, text: str, place: str) -> Part:
        anchor = make_anchor(title, self.page)
        return Part(anchor, title, self.render(field, text, place))


@dataclass(frozen=True)
class Texts:
    """The texts of an article as HTML."""

    introduction: str
    sections: list[Part]
    faqs: list[Part]

    @classmethod
    def of(cls, content: ArticleContent, fields: FieldRenderer) -> "Texts":
        return cls(
            introduction=fields.render(
                "introduction", content.introduction, "introduction", base_level=INTRODUCTION_LEVEL
            ),
            sections=[
                fields.part(f"section “{row.heading}”", row.heading, row.body, f"section-{number}")
                for number, row in enumerate(content.sections, start=1)
            ],
            faqs=[
                fields.part(f"FAQ “{row.question}”", row.question, row.answer, f"faq-{number}")
                for number, row in enumerate(content.faqs, start=1)
            ],
        )


@dataclass(frozen=True)
class Named:
    """Whom and what an article names by their keys, as they are now."""

    authors: list[Author]
    reviewer: Author | None
    tags: list[Tag]

    @classmethod
    def of(cls, content: ArticleContent) -> "Named":
        """At most three queries."""
        authors = Author.objects.filter(pk__in=content.authors).select_related("photo")
        tags = Tag.objects.filter(name__in=content.tags).exclude(slug="")
        key = content.reviewer
        reviewer = Author.objects.filter(pk=key).first() if key else None
        return cls(list(authors), reviewer, list(tags))

    @property
    def byline(self) -> str:
        return get_text_list([author.name for author in self.authors], "and")[:MAX_BYLINE]


def render_article(content: ArticleContent) -> RenderedPage:
    """Render a frozen article. At most thirteen queries, whatever its length."""
    topic = Topic.objects.filter(pk=content.topic).first() if content.topic else None
    page = Page(
        library_for(content.texts, (reference.key for reference in content.references)),
        anchors={"main", "help", "faq", "sources", "contents"},
        is_sensitive=topic is not None and topic.is_sensitive,
    )
    fields = FieldRenderer(page)
    texts, named = Texts.of(content, fields), Named.of(content)
    html = render_to_string("articles/body.html", _body_context(content, fields, texts, named))
    return RenderedPage(
        html=place_links(html, "sources"),
        words=content.words,
        minutes=count_minutes(content.words),
        byline=named.byline,
        facts=facts_of(
            content,
            authors=named.authors,
            reviewer=named.reviewer,
            tags=[tag.name for tag in named.tags],
            introduction=texts.introduction,
            answers=[faq.html for faq in texts.faqs],
        ),
        page=page,
        problems=tuple(fields.problems),
        raw_links=tuple(fields.raw_links),
    )


def _body_context(
    content: ArticleContent, fields: FieldRenderer, texts: Texts, named: Named
) -> dict[str, Any]:
    publication, page = load_publication(), fields.page
    help_lines = find_help_lines(publication, page) if page.is_sensitive else None
    context = {
        "content": content,
        "minutes": count_minutes(content.words),
        "authors": [_profile(author, page) for author in named.authors],
        "reviewer": named.reviewer,
        "hero": hero_picture(content.hero, page),
        "hero_sizes": HERO_SIZES,
        "help": help_lines,
        "contents": _contents(texts.sections, content, has_help=bool(help_lines)),
        "introduction": texts.introduction,
        "sections": texts.sections,
        "faqs": texts.faqs,
        "tags": named.tags,
        "sources": _sources(content, fields),
        "reviewed_on": content.reviewed_on and date.fromisoformat(content.reviewed_on),
        "date_slot": DATE_SLOT,
    }
    # Whatever else the page shows may owe one.
    return context | {"disclosures": owed_disclosures(page, publication)}


def count_minutes(words: int) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def owed_disclosures(page: Page, publication: Publication) -> list[str]:
    """What a rendered page owes its readers, in the publication's words."""
    return disclosures(
        page, {relation: publication.disclosure_for(relation) for relation in RELATIONS}
    )


def _profile(author: Author, page: Page) -> dict:
    picture = author.photo.picture if author.photo else None
    if picture:
        page.pictures[picture.id] = picture
    return {
        "author": author,
        "picture": picture,
        "bio": render_aside(author.bio, page, "profile"),
    }


def render_aside(text: str, page: Page, place: str) -> str:
    """A text that stands on a page without being part of its article (a bio, help lines).

    Its links count for the page's disclosure, and the page follows what it shows.
    """
    aside = Page(library_for([text]), surface=page.surface, is_sensitive=page.is_sensitive)
    html = place_links(MEMO.render(text, aside), place)
    page.merchants |= aside.merchants
    page.products |= aside.products
    page.pictures |= aside.pictures
    return html


def hero_picture(key: int | None, page: Page) -> Picture | None:
    """The hero photo of primary key `key`, noted on the page."""
    photo = Photo.objects.filter(pk=key).first() if key is not None else None
    if photo is None:
        return None
    page.pictures[photo.pk] = photo.picture
    return page.pictures[photo.pk]


def find_help_lines(publication: Publication, page: Page) -> Help:
    """Where to get help, for a page of a sensitive topic; nothing of it pays. Six queries."""
    words = publication.help_lines and render_aside(publication.help_lines, page, "help")
    return gather_help(words, page.library)


def _contents(sections: list[Part], content: ArticleContent, *, has_help: bool) -> list[Heading]:
    headings = [Heading("help", "Where to get help")] if has_help else []
    headings += [Heading(section.anchor, section.title) for section in sections]
    if content.faqs:
        headings.append(Heading("faq", "Questions and answers"))
    if content.references:
        headings.append(Heading("sources", "Sources"))
    return headings


def _sources(content: ArticleContent, fields: FieldRenderer) -> list[dict]:
    return [
        {
            "number": number,
            "reference": reference,
            "accessed_on": date.fromisoformat(reference.accessed_on)
            if reference.accessed_on
            else None,
            "link": _source_link(reference, fields),
            "check_slot": _check_slot(reference),
            "places": fields.page.citations.get(reference.key, []),
        }
        for number, reference in enumerate(content.references, start=1)
    ]


def _source_link(reference: ReferenceContent, fields: FieldRenderer) -> Link | None:
    if not reference.url:
        return None
    with fields.noting(f"source “{reference.title}”"):
        return decide_link(reference.url, fields.page)


def _check_slot(reference: ReferenceContent) -> str:
    """Where the page says when a source was last found to be as it is cited."""
    url = normalise(reference.url)
    if not url:
        return ""
    hashes = [hash_of(url), *([hash_of(reference.quote)] if reference.quote else [])]
    return f"<!--{CHECKED}:{'-'.join(hashes)}-->"
