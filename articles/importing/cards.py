"""Paragraphs that invite to a product, as its card."""

import re
from collections.abc import Iterable

from articles.importing.document import Kind
from articles.importing.markup import parse_blocks, plain
from articles.importing.outline import Call
from articles.importing.outlining.wording import lead
from articles.importing.products import Swap

FENCE = re.compile(r"^ {0,3}:::", re.MULTILINE)


def put_cards(text: str, swaps: Iterable[Swap], calls: Iterable[Call]) -> str:
    """`text`, whose product links are in it, with a card for each paragraph that is a call.

    The paragraph stands in the card, without the link: the card has a button. A paragraph in a
    list, a quotation or another block stays as it is.
    """
    slugs = {swap.address: swap.product.slug for swap in swaps if swap.is_card}
    inviting = {(call.text, slugs[call.url]) for call in calls if call.url in slugs}
    if not inviting:
        return text
    lines = text.split("\n")
    for block in reversed(parse_blocks(text)):
        if block.kind != Kind.PARAGRAPH or _is_inside(lines[: block.line - 1]):
            continue
        slug = _invited_to(block.text, inviting)
        if slug:
            rows = block.text.count("\n") + 1
            card = f"::: offer {slug}\n{_without_link(block.text, slug)}\n:::"
            lines[block.line - 1 : block.line - 1 + rows] = [card]
    return "\n".join(lines)


def _invited_to(paragraph: str, inviting: set[tuple[str, str]]) -> str:
    """The product that a paragraph invites to, and to no other; or nothing."""
    if FENCE.search(paragraph):
        return ""
    words = lead(plain(paragraph))
    links = set(re.findall(r"\]\(go:([\w-]+)\)", paragraph))
    return next((slug for call, slug in inviting if call == words and links == {slug}), "")


def _is_inside(before: list[str]) -> bool:
    """Whether a block that began in the lines before has not ended."""
    return sum(line.lstrip().startswith(":::") for line in before) % 2 == 1


def _without_link(paragraph: str, slug: str) -> str:
    return re.sub(rf"(?<!!)\[((?:\\.|[^\[\]\\])*)\]\(go:{slug}\)", r"\1", paragraph)
