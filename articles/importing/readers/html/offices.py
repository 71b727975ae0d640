"""What Google Docs and Word write in their own way, as other HTML has it."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.pasting.nodes import LISTS
from articles.editing.pasting.rewriter import RENAMED
from articles.importing.readers.html.climbing import element_before, last_element
from articles.importing.readers.html.furniture import hide

MAX_SHEET = 500_000  # characters of style sheets that are read
MAX_STYLED = 20_000  # elements
COMMENT = "A comment on the text."

#: A rule for one class, outside of any @media.
RULE = re.compile(r"(?:^|(?<=[};]))\s*(?:[a-z0-9]{1,10})?\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
AT_RULE = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
LOOKS = re.compile(r"(font-weight|font-style|text-decoration)\s*:\s*([\w -]{1,40})")
KIX = re.compile(r"\blst-kix_(\S+)-([0-8])\b")


def settle_offices(tree: LexborHTMLParser, article: LexborNode) -> None:
    """Styles by class, comments and lists of word processors as the walk knows them."""
    _apply_classes(tree, article)
    _hide_comments(article)
    _nest_lists(article)
    for node in article.css("p.title"):
        node.attrs["role"], node.attrs["aria-level"] = "heading", "1"
    for node in article.css("dt"):
        _style(node, "font-weight:bold")
    for node in article.css("p[class^='MsoToc']"):
        hide(node, "A table of contents; Candor makes its own.")


def _apply_classes(tree: LexborHTMLParser, article: LexborNode) -> None:
    """Bold and italic that a style sheet gives by class, as Google Docs exports them."""
    sheet = "".join(node.text() for node in tree.css("style"))[:MAX_SHEET]
    looks = {}
    for match in RULE.finditer(AT_RULE.sub("", sheet)):
        found = LOOKS.findall(match[2].lower())
        if found:
            looks[match[1]] = ";".join(f"{name}:{value.strip()}" for name, value in found)
    if not looks:
        return
    for node in article.css("[class]")[:MAX_STYLED]:
        names = (node.attributes["class"] or "").split()[:20]
        if styles := [looks[name] for name in names if name in looks]:
            _style(node, ";".join(styles))


def _style(node: LexborNode, style: str) -> None:
    own = node.attributes.get("style") or ""
    node.attrs["style"] = f"{style};{own}"


def _hide_comments(article: LexborNode) -> None:
    """Google Docs' comments, below the text in boxes, and the marks that lead to them."""
    for link in article.css(f"{RENAMED}a[href^='#cmnt']"):
        link.attrs["x-skip"] = ""
        if (link.attributes["href"] or "").startswith("#cmnt_ref"):
            box = link.parent
            while box is not None and box.tag not in ("div", "body"):
                box = box.parent
            if box is not None and box.tag == "div" and box.mem_id != article.mem_id:
                hide(box, COMMENT)


def _nest_lists(article: LexborNode) -> None:
    """Google Docs exports a list within a list as one after it, of another level by class."""
    run: list[tuple[int, LexborNode]] = []
    name = ""
    for node in article.css("[class*='lst-kix']"):
        names = node.attributes["class"] or ""
        match = KIX.search(names)
        if match is None or node.tag not in LISTS:
            continue
        level = int(match[2])
        before = element_before(node)
        is_going_on = before is not None and bool(run) and before.mem_id == run[0][1].mem_id
        is_going_on = is_going_on and match[1] == name
        name = match[1]
        while is_going_on and run and run[-1][0] > level:
            run.pop()
        if not is_going_on or not run:
            run = [(level, node)]
        elif run[-1][0] < level:
            item = last_element(run[-1][1])
            if item is not None and item.tag == "li":
                item.insert_child(node, move=True)
                run.append((level, node))
        elif run[-1][1].tag == node.tag and "start" not in names.split():
            for item in [*node.iter()]:
                run[-1][1].insert_child(item, move=True)
            node.decompose()
        else:
            run = [(level, node)]
