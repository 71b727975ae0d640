"""A letter as plain text: what its HTML says, for programs that show none."""

import re
from typing import Any

from markdownify import MarkdownConverter

BLANK_LINES = re.compile(r"\n{3,}")

#: Its types leave out what it does with each element.
Converter: Any = MarkdownConverter


class _Writer(Converter):
    """Markdown without its escapes, as people type it; addresses stand behind their words."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return text

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        href, words = el.get("href", ""), text.strip()
        if "footnote-backref" in (el.get("class") or []):
            return ""
        if not words or href.startswith("#") or href.removeprefix("mailto:") in ("", words):
            return text
        return f"{words} ({href})"

    def convert_sup(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f" [{text}]" if "footnote-ref" in (el.get("class") or []) else text

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        back = el.find("a", class_="footnote-backref")
        if back is None:
            return super().convert_li(el, text, parent_tags)
        return f"[{el.find_previous(id=back['href'][1:]).get_text()}] {text.strip()}\n"

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "callout-title" in (el.get("class") or []):
            text = ": ".join(filter(None, map(str.strip, text.splitlines())))
        return super().convert_p(el, text, parent_tags)


def to_plain(html: str) -> str:
    """The text of a letter's HTML. No query."""
    writer = _Writer(heading_style="atx", bullets="-", newline_style="backslash")
    text = writer.convert(html).replace("\\\n", "\n")
    return BLANK_LINES.sub("\n\n", text).strip()
