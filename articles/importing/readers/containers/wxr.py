"""An export of WordPress (WXR) split into its posts and pages.

The file is gone through twice: what posts refer to (pictures, authors, reusable blocks) may
stand after them.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from articles.importing.document import Format, Refused, Source, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.containers.cutting import Piece, cut
from articles.importing.readers.containers.items import Item, parse_item
from articles.importing.readers.containers.shelf import Shelf

ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s?=\s?[\"']([\w.-]{1,40})")
#: The kinds that become articles; WordPress keeps menus and styles as posts too.
TAKEN = ("post", "page")
#: Posts of plug-ins that only hold where an affiliate link leads, and the field that says it.
DESTINATIONS = {"thirstylink": "_ta_destination_url", "surl": "_surl_redirect"}
DROPPED_STATUSES = ("trash", "auto-draft", "inherit")
PICTURE_IDS = re.compile(r"wp-image-(\d{1,12})|\"id\":(\d{1,12})")
GALLERY_IDS = re.compile(r"(?:ids|include|images?|img_id)=[\"']?(\d[\d, ]{0,2000})")
BLOCK_IDS = re.compile(r"<!-- wp:block [^>]{0,200}\"ref\":(\d{1,12})")
LINK_IDS = re.compile(r"linkid=[\"']?(\d{1,12})")
FACT = re.compile(rb"<wp:(post_type|status|post_name)>(?:<!\[CDATA\[)?([^<\]]*)")
MAX_EXTRA = 5_000


@dataclass
class Site:
    """What the posts of an export refer to, by the numbers it has on the old site."""

    address: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)
    galleries: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    slugs: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    comments: int = 0


def split_wxr(name: str, file: IO[bytes], shelf: Shelf) -> Iterator[Source | Refused]:
    """The posts and pages of an export, each with the pictures that came along for it."""
    file = _in_utf8(file)
    site, declared = _survey(name, file)
    yield from _notices(name, site)
    file.seek(0)
    pieces = cut(file)
    next(pieces)
    for number, piece in enumerate(pieces, start=1):
        yield from _one(name, number, piece, declared, site, shelf)


def _in_utf8(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    head = file.read(2)
    file.seek(0)
    if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return codecs.EncodedFile(file, "utf-8", "utf-16", "replace")
    return file


def _survey(name: str, file: IO[bytes]) -> tuple[Site, str]:
    site = Site()
    pieces = cut(file)
    head = next(pieces)
    if head.is_too_large or b"<!ENTITY" in head.data:
        raise Unreadable(f"{name} declares entities or has a head too large for an export.")
    match = ENCODING.search(head.data)
    declared = match[1].decode() if match and b"16" not in match[1] else ""
    channel = head.data.partition(b"<channel>")[2]
    _note_head(site, parse_item(channel, declared))
    for piece in pieces:
        if not piece.is_too_large and not _note_post(site, piece.data):
            is_brief = b"wp_block" not in piece.data
            _note(site, parse_item(piece.data, declared, is_brief=is_brief))
    return site, declared


def _note_post(site: Site, data: bytes) -> bool:
    """Note a post by the few facts that matter here; False if it takes a parser to tell."""
    told = data[max(0, data.rfind(b"</content:encoded>")) :]
    facts = {name: text.decode("utf-8", "replace") for name, text in FACT.findall(told)}
    kind, status = facts.get(b"post_type", ""), facts.get(b"status", "")
    if kind not in TAKEN or status in DROPPED_STATUSES:
        return False
    site.slugs[facts.get(b"post_name", "")] += 1
    site.comments += told.count(b"<wp:comment>")
    return True


def _note_head(site: Site, head: Item) -> None:
    address = head["base_blog_url"] or head["link"] or head["base_site_url"]
    site.address = re.sub(r"\Ahttps?://(?:www\.)?", "", address).rstrip("/")
    for row in head.rows:
        if login := row.get("author_login"):
            site.authors[login] = row.get("author_display_name") or login
        if "cat_name" in row:
            site.categories[row.get("term_id", "")] = row["cat_name"]


def _note(site: Site, item: Item) -> None:
    kind, number = item["post_type"] or "post", item["post_id"]
    if kind == "attachment":
        site.pictures[number] = {
            "url": item["attachment_url"] or item["guid"],
            "alt": item.meta.get("_wp_attachment_image_alt", ""),
            "caption": item.excerpt,
            "title": item["title"],
        }
        site.galleries.setdefault(item["post_parent"], []).append(number)
    elif kind == "wp_block":
        site.blocks[number] = item.content
    elif kind in DESTINATIONS:
        site.links[number] = item.meta.get(DESTINATIONS[kind], "")
    elif kind not in TAKEN:
        site.others[kind] += 1
    elif item["status"] in DROPPED_STATUSES:
        site.others[f"{kind} in the bin"] += 1
    else:
        site.slugs[item["post_name"]] += 1
        site.comments += item.comments


def _notices(name: str, site: Site) -> Iterator[Refused]:
    if site.others:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in site.others.most_common(20))
        count = site.others.total()
        yield Refused(name, f"{count} items are no posts or pages ({kinds}).", is_failure=False)
    if site.comments:
        why = f"{site.comments} comments of readers are not imported."
        yield Refused(name, why, is_failure=False)


def _one(
    name: str, number: int, piece: Piece, declared: str, site: Site, shelf: Shelf
) -> Iterator[Source | Refused]:
    """One item's document, if it is to become one."""
    if piece.is_too_large:
        size = limits.MAX_POST // 1_000_000
        yield Refused(f"{name}: item {number}", f"Item {number} is larger than {size} MB.")
        return
    item = parse_item(piece.data, declared)
    if (item["post_type"] or "post") not in TAKEN or item["status"] in DROPPED_STATUSES:
        return
    label = item["title"] or item["post_name"] or f"item {number}"
    if not item.content.strip():
        why = f"“{label}” has no text, so it was left out."
        yield Refused(f"{name}: {label}", why, is_failure=False)
        return
    data = _cut_out(item, site, is_whole=piece.is_whole)
    shown = "\n".join([item.content, *(row["url"] for row in data["pictures"].values())])
    identity = item["post_id"] or item["guid"] or item["link"] or item["post_name"]
    yield Source(
        f"{name}: {label}",
        f"wordpress:{site.address} {identity}",
        Format.WORDPRESS,
        json.dumps(data).encode(),
        shelf.pictures_of(shown, ""),
    )


def _cut_out(item: Item, site: Site, *, is_whole: bool) -> dict[str, Any]:
    """All that the reader of one post needs, without the rest of the file."""
    numbers = {number for match in PICTURE_IDS.findall(item.content) for number in match if number}
    for ids in GALLERY_IDS.findall(item.content):
        numbers.update(ids.replace(" ", "").split(","))
    own = site.galleries.get(item["post_id"], []) if "[gallery" in item.content else []
    numbers |= {*own, item.meta.get("_thumbnail_id", "")}
    blocks = {number: site.blocks.get(number) for number in BLOCK_IDS.findall(item.content)}
    return {
        "texts": item.texts | {"post_password": "yes" if item["post_password"] else ""},
        "author": site.authors.get(item["creator"], item["creator"]),
        "content": item.content,
        "excerpt": item.excerpt,
        "terms": item.terms,
        "primary": site.categories.get(item.meta.get("_yoast_wpseo_primary_category", ""), ""),
        "meta": {key: text for key, text in item.meta.items() if len(text) <= MAX_EXTRA},
        "pictures": {key: site.pictures[key] for key in sorted(numbers) if key in site.pictures},
        "gallery": own,
        "blocks": blocks,
        "links": {key: site.links.get(key, "") for key in LINK_IDS.findall(item.content)},
        "is_whole": is_whole,
        "is_twin": bool(item["post_name"]) and site.slugs[item["post_name"]] > 1,
    }
