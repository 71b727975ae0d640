"""Addresses that pay: what a text links to, as the product links they might become."""

import re
from collections.abc import Mapping
from dataclasses import replace

from articles.importing.markup import plain
from articles.importing.outline import ProposedLink
from articles.importing.outlining.wording import lead, links_in, texts, without_end_signs
from articles.importing.outlining.working import Working
from articles.importing.programmes import (
    UNNAMED,
    Programme,
    is_pixel,
    is_shortened,
    programme_of,
    split_parameters,
    split_url,
)

IMAGE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\(\s?<?(?P<url>[^\s()<>]++)>?(?:\s\"[^\"()]*\")?\s?\)")
LINKED_NOTHING = re.compile(r"(?<!!)\[\s*\]\([^()\s]*\)")
#: Words that name an action, or a place, and no product.
UNNAMING = re.compile(
    r"(?:click|tap|press)?\s*(?:right\s+)?(?:here|this|link|this link|source|website|site|more)\b"
    r"|(?:click|buy|shop|order|check|see|view|get|grab|find|read|learn|discover|try|visit|start)\b"
    r"|(?:the )?(?:price|amazon|ebay|etsy|walmart|target|link)\b|https?:|www\.",
    re.IGNORECASE,
)
MAX_NAME_WORDS = 8
MAX_NAMED = 5


def take_links(working: Working) -> None:
    """Propose a product link for each paying address, once, and drop pictures that count."""
    _drop_pixels(working)
    told = _told(working)
    claimed = {_host(url) for url in told} - {"", _host(working.meta.canonical)}
    found: dict[str, ProposedLink] = {}
    shortened: dict[str, None] = {}
    for text in texts(working):
        if "](" not in text and "//" not in text:
            continue
        for words, url in links_in(text):
            programme = programme_of(url) or (UNNAMED if _host(url) in claimed else None)
            if programme is not None:
                found[url] = _propose(url, programme, words, found.get(url))
            elif is_shortened(url):
                shortened[url] = None
    for source in working.references:
        programme = programme_of(source.url)
        if programme is not None:
            found[source.url] = _propose(source.url, programme, source.title, None)
    for url in told:
        found.setdefault(url, _propose(url, programme_of(url) or UNNAMED, "", None))
    working.links += found.values()
    if shortened:
        working.doubt("Shortened addresses hide where they lead: " + _name(list(shortened)))


def _propose(
    url: str, programme: Programme, words: str, before: ProposedLink | None
) -> ProposedLink:
    if before is not None and before.name:
        return before
    destination, parameters = split_parameters(url, programme)
    return ProposedLink(url, destination, parameters, programme.name, _product_name(words))


def _product_name(words: str) -> str:
    """What a link's words call the product; "" where they only invite."""
    name = without_end_signs(lead(plain(words)))
    is_name = len(name.split()) <= MAX_NAME_WORDS and not UNNAMING.match(name)
    return name if is_name else ""


def _host(url: str) -> str:
    parts = split_url(url)
    return str(parts.hostname) if parts else ""


def _told(working: Working) -> list[str]:
    """The addresses that the front matter calls affiliate links, in its order."""
    waiting = [
        value for name, value in working.meta.fields.items() if "affiliate" in str(name).lower()
    ][::-1]
    found: dict[str, None] = {}
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += list(value.values())[::-1]
        elif isinstance(value, list | tuple):
            waiting += value[::-1]
        elif isinstance(value, str) and split_url(value):
            found[value.strip()] = None
    return list(found)


def _drop_pixels(working: Working) -> None:
    """Take out pictures of nothing that tell a programme who reads."""
    dropped: list[str] = []

    def drop(image: re.Match[str]) -> str:
        if not is_pixel(image["url"]):
            return image[0]
        dropped.append(image["words"])
        return ""

    kept = []
    for block in working.blocks:
        text = IMAGE.sub(drop, block.text) if "![" in block.text else block.text
        if text == block.text:
            kept.append(block)
        elif text := LINKED_NOTHING.sub("", text).strip():
            kept.append(replace(block, text=text))
    working.blocks = kept
    for words in filter(None, dropped):
        working.leave_out(words, "the description of a picture that only counts readers")
    if dropped:
        working.doubt(f"Pictures that only count readers were dropped: {len(dropped)}.")


def _name(rows: list[str]) -> str:
    more = f" and {len(rows) - MAX_NAMED} more" if len(rows) > MAX_NAMED else ""
    return ", ".join(rows[:MAX_NAMED]) + more
