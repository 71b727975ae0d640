"""What machines read of a page: one connected graph of schema.org nodes, as JSON-LD.

Every `@id` is absolute and stands for a node of the same graph. The graph says nothing that
readers do not see, and nothing empty. No type is in it that search engines have given up.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles.discovery.metadata import Image, Metadata, absolute, image_of, profile
from articles.discovery.publisher import Site
from articles.models import Author, Photo, Publication, Revision
from articles.models.addresses import WebAddress
from articles.models.media import CROPS
from articles.photos.crops import crop_address, crop_size

Node = dict[str, Any]
Facts = Mapping[str, Any]

NO_FACTS: Facts = {}

WEBSITE, PUBLISHER = "/#website", "/#publisher"
#: What would end the script, or begin another, in an HTML parser.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb that stands on a page; the page itself needs no address."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Series:
    """A guide in plain values."""

    name: str
    address: str
    description: str = ""


Trail = tuple[Crumb, ...]


def print_graph(*nodes: Node | None) -> str:
    """A graph as it stands in a `<script>`: without empty values, and with no end tag in it."""
    graph = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes if node]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))


def with_page(
    meta: Metadata,
    publication: Publication,
    *,
    kind: str = "WebPage",
    trail: Trail = (),
    series: Series | None = None,
    facts: Facts = NO_FACTS,
) -> Metadata:
    """The same with its graph: a page that is no article. Of its `facts` the review is told."""
    site = Site.of(publication)
    page = _page(meta, kind, trail) | _review(facts) | {"correction": _corrections(meta)}
    if series:
        page["isPartOf"] = [page["isPartOf"], {"@id": _series_id(series)}]
    people = map(_person, _reviewers(facts))
    nodes = (*_frame(site), page, *people, _breadcrumb(meta, trail), _series(series))
    return replace(meta, graph=print_graph(*nodes))


def with_list(
    meta: Metadata, publication: Publication, rows: Iterable[Any], *, trail: Trail = ()
) -> Metadata:
    """The same with its graph: a page that lists `rows`, which have titles and addresses."""
    page = _page(meta, "CollectionPage", trail) | {"mainEntity": _items(rows)}
    nodes = (*_frame(Site.of(publication)), page, _breadcrumb(meta, trail))
    return replace(meta, graph=print_graph(*nodes))


def with_guide(
    meta: Metadata, publication: Publication, chapters: Iterable[Any], *, trail: Trail
) -> Metadata:
    """The same with its graph: a guide's cover, a series of what is read in order."""
    series = Series(meta.title, meta.canonical, meta.description)
    about = _series(series) or {}
    about |= {
        "datePublished": meta.published,
        "dateModified": meta.modified,
        "publisher": {"@id": absolute(PUBLISHER)},
        "image": _image(meta.image),
        "inLanguage": settings.LANGUAGE_CODE,
        "correction": _corrections(meta),
    }
    page = _page(meta, "CollectionPage", trail)
    page |= {"about": {"@id": _series_id(series)}, "mainEntity": _items(chapters)}
    nodes = (*_frame(Site.of(publication)), page, about, _breadcrumb(meta, trail))
    return replace(meta, graph=print_graph(*nodes))


def with_author(
    meta: Metadata,
    publication: Publication,
    author: Author,
    *,
    bio: str,
    links: Iterable[WebAddress],
    created: str = "",
    modified: str = "",
) -> Metadata:
    """The same with its graph: a person's profile.

    `bio` and `links` are what readers see of them, `created` and `modified` the page's dates.
    """
    person = _person(
        {"name": author.name, "slug": author.slug, "credentials": bio or author.credentials}
    )
    person |= {
        "image": _image(image_of(author.photo)),
        "sameAs": [row.url for row in links],
    }
    page = _page(meta, "ProfilePage", ()) | {
        "mainEntity": {"@id": person["@id"]},
        "dateCreated": created,
        "dateModified": modified,
    }
    return replace(meta, graph=print_graph(*_frame(Site.of(publication)), page, person))


def with_article(
    meta: Metadata,
    publication: Publication,
    revision: Revision,
    *,
    trail: Trail,
    series: Series | None = None,
) -> Metadata:
    """The same with its graph: an article, made once for each set of values it tells."""
    graph = _print_article(
        meta,
        Site.of(publication),
        _pictures(revision.hero),
        revision.title,
        revision.words,
        json.dumps(revision.facts),
        trail,
        series,
    )
    return replace(meta, graph=graph)


@lru_cache(maxsize=2_000)
def _print_article(
    meta: Metadata,
    site: Site,
    pictures: tuple[Image, ...],
    title: str,
    words: int,
    facts_text: str,
    trail: Trail,
    series: Series | None,
) -> str:
    facts = json.loads(facts_text)
    people = _people(facts)
    page = _page(meta, "WebPage", trail) | _review(facts) | _questions(facts)
    page_id = {"@id": page["@id"]}
    parts = [page_id, {"@id": _series_id(series)}] if series else page_id
    article = {
        "@type": "Article",
        "@id": f"{meta.canonical}#article",
        "headline": title,
        "description": meta.description,
        "image": [_image(picture) for picture in pictures or meta.cuts],
        "datePublished": meta.published,
        "dateModified": meta.modified,
        "author": [{"@id": _person_id(row["slug"])} for row in facts.get("authors", ())],
        "publisher": {"@id": absolute(PUBLISHER)},
        "articleSection": meta.section,
        "keywords": list(meta.tags),
        "wordCount": words,
        "inLanguage": settings.LANGUAGE_CODE,
        "isPartOf": parts,
        "mainEntityOfPage": page_id,
        "citation": [_source(row) for row in facts.get("sources", ())],
        "correction": _corrections(meta),
    }
    nodes = (*_frame(site), page, article, *people, _breadcrumb(meta, trail), _series(series))
    return print_graph(*nodes)


def _frame(site: Site) -> tuple[Node, Node]:
    """The website and who publishes it: the same on every page."""
    search = absolute(reverse("search")) + "?q={search_term_string}"
    website = {
        "@type": "WebSite",
        "@id": absolute(WEBSITE),
        "url": absolute("/"),
        "name": site.name,
        "description": site.about,
        "publisher": {"@id": absolute(PUBLISHER)},
        "inLanguage": settings.LANGUAGE_CODE,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    publisher = {
        "@type": "Organization",
        "@id": absolute(PUBLISHER),
        "name": site.name,
        "url": absolute("/"),
        "logo": _image(site.logo),
        "sameAs": list(site.profiles),
        **dict(site.policies),
    }
    return website, publisher


def _page(meta: Metadata, kind: str, trail: Trail) -> Node:
    return {
        "@type": kind,
        "@id": f"{meta.canonical}#page",
        "url": meta.canonical,
        "name": meta.title,
        "description": meta.description,
        "isPartOf": {"@id": absolute(WEBSITE)},
        "inLanguage": settings.LANGUAGE_CODE,
        "primaryImageOfPage": _image(meta.image),
        "breadcrumb": {"@id": _breadcrumb_id(meta)} if len(trail) > 1 else None,
    }


def _breadcrumb(meta: Metadata, trail: Trail) -> Node | None:
    if len(trail) < 2:
        return None
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.name,
            "item": crumb.address and absolute(crumb.address),
        }
        for position, crumb in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": _breadcrumb_id(meta), "itemListElement": steps}


def _breadcrumb_id(meta: Metadata) -> str:
    return f"{meta.canonical}#breadcrumb"


def _items(rows: Iterable[Any]) -> Node | None:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": row.title,
            "url": absolute(row.get_absolute_url()),
        }
        for position, row in enumerate(rows, start=1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else None


def _people(facts: Facts) -> list[Node]:
    """The authors, and the reviewer where the review is told; each once."""
    rows = [*facts.get("authors", ()), *_reviewers(facts)]
    return [_person(row) for row in {row["slug"]: row for row in rows}.values()]


def _reviewers(facts: Facts) -> list[Facts]:
    return [facts["reviewer"]] if "reviewedBy" in _review(facts) else []


def _person(row: Facts) -> Node:
    """A person by name alone; what they are stands beside it, as on the page."""
    return {
        "@type": "Person",
        "@id": _person_id(row["slug"]),
        "name": row["name"],
        "url": absolute(profile(row["slug"])),
        "description": row.get("credentials"),
    }


def _person_id(slug: str) -> str:
    return f"{absolute(profile(slug))}#person"


def _review(facts: Facts) -> Node:
    """When the page was reviewed, where it says so, and who did it, if it names somebody."""
    if "reviewed_on" not in facts:
        return {}
    review = {"lastReviewed": facts["reviewed_on"]}
    if "reviewer" in facts:
        review["reviewedBy"] = {"@id": _person_id(facts["reviewer"]["slug"])}
    return review


def _questions(facts: Facts) -> Node:
    """What makes a page an FAQ page besides: its questions, word for word."""
    questions = [
        {
            "@type": "Question",
            "name": row["question"],
            "acceptedAnswer": {"@type": "Answer", "text": row["answer"]},
        }
        for row in facts.get("faqs", ())
    ]
    return {"@type": ["WebPage", "FAQPage"], "mainEntity": questions} if questions else {}


def _source(row: Facts) -> Node:
    publisher = row.get("publisher")
    return {
        "@type": "CreativeWork",
        "name": row["title"],
        "url": row["url"],
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
    }


def _corrections(meta: Metadata) -> list[Node]:
    """The notes of correction that stand under the page, word for word."""
    return [
        {"@type": "CorrectionComment", "datePublished": day, "text": text}
        for day, text in meta.corrections
    ]


def _series(series: Series | None) -> Node | None:
    if series is None:
        return None
    return {
        "@type": "CreativeWorkSeries",
        "@id": _series_id(series),
        "name": series.name,
        "url": absolute(series.address),
        "description": series.description,
    }


def _series_id(series: Series) -> str:
    return f"{absolute(series.address)}#guide"


def _image(image: Image | None) -> Node | None:
    if image is None:
        return None
    size = {"width": image.width, "height": image.height}
    return {"@type": "ImageObject", "url": image.url, **size, "caption": image.alt}


def _pictures(photo: Photo | None) -> tuple[Image, ...]:
    """A photo in the three ratios that are asked for."""
    if photo is None:
        return ()
    return tuple(
        Image(
            absolute(crop_address(photo, name)),
            *crop_size(photo.width, photo.height, name),
            photo.alt,
        )
        for name in CROPS
    )


def _filled(value: Any) -> Any:
    """The same without what is empty, however deep."""
    if isinstance(value, dict):
        return dict(_filled_pairs(value.items()))
    if isinstance(value, list):
        return [one for _, one in _filled_pairs(enumerate(value))]
    return value


def _filled_pairs(pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for key, one in pairs:
        if filled := _filled(one):
            yield key, filled
