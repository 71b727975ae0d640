"""Where in a web page its article is, and what stands around it."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.importing.readers.html.furniture import why_furniture
from articles.importing.readers.html.walk import CODE, Notes

MAX_AROUND = 2_000  # characters of one part of a page that is left out
MAX_PARTS_AROUND = 60
#: Less than this share of a page's text is an excerpt, not its article.
MIN_SHARE = 0.2
MAX_CANDIDATES = 40

#: Where the systems that people write with put an article's text, the surest first.
CONTENT = (
    "[itemprop='articleBody']",
    (
        ".entry-content, .post-content, .article-content, .article-body, .post-body, .gh-content, "
        ".elementor-widget-theme-post-content, .td-post-content, .available-content, .e-content, "
        ".post__content, .article__body, .blog-post-content, .page-body, .markdown-body"
    ),
    "article, [role='article']",
    "main, [role='main'], #content, #main",
)
#: Why a part around the article is left out, by what its tag, class or id says it is.
AROUND = (
    ("nav", "Navigation of the site."),
    ("header", "The head of the page."),
    ("footer", "The foot of the page."),
    ("aside", "Beside the article."),
)


def find_article(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the article; the body where none is marked."""
    body = tree.body
    if body is None:
        return None
    whole = len(body.text())
    for selector in CONTENT:
        found = [(len(node.text()), node) for node in body.css(selector)[:MAX_CANDIDATES]]
        size, node = max(found, key=lambda row: row[0], default=(0, body))
        if size and size > MIN_SHARE * whole:
            return node
    return body


def note_around(article: LexborNode, used: set[str], notes: Notes) -> None:
    """Note what stands around the article, from the nearest outwards; not `used` words."""
    node: LexborNode | None = article
    left = MAX_PARTS_AROUND
    while node is not None and node.tag != "body" and left > 0:
        parent = node.parent
        for part in parent.iter() if parent else ():
            if part.mem_id != node.mem_id and left > 0:
                left -= _note(part, used, notes)
        node = parent


def _note(part: LexborNode, used: set[str], notes: Notes) -> bool:
    if part.tag in CODE:
        return False
    text = " ".join(part.text(separator=" ").split())
    if not text or text in used:
        return False
    if len(text) > MAX_AROUND:
        text = text[:MAX_AROUND] + "…"
    notes.leave_out(text, why_around(part), is_text=False)
    return True


def why_around(part: LexborNode) -> str:
    """Why a part of a page is no part of its article."""
    for kind, why in AROUND:
        if kind in (part.tag, part.attributes.get("role")):
            return why
    return why_furniture(part) or "Outside of the article."
