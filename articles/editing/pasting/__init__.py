"""HTML as it is copied from Word, Google Docs or a web page, as clean Markdown.

One walk over the tree (`rewriter`) writes a small HTML of what Markdown has, and markdownify
writes that as Markdown. Knows no models. Nothing recurses along the depth of the input, and
what is written is capped, so that no paste holds a worker.
"""

import re
from textwrap import indent
from typing import Any

from markdownify import MarkdownConverter
from selectolax.lexbor import LexborHTMLParser

from articles.editing.pasting.bounds import is_bounded
from articles.editing.pasting.rewriter import RENAMED, TOO_LARGE, Rewriter
from articles.rendering.limits import MAX_FIELD_LENGTH, TextTooLarge

MAX_HTML = 2_000_000  # bytes of UTF-8
#: Elements that HTML opens anew in every block until they are closed. A thousand of them
#: and a thousand paragraphs would be a million elements, so they are parsed under other names.
FORMATTING = re.compile(
    r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE
)
STYLE: dict[str, Any] = {
    "heading_style": "atx",
    "newline_style": "backslash",
    "escape_asterisks": False,
    "escape_underscores": False,
    "table_infer_header": True,
}
BLANK_LINES = re.compile(r"\n{3,}")


def to_markdown(html: str) -> str:
    """The Markdown of pasted HTML, its headings from ### on. Raises `TextTooLarge`."""
    html = html.replace("\0", "")
    if _size(html) > MAX_HTML or not is_bounded(html):
        raise TextTooLarge(TOO_LARGE)
    html = FORMATTING.sub(rf"<\1{RENAMED}\2", html)
    written = Rewriter().rewrite(LexborHTMLParser(html).root)
    text = BLANK_LINES.sub("\n\n", _Writer(**STYLE).convert(written)).strip() if written else ""
    if _size(text) > MAX_FIELD_LENGTH:
        raise TextTooLarge(TOO_LARGE)
    return text


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


class _Writer(MarkdownConverter):
    """markdownify as Candor writes Markdown; the text is escaped already."""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        # As shipped, each item looks at all before it for its number.
        mark = f"{el['value']}. " if el.get("value") else "- "
        return mark + indent(text.strip(), " " * len(mark)).lstrip() + "\n"
