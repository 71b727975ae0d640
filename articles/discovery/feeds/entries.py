"""What a feed holds, before it is written in one format or another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.context import load_publication
from articles.discovery.feeds.content import printable, to_content
from articles.discovery.metadata import Image, absolute, image_of
from articles.history.notes import show_notes
from articles.models import Author, Revision, Topic
from articles.reading import find_addresses
from articles.rendering.links import FEED, Key, fill_addresses, stable_targets
from articles.sensitive import body_of

#: Entries of a feed.
LENGTH = 20

#: What an entry may look up: links. What asks readers for something stays on the page.
LINKS = ("article", "guide", "out")


@dataclass(frozen=True)
class Person:
    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One article. Its `id` stays whatever becomes of its address (RFC 4151)."""

    id: str
    address: str
    title: str
    summary: str
    html: str
    published_at: datetime
    modified_at: datetime
    people: tuple[Person, ...]
    categories: tuple[str, ...]
    image: Image | None


@dataclass(frozen=True)
class Feed:
    """The newest articles of the site, a topic or an author.

    `address` is the page that shows the same, `folder` where the feed's formats lie.
    """

    id: str
    title: str
    description: str
    address: str
    folder: str
    publication: str
    entries: tuple[Entry, ...]

    @property
    def modified_at(self) -> datetime | None:
        return max((entry.modified_at for entry in self.entries), default=None)


def site_feed() -> Feed:
    """The newest articles of all. At most seven queries."""
    name, tagline = _publication()
    revisions = Revision.objects.live().articles()
    return _make("site", name, tagline or f"The newest of {name}", "/", name, revisions)


def topic_feed(topic: Topic) -> Feed:
    """The newest articles of a topic. As many queries."""
    name, _ = _publication()
    revisions = Revision.objects.live().articles().filter(topic=topic)
    title = f"{name}: {topic.title}"
    words = topic.description or f"The newest of {name} on {topic.title}"
    return _make(f"topics/{topic.pk}", title, words, topic.get_absolute_url(), name, revisions)


def author_feed(author: Author) -> Feed:
    """The newest articles of an author. As many queries."""
    name, _ = _publication()
    revisions = Revision.objects.live().articles().filter(authors=author)
    title = f"{name}: {author.name}"
    words = f"The newest that {author.name} wrote for {name}"
    return _make(f"authors/{author.pk}", title, words, author.get_absolute_url(), name, revisions)


def _publication() -> tuple[str, str]:
    publication = load_publication()
    return publication.name, publication.tagline


def _make(
    key: str, title: str, description: str, address: str, publication: str, revisions: Any
) -> Feed:
    rows = revisions.for_page().prefetch_related("authors", "tags")
    newest = list(rows.order_by("-published_at", "-pk")[:LENGTH])
    addresses = find_addresses(_targets(row.html for row in newest))
    return Feed(
        id=_tag(f"feeds/{key}"),
        title=printable(title),
        description=printable(description),
        address=absolute(address),
        folder=reverse("feeds") if address == "/" else address,
        publication=printable(publication),
        entries=tuple(_entry(row, addresses) for row in newest),
    )


def _targets(bodies: Iterable[str]) -> dict[str, set[Key]]:
    """What all of them link to, so that each kind is looked up once."""
    found = stable_targets("".join(bodies))
    return {kind: found[kind] for kind in LINKS if kind in found}


def _entry(revision: Any, addresses: dict) -> Entry:
    address = absolute(revision.get_absolute_url())
    topics = [revision.topic.title] if revision.topic else []
    tags = [tag.name for tag in revision.tags.all()]
    body = fill_addresses(body_of(revision), addresses, FEED) + show_notes(revision)
    return Entry(
        id=_tag(f"articles/{revision.article_id}"),
        address=address,
        title=printable(revision.title),
        summary=printable(revision.dek),
        html=to_content(body, address),
        published_at=revision.published_at.replace(microsecond=0),
        modified_at=revision.modified_at.replace(microsecond=0),
        people=tuple(
            Person(printable(author.name), absolute(author.get_absolute_url()))
            for author in revision.authors.all()
        ),
        categories=tuple(printable(name) for name in dict.fromkeys(topics + tags)),
        image=image_of(revision.hero),
    )


def _tag(name: str) -> str:
    return f"tag:{settings.FEED_AUTHORITY},2026:{name}"
