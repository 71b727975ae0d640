"""Footnotes of a page: the marks in the text and the notes that they lead to."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import LISTS
from articles.editing.pasting.rewriter import RENAMED
from articles.importing.readers.html.climbing import is_within

MAX_NOTES = 500
MAX_BACK = 30  # links within one note that are looked at
MAX_MISSES = 100  # links of numbers that lead to no note
LINK = f"{RENAMED}a"
#: A mark such as 1, [1], (a) or *.
MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,4}|[a-z]{1,3}|[*†‡§]{1,3})\s*[\])]?\s*", re.IGNORECASE)
#: Ids that only notes have, where they do not lead back.
NOTE_ID = re.compile(r"(?:_?(?:fn|ftn|ftnt|edn)|foot-?note|end-?note|cite_note)[-_:.]?\w{1,40}")
HOLDERS = frozenset({"li", "p", "div", "aside", "dd"})


@dataclass
class Found:
    """The notes found so far: their keys by the element, and the links that are done."""

    keys: dict[int, str] = field(default_factory=dict)
    backs: set[int] = field(default_factory=set)
    misses: int = 0


def mark_notes(article: LexborNode) -> None:
    """Tell marks (`x-note`) and notes (`x-note-text`) from other links.

    Certain is what leads to a note that leads back, or to one that is named as such.
    """
    links = article.css(f"{LINK}[href^='#']")[: 2 * MAX_NOTES]
    if not links:
        return
    named = {
        node.attributes[key]: node for key in ("name", "id") for node in article.css(f"[{key}]")
    }
    found = Found()
    for link in links:
        is_done = link.mem_id in found.backs or "x-skip" in link.attributes
        if found.misses < MAX_MISSES and not is_done and MARK.fullmatch(link.text()):
            target = named.get((link.attributes["href"] or "")[1:])
            if target is not None and not is_within(link, target):
                _mark(link, target, found)


def _mark(link: LexborNode, target: LexborNode, found: Found) -> None:
    holder = _holder(target)
    if holder is None or is_within(link, holder):
        return
    names = _names(link)
    inner = holder.css(f"{LINK}[href^='#']")[:MAX_BACK]
    backs = [node for node in inner if (node.attributes["href"] or "")[1:] in names]
    is_named = NOTE_ID.fullmatch(target.attributes.get("id") or "") and _sup(link) is not None
    if not backs and not is_named:
        found.misses += 1
        return
    found.backs |= {node.mem_id for node in backs}
    if holder.mem_id not in found.keys:
        found.keys[holder.mem_id] = str(len(found.keys) + 1)
        _set_apart(holder, found.keys[holder.mem_id])
    for back in backs:
        back.attrs["x-skip"] = ""
    sup = _sup(link)
    (link if sup is None else sup).attrs["x-note"] = found.keys[holder.mem_id]


def _set_apart(holder: LexborNode, key: str) -> None:
    holder.attrs["x-note-text"] = key
    around = holder.parent
    if around is not None and around.tag in LISTS:
        around.attrs["x-layout"] = ""


def _holder(target: LexborNode) -> LexborNode | None:
    """The element that holds a whole note, given the one that its mark leads to."""
    node: LexborNode | None = target
    for _ in range(5):
        if node is None or node.tag in HOLDERS:
            break
        node = node.parent
    if node is None or node.tag not in HOLDERS:
        return None
    around = node.parent
    if node.tag == "p" and around is not None and around.tag == "div":
        style = (around.attributes.get("style") or "").replace(" ", "")
        is_words = re.search(r"mso-element:(?:foot|end)note(?!-)", style)
        # Google Docs: a div for each note, without a class, of paragraphs alone.
        is_docs = "class" not in around.attributes and len(around.css("[id^='ftnt']")) == 1
        if is_words or is_docs:
            return around
    return node


def _names(link: LexborNode) -> set[str]:
    """What a link back may lead to: the mark, or what stands close around it."""
    parent = link.parent
    around = [link, parent, parent.parent if parent is not None else None]
    names = {node.attributes.get(key) for node in around if node for key in ("id", "name")}
    return {name for name in names if name}


def _sup(link: LexborNode) -> LexborNode | None:
    """The superscript that is the mark as a whole."""
    node = link.parent
    for _ in range(2):
        if node is not None and node.tag == "sup" and MARK.fullmatch(node.text()):
            return node
        node = node.parent if node is not None else None
    return None
