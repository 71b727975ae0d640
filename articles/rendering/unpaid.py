"""A stored page without what pays, for where its topic is sensitive since."""

from articles.rendering.links import PAID
from articles.rendering.tree import parse


def without_payments(html: str) -> str:
    """Stored HTML whose cards are gone and whose links that pay are words; so nothing is owed.

    What holds no such link comes back as it is.
    """
    if PAID not in html:
        return html
    root = parse(html)
    for node in reversed(root.css(".offer, .disclosure")):
        node.decompose()
    for node in root.css(f'a[rel="{PAID}"]'):
        node.unwrap(delete_empty=True)
    return root.html or ""
