"""What the head of each page says of it. Nothing empty is ever printed."""

from dataclasses import dataclass

from django.conf import settings

from articles.models import Photo, RevisionBase

#: Letters of a title and a publication's name that search results show side by side.
MAX_TITLE = 63


@dataclass(frozen=True)
class Image:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Metadata:
    """Title, description, canonical address and preview image of one page.

    `markdown` is where the same is read as Markdown, if it is.
    """

    title: str
    description: str
    canonical: str
    kind: str = "website"
    image: Image | None = None
    robots: str = "index, follow, max-image-preview:large"
    markdown: str = ""


def full_title(meta: Metadata, name: str) -> str:
    """The title of a page with the publication's `name`, where both will mostly be seen."""
    has_room = len(meta.title) + len(name) < MAX_TITLE
    return f"{meta.title} – {name}" if has_room and name not in meta.title else meta.title


def absolute(address: str) -> str:
    """`address` on the public site; storage may already have made it absolute."""
    return address if "://" in address else settings.SITE_URL + address


def image_of(photo: Photo | None) -> Image | None:
    if photo is None:
        return None
    return Image(absolute(photo.file.url), photo.width, photo.height, photo.alt)


def describe_revision(revision: RevisionBase) -> Metadata:
    """The metadata of an article, page or guide."""
    return Metadata(
        title=revision.search_title or revision.title,
        description=revision.search_description or revision.dek,
        canonical=absolute(revision.get_absolute_url()),
        kind="article",
        image=image_of(revision.hero),
        markdown=revision.markdown_address,
    )


def describe_listing(
    title: str, description: str, address: str, *, page: int = 1, photo: Photo | None = None
) -> Metadata:
    """The metadata of a list; each page of it is canonical itself."""
    return Metadata(
        title=title if page == 1 else f"{title}, page {page}",
        description=description,
        canonical=absolute(address if page == 1 else f"{address}?page={page}"),
        image=image_of(photo),
    )


def describe_search(text: str) -> Metadata:
    """Pages of results are for whoever asked."""
    title = f"Search: {text.strip()}" if text.strip() else "Search"
    return Metadata(title=title, description="", canonical="", robots="noindex, follow")


def describe_preview(title: str) -> Metadata:
    """A preview is for one pair of eyes."""
    return Metadata(title=title, description="", canonical="", robots="noindex, nofollow")
