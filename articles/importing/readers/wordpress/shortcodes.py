"""WordPress's shortcodes: `[tag attribute="…"]words[/tag]`, taken out or written as HTML.

Words stay whatever the tag. Square brackets are not always shortcodes: people write [his name]
in words to say, so a lone word in brackets is one only if something else tells so.
"""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

TAG = re.compile(r"\[(/?)([A-Za-z][\w-]{0,60}+)((?:[\s=/][^\[\]]{0,4000}+)?)\]")
ESCAPED = re.compile(r"\[(\[/?[A-Za-z][\w-]{0,60}+[^\[\]]{0,4000}+\])\]")
ATTRIBUTE = re.compile(
    r"([\w:-]++)\s?=\s?(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++))|\"([^\"]*+)\"|(\S++)"
)
CURLED = re.compile("[“”″„]")
#: Shortcodes that stand alone and without attributes.
LONE = frozenset({
    "gallery", "caption", "embed", "audio", "video", "playlist", "toc", "ez-toc", "lwptoc",
    "clear", "divider", "separator", "sharethis", "addtoany", "searchform", "adsense", "sitemap",
})  # fmt: skip
#: More tags within one another than this lose their meaning, not their words.
MAX_DEPTH = 30


@dataclass(frozen=True)
class Shortcode:
    """One shortcode; `inner` is what its end tag closes, as HTML, None where it has none."""

    name: str
    attributes: Mapping[str, str]
    inner: str | None = None
    is_alone: bool = False

    def get(self, *names: str) -> str:
        """The first of these attributes that says something."""
        return next((self.attributes[name] for name in names if self.attributes.get(name)), "")


def expand(text: str, write: Callable[[Shortcode], str]) -> str:
    """A text with what `write` makes of each shortcode, from the innermost outwards."""
    tags = _find_tags(text)
    open_tags: list[tuple[_Tag, list[str]]] = []
    written: list[str] = []
    parts, at = written, 0
    for tag in tags:
        parts.append(_unescape(text[at : tag.start]))
        at = tag.end
        if tag.pair is None:
            parts.append(write(tag.shortcode) if not tag.is_end else "")
        elif not tag.is_end:
            open_tags.append((tag, []))
            parts = open_tags[-1][1]
        else:
            while open_tags and open_tags[-1][0].number >= tag.pair:
                parts = _close(open_tags, written, write)
    parts.append(_unescape(text[at:]))
    return "".join(written)


def _close(
    open_tags: "list[tuple[_Tag, list[str]]]", written: list[str], write: Callable[[Shortcode], str]
) -> list[str]:
    """Write the innermost open shortcode; where the text goes on."""
    tag, parts = open_tags.pop()
    outer = open_tags[-1][1] if open_tags else written
    outer.append(write(replace(tag.shortcode, inner="".join(parts))))
    return outer


def _unescape(text: str) -> str:
    return ESCAPED.sub(r"\1", text) if "[[" in text else text


def read_attributes(text: str) -> dict[str, str]:
    """Attributes by name; one without a name by its number. The editor curled many quotes."""
    text = CURLED.sub('"', html.unescape(text)).strip().rstrip("/")
    found: dict[str, str] = {}
    unnamed = count()
    for match in ATTRIBUTE.finditer(text.removeprefix("=")):
        name, *values = match.groups()
        key = name.lower() if name else str(next(unnamed))
        found[key] = next((value for value in values if value), "").strip()
    return found


@dataclass
class _Tag:
    """A tag where it stands; `pair` is the number of the tag that it ends or is ended by."""

    shortcode: Shortcode
    number: int
    start: int
    end: int
    is_end: bool
    pair: int | None = None


def _find_tags(text: str) -> list[_Tag]:
    escaped = {match.start() + 1 for match in ESCAPED.finditer(text)}
    matches = [match for match in TAG.finditer(text) if match.start() not in escaped]
    ends = {match[2].lower() for match in matches if match[1]}
    tags: list[_Tag] = []
    waiting: defaultdict[str, list[_Tag]] = defaultdict(list)
    depth = 0
    for match in matches:
        name = match[2].lower()
        if not _is_shortcode(match, ends):
            continue
        shortcode = Shortcode(name, read_attributes(match[3]), is_alone=_is_alone(text, match))
        tag = _Tag(shortcode, len(tags), *match.span(), is_end=bool(match[1]))
        tags.append(tag)
        if not tag.is_end and name in ends and depth < MAX_DEPTH:
            waiting[name].append(tag)
            depth += 1
        elif tag.is_end and waiting[name]:
            start = waiting[name].pop()
            start.pair, tag.pair = tag.number, start.number
            depth -= 1
    return tags


def _is_shortcode(match: re.Match[str], ends: set[str]) -> bool:
    name, rest = match[2].lower(), match[3]
    return (
        (name in ends or name in LONE or "_" in name or "=" in rest)
        or rest.strip().startswith(("http:", "https:"))
        or rest.strip() == "/"
    )


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a tag is alone on its line, or between other tags."""
    before = text[max(0, match.start() - 20) : match.start()].rstrip(" \t")
    after = text[match.end() : match.end() + 20].lstrip(" \t")
    return before[-1:] in ("", "\n", ">", "]") and after[:1] in ("", "\n", "<", "[")
