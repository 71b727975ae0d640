"""The paragraphs of WordPress's classic editor, which stores blank lines instead of `<p>`."""

import re

#: Elements that end a paragraph, and stand in none.
_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th"
    "|thead|tr|ul"
)
BLOCK = re.compile(rf"<(/?)({_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
#: Elements whose inside has paragraphs of its own; in the others a new line says nothing.
ROOMS = frozenset({
    "article", "aside", "blockquote", "center", "details", "div", "figure", "footer", "header",
    "main", "nav", "section",
})  # fmt: skip
#: Elements in which every character stands as it is.
VERBATIM = re.compile(r"<(pre|script|style|textarea)(?:\s[^<>]*+)?>", re.IGNORECASE)
ENDS = {
    name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
    for name in ("pre", "script", "style", "textarea")
}
BLANK = re.compile(r"\n[ \t]*\n\s*")
WHITE_LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def add_paragraphs(text: str) -> str:
    """HTML with `<p>` for the paragraphs that blank lines part, `<br>` where lines are broken.

    What `wpautop` does when WordPress shows a post.
    """
    written, at = [], 0
    for match in VERBATIM.finditer(text):
        if match.start() < at:
            continue
        end = ENDS[match[1].lower()].search(text, match.end())
        if end is None:
            break  # never closed: as if it were not there, and so are those after it
        written += [_write(text[at : match.start()]), text[match.start() : end.end()]]
        at = end.end()
    written.append(_write(text[at:]))
    return "".join(written)


def _write(text: str) -> str:
    written: list[str] = []
    closed_in = 0  # how many elements are open whose inside has no paragraphs of its own
    at = 0
    for match in BLOCK.finditer(text):
        written.append(_fill(text[at : match.start()], is_loose=closed_in == 0))
        written.append(match[0])
        at = match.end()
        if match[2].lower() not in (*ROOMS, "hr"):
            closed_in = max(0, closed_in + (-1 if match[1] else 1))
    written.append(_fill(text[at:], is_loose=closed_in == 0))
    return "".join(written)


def _fill(text: str, *, is_loose: bool) -> str:
    """The text between two block elements."""
    if not text.strip():
        return text
    paragraphs = [part.strip() for part in BLANK.split(text) if part.strip()]
    lines = [WHITE_LINE_END.sub("<br>\n", part) for part in paragraphs]
    if is_loose:
        return "\n".join(f"<p>{part}</p>" for part in lines)
    return text if len(lines) < 2 else "<br><br>\n".join(lines)
