"""HTML as it is copied from Word, Google Docs or a web page, as clean Markdown.

One walk over the tree (`rewriter`) writes it as Markdown (`writer`, `runs`). Knows no models.
Nothing recurses along the depth of the input, and what is written is capped, so that no paste
holds a worker.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from articles.editing.pasting.bounds import is_bounded
from articles.editing.pasting.rewriter import RENAMED, Rewriter
from articles.editing.pasting.writer import HEADING, TOO_LARGE, join_parts
from articles.rendering.limits import MAX_FIELD_LENGTH, TextTooLarge

MAX_HTML = 2_000_000  # bytes of UTF-8
#: Elements that HTML opens anew in every block until they are closed. A thousand of them
#: and a thousand paragraphs would be a million elements, so they are parsed under other names.
FORMATTING = re.compile(
    r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE
)
HEADINGS = re.compile(HEADING + "([1-6])")


def to_markdown(html: str) -> str:
    """The Markdown of pasted HTML, its headings from ### on. Raises `TextTooLarge`."""
    html = html.replace("\0", "")
    if _size(html) > MAX_HTML or not is_bounded(html):
        raise TextTooLarge(TOO_LARGE)
    text = level_headings(join_parts(Rewriter().rewrite(parse(html).root)))
    if _size(text) > MAX_FIELD_LENGTH:
        raise TextTooLarge(TOO_LARGE)
    return text


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def parse(html: str) -> LexborHTMLParser:
    """The tree of HTML that is bounded."""
    return LexborHTMLParser(FORMATTING.sub(rf"<\1{RENAMED}\2", html))


def level_headings(markdown: str) -> str:
    """Headings from level 3 on, no level skipped: those of an article's sections."""
    used = sorted(set(HEADINGS.findall(markdown)))
    marks = {level: "#" * min(6, 3 + number) for number, level in enumerate(used)}
    return HEADINGS.sub(lambda match: marks[match[1]], markdown)
