"""Paragraphs that invite to a product or something else of ours, as blocks of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from articles.importing.document import Kind
from articles.importing.markup import parse_blocks, plain
from articles.importing.outline import Call
from articles.importing.outlining.wording import lead
from articles.importing.products import Swap

FENCE = re.compile(r"^ {0,3}:::", re.MULTILINE)
GO = re.compile(r"\]\(go:([\w-]+)\)")


@dataclass(frozen=True)
class Invitation:
    """The words of a paragraph, and the block that it becomes, such as `offer kettle`.

    `product` is the slug of the one product that it has to link to.
    """

    words: str
    block: str
    product: str = ""


#: Tells which of the calls invite to what another app has.
Inviter = Callable[[Sequence[Call]], Iterable[Invitation]]

_inviters: list[Inviter] = []


def register_inviter(inviter: Inviter) -> None:
    """Let invitations of documents become blocks of yours; call it from an `AppConfig.ready`."""
    _inviters.append(inviter)


def invitations_of(swaps: Iterable[Swap], calls: Sequence[Call]) -> list[Invitation]:
    """What becomes a block: chosen cards of products, and what other apps know.

    As many queries as the others need.
    """
    slugs = {swap.address: swap.product.slug for swap in swaps if swap.is_card}
    cards = (
        Invitation(call.text, f"offer {slugs[call.url]}", slugs[call.url])
        for call in calls
        if call.url in slugs
    )
    return [*cards, *(found for inviter in _inviters for found in inviter(calls))]


def put_cards(text: str, invitations: Iterable[Invitation]) -> str:
    """`text`, whose product links are in it, with a block for each paragraph that invites.

    The paragraph stands in the block, without the link to the product: a card has a button. A
    paragraph in a list, a quotation or another block stays as it is.
    """
    by_words = {row.words: row for row in invitations}
    if not by_words:
        return text
    lines = text.split("\n")
    for block in reversed(parse_blocks(text)):
        if block.kind != Kind.PARAGRAPH or _is_inside(lines[: block.line - 1]):
            continue
        found = by_words.get(lead(plain(block.text)))
        if found and _fits(block.text, found):
            rows = block.text.count("\n") + 1
            card = f"::: {found.block}\n{_without_link(block.text, found.product)}\n:::"
            lines[block.line - 1 : block.line - 1 + rows] = [card]
    return "\n".join(lines)


def _fits(paragraph: str, invitation: Invitation) -> bool:
    """Whether it links to the product of the card and to no other, and holds no block."""
    expected = {invitation.product} if invitation.product else set()
    return set(GO.findall(paragraph)) == expected and not FENCE.search(paragraph)


def _is_inside(before: list[str]) -> bool:
    """Whether a block that began in the lines before has not ended."""
    return sum(line.lstrip().startswith(":::") for line in before) % 2 == 1


def _without_link(paragraph: str, slug: str) -> str:
    link = re.compile(rf"(?<!!)\[((?:\\.|[^\[\]\\])*)\]\(go:{slug}\)")
    return link.sub(r"\1", paragraph) if slug else paragraph
