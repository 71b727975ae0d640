"""What writers leave in a text for later, and would be sorry to see on a page."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from articles.rendering.library import Page, Problem
from articles.rendering.tree import is_inside

MESSAGE = "A placeholder is left here:"

#: Only what is certain: words that mean something else too are the checklist's to advise on.
PLACEHOLDER = re.compile(
    r"\[\[[^\[\]\n]{1,80}\]\]"
    r"|\{\{[^{}\n]{1,80}\}\}"
    r"|\[(?:TK|TODO|FIXME|TBD|TBC|XXX+|PLACEHOLDER)\b[^\[\]\n]{0,80}\]"
    r"|\b(?:TK){2,20}\b"
    r"|\b(?:TODO|FIXME):"
    r"|\b(?i:lorem ipsum dolor)\b"
)
#: Around the words of somebody who writes about placeholders.
MARKS = ("“”", "‘’", '""', "''", "„“", "«»", "‹›")

#: What holds words that are shown as they are typed.
VERBATIM = ("code", "pre", "kbd", "samp", "q")


def find_placeholders(text: str) -> Iterator[str]:
    """The placeholders of plain words, those aside that stand between quotation marks."""
    for match in PLACEHOLDER.finditer(text):
        around = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        if around not in MARKS:
            yield match[0]


def placeholder_problems(fields: Iterable[tuple[str, str]]) -> list[tuple[str, Problem]]:
    """A problem for each placeholder in plain fields, which are given by name."""
    return [
        (name, Problem(MESSAGE, found))
        for name, text in fields
        for found in find_placeholders(text)
    ]


def drop_placeholders(problems: Iterable[Problem]) -> list[Problem]:
    """What is to be mended whatever becomes of the text: without what is left for later."""
    return [problem for problem in problems if problem.message != MESSAGE]


def report_placeholders(root: LexborHTMLParser, page: Page) -> None:
    """Report those of a rendered text, code and what is quoted aside."""
    for node in root.root.traverse(include_text=True):
        text = node.text_content if node.is_text_node else ""
        if text and PLACEHOLDER.search(text) and not is_inside(node, *VERBATIM):
            for found in find_placeholders(text):
                page.report(MESSAGE, found)
