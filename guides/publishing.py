"""How guides are frozen, put back and rendered; the rules of revisions are the articles'."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from articles.context import load_publication
from articles.models import Article, Publication
from articles.publishing.content import count_words, to_json
from articles.publishing.kinds import Frozen, Kind, Problems
from articles.publishing.library import library_for
from articles.publishing.pages import (
    DATE_SLOT,
    HERO_SIZES,
    FieldRenderer,
    count_minutes,
    hero_picture,
    owed_disclosures,
)
from articles.rendering.library import Page, Problem
from articles.rendering.links import stable_targets
from articles.rendering.markdown import INTRODUCTION_LEVEL
from articles.rendering.placeholders import placeholder_problems
from guides.models import Chapter, Guide, GuideRevision

#: Stands in stored HTML where the list of chapters goes: their articles' titles are today's.
CHAPTERS_SLOT = "<!--chapters-->"

#: Divides stored HTML: what follows is the page after the last chapter.
END_SLOT = "<!--end-->"

PLAIN = ("title", "slug", "dek", "introduction", "closing", "search_title", "search_description")
COPIED_TO_REVISION = ("title", "slug", "dek", "search_title", "search_description")


@dataclass(frozen=True)
class ChapterContent:
    key: str
    article: int | None = None
    title: str = ""
    body: str = ""


@dataclass(frozen=True)
class GuideContent:
    """All fields and chapters of a guide; related rows by primary key."""

    title: str
    slug: str
    dek: str = ""
    introduction: str = ""
    closing: str = ""
    search_title: str = ""
    search_description: str = ""
    hero: int | None = None
    chapters: tuple[ChapterContent, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Every Markdown field of its own, in reading order."""
        return [self.introduction, *(row.body for row in self.chapters), self.closing]

    @property
    def words(self) -> int:
        """How many words its own texts and titles of chapters have; not its articles'."""
        return count_words([*self.texts, *(row.title for row in self.chapters)])

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        chapters = tuple(ChapterContent(**row) for row in data["chapters"])
        return cls(**{**data, "chapters": chapters})


def take(guide: Guide) -> GuideContent:
    """Freeze the working copy. One query."""
    return GuideContent(
        **{name: getattr(guide, name) for name in PLAIN},
        hero=guide.hero_id,
        chapters=tuple(
            ChapterContent(str(row.key), row.article_id, row.title, row.body)
            for row in guide.chapters.all()
        ),
    )


@transaction.atomic
def apply(guide: Guide, content: GuideContent) -> None:
    """Make the working copy what `content` says; its chapters are replaced, keys kept."""
    for name in PLAIN:
        setattr(guide, name, getattr(content, name))
    guide.hero_id = content.hero
    guide.version += 1
    guide.save()
    guide.chapters.all().delete()
    # An article can have been removed since; one in the bin may come back.
    keys = {row.article for row in content.chapters if row.article}
    known = {None, *Article.everything.filter(pk__in=keys).values_list("pk", flat=True)}
    Chapter.objects.bulk_create(
        Chapter(
            guide=guide,
            position=position,
            key=row.key,
            article_id=row.article,
            title=row.title,
            body=row.body,
        )
        for position, row in enumerate(content.chapters, start=1)
        if row.article in known
    )


def freeze(content: GuideContent) -> Frozen:
    """Render a frozen guide into the columns and rows of its revision."""
    publication = load_publication()
    page = Page(library_for(content.texts), anchors={"main", "contents"})
    fields = FieldRenderer(page)
    introduction = fields.render(
        "introduction", content.introduction, "introduction", base_level=INTRODUCTION_LEVEL
    )
    context = {
        "content": content,
        "hero": hero_picture(content.hero, page),
        "hero_sizes": HERO_SIZES,
        "disclosures": owed_disclosures(page, publication),
        "introduction": introduction,
        "chapters_slot": CHAPTERS_SLOT,
        "end_slot": END_SLOT,
        "date_slot": DATE_SLOT,
    }
    cover = render_to_string("guides/body.html", context)
    html = cover + _freeze_end(content, fields, publication)
    chapters = [
        _freeze_chapter(row, number, fields, publication)
        for number, row in enumerate(content.chapters, start=1)
    ]
    _make_slugs_unique(chapters)
    columns = {name: getattr(content, name) for name in COPIED_TO_REVISION}
    columns |= {
        "hero_id": content.hero,
        "html": html,
        "words": content.words,
        "chapters": chapters,
    }
    related = {
        "affiliate_links": [product.id for product in page.products.values()],
        "merchants": list(page.merchants),
        "photos": list(page.pictures),
        "links_to": stable_targets(html).get("article", ()),
    }
    problems = fields.problems + _problems(content, page)
    return Frozen(columns, related, problems, fields.raw_links)


def _freeze_chapter(
    row: ChapterContent, number: int, fields: FieldRenderer, publication: Publication
) -> dict:
    if row.article:
        return {"article": row.article}
    text, disclosures = _render_apart(
        f"chapter “{row.title}”", row.body, f"chapter-{number}", fields, publication
    )
    context = {"title": row.title, "disclosures": disclosures, "text": text}
    return {
        "slug": slugify(row.title)[:160] or "chapter",
        "title": row.title,
        "minutes": count_minutes(count_words([row.body])),
        "html": render_to_string("guides/chapter_body.html", context),
    }


def _freeze_end(content: GuideContent, fields: FieldRenderer, publication: Publication) -> str:
    text, disclosures = _render_apart("closing", content.closing, "closing", fields, publication)
    context = {"title": content.title, "disclosures": disclosures, "text": text}
    return render_to_string("guides/end_body.html", context)


def _render_apart(
    field: str, text: str, place: str, fields: FieldRenderer, publication: Publication
) -> tuple[str, list[str]]:
    """One field as a page of its own: with its own anchors, and what that page owes its readers."""
    page = Page(fields.page.library, anchors={"main"})
    own = FieldRenderer(page)
    own.size = fields.size
    html = own.render(field, text, place, base_level=INTRODUCTION_LEVEL)
    fields.size = own.size
    fields.problems += own.problems
    fields.raw_links += own.raw_links
    fields.page.products |= page.products
    fields.page.merchants |= page.merchants
    fields.page.pictures |= page.pictures
    return html, owed_disclosures(page, publication)


def _make_slugs_unique(chapters: list[dict]) -> None:
    """Two chapters of one title are two addresses."""
    taken: set[str] = set()
    for row in chapters:
        if "slug" not in row:
            continue
        stem, number = row["slug"], 1
        while row["slug"] in taken:
            number += 1
            row["slug"] = f"{stem}-{number}"
        taken.add(row["slug"])


def _problems(content: GuideContent, page: Page) -> Problems:
    names = ("title", "dek", "search_title", "search_description")
    problems = placeholder_problems(
        [
            *((name, getattr(content, name)) for name in names),
            *((f"chapter “{row.title}”", row.title) for row in content.chapters),
        ]
    )
    if content.hero is not None and content.hero not in page.pictures:
        problems.append(("hero", Problem("The photo is in the bin: choose another", "")))
    if not content.chapters:
        problems.append(("chapters", Problem("There is no chapter yet", "")))
    articles = [row.article for row in content.chapters if row.article]
    if len(articles) > len(set(articles)):
        problems.append(("chapters", Problem("One article is two chapters", "")))
    return problems


def find_guides(slugs: set[str]) -> dict[str, int]:
    """Guides by the slug they have or, failing that, last had; none in the bin. Two queries."""
    found = dict(Guide.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    former = slugs - found.keys()
    if former:
        kept = GuideRevision.objects.filter(guide__binned_at__isnull=True)
        rows = kept.filter(slug__in=former).order_by("pk")
        found |= dict(rows.values_list("slug", "guide_id"))
    return found


GUIDE_KIND = Kind(
    take=lambda guide: to_json(take(guide)),
    freeze=lambda data: freeze(GuideContent.from_json(data)),
    apply=lambda guide, data: apply(guide, GuideContent.from_json(data)),
)
