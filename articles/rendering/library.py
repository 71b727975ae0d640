"""What a text may refer to, as plain data, and what came of rendering it.

The renderer knows no models: `publishing.library` fills a `Library` from the database in a
fixed number of queries, tests fill one by hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from urllib.parse import unquote

import ada_url

#: Stands for our own host in relative addresses; nobody can own it (RFC 2606).
NOBODYS_HOST = "own.invalid"

#: The address behind which a product is, as a writer may have copied it from a page of ours.
OWN_GO = re.compile(r"/go/([\w-]+)/?", re.ASCII)


@dataclass(frozen=True)
class Picture:
    """A photo in all its sizes. `sources` are (MIME type, srcset) pairs, best first."""

    id: int
    src: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Merchant:
    """The party a link pays: `relation` is affiliate, own or gifted; and what it allows."""

    id: int
    name: str
    relation: str
    mandatory_sentence: str = ""
    may_email: bool = True
    may_document: bool = True
    may_price: bool = True


@dataclass(frozen=True)
class Product:
    """What `go:slug` stands for.

    `href` is the stable address `candor:go/slug`, or `candor:out/slug` where the merchant's own
    has to be seen; it is filled when a page is read.
    """

    id: int
    slug: str
    name: str
    href: str
    merchant: Merchant
    button_text: str = "See the product"
    description: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Library:
    """Everything the texts of one article name. Lookups that fail become problems.

    `targets` maps an internal link as written (`article:slug`) to its stable form
    (`candor:article/12`), which is filled with the live address when a page is read.
    """

    products: Mapping[str, Product] = field(default_factory=dict)
    merchants: Mapping[str, Merchant] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    own_hosts: frozenset[str] = frozenset()

    @cached_property
    def fingerprint(self) -> bytes:
        """The same for libraries that hold the same."""
        parts = self.products, self.merchants, self.targets, self.pictures
        own = self.references, sorted(self.own_hosts)
        facts = repr(([sorted(part.items()) for part in parts], own))
        return blake2b(facts.encode(), digest_size=20).digest()

    def own_product(self, url: ada_url.URL) -> str:
        """The product behind an address of our own redirect; empty for any other address.

        The path is read as the server reads it: decoded.
        """
        match = OWN_GO.fullmatch(unquote(url.pathname))
        return match[1] if match and self.is_own(url) else ""

    def is_own(self, url: ada_url.URL) -> bool:
        """Whether our own site answers at `url`: `own_hosts` are as in `ALLOWED_HOSTS`."""
        host = url.hostname.rstrip(".")
        is_named = host in self.own_hosts or host == NOBODYS_HOST
        wide = (name for name in self.own_hosts if name.startswith("."))
        is_ours = is_named or any(f".{host}".endswith(name) for name in wide)
        return is_ours and url.protocol in ("http:", "https:")

    def merchant_of(self, host: str) -> Merchant | None:
        """The merchant who owns `host` or a domain above it."""
        # No name has more labels (RFC 1035), and trying each of thousands is slow.
        parts = host.rstrip(".").split(".")[-127:]
        names = (".".join(parts[i:]) for i in range(len(parts)))
        return next((self.merchants[name] for name in names if name in self.merchants), None)


@dataclass(frozen=True)
class Problem:
    """Something a writer must mend: a sentence, and the text it is about, if it is about any."""

    message: str
    quote: str

    def __str__(self) -> str:
        return f"{self.message} “{self.quote}”" if self.quote else self.message


@dataclass(frozen=True)
class Heading:
    """One line of the table of contents."""

    anchor: str
    title: str


@dataclass
class Page:
    """What the fields of one article share while they are rendered, in reading order.

    `surface` is where it will be read: a page, an email or a document; `is_sensitive` says that
    its topic is, so that nothing on it pays, or asks readers for anything. `raw_links` are the
    addresses of merchants that are no product of ours yet, with the merchant's name.
    """

    library: Library = field(default_factory=Library)
    anchors: set[str] = field(default_factory=set)
    repeats: dict[str, int] = field(default_factory=dict)
    citations: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    merchants: dict[int, Merchant] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    fields: int = 0
    surface: str = "page"
    is_sensitive: bool = False
    raw_links: list[tuple[str, str]] = field(default_factory=list)

    def report(self, message: str, quote: str) -> None:
        """Note a problem; long quotations are cut."""
        quote = " ".join(quote.split())
        self.problems.append(Problem(message, quote if len(quote) <= 80 else quote[:79] + "…"))

    def owe(self, merchant: Merchant) -> None:
        """Note that the page pays through `merchant`, which is what puts the disclosure there."""
        self.merchants[merchant.id] = merchant
