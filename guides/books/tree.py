"""The neutral form of a text in a book: blocks of words, whatever it was made of.

Both writers get the same small tree. It is sound by construction: blocks stand in blocks and
words in words, headings skip no level, and an id stands once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Node:
    """A block or a run of words: its kind, its facts, and what stands in it."""

    kind: str
    children: tuple["Node | str", ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


Words = tuple[Node | str, ...]


def count_of(nodes: Iterable[Node | str]) -> int:
    """How many blocks and marks there are, one in another."""
    return sum(1 + count_of(node.children) for node in nodes if isinstance(node, Node))


def ids_of(nodes: Iterable[Node | str]) -> Iterator[str]:
    """Every id among `nodes`, in reading order."""
    for node in nodes:
        if isinstance(node, Node):
            if name := node.facts.get("id"):
                yield name
            yield from ids_of(node.children)


def photos_of(nodes: Iterable[Node | str]) -> Iterator[str]:
    """The name of every photo among `nodes`, in reading order."""
    for node in nodes:
        if isinstance(node, Node):
            if name := node.facts.get("photo"):
                yield name
            yield from photos_of(node.children)


def settle(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Headings below the chapter's own, none skipping a level; each id once."""
    level, seen = 1, {""}

    def mend(node: Any) -> Any:
        nonlocal level
        if isinstance(node, str):
            return node
        facts = dict(node.facts)
        if node.kind == "heading":
            level = facts["level"] = max(2, min(facts["level"], level + 1))
        if "id" in facts:
            facts["id"] = "" if facts["id"] in seen else facts["id"]
            seen.add(facts["id"])
        return replace(node, children=tuple(map(mend, node.children)), facts=facts)

    return tuple(map(mend, nodes))


def without_dead_links(nodes: Iterable[Any], ids: set[str]) -> tuple[Any, ...]:
    """The same, with the words alone of links to places that the book does not have."""
    kept: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
            continue
        children = without_dead_links(node.children, ids)
        href = node.facts.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            kept += children
        else:
            kept.append(replace(node, children=children))
    return tuple(kept)
