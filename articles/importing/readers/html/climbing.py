"""Up and along a tree, a bounded number of steps at a time."""

from selectolax.lexbor import LexborNode

#: Pages of builders reach some sixty; links and emphasis that are never closed add to it.
MAX_DEPTH = 250


def is_deep(root: LexborNode | None) -> bool:
    """Whether elements stand within one another beyond `MAX_DEPTH`."""
    stack = [(root, 0)] if root is not None else []
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            return True
        stack += [(child, depth + 1) for child in node.iter()]
    return False


def is_inside_marked(node: LexborNode, mark: str) -> bool:
    """Whether an element around a node, or itself, bears an attribute of ours."""
    around: LexborNode | None = node
    while around is not None:
        if mark in around.attributes:
            return True
        around = around.parent
    return False


def is_within(node: LexborNode, outer: LexborNode) -> bool:
    """Whether a node is another one, or stands within it."""
    around: LexborNode | None = node
    while around is not None:
        if around.mem_id == outer.mem_id:
            return True
        around = around.parent
    return False


def element_before(node: LexborNode) -> LexborNode | None:
    """The element that stands directly before, among its siblings."""
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before


def last_element(node: LexborNode) -> LexborNode | None:
    """The last element that stands directly within."""
    last = node.last_child
    return last if last is None or last.is_element_node else element_before(last)
