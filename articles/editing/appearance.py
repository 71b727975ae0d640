"""How a draft will appear where it is found and shared: search results and social cards."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from articles.discovery.metadata import Metadata, describe_revision, full_title, share
from articles.discovery.share_image import Poster
from articles.models import RevisionBase

#: Search results are cut by their width; these many letters mostly fit (Google Search Central,
#: “Influencing title links” and “snippets”, name no number).
TITLE_ROOM, DESCRIPTION_ROOM = 60, 155


@dataclass(frozen=True)
class Length:
    """How long a text is, and how much of it will mostly be seen."""

    count: int
    room: int

    @property
    def is_over(self) -> bool:
        return self.count > self.room


@dataclass(frozen=True)
class Appearance:
    """What others show of a page; `crumbs` is its address as search results spell it.

    `picture` is where editors see the image that is shared.
    """

    meta: Metadata
    crumbs: list[str]
    picture: str
    words: int
    minutes: int

    @property
    def counts(self) -> str:
        """Words and reading time, in words."""
        words = "1 word" if self.words == 1 else f"{self.words:,} words"
        return f"{words}, {self.minutes} min"

    @property
    def title_length(self) -> Length:
        return Length(len(self.meta.title), TITLE_ROOM)

    @property
    def description_length(self) -> Length:
        return Length(len(self.meta.description), DESCRIPTION_ROOM)


def render_appearance(revision: RevisionBase, poster: Poster, picture: str) -> str:
    """The appearance of a version, as HTML; `picture` is where `poster` is drawn. No query."""
    appearance = appearance_of(revision, poster, picture)
    title = full_title(appearance.meta, poster.name)
    context = {"appearance": appearance, "title": title}
    return render_to_string("admin/publishable/appearance.html", context)


def appearance_of(revision: RevisionBase, poster: Poster, picture: str) -> Appearance:
    """What search results and social cards take from a version. No query beside its hero's."""
    try:
        meta = describe_revision(revision)
    except NoReverseMatch:  # what was typed is no address yet
        revision.slug = "address"
        meta = describe_revision(revision)
    address = urlsplit(meta.canonical)
    return Appearance(
        meta=share(meta, poster),
        crumbs=[address.hostname or "", *filter(None, address.path.split("/"))],
        picture=picture,
        words=revision.words,
        minutes=revision.minutes,
    )
