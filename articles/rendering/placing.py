"""Where in a Markdown text a link may be put, as the parser itself sees it.

The parser keeps no positions. So each place gets a mark of its own, and is free if the renderer
puts the mark among the words of the page; and a link is put there for good only if nothing but
the link is different then.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from selectolax.lexbor import LexborHTMLParser

from articles.rendering.citations import CITATION
from articles.rendering.markdown import sketch
from articles.rendering.tree import is_inside, parse

#: What holds words that no link may be put into.
CLOSED = (
    *("a", "code", "pre", "kbd", "samp", "script", "style", "textarea", "button", "title"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "summary"),
)
#: What ties a word to one before or after it: a part of an address, an escape, a compound.
TIED_BEFORE = re.compile(r"(?:[^\W_][_*]*|[/@\\&=#.%+‐‑-])\Z")
TIED_AFTER = re.compile(r"[_*]*[^\W_]|[-‐‑=.:][^\W_]|[@/]")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a text, from `start` to `end`, and the address that a link there has."""

    start: int
    end: int
    href: str = ""


def links_of(text: str) -> set[str]:
    """The addresses of all links of a text, as they are written. Runs no query."""
    if not re.search(r"[\[<]|://", text):
        return set()
    return {node.attributes["href"] or "" for node in parse(sketch(text)).css("a[href]")}


def free_places(text: str, places: Sequence[Place]) -> list[Place]:
    """Those of `places`, which are in the text's order, that stand among the words of the page.

    None is in a link, code, a heading, an image's description or the opening line of a block.
    """
    loose = [place for place in places if not _is_tied(text, place)]
    cited = [match.span() for match in CITATION.finditer(text)]
    loose = [row for row in loose if not any(a <= row.start < b for a, b in cited)]
    if not loose:
        return []
    stem = next(f"m{number}n" for number in count() if f"m{number}n" not in text)
    marks = [(place.start, place.start, f"{stem}{at}e") for at, place in enumerate(loose)]
    mark = re.compile(rf"{stem}(\d+)e")
    found: set[int] = set()
    for node in _words(parse(f"<div>{sketch(_edit(text, marks))}</div>")):
        numbers = mark.findall(node.text_content or "")
        if numbers and not is_inside(node, *CLOSED):
            found |= set(map(int, numbers))
    return [loose[number] for number in sorted(found)]


def _is_tied(text: str, place: Place) -> bool:
    before = text[max(0, place.start - 4) : place.start]
    return bool(TIED_BEFORE.search(before) or TIED_AFTER.match(text, place.end))


def _words(root: LexborHTMLParser) -> list:
    nodes = root.root.traverse(include_text=True)
    return [node for node in nodes if node.is_text_node]


def unfit(text: str, places: Sequence[Place]) -> list[Place]:
    """Those of `places` that could not be links without changing anything else of the page.

    No link of the text has one of their addresses yet. Renders the text twice, or once more for
    each place if not all are fit.
    """
    plain = _without(sketch(text), ())
    if not places or _becomes(text, places) == plain:
        return []
    bad = [place for place in places if _becomes(text, [place]) != plain]
    return bad or list(places[1:])


def _becomes(text: str, places: Sequence[Place]) -> str:
    """The page with links in `places`, less these links; anything else if one is none."""
    ordered = sorted(places, key=lambda place: place.start)
    edits = [
        (place.start, place.end, f"[{text[place.start : place.end]}]({place.href})")
        for place in ordered
    ]
    return _without(sketch(_edit(text, edits)), {place.href for place in places})


def _without(html: str, hrefs: Collection[str]) -> str:
    root = parse(f"<div>{html}</div>")
    for node in root.css("a[href]"):
        if node.attributes["href"] in hrefs:
            node.unwrap(delete_empty=True)
    return root.html or ""


def _edit(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """`text` with all `edits`, which are in its order, made at once."""
    parts, done = [], 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])
