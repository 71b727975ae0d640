"""The proof, on one page as readers get it, that its links to merchants are honest.

Nothing here asks how a page came about: only its HTML counts, and what the registry holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.models import AffiliateLink, Merchant

#: Google, "Qualify your outbound links".
REL = {"sponsored", "nofollow"}
GO = re.compile(r"/go/([^/]+)/?")
REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)

#: What takes a reader somewhere, besides the `href` of an anchor.
WAYS = ("action", "formaction", "ping", "xlink:href")
FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
HIDING = {"details", "dialog", "template", "noscript"}

NO_REL = "It pays, and its rel is not “sponsored nofollow”."
NOT_PAID = "It is marked as sponsored, and leads to no merchant."
TOO_EARLY = "No disclosure stands before it."
NO_ANCHOR = "It leads to a merchant and is no ordinary link."
NO_PRODUCT = "There is no product of this name."


@dataclass(frozen=True)
class Registry:
    """Whose hosts are merchants', what `/go/` knows, and which hosts are ours.

    `own_hosts` are as in `ALLOWED_HOSTS`: one that begins with a dot has its subdomains.
    """

    hosts: frozenset[str]
    products: frozenset[str]
    own_hosts: frozenset[str]

    def pays(self, url: ada_url.URL) -> bool:
        """Whether whoever follows `url` reaches a merchant."""
        return self.product_of(url) is not None or self._is_merchants(url)

    def product_of(self, url: ada_url.URL) -> str | None:
        """The slug behind our redirect; `None` for any other address."""
        # The server decodes a path before it looks where it leads.
        match = GO.fullmatch(unquote(url.pathname)) if self.is_own(url) else None
        return match[1] if match else None

    def is_own(self, url: ada_url.URL) -> bool:
        host = url.hostname.rstrip(".")
        is_ours = any(
            host == name or (name.startswith(".") and f".{host}".endswith(name))
            for name in self.own_hosts
        )
        return is_ours and url.protocol in ("http:", "https:")

    def _is_merchants(self, url: ada_url.URL) -> bool:
        labels = url.hostname.rstrip(".").split(".")[-127:]
        return any(".".join(labels[i:]) in self.hosts for i in range(len(labels)))


@dataclass(frozen=True)
class Finding:
    """A link that is not honest: the page, the address as it stands there, and why."""

    page: str
    href: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.href!r}. {self.reason}"


@dataclass
class Audit:
    """What one page holds. `own` are the addresses of ours that it links to."""

    findings: list[Finding] = field(default_factory=list)
    anchors: int = 0
    paid: int = 0
    own: list[str] = field(default_factory=list)


def read_registry(own_hosts: frozenset[str]) -> Registry:
    """The registry as it is now; products in the bin still lead on. Two queries."""
    hosts = Merchant.objects.values_list("hosts", flat=True)
    return Registry(
        hosts=frozenset(host for text in hosts for host in text.lower().split()),
        products=frozenset(AffiliateLink.everything.values_list("slug", flat=True)),
        own_hosts=own_hosts,
    )


def audit_page(html: str, url: str, registry: Registry) -> Audit:
    """Check every element of the page at the absolute address `url`. No query."""
    audit, is_disclosed = Audit(), False
    for node in LexborHTMLParser(html).css("*"):
        is_disclosed = is_disclosed or _discloses(node)
        for href in _other_ways(node):
            target = _resolve(href, url)
            if target and registry.pays(target):
                audit.findings.append(Finding(url, href, NO_ANCHOR))
        if node.tag == "a" and "href" in node.attributes:
            _check_anchor(node, url, registry, audit, is_disclosed=is_disclosed)
    return audit


def _check_anchor(
    node: LexborNode, url: str, registry: Registry, audit: Audit, *, is_disclosed: bool
) -> None:
    audit.anchors += 1
    href = node.attributes["href"] or ""
    rel = (node.attributes.get("rel") or "").lower().split()
    target = _resolve(href, url)
    if target is None or not registry.pays(target):
        if "sponsored" in rel:
            audit.findings.append(Finding(url, href, NOT_PAID))
        if target and registry.is_own(target):
            audit.own.append(target.pathname + target.search)
        return
    audit.paid += 1
    slug = registry.product_of(target)
    reasons = {
        NO_REL: set(rel) != REL or len(rel) != len(REL),
        TOO_EARLY: not is_disclosed,
        NO_PRODUCT: slug is not None and slug not in registry.products,
    }
    audit.findings += [Finding(url, href, reason) for reason, is_so in reasons.items() if is_so]


def _discloses(node: LexborNode) -> bool:
    """Whether it is a disclosure that says something besides its label, in plain sight."""
    if "disclosure" not in (node.attributes.get("class") or "").split():
        return False
    words = [p.text().strip() for p in node.css("p") if "disclosure-label" not in _classes(p)]
    return any(words) and not _is_hidden(node)


def _is_hidden(node: LexborNode) -> bool:
    place: LexborNode | None = node
    while place is not None:
        shown = place.attributes
        if place.tag in HIDING or "hidden" in shown or shown.get("aria-hidden") == "true":
            return True
        place = place.parent
    return False


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _other_ways(node: LexborNode) -> Iterator[str]:
    """The addresses an element leads to without being an ordinary link."""
    values = node.attributes
    names = [*WAYS, FRAMES.get(node.tag or "", "")]
    if node.tag != "a":
        names.append("href")
    yield from (values[name] or "" for name in names if name in values)
    if node.tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
        yield from REFRESH.findall(values.get("content") or "")


def _resolve(href: str, url: str) -> ada_url.URL | None:
    """Where a browser on the page at `url` goes; `None` where it goes nowhere."""
    try:
        return ada_url.URL(href, base=url)
    except ValueError:
        return None
