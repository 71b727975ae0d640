"""What stands in a Markdown text and is not shown: comments, scripts, code of the old site."""

import re

from articles.importing.readers.html.metadata import faqs_of
from articles.importing.readers.markdown.draft import Draft

COMMENT = "A comment, which readers did not see."
SCRIPT = "Code: a script, a style sheet or the like."
SITE = "Code of the old site."

#: Comments that programs leave behind.
TECHNICAL = re.compile(
    r"\s*/?(?:more|excerpt|StartFragment|EndFragment|wp:|prettier|markdownlint|toc|truncate"
    r"|eslint|nextpage|page ?break|cspell|vale|lint|end|read ?more)\b|\s*\Z|\[if |!\[endif",
    re.IGNORECASE,
)
ELEMENTS = re.compile(r"<(script|style|noscript|template|svg|canvas)\b[^<>]*(?<!/)>", re.IGNORECASE)
MODULE = re.compile(
    r"^(?:import[ \t]+(?:[\w*{][^\n'\"]{0,300}[ \t]from[ \t]+)?['\"][^'\"\n]+['\"];?[ \t]*"
    r"|export[ \t]+(?:default|const|let|function|async)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*?(?:[;})\]]"
    r"[ \t]*(?=\n|\Z)|(?=\n[ \t]*\n|\Z)))$",
    re.MULTILINE,
)
CONTENTS = re.compile(
    r"^[ \t]*(?:[-*+]|\d\.)[ \t]+TOC[ \t]*\n[ \t]*\{:[ \t]*toc[^}\n]*\}[ \t]*$"
    r"|^[ \t]*(?:\[\[?_?toc_?\]\]?|\{:toc\}|\$\{toc\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def take_comments(draft: Draft) -> None:
    """Take out what is not shown; words in comments are noted."""
    for opening, closing in (("<!--", "-->"), ("%%", "%%"), ("{{/*", "*/}}"), ("{/*", "*/}")):
        if opening in draft.text:
            draft.cut(opening, closing, lambda inside: _comment(draft, inside))
    if "<!--" in draft.text:
        draft.text = draft.text.replace("<!--", "")
    if "<" in draft.text:
        _take_elements(draft)
    if "import" in draft.text or "export" in draft.text:
        draft.substitute(MODULE, lambda match: _leave(draft, match[0], SITE))
    if "toc" in draft.text.lower():
        draft.substitute(CONTENTS, lambda match: _leave(draft, match[0], SITE))


def _comment(draft: Draft, inside: str) -> str:
    if not TECHNICAL.match(inside):
        draft.leave_out(inside, COMMENT)
    return ""


def _leave(draft: Draft, text: str, why: str) -> str:
    draft.leave_out(text, why)
    return ""


def _take_elements(draft: Draft) -> None:
    text = draft.text
    lower = text.lower()
    pieces, at = [], 0
    for match in ELEMENTS.finditer(text):
        closing = f"</{match[1].lower()}"
        end = lower.find(closing, match.end()) if match.start() >= at else -1
        if end < 0:
            continue
        end = (text.find(">", end) + 1) or len(text)
        pieces += [text[at : match.start()], "\n" * text.count("\n", match.start(), end)]
        inside = text[match.end() : end].rpartition("</")[0]
        if "ld+json" in match[0].lower():
            draft.faqs += faqs_of(inside)
        draft.leave_out(inside, SCRIPT)
        at = end
    draft.text = "".join(pieces) + text[at:]
