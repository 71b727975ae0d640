"""What the head of each page says of it. Nothing empty is ever printed."""

from dataclasses import dataclass, replace
from datetime import datetime
from mimetypes import guess_type

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, to_locale

from articles.discovery.share_image import Poster
from articles.models import Author, Photo, Publication, Revision, RevisionBase
from articles.publishing.facts import cut

#: Letters of a title and a publication's name that search results show side by side.
MAX_TITLE = 63
#: Letters of a title that stands alone, and looks as if something were missing.
MIN_TITLE = 15
#: Letters of a description that says something, and those that search results show.
MIN_DESCRIPTION, MAX_DESCRIPTION = 50, 160


@dataclass(frozen=True)
class Image:
    url: str
    width: int
    height: int
    alt: str

    @property
    def type(self) -> str:
        """Its MIME type, by its name."""
        return guess_type(self.url)[0] or ""


@dataclass(frozen=True)
class Metadata:
    """Title, description, canonical address and preview image of one page.

    `cuts` are the image in other shapes; `markdown` is where the same is read as Markdown, if it
    is. `published`, `modified`, `section`, `tags` and `authors` (their profiles) are an
    article's; `corrections` are the day and words of each note under it; `graph` is the page as
    JSON-LD (see `structured_data`).
    """

    title: str
    description: str
    canonical: str
    kind: str = "website"
    image: Image | None = None
    cuts: tuple[Image, ...] = ()
    robots: str = "index, follow, max-image-preview:large"
    markdown: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    graph: str = ""

    @property
    def locale(self) -> str:
        """The language with its country, such as `en_GB`; empty where no country is set."""
        locale = to_locale(get_language() or settings.LANGUAGE_CODE)
        return locale if "_" in locale else ""


def full_title(meta: Metadata, name: str) -> str:
    """The title of a page with the publication's `name`, where both will mostly be seen.

    A title of a word or two needs the name, whatever its length.
    """
    length = len(meta.title)
    has_room = length + len(name) < MAX_TITLE or length < MIN_TITLE
    return f"{meta.title} – {name}" if has_room and name not in meta.title else meta.title


def absolute(address: str) -> str:
    """`address` on the public site; storage may already have made it absolute."""
    return address if "://" in address else settings.SITE_URL + address


def spell_moment(moment: datetime | None) -> str:
    """A date as pages, JSON-LD, sitemap and feeds spell it: ISO 8601, in the publication's zone.

    The dates of a page are `published_at` and `modified_at` of its revision.
    """
    return timezone.localtime(moment).isoformat() if moment else ""


def image_of(photo: Photo | None) -> Image | None:
    if photo is None:
        return None
    return Image(absolute(photo.file.url), photo.width, photo.height, photo.alt)


def share(meta: Metadata, poster: Poster) -> Metadata:
    """The same with the image that is drawn for it, and its cuts."""
    image, *cuts = (
        Image(absolute(one.address), *one.size, one.words) for one in (poster, *poster.cuts)
    )
    return replace(meta, image=image, cuts=tuple(cuts))


def describe_revision(revision: RevisionBase) -> Metadata:
    """The metadata of an article, page or guide. Runs no query where its hero is loaded."""
    facts = revision.facts
    return Metadata(
        title=revision.search_title or revision.title,
        description=describe(revision.search_description or revision.dek, facts.get("opening", "")),
        canonical=absolute(revision.get_absolute_url()),
        kind="website" if getattr(revision, "kind", "") == "page" else "article",
        image=image_of(revision.hero),
        markdown=revision.markdown_address,
        published=spell_moment(revision.published_at),
        modified=spell_moment(revision.modified_at),
        corrections=tuple((row["on"], row["text"]) for row in revision.corrections),
    )


def describe_article(revision: Revision) -> Metadata:
    """The same with what only an article has. Runs no query after `for_page`."""
    facts = revision.facts
    return replace(
        describe_revision(revision),
        section=revision.topic.title if revision.topic else "",
        tags=tuple(facts.get("tags", ())),
        authors=tuple(absolute(profile(row["slug"])) for row in facts.get("authors", ())),
    )


def profile(slug: str) -> str:
    """The address of a person's page."""
    return reverse("author", args=[slug])


def describe(*texts: str) -> str:
    """Of texts, best first, as much as makes a description."""
    description = ""
    for text in filter(None, texts):
        if len(description) >= MIN_DESCRIPTION:
            break
        is_whole = not description or description[-1] in ".!?…"
        description += f"{'' if is_whole else '.'} {text}"
        description = description.strip()
    return cut(description, MAX_DESCRIPTION)


def describe_listing(
    title: str, description: str, address: str, *, page: int = 1, more: str = ""
) -> Metadata:
    """The metadata of a list; each page of it is canonical itself.

    `more` follows a description that says too little.
    """
    return Metadata(
        title=title if page == 1 else f"{title}, page {page}",
        description=describe(description, more),
        canonical=absolute(address if page == 1 else f"{address}?page={page}"),
    )


def unlisted(meta: Metadata) -> Metadata:
    """The same of a page that holds nothing yet, or nothing any more: it asks not to be found."""
    return replace(meta, canonical="", robots="noindex, follow")


def describe_author(author: Author, bio: str, *, page: int = 1) -> Metadata:
    """The metadata of a person's page; `bio` is theirs without markup."""
    about = f"{author.name}, {author.credentials}" if author.credentials else author.name
    meta = describe_listing(
        author.name,
        f"{about}: profile and articles.",
        author.get_absolute_url(),
        page=page,
        more=bio,
    )
    return replace(meta, kind="profile")


def describe_home(publication: Publication) -> Metadata:
    """The metadata of the front page."""
    name, tagline = publication.name, publication.tagline
    title = f"{name}: {tagline}" if tagline else name
    return Metadata(
        title=title if len(title) <= MAX_TITLE else name,
        description=describe(publication.footer_note or title, tagline),
        canonical=absolute("/"),
    )


def describe_search(text: str, *, page: int = 1) -> Metadata:
    """Pages of results are for whoever asked."""
    title = f"Search: {text.strip()}" if text.strip() else "Search"
    title = title if page == 1 else f"{title}, page {page}"
    return Metadata(title=title, description="", canonical="", robots="noindex, follow")


def describe_preview(title: str) -> Metadata:
    """A preview is for one pair of eyes."""
    return Metadata(title=title, description="", canonical="", robots="noindex, nofollow")
