"""What one element of pasted HTML says of itself, in its tag, attributes and style."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

MAX_STYLE = 4_000  # characters
MAX_ALT = 300

#: Left out with all they hold.
DROPPED = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "link", "math", "meta",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
    "video", "xml",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol", "p", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
CELLS = ("td", "th")

#: Word's comments, and the marks in the text that lead to them.
WORD_COMMENT = re.compile(r"\b(MsoComment|msocomanchor|msocomtxt)")
WORD_ITEM = re.compile(r"\bMsoList(Paragraph|Bullet|Number)")
WORD_LEVEL = re.compile(r"\blevel([1-9])\b")

Attributes = Mapping[str, str]


def read_attributes(node: LexborNode) -> dict[str, str]:
    attributes = node.attributes
    return {name: value or "" for name, value in attributes.items()} if attributes else {}


def read_style(style: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    if not style:
        return {}
    pairs = (rule.partition(":") for rule in style[:MAX_STYLE].lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def is_hidden(tag: str, attributes: Attributes, style: Attributes) -> bool:
    """Whether readers of the original do not see the element, or are not meant to."""
    if tag in DROPPED or tag.startswith(("-", "!")):
        return True
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("mso-element", "").startswith("comment")
        or WORD_COMMENT.search(attributes.get("class", "")) is not None
        # What somebody struck while Word followed the changes.
        or (tag == "del" and "datetime" in attributes)
    )


def is_marker(style: Attributes) -> bool:
    """Whether the text is the bullet or number of one of Word's list paragraphs."""
    return style.get("mso-list", "") == "ignore"


def heading_of(tag: str, attributes: Attributes) -> str:
    """The heading (`h1` to `h6`) that a block is, or nothing."""
    if tag in HEADINGS:
        return tag
    if attributes.get("class") == "MsoTitle":
        return "h1"
    level = attributes.get("aria-level", "2")
    if attributes.get("role") == "heading" and level in "123456":
        return f"h{level or 2}"
    return ""


def level_of(attributes: Attributes, style: Attributes) -> int:
    """The level of a paragraph that is an item of one of Word's lists; 0 where it is none."""
    if match := WORD_LEVEL.search(style.get("mso-list", "")):
        return int(match[1])
    return 1 if WORD_ITEM.match(attributes.get("class", "")) else 0


def describe_image(attributes: Attributes) -> str:
    """What is written in the place of a picture, which is not taken over."""
    alt = " ".join(attributes.get("alt", "").split())[:MAX_ALT]
    if not any(map(str.isalnum, alt)):
        return alt  # none, or a smiley
    return "" if attributes.get("src", "").startswith("data:") else f"(Picture: {alt})"


def count_columns(table: LexborNode) -> int:
    """The cells of a table's longest row; a table of one column only lays out the page."""
    rows = (sum(cell.tag in CELLS for cell in row.iter()) for row in table.css("tr"))
    return max(rows, default=0)
