"""A post of WordPress, as `containers.wxr` cut it out of an export → Document."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urljoin

from articles.importing.document import Document, Format, LeftOut, Meta, Repair, Source, Unreadable
from articles.importing.readers.fields import POST, to_meta
from articles.importing.readers.html import parse_tree, read_html
from articles.importing.readers.html.words import words_of
from articles.importing.readers.posts import mend_texts
from articles.importing.readers.wordpress.blocks import insert_blocks, write_blocks
from articles.importing.readers.wordpress.meanings import Notes, spoken, write_shortcode
from articles.importing.readers.wordpress.shortcodes import Shortcode, expand

#: Each may begin a shortcode; page builders write some hundreds.
MAX_BRACKETS = 10_000
NO_TOPIC = {"uncategorized", "uncategorised", "allgemein", "sin categoría", "non classé", ""}
STATUSES = {
    "draft": "It is a draft on the old site.",
    "pending": "It waits for review on the old site.",
    "private": "It is private on the old site.",
    "future": "It is scheduled on the old site, for the date it has.",
}
DESCRIPTIONS = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"),
    *("_aioseop_description", "_seopress_titles_desc", "_genesis_description"),
)
TITLES = (
    *("_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title"),
    *("_seopress_titles_title", "_genesis_title"),
)
CANONICALS = (
    *("_yoast_wpseo_canonical", "rank_math_canonical_url", "_aioseo_canonical_url"),
    *("_seopress_robots_canonical", "_genesis_canonical_uri"),
)
#: Search plug-ins fill these in when a page is shown; the pattern is no text of the post.
PATTERN = re.compile(r"%%?\w+%|#\w+_title|\{\{")


def read(source: Source) -> Document:
    """A post as a document. Raises `Unreadable` for one with more than an article can hold."""
    post = json.loads(source.data)
    repairs: list[Repair] = []
    mended = mend_texts(post, repairs)
    notes = Notes(mended)
    content = insert_blocks(mended["content"], notes)
    if content.count("[") > MAX_BRACKETS:
        raise Unreadable(f"{source.name} has more than {MAX_BRACKETS:,} brackets.")
    html = write_blocks(expand(content, lambda code: write_shortcode(code, notes)), notes)
    link = mended["texts"].get("link", "")
    body = read_html(html, base=link, name=source.name)
    meta, unused = _read_meta(mended)
    return Document(
        Format.WORDPRESS,
        source.name,
        meta,
        body.blocks,
        _words(content, mended, source.name),
        pictures=body.pictures
        | {_whole(link, address): data for address, data in source.pictures.items()},
        remote_pictures=body.remote_pictures,
        buttons=body.buttons,
        repairs=tuple(repairs),
        left_out=(*unused, *body.left_out),
        doubts=(*_doubts(mended), *notes.tell(), *body.doubts),
    )


def _whole(link: str, address: str) -> str:
    """A picture's address as the blocks have it, where the text leaves out the site."""
    try:
        return urljoin(link, address)
    except ValueError:
        return address


def _words(content: str, post: dict[str, Any], name: str) -> str:
    """The post's words by a simpler road: tags of shortcodes off, but for what they say."""
    notes = Notes(post)

    def say(code: Shortcode) -> str:
        if code.name == "vc_raw_html" or "gallery" in code.name:
            return write_shortcode(code, notes)
        return "\n\n".join(["", *map(escape, spoken(code)), code.inner or ""])

    html = write_blocks(expand(content, say), notes)
    return words_of(parse_tree(html, name).body)


def _read_meta(post: dict[str, Any]) -> tuple[Meta, tuple[LeftOut, ...]]:
    texts, meta = post["texts"], post["meta"]
    topic, tags = _terms(post)
    excerpt = _plain(post["excerpt"])
    description = _first(meta, DESCRIPTIONS)
    hero = post["pictures"].get(meta.get("_thumbnail_id", ""), {})
    fields = {
        "search_title": _first(meta, TITLES),
        "search_description": description if excerpt else "",
        "image_alt": hero.get("alt", ""),
        "image_caption": _plain(hero.get("caption", "")),
    }
    own = {
        key: text
        for key, text in meta.items()
        if key and not key.startswith(("_", "rank_math_")) and text.strip()
    }
    told = to_meta(own | fields | {"author": post["author"]}, POST)
    meta = replace(
        told.meta,
        title=_plain(texts.get("title", "")),
        description=excerpt or description,
        tags=tags,
        topic=topic,
        published_at=_published_at(texts),
        canonical=_first(meta, CANONICALS),
        slug=unquote(texts.get("post_name", "")),
        image=hero.get("url", ""),
    )
    return meta, told.left_out


def _terms(post: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The topic, the first category unless a plug-in names another, and the tags."""
    categories = [_plain(name) for domain, name in post["terms"] if domain == "category"]
    categories = [name for name in categories if name.lower() not in NO_TOPIC]
    tags = [_plain(name) for domain, name in post["terms"] if domain == "post_tag"]
    primary = _plain(post["primary"])
    topic = primary if primary in categories else next(iter(categories), "")
    others = [name for name in categories if name != topic]
    return topic, tuple(dict.fromkeys(filter(None, [*others, *tags])))


def _plain(text: str) -> str:
    """Words without the HTML that titles and excerpts may have."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return " ".join(words_of(parse_tree(text, "A title").body).split())


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    """The first of these fields that somebody wrote."""
    values = (unescape(meta.get(name, "")).strip() for name in names)
    return next((text for text in values if text and not PATTERN.search(text)), "")


def _published_at(texts: dict[str, str]) -> datetime | None:
    """The date in UTC; drafts have none."""
    if texts.get("status") in ("draft", "pending"):
        return None
    for name in ("post_date_gmt", "post_date"):
        try:
            return datetime.strptime(f"{texts.get(name)} +0000", "%Y-%m-%d %H:%M:%S %z")
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(texts.get("pubDate", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _doubts(post: dict[str, Any]) -> list[str]:
    texts = post["texts"]
    told = [STATUSES[texts["status"]]] if texts.get("status") in STATUSES else []
    if texts.get("post_password"):
        told.append("It is protected by a password on the old site.")
    if not texts.get("title", "").strip():
        told.append("It has no title on the old site.")
    if texts.get("post_type") == "page":
        told.append("It is a page on the old site, not a post.")
    if post["is_twin"]:
        told.append(f"Another post has the same address: {unquote(texts['post_name'])}.")
    if not post["is_whole"]:
        told.append("The file breaks off within this post, or the post is not closed.")
    return told
