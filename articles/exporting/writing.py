"""How the texts and what surrounds them leave: publication, people, topics, photos, articles."""

from django.contrib.auth import get_user_model
from taggit.models import Tag

from articles.exporting.framing import Piece
from articles.exporting.parts.documents import Documents, Facts, Rows
from articles.exporting.parts.lists import OneRow, YamlList
from articles.exporting.parts.versions import Versions
from articles.exporting.tables import Row, Table
from articles.models import (
    Article,
    Author,
    Faq,
    HelpLine,
    Photo,
    PolicyPage,
    Publication,
    Redirect,
    Reference,
    Related,
    Revision,
    Section,
    Topic,
)

ACCOUNT = (get_user_model().USERNAME_FIELD,)
SLUG = ("slug",)
NAME = ("name",)

#: Columns of every kind of revision, its own between its texts and its window.
REVISION_HEAD = ("id", "title", "slug", "dek", "search_title", "search_description", "hero")
REVISION_TAIL = (
    *("affiliate_links", "merchants", "photos", "links_to", "words", "minutes"),
    *("created_at", "created_by", "is_system", "note", "name"),
    *("live_from", "live_until", "expires_at", "published_at", "modified_at"),
    *("corrections", "withheld_because", "content_hash", "content", "facts", "html"),
)

PHOTOS = Table(
    Photo,
    columns=(
        *("id", "file", "alt", "credit", "width", "height", "uploaded_at", "uploaded_by"),
        *("binned_at", "binned_by"),
    ),
    named={"uploaded_by": ACCOUNT, "binned_by": ACCOUNT},
)
PUBLICATION = Table(
    Publication,
    columns=(
        *("id", "name", "tagline", "logo", "footer_note"),
        *("disclosure_affiliate", "disclosure_own", "disclosure_gifted"),
        *("help_lines", "help_words", "social_profiles", "count_views", "ai_crawlers"),
        *("exit_address", "review_months_ordinary", "review_months_sensitive"),
    ),
)
TOPICS = Table(
    Topic,
    columns=("id", "title", "slug", "description", "sensitivity", "position", "publication"),
)
TAGS = Table(Tag, columns=("id", "name", "slug"))
AUTHORS = Table(
    Author,
    columns=("id", "name", "slug", "credentials", "photo", "links", "user", "bio"),
    named={"user": ACCOUNT},
)
ARTICLES = Table(
    Article,
    columns=(
        *("title", "slug", "kind", "dek", "topic", "authors", "reviewer", "reviewed_on", "tags"),
        *("hero", "search_title", "search_description", "id", "owner", "review_due_on"),
        "review_reminded_for",
        *("created_at", "updated_at", "updated_by", "version", "binned_at", "binned_by"),
        "introduction",
    ),
    named={
        "topic": SLUG,
        "authors": SLUG,
        "reviewer": SLUG,
        "tags": NAME,
        "owner": ACCOUNT,
        "updated_by": ACCOUNT,
        "binned_by": ACCOUNT,
    },
)
SECTIONS = Table(Section, columns=("id", "position", "key", "heading", "body"))
FAQS = Table(Faq, columns=("id", "position", "key", "question", "answer"))
REFERENCES = Table(
    Reference,
    columns=("key", "title", "publisher", "year", "url", "accessed_on", "quote", "id", "position"),
)
REVISIONS = Table(
    Revision,
    columns=(
        *REVISION_HEAD,
        *("article", "kind", "topic", "byline", "authors", "reviewer", "reviewed_on", "tags"),
        "is_review",
        *REVISION_TAIL,
    ),
    named={"created_by": ACCOUNT},
)


HELP_LINES = Table(
    HelpLine, columns=("id", "country", "name", "telephone", "address", "words", "position")
)
POLICIES = Table(PolicyPage, columns=("id", "role", "page"))
RELATED = Table(Related, columns=("id", "article", "other", "likeness", "is_pinned", "place"))
REDIRECTS = Table(
    Redirect,
    columns=("id", "path", "target", "note", "created_by", "created_at"),
    named={"created_by": ACCOUNT},
)


def tell_references(rows: list[Row]) -> list[Piece]:
    """References as footnotes, which the citations in the texts lead to in other tools."""
    notes = "\n".join(f"[^{row['key']}]: {_tell_reference(row)}" for row in rows)
    return [Piece("references", heading="Sources", text=notes)] if rows else []


def _tell_reference(row: Row) -> str:
    words = [row["title"], row["publisher"], row["year"], row["url"] and f"<{row['url']}>"]
    told = ", ".join(str(word) for word in words if word)
    quote = f" “{row['quote']}”" if row["quote"] else ""
    return " ".join(f"{told}.{quote}".split())


def folder_of_article(row: Row) -> str:
    """Where an article's file stands; one from the bin is not among those to be read."""
    folder = "pages" if row["kind"] == Article.Kind.PAGE else "articles"
    return f"bin/{folder}" if row["binned_at"] else folder


#: What other rows name.
FRAME = (
    YamlList("photos.yaml", PHOTOS),
    OneRow("publication.yaml", PUBLICATION),
    YamlList("topics.yaml", TOPICS),
    YamlList("tags.yaml", TAGS),
    YamlList("help_lines.yaml", HELP_LINES),
    Documents(AUTHORS, folders=("authors",), folder_of=lambda row: "authors", opening="bio"),
)
PARTS = (
    Documents(
        ARTICLES,
        folders=("articles", "pages", "bin/articles", "bin/pages"),
        folder_of=folder_of_article,
        opening="introduction",
        rows=(
            Rows("section", SECTIONS, parent="article", heading="heading", text="body"),
            Rows(
                "faq",
                FAQS,
                parent="article",
                heading="question",
                text="answer",
                level=3,
                title="Questions",
            ),
        ),
        facts=(Facts("references", REFERENCES, parent="article", tell=tell_references),),
    ),
    Versions(REVISIONS, Revision, subject="article"),
    YamlList("policies.yaml", POLICIES),
    YamlList("related.yaml", RELATED),
    YamlList("redirects.yaml", REDIRECTS),
)
