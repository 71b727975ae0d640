"""Images in a text: sized, lazy, in modern formats, a figure where they stand alone."""

from django.template.loader import render_to_string
from django.utils.html import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.rendering.library import Page, Picture
from articles.rendering.links import decide_link, is_own_address
from articles.rendering.tree import is_inside, replace

#: Inline photos are as wide as the text column, or the screen below that.
TEXT_SIZES = "(min-width: 45rem) 41rem, 92vw"


def finish_images(root: LexborHTMLParser, page: Page) -> None:
    """Give photos of ours their sizes and formats; turn foreign images into links.

    A foreign image would tell another server who reads the page.
    """
    for node in root.css("img"):
        src = node.attributes.get("src") or ""
        picture = page.library.pictures.get(src)
        if picture is not None:
            page.pictures[picture.id] = picture
            _finish(node, picture)
        elif src and is_own_address(src):
            node.attrs["loading"] = "lazy"
            node.attrs["alt"] = node.attributes.get("alt") or ""
        else:
            page.report("This image is not in the library; upload it:", src or "![]()")
            _link_instead(node, src, page)


def _link_instead(node: LexborNode, src: str, page: Page) -> None:
    words = node.attributes.get("alt") or src
    link = decide_link(src, page) if src else None
    if link is None or is_inside(node, "a"):
        node.replace_with(words)
        return
    rel = f' rel="{link.rel}"' if link.rel else ""
    replace(node, f'<a href="{escape(link.href)}"{rel}>{escape(words)}</a>')


def _finish(node: LexborNode, picture: Picture) -> None:
    alone = _stands_alone(node)
    context = {
        "picture": picture,
        "alt": node.attributes.get("alt") or picture.alt,
        "caption": (node.attributes.get("title") or "") if alone else "",
        "sizes": TEXT_SIZES,
    }
    if alone:
        replace(node.parent, render_to_string("components/figure.html", context))
    else:
        replace(node, render_to_string("components/picture.html", context))


def _stands_alone(node: LexborNode) -> bool:
    parent = node.parent
    if parent is None or parent.tag != "p":
        return False
    siblings = parent.iter(include_text=True)
    return all(
        s.mem_id == node.mem_id or (s.is_text_node and not s.text().strip()) for s in siblings
    )
