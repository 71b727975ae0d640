"""The visible words of Markdown by a simple road, without a parser: one block a line."""

import html
import re

UNSEEN = "script|style|noscript|template|svg|iframe|canvas"
ELEMENT = re.compile(rf"<!--|<(?P<name>{UNSEEN})\b[^<>]*>", re.IGNORECASE)

CODE = re.compile(
    r"\{\{[<%]?(?P<hugo>[^{}]*)[%>]?\}\}|\{%(?P<liquid>[^{}]*)%\}|\{:[^{}\n]*\}|\{#[^{}\n]*\}"
    r"|\\?\[/?(?P<name>[a-z][\w-]*)(?P<wordpress>(?:[ \t][^\[\]\n]*)?)\\?\](?![(:])"
    r"|\{/\*[^*]*\*/\}|^[ \t]*::[^\n]*$|[ \t]\^[a-z0-9-]+[ \t]*$|%%[^%]*%%"
    r"|^(?:import|export)\b[^\n]*['\";{})][ \t]*$",
    re.MULTILINE,
)
CLOSED = re.compile(r"\[/([a-z][\w-]*)")
SHOWN = re.compile(r"\b(?:text|caption)=\"([^\"]*)\"")
KEYED = re.compile(r"[\w-]=|^\s*\Z")

BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|center|details|dd|div|dl|dt|figcaption|figure"
    r"|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th"
    r"|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^<>\s]*@)/?[a-zA-Z][^<>]*>")

IMAGE = re.compile(
    r"!\[[^\[\]]*\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])"
)
LINK = re.compile(
    r"\[(?P<words>[^\[\]]*)\](?:\(<?[^()<>\n]*(?:\([^()\n]*\)[^()<>\n]*)*>?\)|\[[^\[\]\n]*\])"
)
WIKI = re.compile(r"!\[\[[^\[\]\n]*\]\]|\[\[(?:[^\[\]|\n]*\|)?(?P<words>[^\[\]|\n]*)\]\]")
DEFINITION = re.compile(r"^ {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*\S+[^\n]*$", re.MULTILINE)
NOTE = re.compile(r"\[\^[^\s\[\]]*\]:?")
CALLOUT = re.compile(r"\[![\w-]+\][+-]?")

START = re.compile(r"[ \t>]*(?:#{1,6}(?=[\s\w])|[-+*•](?=\s)|\d{1,9}[.)](?=\s)|\|)")
HEADING = re.compile(r"[ \t>]*#{1,6}[\s\w]")
#: What rules, underlines and the line under a table's head are made of.
SIGNS = " \t>|:-=*_"
MARKS = re.compile(r"\*+|~~|==|`+|(?<![^\W_])_+|_+(?![^\W_])|\\(?P<sign>[!-/:-@\[-`{-~])")


def words_of(text: str) -> str:
    """The words of a text, a line for each block that has any."""
    text = _without_elements(text)
    closed = set(CLOSED.findall(text))
    text = CODE.sub(lambda match: _shown(match, closed), text)
    text = DEFINITION.sub("", text)
    for pattern in (IMAGE, LINK, WIKI, NOTE, CALLOUT):
        text = pattern.sub(lambda match: match.groupdict().get("words") or "", text)
    text = TAG.sub("", BLOCK_TAG.sub("\n\n", text))
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip(SIGNS):
            blocks.append([])
            continue
        if START.match(line):
            blocks.append([])
        blocks[-1] += [line.lstrip(" \t>").rstrip("\\")] if "|" not in line else []
        if HEADING.match(line):
            blocks.append([])
        blocks += [[cell] for cell in line.split("|")] if "|" in line else []
    lines = (_plain(" ".join(block)) for block in blocks)
    return "\n".join(line for line in lines if any(map(str.isalnum, line)))


def _plain(text: str) -> str:
    while start := START.match(text):
        text = text[start.end() :]
    return " ".join(
        html.unescape(MARKS.sub(lambda match: match["sign"] or "", text.lstrip(" \t>"))).split()
    )


def _shown(match: re.Match[str], closed: set[str]) -> str:
    body = match["hugo"] or match["liquid"] or match["wordpress"] or ""
    is_open = match["wordpress"] is not None and not match[0].startswith(("[/", "\\["))
    if is_open and not (body and KEYED.search(body)):
        # A shortcode by itself, apart from words and from the next one: `[row][2]` is a link.
        return f"\n\n{match[0]}\n\n" if match["name"] in closed else match[0]
    return " ".join(SHOWN.findall(body))


def _without_elements(text: str) -> str:
    """The text without comments, and without elements that are not shown."""
    lower = text.lower()
    pieces, at = [], 0
    last = {name: lower.rfind(f"</{name}") for name in UNSEEN.split("|")}
    last_comment = text.rfind("-->")
    for match in ELEMENT.finditer(text):
        if match.start() < at:
            continue
        name = (match["name"] or "").lower()
        if not name:
            end = text.find("-->", match.end()) + 3 if last_comment > match.start() else 0
        else:
            is_closed = last[name] > match.start()
            end = lower.find(">", lower.find(f"</{name}", match.end())) + 1 if is_closed else 0
        if end > match.start():
            pieces.append(text[at : match.start()])
            at = end
    return "".join(pieces) + text[at:]
