"""Markdown to the HTML of a page: parse, sanitise, then links, images, headings, blocks."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser

from articles.rendering.blocks import block_plugin, check_blocks, finish_blocks
from articles.rendering.bounds import bounds_plugin
from articles.rendering.citations import citation_plugin, report_unknown, report_unused
from articles.rendering.contents import level_headings
from articles.rendering.library import Page
from articles.rendering.limits import MAX_NESTING, check_size, check_tree
from articles.rendering.links import decide_link
from articles.rendering.pictures import finish_images
from articles.rendering.placeholders import PLACEHOLDER, report_placeholders
from articles.rendering.rules import check_price_beside
from articles.rendering.sanitise import sanitise
from articles.rendering.tree import is_inside, parse, wrap

#: Sections and answers stand under a heading of level 2, so their own start at 3.
SECTION_LEVEL = 3
INTRODUCTION_LEVEL = 2

#: Wide tables scroll on their own, also by keyboard.
TABLE_SCROLL = {"class": "table-scroll", "role": "group", "aria-label": "Table", "tabindex": "0"}

#: Half of a character; UTF-8 has no bytes for it.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def build_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough: the grammar, before any rule of ours."""
    # A level of a list counts for two; what reaches the first number too many is refused.
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING + 2})
    md.add_render_rule("blockquote_open", _render_quotation)
    return md.enable(["table", "strikethrough"])


@cache
def _parser() -> MarkdownIt:
    md = build_parser()
    md.use(footnote_plugin, inline=False)
    md.use(citation_plugin)
    md.use(block_plugin)
    md.enable("linkify")
    md.options["linkify"] = True
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    md.linkify.add("ftp:", None)
    md.use(bounds_plugin)
    md.add_render_rule("footnote_caption", _footnote_letter)
    md.add_render_rule("footnote_anchor", _footnote_back)
    for cell in ("th_open", "td_open"):
        md.add_render_rule(cell, _render_cell)
    return md


def render(text: str, page: Page, *, base_level: int = SECTION_LEVEL) -> str:
    """Return the HTML of one field, as a page holds it; problems are noted on `page`.

    Fields of one article share a `page`, in reading order, so that anchors, footnotes and
    citations are numbered through. Runs no query. Raises `TextTooLarge`.
    """
    check_size(text)
    text = LONE_SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    page.fields += 1
    env = {"page": page, "docId": str(page.fields)}
    tokens = _parser().parse(text, env)
    check_blocks(tokens, text, page)
    report_unused(env, page)
    html = sanitise(_parser().renderer.render(tokens, _parser().options, env))
    check_tree(html)
    return _finish(html, page, base_level)


def sketch(text: str) -> str:
    """The HTML of a text as it is written, before anything in it is looked up or made safe.

    It is for examining and never shown. `text` has line feeds alone; its size was checked.
    """
    env = {"page": Page(), "docId": ""}
    return _parser().render(LONE_SURROGATE.sub("\ufffd", text), env)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text as it is written, for examining: nothing in it is looked up.

    Their lines are those of the text with line feeds alone. Raises `TextTooLarge`.
    """
    check_size(text)
    return _parser().parse(LONE_SURROGATE.sub("\ufffd", text), {})


def markdownify(text: str) -> str:
    """Render a text on its own; django-markdownx's setting points here."""
    return render(text, Page())


def _finish(html: str, page: Page, base_level: int) -> str:
    root = parse(html)
    if root.root is None:
        return ""
    _unique_ids(root, page)
    _finish_links(root, page)
    finish_images(root, page)
    level_headings(root, page, base_level)
    _finish_tables(root)
    _report_unknown_sources(root, page)
    if PLACEHOLDER.search(html):
        report_placeholders(root, page)
    finish_blocks(root, page)
    return root.html or ""


def _unique_ids(root: LexborHTMLParser, page: Page) -> None:
    for node in root.css("[id]"):
        if node.attributes["id"] in page.anchors:
            del node.attrs["id"]
        else:
            page.anchors.add(node.attributes["id"])


def _finish_links(root: LexborHTMLParser, page: Page) -> None:
    for node in root.css("a"):
        form = "image" if node.css_first("img") else ""
        link = decide_link(node.attributes.get("href") or "", page, form, node.text())
        if link is None:
            node.unwrap(delete_empty=True)
            continue
        node.attrs["href"] = link.href
        if link.rel:
            node.attrs["rel"] = link.rel
        if link.merchant:
            check_price_beside(node, link.merchant, page)


def _finish_tables(root: LexborHTMLParser) -> None:
    """Name the cells a header is for (WCAG 1.3.1) and let wide tables scroll on their own."""
    for node in root.css("th"):
        node.attrs["scope"] = "col"
    for node in root.css("table"):
        wrap(root, node, "div", TABLE_SCROLL)


def _report_unknown_sources(root: LexborHTMLParser, page: Page) -> None:
    for node in root.root.traverse(include_text=True):
        text = node.text_content if node.is_text_node else ""
        if text and "[^" in text and not is_inside(node, "code", "pre"):
            report_unknown(text, page)


def _render_quotation(renderer, tokens, index, options, env) -> str:
    """An empty quotation holds a line end in CommonMark; markdown-it leaves it out."""
    return renderer.renderToken(tokens, index, options, env).rstrip("\n") + "\n"


def _footnote_letter(renderer, tokens, index, options, env) -> str:
    """Footnotes count a, b, c: the numbers belong to the sources."""
    number, letters = tokens[index].meta["id"] + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _footnote_back(renderer, tokens, index, options, env) -> str:
    name = renderer.rules["footnote_anchor_name"](tokens, index, options, env)
    return f' <a href="#fnref{name}" class="footnote-backref" aria-label="Back to the text">↩︎</a>'


def _render_cell(renderer, tokens, index, options, env) -> str:
    """Alignment as a class: the content security policy forbids inline styles."""
    token = tokens[index]
    style = token.attrs.pop("style", "")
    if style and not str(style).endswith("left"):
        token.attrs["class"] = "align-" + str(style).rpartition(":")[2]
    return renderer.renderToken(tokens, index, options, env)
