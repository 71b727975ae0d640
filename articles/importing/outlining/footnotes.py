"""Footnotes: those that name a source are sources, the others stand where they are cited."""

import re
from dataclasses import replace

from articles.importing.document import Block, Kind
from articles.importing.outlining.citing import YEAR, read_source
from articles.importing.outlining.working import Working

DEFINED = re.compile(r"^ {0,3}\[\^([^\s\[\]^]{1,60})\]:[ \t]*", re.MULTILINE)
CITED = re.compile(r"\[\^([^\s\[\]^]{1,60})\](?!:)")
SLUG = re.compile(r"[\w-]{1,60}\Z", re.ASCII)
MAX_SOURCE = 600


def take_footnotes(working: Working) -> None:
    """Each footnote to the text that cites it: Candor shows every section on its own."""
    defined = _definitions(working)
    if not defined:
        return
    sources = {key: text for key, text in defined.items() if _is_source(key, text)}
    taken = {row.key for row in working.references} | set(sources)
    for key, text in sources.items():
        working.references.append(replace(read_source(text, taken), key=key))
    notes = {key: text for key, text in defined.items() if key not in sources}
    _place(working, notes)


def _definitions(working: Working) -> dict[str, str]:
    """Footnotes by their key, taken out of the text."""
    defined: dict[str, str] = {}
    kept: list[Block] = []
    for block in working.blocks:
        rows = DEFINED.split(block.text) if block.kind == Kind.PARAGRAPH else [block.text]
        before, *parts = rows
        for key, text in zip(parts[::2], parts[1::2], strict=True):
            if defined.setdefault(key, text.strip()) != text.strip():
                working.leave_out(text.strip(), f"a second footnote of the name {key}")
        if not parts:
            kept.append(block)
        elif before.strip():
            kept.append(replace(block, text=before.strip()))
    working.blocks = kept
    return defined


def _is_source(key: str, text: str) -> bool:
    is_one = "://" in text or "doi" in text.lower() or YEAR.search(text) is not None
    is_short = len(text) <= MAX_SOURCE and "\n\n" not in text
    return is_one and is_short and SLUG.match(key) is not None


def _place(working: Working, notes: dict[str, str]) -> None:
    waiting = dict(notes)
    again: dict[str, None] = {}
    parts = _parts(working.blocks)
    for part in parts:
        cited = dict.fromkeys(key for block in part for key in CITED.findall(block.text))
        again |= dict.fromkeys(key for key in cited if key in notes and key not in waiting)
        part += [_note(key, waiting.pop(key)) for key in cited if key in waiting]
    parts[-1] += [_note(key, text) for key, text in waiting.items()]
    working.blocks = [block for part in parts for block in part]
    if again:
        named = ", ".join(f"[^{key}]" for key in again)
        working.doubt(f"A footnote is cited in several sections and stands in the first: {named}")


def _parts(blocks: list[Block]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == Kind.HEADING:
            parts.append([])
        parts[-1].append(block)
    return parts


def _note(key: str, text: str) -> Block:
    return Block(Kind.PARAGRAPH, f"[^{key}]: {text}")
