"""What rules have to know of the whole site while they look at one page."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import ada_url
from django.conf import settings
from django.core.files.storage import default_storage

from articles.affiliates.audit import Audit, Registry, audit_page, read_registry
from articles.context import load_publication
from articles.models import AffiliateLink, Merchant, PolicyPage, Publication, Revision
from config.auditing.answers import Answer, attribute, is_feed, is_indexable, is_page, text_of
from config.auditing.reading import moment, read_feed, read_sitemap

#: Where the pages that say who we are are linked.
ABOUT = 'footer nav[aria-label="About this site"] a[href]'


@dataclass
class Site:
    """Rows that decide what a page must say, and what was found so far: never a page itself."""

    url: str
    publication: Publication
    registry: Registry
    merchants: tuple[Merchant, ...]
    products: dict[str, Merchant]
    sensitive: frozenset[str]
    policies: dict[str, str]
    media_host: str = ""
    sitemap: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)
    first_titled: dict[str, str] = field(default_factory=dict)
    first_described: dict[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    _audited: tuple[Answer, Audit] | None = field(default=None, init=False, repr=False)

    @classmethod
    def read(cls) -> "Site":
        """The site as its rows are now. Seven queries."""
        merchants = {row.pk: row for row in Merchant.objects.all()}
        products = AffiliateLink.everything.values_list("slug", "merchant")
        sensitive = Revision.objects.live().articles().filter(topic__sensitivity="sensitive")
        policies = PolicyPage.objects.select_related("page")
        host = urlsplit(settings.SITE_URL)
        names = {*map(str, settings.ALLOWED_HOSTS), host.hostname or ""}
        return cls(
            url=settings.SITE_URL,
            publication=load_publication(),
            registry=read_registry(frozenset(names - {"*"})),
            merchants=tuple(merchants.values()),
            products={slug: merchants[pk] for slug, pk in products.iterator()},
            sensitive=frozenset(
                row.get_absolute_url() for row in sensitive.only("slug", "kind").iterator()
            ),
            policies={row.role: f"/{row.page.slug}/" for row in policies},
            media_host=urlsplit(default_storage.url("x")).netloc,
        )

    def path_of(self, address: str, base: str = "/") -> str | None:
        """An address of ours, without scheme, host and fragment; `None` of any other."""
        url = self.resolve(address, base) if address else None
        if url is None or not url.href.startswith(f"{self.url}/"):
            return None
        return url.pathname + url.search

    def resolve(self, address: str, base: str = "/") -> ada_url.URL | None:
        try:
            return ada_url.URL(address, base=self.url + base)
        except ValueError:
            return None

    def is_ours(self, address: str, base: str = "/") -> bool:
        """Whether what is fetched from there comes from us, or from the storage of our photos."""
        url = self.resolve(address, base)
        return url is not None and (
            url.protocol == "data:"
            or self.registry.is_own(url)
            or bool(self.media_host and url.host == self.media_host)
        )

    def merchant_of(self, href: str, base: str) -> Merchant | None:
        """Who pays for a link; `None` of one that nobody pays for."""
        url = self.resolve(href, base)
        if url is None:
            return None
        slug = self.registry.product_of(url)
        if slug is not None:
            return self.products.get(slug)
        host = f".{url.hostname.rstrip('.')}"
        named = (
            row for row in self.merchants for name in row.host_list if host.endswith(f".{name}")
        )
        return next(named, None)

    def is_sensitive(self, answer: Answer) -> bool:
        """Whether it shows an article of a sensitive topic, also as a chapter of a guide."""
        return answer.status == 200 and (
            answer.path in self.sensitive or self.path_of(answer.canonical) in self.sensitive
        )

    def audit(self, answer: Answer) -> Audit:
        """The proof of its links, made once for all rules that ask for it."""
        if self._audited is None or self._audited[0] is not answer:
            page = self.url + answer.address if answer.address.startswith("/") else self.url
            self._audited = answer, audit_page(answer.text, page, self.registry)
        return self._audited[1]

    def note(self, answer: Answer) -> None:
        """Keep of an answer what the rules have to know about others."""
        self.statuses[answer.address] = answer.status
        if is_feed(answer):
            for item in read_feed(answer):
                self.dates.setdefault(item.url, (item.published, item.modified))
        elif answer.view == "sitemap":
            self.sitemap |= {
                address: changed
                for url, changed in read_sitemap(answer)
                if (address := self.path_of(url))
            }
        elif is_page(answer):
            self._note_page(answer)

    def _note_page(self, answer: Answer) -> None:
        if answer.address == "/":
            self.about = tuple(attribute(node, "href") for node in answer.html.css(ABOUT))
        if is_indexable(answer) and self.path_of(answer.canonical) == answer.address:
            self.first_titled.setdefault(title_of(answer), answer.address)
            self.first_described.setdefault(description_of(answer), answer.address)

    def changed_at(self, address: str) -> datetime | None:
        """When the sitemap says that a page changed."""
        return moment(self.sitemap.get(address, ""))


def title_of(answer: Answer) -> str:
    return text_of(answer.html.css_first("head title"))


def description_of(answer: Answer) -> str:
    return attribute(answer.html.css_first("head meta[name=description]"), "content")
