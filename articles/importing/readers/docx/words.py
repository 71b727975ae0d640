"""The visible words of a part of a Word file by a simple road: its runs, a paragraph a line."""

from lxml import etree

from articles.importing.readers.docx.styles import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt"})
TEXTS = frozenset({f"{W}t", f"{M}t"})
SPACES = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"})


def lines_of(root: etree._Element) -> list[str]:
    """A line for each paragraph that has words, without what was deleted."""
    lines: list[str] = []
    inside: list[list[str]] = [[]]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, row in walk:
        if event == "end":
            if row.tag == f"{W}p":
                line = " ".join("".join(inside.pop()).split())
                lines += [line] if line else []
        elif row.tag in SKIPPED or (row.tag == f"{MC}Fallback" and _is_twin(row)):
            walk.skip_subtree()
        elif row.tag == f"{W}p":
            inside.append([])
        elif row.tag in TEXTS:
            inside[-1].append(row.text or "")
        elif row.tag in SPACES:
            inside[-1].append(" ")
        elif row.tag == f"{W}noBreakHyphen":
            inside[-1].append("\u2011")
    return lines


def _is_twin(fallback: etree._Element) -> bool:
    """Whether the form for newer programs, which stands before, holds the text too."""
    before = fallback.getprevious()
    return before is not None and next(before.iter(f"{W}t"), None) is not None
