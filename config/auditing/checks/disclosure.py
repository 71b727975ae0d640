"""What we earn, said where it cannot be missed (16 CFR 255)."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from articles.affiliates.audit import TOO_EARLY
from articles.models import Merchant
from config.auditing.answers import (
    Answer,
    ancestors,
    attribute,
    classes_of,
    is_hidden,
    is_mail,
    is_page,
    quote,
    squash,
    text_of,
)
from config.auditing.checks.links import has_links
from config.auditing.rules import ENGLISH, Evidence, rule
from config.auditing.site import Site

#: What hides its content, or comes too late.
HIDING = {"details", "dialog", "template", "noscript", "footer"}
EARNS = re.compile(
    r"\b(earns?|profits?|commission|paid|pays|free of charge|given)\b", re.IGNORECASE
)


def payers(answer: Answer, site: Site) -> list[Merchant]:
    """Whom its links that pay lead to, in the order of the page."""
    found = [
        site.merchant_of(attribute(node, "href"), answer.address)
        for node in answer.html.css("a[href]")
    ]
    return [merchant for merchant in found if merchant]


def disclosures(answer: Answer) -> list[LexborNode]:
    return answer.html.css(".disclosure")


@rule(24, "A disclosure is in plain sight, and needs no click.", of=has_links)
def disclosure_is_in_sight(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in disclosures(answer):
        for place in (node, *ancestors(node)):
            if place.tag in HIDING or is_hidden(place):
                yield f"{quote(text_of(node))} is within <{place.tag}>"


@rule(25, "A disclosure stands before the first link that pays.", of=has_links)
def disclosure_comes_first(answer: Answer, site: Site) -> Iterator[Evidence]:
    for found in site.audit(answer).findings:
        if found.reason == TOO_EARLY:
            yield f"{found.href}: {found.reason}"


@rule(26, "A disclosure of an article stands above its text, not below it.", of=is_page)
def disclosure_is_above(answer: Answer, site: Site) -> Iterator[Evidence]:
    seen_text = False
    for node in answer.html.css(".prose, .disclosure"):
        is_own = any("prose" in classes_of(one) for one in ancestors(node))
        seen_text = seen_text or "prose" in classes_of(node)
        if "disclosure" in classes_of(node) and seen_text and not is_own:
            yield quote(text_of(node))


@rule(
    27,
    "A disclosure says in plain words that money is earned, or what was given.",
    of=has_links,
    needs=ENGLISH,
)
def disclosure_says_money(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in disclosures(answer):
        if not EARNS.search(text_of(node, ".disclosure-label")):
            yield quote(text_of(node))


@rule(28, "A disclosure is in the language of its page.", of=is_page)
def disclosure_is_in_our_language(answer: Answer, site: Site) -> Iterator[Evidence]:
    page = attribute(answer.html.css_first("html"), "lang")
    for node in disclosures(answer):
        spoken = [attribute(one, "lang") for one in (node, *node.css("[lang]"))]
        yield from (f"lang={one} on a page in {page}" for one in spoken if one not in ("", page))


@rule(29, "Each product card says it again.", of=has_links)
def cards_say_it_again(answer: Answer, site: Site) -> Iterator[Evidence]:
    for card in answer.html.css(".offer"):
        label = text_of(card.css_first(".offer-label"))
        if not label:
            yield f"{quote(text_of(card.css_first('.offer-name')))} has no label"
        elif not squash(text_of(card)).startswith(squash(label)):
            yield f"{quote(label)} does not come first"


@rule(30, "Each tie is told in the words for it: commission, our own, or given.", of=has_links)
def every_tie_is_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    said = squash(" ".join(text_of(node) for node in disclosures(answer)))
    for merchant in payers(answer, site):
        words = site.publication.disclosure_for(merchant.relation)
        if said and squash(words) not in said:
            yield f"{merchant.name} ({merchant.relation}) is not told: {quote(words)}"
        if said and squash(merchant.mandatory_sentence) not in said:
            yield f"{merchant.name} demands {quote(merchant.mandatory_sentence)}"


@rule(30, "A letter's text part says it too, before the first link that pays.", of=is_mail)
def plain_text_discloses(answer: Answer, site: Site) -> Iterator[Evidence]:
    paid = re.search(r"https?://\S*/go/\S+", answer.plain)
    if paid and not any(
        squash(words) in squash(answer.plain[: paid.start()])
        for relation in ("affiliate", "own", "gifted")
        if (words := site.publication.disclosure_for(relation))
    ):
        yield f"{paid[0]} comes before any disclosure"
