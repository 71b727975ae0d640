"""Fill an empty database with the demo publication, “Common Ground”."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.template.defaultfilters import pluralize

from articles.log import record, told_once
from articles.models import (
    AffiliateLink,
    Article,
    Author,
    Faq,
    HelpLine,
    Merchant,
    Photo,
    PolicyPage,
    Publication,
    Reference,
    Revision,
    Section,
    Topic,
)
from articles.photos.store import store_photo
from articles.publishing.windows import publish, save_revision, withdraw
from guides.books.building import build
from guides.demo.documents import PHOTO, Document, read_documents
from guides.demo.mailings import load_kit, load_letter
from guides.demo.scenes import draw
from guides.models import Chapter, Guide, Kit, Letter

FOLDER = Path(__file__).parent
CREDIT = "Illustration: Common Ground"
#: Of each version.
NOTE = "Demo"

#: Author and product pictures are shown in a square.
PORTRAITS = {
    "maren-holt": "portrait-maren",
    "tobias-adeyemi": "portrait-tobias",
    "ines-calloway": "portrait-ines",
}
PRODUCT_PICTURES = {
    "question-cards": ("cards-box", "A small box of question cards with its lid off"),
    "feelings-wheel": ("wheel-print", "A framed print of a wheel of colours"),
    "evening-journal": ("journal", "An open journal with two pens"),
    "listening-book": ("book-listening", "A book with a plain blue cover"),
    "repair-book": ("book-repair", "A book with a plain red cover"),
    "conversation-course": ("headphones", "Headphones on a table"),
}


@dataclass
class Loaded:
    """What was not there yet."""

    articles: list[tuple[Article, Document]]
    guides: list[Guide]
    kits: list[Kit]
    letters: list[Letter]

    @property
    def pages(self) -> int:
        return len(self.articles) + len(self.guides)

    def __str__(self) -> str:
        counts = {"page": self.pages, "kit": len(self.kits), "letter": len(self.letters)}
        parts = [f"{count} {noun}{pluralize(count)}" for noun, count in counts.items() if count]
        return ", ".join(parts)


def load_demo(say: Callable[[str], None]) -> int:
    """Load what is not there yet, by slug; returns how many pages were published.

    One article was corrected since, and one page was withdrawn.

    What is there is left as it is: running it twice changes nothing. All of it is loaded or
    nothing; then the books are made of new guides and kits, so that no reader needs a worker.
    """
    loaded = _load(say)
    books = {*loaded.guides, *(kit.guide for kit in loaded.kits if kit.guide)}
    if books:
        say("Making books")
    for guide in books:
        build(guide)
    return loaded.pages


@transaction.atomic
def _load(say: Callable[[str], None]) -> Loaded:
    with told_once():
        loaded = _load_all(say)
    if told := str(loaded):
        record("filled", Publication.objects.get(), detail=f"The demo: {told}")
    return loaded


def _load_all(say: Callable[[str], None]) -> Loaded:
    site = tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))
    _load_publication(site["publication"])
    _load_help_lines(site["help_lines"])
    for position, row in enumerate(site["topics"]):
        Topic.objects.get_or_create(slug=row["slug"], defaults={**row, "position": position})
    say("Drawing portraits and product pictures")
    _load_authors(site["authors"])
    _load_merchants(site["merchants"])
    _load_products(site["products"])
    loaded = Loaded(
        articles=_load_articles(say),
        guides=[_load_guide(row, say) for row in _missing(Guide, site["guides"])],
        kits=[_load_kit(row, say) for row in _missing(Kit, site["kits"])],
        letters=[] if Letter.objects.exists() else [load_letter()],
    )
    say("Publishing")
    for article, document in loaded.articles:
        _publish_document(article, document)
    for guide in loaded.guides:
        publish(save_revision(guide, note=NOTE))
    return loaded


def _load_articles(say: Callable[[str], None]) -> list[tuple[Article, Document]]:
    documents = [
        (document, Article.Kind.ARTICLE) for document in read_documents(FOLDER / "articles")
    ] + [(document, Article.Kind.PAGE) for document in read_documents(FOLDER / "pages")]
    return [
        (_load_article(document, kind, say), document)
        for document, kind in documents
        if not Article.objects.filter(slug=document.slug).exists()
    ]


def _missing(model: type[Guide | Kit], rows: list[dict]) -> list[dict]:
    return [row for row in rows if not model.objects.filter(slug=row["slug"]).exists()]


def _load_publication(fields: dict[str, Any]) -> None:
    untouched = Publication._meta.get_field("name").default
    Publication.objects.filter(name=untouched).update(**fields)


def _load_help_lines(rows: list[dict]) -> None:
    if not HelpLine.objects.exists():
        for position, row in enumerate(rows):
            HelpLine.objects.create(**row, position=position)


def _load_authors(rows: list[dict]) -> None:
    for row in rows:
        if not Author.objects.filter(slug=row["slug"]).exists():
            photo = _draw_square(PORTRAITS[row["slug"]], f"Portrait of {row['name']}")
            Author.objects.create(**row, photo=photo)


def _load_merchants(rows: list[dict]) -> None:
    for row in rows:
        fields = {name: value for name, value in row.items() if name not in ("slug", "name")}
        fields["hosts"] = "\n".join(fields["hosts"])
        Merchant.objects.get_or_create(name=row["name"], defaults=fields)


def _load_products(rows: list[dict]) -> None:
    for row in rows:
        if AffiliateLink.objects.filter(slug=row["slug"]).exists():
            continue
        merchant = Merchant.objects.get(name=row["merchant"])
        photo = _draw_square(*PRODUCT_PICTURES[row["slug"]])
        AffiliateLink.objects.create(**{**row, "merchant": merchant}, photo=photo)


def _draw_square(name: str, alt: str) -> Photo:
    image = draw(name)
    left = (image.width - image.height) // 2
    square = image.crop((left, 0, left + image.height, image.height)).resize((800, 800))
    return store_photo(square, alt=alt)


def _draw(name: str, alt: str) -> Photo:
    return store_photo(draw(name), alt=alt, credit=CREDIT)


def _load_article(document: Document, kind: str, say: Callable[[str], None]) -> Article:
    say(f"Writing “{document.fields['title']}”")
    fields = document.fields
    addresses = {name: _draw(name, alt).file.url for name, alt in document.photos}
    article = Article.objects.create(
        kind=kind,
        slug=document.slug,
        title=fields["title"],
        dek=fields.get("dek", ""),
        topic=Topic.objects.filter(slug=fields.get("topic")).first(),
        reviewer=Author.objects.filter(slug=fields.get("reviewer")).first(),
        reviewed_on=fields.get("reviewed_on"),
        hero=_draw(fields["hero"], fields["hero_alt"]) if "hero" in fields else None,
        introduction=_place_photos(document.introduction, addresses),
        search_title=fields.get("search_title", ""),
        search_description=fields.get("search_description", ""),
    )
    article.authors.set(Author.objects.filter(slug__in=fields.get("authors", [])))
    article.tags.set(fields.get("tags", []))
    _load_parts(article, document, addresses)
    if "policy" in fields:
        PolicyPage.objects.get_or_create(role=fields["policy"], defaults={"page": article})
    return article


def _load_parts(article: Article, document: Document, addresses: dict[str, str]) -> None:
    Section.objects.bulk_create(
        Section(
            article=article,
            position=position,
            heading=heading,
            body=_place_photos(body, addresses),
        )
        for position, (heading, body) in enumerate(document.sections, start=1)
    )
    Faq.objects.bulk_create(
        Faq(article=article, position=position, question=question, answer=answer)
        for position, (question, answer) in enumerate(document.faqs, start=1)
    )
    Reference.objects.bulk_create(
        Reference(
            article=article,
            position=position,
            accessed_on=row["accessed"],
            **{name: row[name] for name in ("key", "title", "publisher")},
            year=row.get("year"),
            url=row.get("url", ""),
            quote=row.get("quote", ""),
        )
        for position, row in enumerate(document.fields.get("references", []), start=1)
    )


def _place_photos(text: str, addresses: dict[str, str]) -> str:
    return PHOTO.sub(lambda match: f"![{match[1]}]({addresses[match[2]]}", text)


def _load_guide(row: dict[str, Any], say: Callable[[str], None]) -> Guide:
    say(f"Binding “{row['title']}”")
    names = ("title", "slug", "dek", "introduction", "closing", "search_description")
    guide = Guide.objects.create(
        **{name: row[name] for name in names}, hero=_draw(row["hero"], row["hero_alt"])
    )
    for position, slug in enumerate(row["chapters"], start=1):
        Chapter.objects.create(
            guide=guide, position=position, article=Article.objects.get(slug=slug)
        )
    return guide


def _load_kit(row: dict[str, Any], say: Callable[[str], None]) -> Kit:
    say(f"Packing “{row['title']}”")
    return load_kit(row, _draw)


def _publish_document(article: Article, document: Document) -> None:
    """Publish an article or page; what has a past in its document gets that too."""
    day = document.fields.get("published")
    dated = datetime.combine(day, time(7), UTC) if day else None
    if "corrected" in document.fields:
        _publish_corrected(article, dated, **document.fields["corrected"])
        return
    revision = publish(save_revision(article, note=NOTE), dated=dated)
    if document.fields.get("withdrawn"):
        _backdate(revision)
        withdraw(article, note=NOTE)


def _publish_corrected(
    article: Article, dated: datetime | None, was: str, now: str, note: str
) -> None:
    """Publish it as it stood before a correction, and then as it is."""
    section = article.sections.get(body__contains=now)
    right = section.body
    _write(section, right.replace(now, was))
    _backdate(publish(save_revision(article, note=NOTE), dated=dated))
    _write(section, right)
    publish(save_revision(article, note=NOTE), correction=note)


def _write(section: Section, body: str) -> None:
    section.body = body
    section.save()


def _backdate(revision: Any) -> None:
    """Have a version be live since the day it is dated: no two begin in the same second."""
    Revision.objects.filter(pk=revision.pk).update(live_from=revision.published_at)
