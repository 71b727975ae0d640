"""A post of Ghost, as `containers.ghost` cut it out of an export → Document."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import Any

from articles.importing.document import Document, Format, LeftOut, Meta, Repair, Source, Unreadable
from articles.importing.readers.fields import POST, to_meta
from articles.importing.readers.ghost.cards import Notes, text_of, write_card
from articles.importing.readers.ghost.lexical import write_lexical
from articles.importing.readers.ghost.mobiledoc import write_mobiledoc
from articles.importing.readers.html import read_html
from articles.importing.readers.posts import mend_texts
from articles.importing.readers.wordpress.paragraphs import add_paragraphs
from articles.rendering.limits import TextTooLarge

Row = dict[str, Any]
STATUSES = {
    "draft": "It is a draft on the old site.",
    "scheduled": "It is scheduled on the old site, for the date it has.",
    "sent": "It was sent as an e-mail alone.",
}
CODE = {"codeinjection_head": "head", "codeinjection_foot": "foot"}


def read(source: Source) -> Document:
    """A post as a document. Raises `Unreadable` for one with more than an article can hold."""
    row = json.loads(source.data)
    repairs: list[Repair] = []
    row = mend_texts(row, repairs)
    notes = Notes()
    html = _html(row["post"], source.name, notes)
    body = read_html(html, name=source.name)
    meta, unused = _read_meta(row)
    return Document(
        Format.GHOST,
        source.name,
        meta,
        body.blocks,
        body.words,
        pictures=body.pictures,
        remote_pictures=body.remote_pictures,
        buttons=body.buttons,
        repairs=tuple(repairs),
        left_out=(*notes.left_out, *unused, *_code(row), *body.left_out),
        doubts=(*_told(row, notes), *body.doubts),
    )


def _html(post: Row, name: str, notes: Notes) -> str:
    """The body out of what the editor holds, if that can be read, else as it was shown."""
    for field, write in (("lexical", write_lexical), ("mobiledoc", write_mobiledoc)):
        text = post.get(field)
        text = json.dumps(text) if isinstance(text, dict) else text
        if not isinstance(text, str) or not text.strip():
            continue
        tried = Notes()
        try:
            html = write(text, tried)
        except ValueError as error:
            notes.doubts.append(f"Its {field} cannot be read ({error}).")
            continue
        notes.left_out += tried.left_out
        notes.doubts += tried.doubts
        notes.unknown |= tried.unknown
        return html
    return text_of(post, "html") or _plain_body(post, name, notes)


def _plain_body(post: Row, name: str, notes: Notes) -> str:
    """The body of a post of Ghost before 1.0, or of one that has its words alone."""
    if markdown := text_of(post, "markdown"):
        try:
            return write_card("markdown", {"markdown": markdown}, notes)
        except TextTooLarge as error:
            raise Unreadable(f"{name} has a text that is too large: {error}") from error
    return add_paragraphs(escape(text_of(post, "plaintext")))


def _read_meta(row: Row) -> tuple[Meta, tuple[LeftOut, ...]]:
    post, more = row["post"], {**row["post"], **row["meta"]}
    names = [text_of(author, "name") for author in row["authors"]]
    tags = [text_of(tag, "name") for tag in row["tags"] if not _is_internal(tag)]
    excerpt, description = text_of(post, "custom_excerpt"), text_of(more, "meta_description")
    told = to_meta(
        {
            "author": next(filter(None, names), ""),
            "search_title": text_of(more, "meta_title"),
            "search_description": description if excerpt else "",
            "image_alt": text_of(more, "feature_image_alt"),
            "image_caption": text_of(more, "feature_image_caption"),
            "internal_tags": [text_of(tag, "name") for tag in row["tags"] if _is_internal(tag)],
        },
        POST,
    )
    meta = replace(
        told.meta,
        title=text_of(post, "title"),
        description=excerpt or description,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        topic=next(filter(None, tags), ""),
        published_at=_published_at(post),
        canonical=text_of(more, "canonical_url"),
        slug=text_of(post, "slug"),
        image=text_of(post, "feature_image", "image"),
    )
    return meta, told.left_out


def _is_internal(tag: Row) -> bool:
    """Tags that start with # sort posts for editors; readers do not see them."""
    return tag.get("visibility") == "internal" or text_of(tag, "name").startswith("#")


def _published_at(post: Row) -> datetime | None:
    """A date as text, or in milliseconds as Ghost wrote it before 1.0; drafts have none."""
    value = post.get("published_at")
    if post.get("status") == "draft":
        return None
    try:
        if isinstance(value, int):
            return datetime.fromtimestamp(value / 1000, UTC)
        found = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _code(row: Row) -> Iterator[LeftOut]:
    for field, place in CODE.items():
        if code := text_of({**row["post"], **row["meta"]}, field).strip():
            yield LeftOut(
                code, f"Code that the old site put into the page's {place}.", is_text=False
            )


def _told(row: Row, notes: Notes) -> Iterator[str]:
    post = row["post"]
    if told := STATUSES.get(text_of(post, "status")):
        yield told
    if text_of(post, "visibility") not in ("", "public"):
        yield "It is for members alone on the old site."
    if post.get("type") == "page" or post.get("page") in (1, True):
        yield "It is a page on the old site, not a post."
    if not text_of(post, "title"):
        yield "It has no title on the old site."
    names = [text_of(author, "name") for author in row["authors"]]
    if others := [name for name in names[1:] if name]:
        yield f"It is by {', '.join(others)} too."
    yield from notes.doubts
    if notes.unknown:
        names = list(notes.unknown)[:30]
        yield f"Cards of an unknown kind are here as their words: {', '.join(names)}."
