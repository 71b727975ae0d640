"""The one link function: every address on every surface is decided here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import ada_url
from django.utils.html import escape

from articles.rendering.library import NOBODYS_HOST, Merchant, Page, Product
from articles.rendering.rules import check_surface, may_pay

PAID = "sponsored nofollow"

#: Schemes a writer may use; the last group stands for rows of ours and is resolved below.
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
OWN_SCHEMES = ("article:", "guide:")
OUR_SCHEMES = ("go:", *OWN_SCHEMES)

#: A stable address in stored HTML, filled when a page is read.
#: In an `<a>` only: a text may hold the same characters.
STABLE_ADDRESS = re.compile(
    r'(<a [^<>]*?)href="candor:(article|guide|go|out)/([\w-]+)([#?][^"]*)?"'
)

#: The same by itself, of a page: its kind, its key, and what follows in the address.
STABLE_TARGET = re.compile(r"candor:(article|guide)/([0-9]{1,18})([#?].*)?")

#: A product link that does not know yet in which place of the page it stands; behind the
#: question mark it says already if it is a card or an image.
PLACELESS = re.compile(r'(<a [^<>]*?href="candor:(?:go|out)/[\w-]+)(?:\?(-\w+))?"')

#: Where a page shows something that is looked up when it is read, such as a form.
SLOT = re.compile(r'<div data-slot="([a-z]+)/([0-9]+)"></div>')

#: A product behind our redirect, and one whose merchant's own address has to be seen.
STABLE_GO, STABLE_OUT = "candor:go/", "candor:out/"

#: Where a source's page says when it was last found to hold what is quoted from it: the hash of
#: its address, and that of the passage.
CHECK_SLOT = re.compile(r"<!--checked:([0-9a-f]{64}(?:-[0-9a-f]{64})?)-->")
CHECKED = "checked"

#: The key of a row, or the slug of a product.
Key = int | str

#: What a sub-id says of where a reader comes from.
PLACE = ("article", "placement")

#: Stands for the page in addresses of pages that only editors see: their clicks count for nobody.
UNCOUNTED = "preview"

#: Stand for the page in what leaves the site and is kept for years: there is no place to count,
#: but `/go/` keeps by them to what merchants allow in documents and in e-mail.
BOOK, LETTER = "book", "letter"

#: Stands for the page in feeds, which are read elsewhere too.
FEED = "feed"
NO_PAGES = ("", UNCOUNTED, BOOK, LETTER, FEED)

# Relative addresses are resolved against a host nobody can own (RFC 2606), as a browser
# would: `/\\shop.example` and `//shop.example` lead away from the site, and ada says so.
_BASE = f"https://{NOBODYS_HOST}/"
# `https:shop.example` leads away only where the page itself is not read over https.
_BASES = (_BASE, f"http://{NOBODYS_HOST}/")


@dataclass(frozen=True)
class Link:
    """An address as stored HTML holds it; `rel` is empty for ordinary links."""

    href: str
    rel: str = ""
    merchant: Merchant | None = field(default=None, compare=False)


class Direct(Protocol):
    """A product that is to be had and may not be cloaked, as it is when a page is read."""

    @property
    def referrer_policy(self) -> str: ...

    def address(self, *, article: str, placement: str) -> str:
        """The merchant's own address, for a reader who comes from there."""
        ...


def decide_link(href: str, page: Page, form: str = "", words: str = "") -> Link | None:
    """Return what `href`, as a writer typed it, becomes; `None` where it leads nowhere.

    A merchant's host always carries `rel="sponsored nofollow"` (Google, "Qualify your
    outbound links"), however the address was written; the merchant is noted on the page,
    which is what puts the disclosure there. On a page of a sensitive topic nothing pays, and
    such a link leads nowhere. Dead ends are reported as problems. `form` says what of a
    product's link is not words: `image`; by its `words` a link without an address is told.
    """
    href = _lower_scheme(href.strip())
    if href.startswith("go:"):
        return _product_link(href, page, form)
    if href.startswith(OWN_SCHEMES):
        return _internal_link(href, page)
    if href in ("", "#"):
        page.report("This link leads nowhere yet:", href or (f"[{words}]" if words else "()"))
        return None
    if href.startswith("#"):
        return Link(href)
    return _plain_link(href, page, form)


def _lower_scheme(href: str) -> str:
    """`Go:lamp`, as phones write it, is `go:lamp`."""
    scheme = href[: href.find(":") + 1].lower()
    return scheme + href[len(scheme) :] if scheme in OUR_SCHEMES else href


def link_product(product: Product, page: Page, form: str = "") -> Link:
    """The link of a product, noted on the page as one that pays."""
    page.products[product.slug] = product
    page.owe(product.merchant)
    check_surface(product.merchant, page, f"go:{product.slug}")
    return Link(product.href + (f"?-{form}" if form else ""), PAID, product.merchant)


def _product_link(href: str, page: Page, form: str) -> Link | None:
    if not may_pay(page, "link", href):
        return None
    product = page.library.products.get(href.removeprefix("go:"))
    if product is None:
        page.report("There is no product of this name:", href)
        return None
    return link_product(product, page, form)


def _internal_link(href: str, page: Page) -> Link | None:
    address, _, anchor = href.partition("#")
    target = page.library.targets.get(address)
    if target is None:
        kind = address.partition(":")[0]
        page.report(f"There is no {kind} of this name:", href)
        return None
    return Link(f"{target}#{anchor}" if anchor else target)


def _plain_link(href: str, page: Page, form: str) -> Link | None:
    try:
        urls = [ada_url.URL(href, base=base) for base in _BASES]
    except ValueError:
        page.report("This address cannot be read:", href)
        return None
    if urls[0].protocol.rstrip(":") not in URL_SCHEMES:
        page.report("An address of this kind leads nowhere:", href)
        return None
    if slug := next(filter(None, (page.library.own_product(url) for url in urls)), ""):
        return _product_link(f"go:{slug}", page, form)
    hosts = [url.hostname for url in urls if url.protocol in ("http:", "https:")]
    merchant = next(filter(None, map(page.library.merchant_of, hosts)), None)
    if merchant is None:
        return Link(href)
    if not may_pay(page, "link", href):
        return None
    page.owe(merchant)
    page.raw_links.append((href, merchant.name))
    check_surface(merchant, page, href)
    return Link(href, PAID, merchant)


def is_own_address(href: str) -> bool:
    """Whether a browser on our site, given `href`, stays on our site."""
    try:
        return ada_url.URL(href, base=_BASE).origin == _BASE.rstrip("/")
    except ValueError:
        return False


def place_links(html: str, place: str) -> str:
    """Let product links know where they stand on the page: `section-3`, or `section-3-card`."""
    return PLACELESS.sub(lambda link: f'{link[1]}?{place}{link[2] or ""}"', html)


def stable_targets(html: str) -> dict[str, set[Key]]:
    """What stored HTML looks up when it is read, by kind: keys, or slugs of products."""
    targets: dict[str, set[Key]] = {}
    for _, kind, key, _ in STABLE_ADDRESS.findall(html):
        if kind != "go":
            targets.setdefault(kind, set()).add(key if kind == "out" else int(key))
    for kind, key in SLOT.findall(html):
        targets.setdefault(kind, set()).add(int(key))
    if checked := CHECK_SLOT.findall(html):
        targets[CHECKED] = set(checked)
    return targets


def fill_addresses(
    html: str, addresses: Mapping[tuple[str, Key], Any], source: str = UNCOUNTED
) -> str:
    """Put live addresses in the place of stable ones.

    `addresses` are by kind and key; those of products that may not be cloaked are `Direct`.
    A target that is not live loses its `href`: the words stay, and nothing leads to a 404. A
    product that is over leads through our redirect, which knows what stands in for it.
    `source` is the code of the page, under which clicks on its products are counted, or one of
    `NO_PAGES`. A slot whose row there is has `show(source)` tell its HTML; of another nothing is
    shown, nor of the block that it closes.
    """

    def fill(match: re.Match) -> str:
        tag, kind, key, rest = match.groups(default="")
        direct = addresses.get(("out", key)) if kind == "out" else None
        if direct:
            return tag + _direct(direct, key, source, rest[1:])
        if kind in ("go", "out"):
            return f'{tag}href="/go/{key}/{_query(source, rest)}"'
        address = addresses.get((kind, int(key)))
        return tag + (f'href="{address}{rest}"' if address else 'aria-disabled="true"')

    return _fill_slots(STABLE_ADDRESS.sub(fill, html), addresses, source)


def _fill_slots(html: str, addresses: Mapping[tuple[str, Key], Any], source: str) -> str:
    parts, at = [], 0
    for slot in SLOT.finditer(html):
        before, at = html[at : slot.start()], slot.end()
        row = addresses.get((slot[1], int(slot[2])))
        if row:
            before += row.show(source)
        elif html.startswith("</div>", at):
            # The words of a block lead up to what would stand there, and mean nothing without.
            before, block, words = before.rpartition(f'<div class="{slot[1]}">')
            before, at = (before, at + len("</div>")) if block else (words, at)
        parts.append(before)
    return "".join(parts) + html[at:]


def _direct(product: Direct, slug: str, source: str, placement: str) -> str:
    """The attributes of a link that shows its merchant's address; a script counts by `data-go`."""
    is_read = source not in NO_PAGES
    place = {"article": source, "placement": placement} if is_read else dict.fromkeys(PLACE, "")
    address = escape(product.address(**place))
    return (
        f'href="{address}" data-go="{slug}?{placement}" referrerpolicy="{product.referrer_policy}"'
    )


def _query(source: str, place: str) -> str:
    if source in NO_PAGES:
        return f"?from={source}" if source else ""
    return f"?from={source}.{place[1:]}" if place else ""
