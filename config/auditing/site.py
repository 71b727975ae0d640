"""What rules have to know of the whole site while they look at one page."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import ada_url
from django.conf import settings
from django.core.files.storage import default_storage

from articles.affiliates.audit import Audit, Registry, audit_page, read_registry
from articles.context import load_publication
from articles.models import (
    AffiliateLink,
    Merchant,
    PolicyPage,
    Publication,
    Revision,
    Topic,
)
from config.auditing.answers import Answer, attribute, is_feed, is_indexable, is_page, text_of
from config.auditing.reading import moment, read_feed, read_sitemap
from guides.models import GuideRevision

#: Where the pages that say who we are are linked.
ABOUT = 'footer nav[aria-label="About this site"] a[href]'
#: An article, and what is read of it elsewhere.
ARTICLE_VIEWS = {"article", "article_markdown", "article_changes", "article_version"}


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
    gone: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    corrections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    turns: dict[str, frozenset[datetime]] = field(default_factory=dict)
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
        """The site as its rows are now. Twelve queries."""
        merchants = {row.pk: row for row in Merchant.objects.all()}
        products = AffiliateLink.everything.values_list("slug", "merchant")
        sensitive = Revision.objects.live().articles().filter(topic__sensitivity="sensitive")
        topics = Topic.objects.filter(sensitivity="sensitive")
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
            policies=_read_policies(),
            gone=_read_gone(),
            topics=frozenset(row.get_absolute_url() for row in topics),
            corrections=_read_corrections(),
            turns=_read_turns(),
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

    def is_guarded(self, answer: Answer) -> bool:
        """Whether it may leave no trace, and can be left at once.

        That is an article of a sensitive topic with its Markdown, its record and its chapters, what
        tells that one is gone, the topic itself, and a search that offers help.
        """
        if answer.view == "search":
            return answer.html.css_first(".help-lines") is not None
        if answer.view == "topic":
            return answer.status == 200 and answer.path in self.topics
        if answer.view not in ARTICLE_VIEWS:
            return self.is_sensitive(answer)
        address = f"/articles/{answer.path.split('/')[2].removesuffix('.md')}/"
        known = {200: self.sensitive, 410: self.sensitive | self.gone}
        return address in known.get(answer.status, frozenset())

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


def _read_policies() -> dict[str, str]:
    """Where the page of each role is read; none of a page that is not live. Two queries."""
    roles = dict(PolicyPage.objects.values_list("page", "role"))
    live = Revision.objects.live().filter(article__in=roles).only("article", "slug", "kind")
    return {roles[row.article_id]: row.get_absolute_url() for row in live}


def _read_gone() -> frozenset[str]:
    """Where an article of a sensitive topic was read, and is no more. One query."""
    live = Revision.objects.live().values("article")
    gone = Revision.objects.ever_live().articles().exclude(article__in=live)
    rows = gone.order_by("live_from", "pk").values_list("slug", "topic__sensitivity")
    # The version that was live last says which topic it was of.
    newest = dict(rows.iterator())
    return frozenset(f"/articles/{slug}/" for slug, kind in newest.items() if kind == "sensitive")


def _read_corrections() -> dict[str, tuple[str, ...]]:
    """What readers are to be told was wrong, by the address of the page. Two queries."""
    return {
        row.get_absolute_url(): tuple(note["text"] for note in row.corrections)
        for model in (Revision, GuideRevision)
        for row in model._default_manager.live().exclude(corrections=[]).defer("html", "content")
    }


def _read_turns() -> dict[str, frozenset[datetime]]:
    """When each live article was published, or another version of it began. Two queries."""
    moments: dict[int, set[datetime]] = defaultdict(set)
    versions = Revision.objects.ever_live().articles()
    for key, *both in versions.values_list("article", "live_from", "published_at").iterator():
        moments[key] |= {one for one in both if one}
    live = Revision.objects.live().articles().only("article", "slug", "kind")
    return {row.get_absolute_url(): frozenset(moments[row.article_id]) for row in live.iterator()}


def title_of(answer: Answer) -> str:
    return text_of(answer.html.css_first("head title"))


def description_of(answer: Answer) -> str:
    return attribute(answer.html.css_first("head meta[name=description]"), "content")
