"""The visible words of a page by a simple road: its text, one block a line."""

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import BLOCKS

#: Elements whose text is not shown.
UNSEEN = frozenset({
    "canvas", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title",
})  # fmt: skip
ENDS = BLOCKS | {"br", "hr", "pre"}


def words_of(root: LexborNode | None) -> str:
    """The text below an element, a line for each block that has any."""
    lines = [""]
    stack: list[LexborNode | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:
            lines.append("")
        elif node.is_text_node:
            lines[-1] += node.text_content or ""
        elif node.tag not in UNSEEN and not _is_mark(node):
            ends = [None] if node.tag in ENDS else []
            stack += [*ends, *[*node.iter(include_text=True)][::-1], *ends]
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _is_mark(node: LexborNode) -> bool:
    """Whether an element is a number or bullet, which is no word, or was deleted."""
    attributes = node.attributes
    return (
        "x-note" in attributes
        or "x-skip" in attributes
        or (node.tag == "del" and "datetime" in attributes)
        or "mso-list:ignore" in (attributes.get("style") or "").lower()
    )
