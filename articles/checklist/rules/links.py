"""Links: what they say, and where they lead."""

import re
from collections.abc import Iterator

from articles.checklist.blocks import Block, Link
from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading, Text
from articles.checklist.rules.family import Check, passage_of_link, span_of_link
from articles.health.addresses import normalise
from articles.models import CheckedAddress
from articles.search.asking import folded

PURPOSE = "WCAG 2.2, 2.4.4 Link Purpose"
WORDS = Rule("link-words", "Links that say nothing", f"{PURPOSE}; failure F84 (2.4.9)")
BARE = Rule("link-bare", "Addresses as words", PURPOSE)
EMPTY = Rule("link-empty", "Links without words", f"{PURPOSE}; 4.1.2 Name, Role, Value")
SAME = Rule("link-same-words", "The same words for different pages", f"{PURPOSE}; 2.4.9")
RAW = Rule("link-raw", "Merchants' addresses", "Product links: one place to change and to count")
OWN = Rule("link-own", "Our own pages by address", "Links that survive a change of address")
DEAD = Rule("link-dead", "Links that are broken", "The link checker, confirmed a day later")
OVER = Rule("link-over", "Products that are over", "The registry")
INSECURE = Rule(
    "link-insecure", "http:// where https:// works", "The link checker; RFC 9110, 4.2.2"
)
EXAMPLE = Rule("link-example", "Addresses made up", "RFC 2606: nobody owns them")

#: English words, folded, that say nothing about where a link leads.
EMPTY_WORDS = frozenset(
    """
here
click
click here
click here to read more
click here to learn more
click here to see more
click here to find out more
click here for more
click here for details
tap here
see here
go here
look here
over here
right here
website here
article here
link here
this
this link
this page
this site
this website
this article
this post
this study
this research
this report
this paper
this survey
this source
this video
read this
read it
read it here
see this
watch this
visit this website
link
a link
the link
page
source
website
web site
it
more
more here
read more
read more here
see more
learn more
learn more here
find out more
details
more details
more info
more information
continue
continue reading
""".strip().splitlines()
)
HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
#: Hosts of RFC 2606, and others that people type for one to be filled in.
EXAMPLE_HOST = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|org|net)|your-?(?:site|domain|website|shop)\.\w+|domain\.com)"
)


def _links(reading: Reading) -> Iterator[tuple[Text, Block, Link]]:
    for text in reading.texts:
        for block in text.blocks:
            for link in block.links:
                yield text, block, link


def _find(reading: Reading, rule: Rule, where: tuple[Text, Block, Link], reason: str) -> Finding:
    text, block, link = where
    return reading.find(rule, text.place, passage_of_link(text, block, link), reason)


def _find_fixed(
    reading: Reading, rule: Rule, where: tuple[Text, Block, Link], reason: str, new: str
) -> Finding:
    """A finding whose fix puts `new` in the place of the link's address."""
    text, block, link = where
    span = span_of_link(text, block, link)
    fix = None
    if span:
        at = text.source.rindex(link.href, *span)
        fix = reading.fix(text, (at, at + len(link.href)), new, f"Link to {new}")
    passage = passage_of_link(text, block, link)
    return reading.find(rule, text.place, passage, reason, fix)


def find_empty_words(reading: Reading) -> Iterator[Finding]:
    """“Click here” and the like. English."""
    for where in _links(reading):
        if folded(where[2].words) in EMPTY_WORDS:
            reason = f"“{where[2].words}” does not say where it leads: link words that do."
            yield _find(reading, WORDS, where, reason)


def find_bare(reading: Reading) -> Iterator[Finding]:
    """Addresses that readers are shown, and that are read out letter by letter."""
    for where in _links(reading):
        if re.match(r"https?://|www\.", where[2].words, re.IGNORECASE):
            yield _find(
                reading, BARE, where, "Link words that say what is there, not the bare address."
            )


def find_empty(reading: Reading) -> Iterator[Finding]:
    """Links without words whose images, if there are any, nothing describes either."""
    pictures = reading.rendered.page.library.pictures
    for where in _links(reading):
        link = where[2]
        known = (pictures.get(image.src) for image in link.images)
        alts = [image.alt for image in link.images] + [picture.alt for picture in known if picture]
        if not link.words and not any(alt.strip() for alt in alts):
            yield _find(reading, EMPTY, where, "It has no words, so nobody can follow it.")


def find_same_words(reading: Reading) -> Iterator[Finding]:
    """The same words that lead to different places, told of the later one."""
    first: dict[str, str] = {}
    for where in _links(reading):
        link = where[2]
        words, address = folded(link.words), link.href.rstrip("/")
        if words and first.setdefault(words, address) != address and words not in EMPTY_WORDS:
            reason = f"“{link.words}” leads elsewhere further up ({first[words][:80]})."
            yield _find(reading, SAME, where, reason)


def find_raw(reading: Reading) -> Iterator[Finding]:
    """Addresses of merchants where a product link could be; a source is where it is."""
    merchants = {href: name for _, href, name in reading.rendered.raw_links}
    for where in _links(reading):
        href = where[2].href
        if href not in merchants:
            continue
        product = reading.products.get(href)
        if product is None:
            reason = f"{merchants[href]} is a merchant: make a product link of it."
            yield _find(reading, RAW, where, reason)
        else:
            reason = f"This is our product “{product.name}”."
            yield _find_fixed(reading, RAW, where, reason, f"go:{product.slug}")


def find_own(reading: Reading) -> Iterator[Finding]:
    """Addresses of our own pages, which break where one of them gets another."""
    for where in _links(reading):
        mark = reading.own.get(where[2].href)
        if mark:
            reason = f"Link to {mark}: it still works when the page gets another address."
            yield _find_fixed(reading, OWN, where, reason, mark)


def _is_broken(address: CheckedAddress | None) -> bool:
    return address is not None and address.verdict == CheckedAddress.Verdict.BROKEN


def find_dead(reading: Reading) -> Iterator[Finding]:
    """Links, sources and products whose address is known to be broken."""
    for where in _links(reading):
        href = where[2].href
        product = reading.products.get(href)
        known = reading.addresses.get(normalise(product.destination if product else href))
        if known and _is_broken(known):
            yield _find(reading, DEAD, where, f"It is broken: {_lower(known.reason)}.")
    for row in reading.content.references:
        known = reading.addresses.get(normalise(row.url)) if row.url else None
        if known and _is_broken(known):
            reason = f"The source is not there any more: {_lower(known.reason)}."
            yield reading.find(DEAD, f"references:{row.key}", row.url, reason)


def _lower(reason: str) -> str:
    return reason[:1].lower() + reason[1:] or "no answer"


def find_over(reading: Reading) -> Iterator[Finding]:
    """Product links that lead nowhere now, because nothing stands in for what is over."""
    for where in _links(reading):
        product = reading.products.get(where[2].href)
        if product and where[2].href.startswith("go:") and not product.is_active():
            has_other = product.fallback_id or product.fallback_article_id
            if not has_other:
                reason = f"“{product.name}” cannot be bought now, and nothing stands in for it."
                yield _find(reading, OVER, where, reason)


def find_insecure(reading: Reading) -> Iterator[Finding]:
    """http:// addresses whose https:// twin was found to work."""
    for where in _links(reading):
        href = where[2].href
        if not href.lower().startswith("http://"):
            continue
        secure = f"https{href[4:]}"
        twin = reading.addresses.get(normalise(secure))
        if twin and twin.verdict == CheckedAddress.Verdict.OK:
            reason = "It works over https too, where nobody on the way can read along."
            yield _find_fixed(reading, INSECURE, where, reason, secure)


def find_examples(reading: Reading) -> Iterator[Finding]:
    """Addresses that nobody owns; those of merchants in the registry aside."""
    for where in _links(reading):
        match = HOST.match(where[2].href)
        host = match[1].lower() if match else ""
        if EXAMPLE_HOST.fullmatch(host) and not reading.rendered.page.library.merchant_of(host):
            yield _find(reading, EXAMPLE, where, "This is an example address: put in the real one.")


CHECKS: dict[Rule, Check] = {
    WORDS: find_empty_words,
    BARE: find_bare,
    EMPTY: find_empty,
    SAME: find_same_words,
    RAW: find_raw,
    OWN: find_own,
    DEAD: find_dead,
    OVER: find_over,
    INSECURE: find_insecure,
    EXAMPLE: find_examples,
}
