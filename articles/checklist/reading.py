"""What the rules of the checklist look at: a frozen article, rendered and looked up at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ada_url
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles.checklist.blocks import Block, blocks_of
from articles.checklist.finding import Finding, Fix, Rule
from articles.checklist.places import fields_of, placed, stand
from articles.context import load_publication
from articles.health.addresses import hash_of, normalise
from articles.models import (
    AffiliateLink,
    Article,
    CheckedAddress,
    CheckedQuote,
    HelpLine,
    Publication,
    Revision,
)
from articles.publishing.content import ArticleContent
from articles.publishing.kinds import Problems
from articles.publishing.library import library_for
from articles.publishing.pages import RenderedPage, render_article
from articles.publishing.snapshot import find_problems
from articles.publishing.windows import slug_problems
from articles.rendering.library import NOBODYS_HOST
from articles.rendering.limits import MAX_WORK_LENGTH
from articles.rendering.markdown import INTRODUCTION_LEVEL, SECTION_LEVEL

#: How much more of a text is taken until a passage is the only one of its kind.
REACHES = (0, 10, 30, 90, 270)
#: So many addresses are looked up; no honest article has more.
MAX_ADDRESSES = 400
#: Names of our own pages' addresses, and how a text writes a link to each.
OWN_PAGES = {"article": "article", "page": "article", "guide": "guide"}


@dataclass(frozen=True)
class Text:
    """A Markdown field with line feeds alone, and its blocks; `level` is its first headings'."""

    place: str
    heading: str
    source: str
    blocks: tuple[Block, ...]
    level: int = SECTION_LEVEL


@dataclass(frozen=True)
class Reading:
    """A frozen article as rules see it, with whatever they ask for already looked up.

    `fields` are all its texts by place, in reading order; a row of the form has several.
    `addresses` are the addresses outside that it leads to, as they were last found, and `gone`
    the keys of references whose quoted passage is. `products` are product links by their
    destination and by `go:slug`, `own` our own pages' addresses with the mark for each. `twin`
    is a live article of the same title in search results.
    """

    content: ArticleContent
    article: Article | None
    rendered: RenderedPage
    problems: Problems
    fields: Mapping[str, tuple[str, ...]]
    texts: tuple[Text, ...]
    publication: Publication
    help_lines: tuple[HelpLine, ...]
    addresses: Mapping[str, CheckedAddress]
    gone: frozenset[str]
    products: Mapping[str, AffiliateLink]
    own: Mapping[str, str]
    twin: str = ""

    @property
    def is_article(self) -> bool:
        """Whether it is no page such as About."""
        return self.content.kind == Article.Kind.ARTICLE

    @property
    def is_sensitive(self) -> bool:
        return self.rendered.page.is_sensitive

    def find(
        self,
        rule: Rule,
        place: str,
        passage: str,
        reason: str,
        fix: Fix | None = None,
        about: str = "",
    ) -> Finding:
        """A finding whose passage is as it stands in its place."""
        standing = stand(passage, self.fields.get(place, ()))
        return Finding(rule, place, standing, reason, fix, about)

    def fix(self, text: Text, span: tuple[int, int], new: str, label: str) -> Fix | None:
        """`new` in the place of a span of a text, with as much around it as makes it the only one.

        None where nothing does.
        """
        start, end = span
        for reach in REACHES:
            first, last = max(0, start - reach), end + reach
            old = text.source[first:last]
            if self._stands_once(text.place, old):
                return Fix(label, old, text.source[first:start] + new + text.source[end:last])
        return None

    def _stands_once(self, place: str, old: str) -> bool:
        fields = [field for field in self.fields[place] if old in field]
        return len(fields) == 1 and fields[0].find(old, fields[0].index(old) + 1) < 0

    def position(self, place: str, passage: str) -> tuple[int, int]:
        """Where a passage comes in reading order."""
        fields = self.fields.get(place, ())
        return self._ranks.get(place, len(self._ranks)), max(
            f.find(passage) for f in fields or [""]
        )

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {place: rank for rank, place in enumerate(self.fields)}


def read(content: ArticleContent, article: Article | None = None) -> Reading:
    """Look up all that the rules ask for: some twenty queries, whatever its length."""
    rendered = render_article(content)
    problems = find_problems(content, rendered)
    if article is not None:
        revision = article.revisions.model(kind=content.kind, slug=content.slug)
        problems += slug_problems(article, revision)
    texts = _texts(content)
    products = _products(rendered)
    hrefs = [link.href for text in texts for block in text.blocks for link in block.links]
    fields = fields_of(content)
    addresses = _addresses([*hrefs, *(row.url for row in content.references)], products.values())
    return Reading(
        content=content,
        article=article,
        rendered=rendered,
        problems=placed(problems, content, fields),
        fields=fields,
        texts=texts,
        publication=load_publication(),
        help_lines=tuple(HelpLine.objects.all()),
        addresses=addresses,
        gone=_gone(content, addresses),
        products=products,
        own=_own(hrefs, rendered),
        twin=_twin(content, article),
    )


def _texts(content: ArticleContent) -> tuple[Text, ...]:
    rows = [("introduction", "", content.introduction, INTRODUCTION_LEVEL)]
    rows += [
        (f"sections:{row.key}", row.heading, row.body, SECTION_LEVEL) for row in content.sections
    ]
    rows += [(f"faqs:{row.key}", row.question, row.answer, SECTION_LEVEL) for row in content.faqs]
    texts, size = [], 0
    for place, heading, source, level in rows:
        plain = source.replace("\r\n", "\n").replace("\r", "\n")
        size += len(plain)
        blocks = blocks_of(plain) if size <= MAX_WORK_LENGTH else ()
        texts.append(Text(place, heading, plain, blocks, level))
    return tuple(texts)


def _products(rendered: RenderedPage) -> dict[str, AffiliateLink]:
    """The products that are linked, and those that merchants' addresses lead to. One query."""
    raw = [href for _, href, _ in rendered.raw_links][:MAX_ADDRESSES]
    slugs = list(rendered.page.products)[:MAX_ADDRESSES]
    if not raw and not slugs:
        return {}
    rows = AffiliateLink.objects.filter(Q(destination__in=raw) | Q(slug__in=slugs))
    found: dict[str, AffiliateLink] = {}
    for row in rows.select_related("fallback").order_by("-pk"):
        found[row.destination] = found[f"go:{row.slug}"] = row
    return found


def _addresses(
    hrefs: Iterable[str], products: Iterable[AffiliateLink]
) -> dict[str, CheckedAddress]:
    """What is known of addresses outside, by the address as `normalise` spells it. One query."""
    wanted = {normalise(href) for href in hrefs if "/" in href}
    secure = {f"https:{url[5:]}" for url in wanted if url.startswith("http:")}
    wanted |= secure | {normalise(product.destination) for product in products}
    hashes = [hash_of(url) for url in sorted(wanted - {""})[:MAX_ADDRESSES]]
    rows = CheckedAddress.objects.filter(url_hash__in=hashes) if hashes else ()
    return {row.url: row for row in rows}


def _gone(content: ArticleContent, addresses: Mapping[str, CheckedAddress]) -> frozenset[str]:
    """The references whose quoted passage their source has no more. One query, if any quote."""
    quotes = {row.key: row.quote for row in content.references}
    known = {row.key: addresses.get(normalise(row.url)) for row in content.references}
    sought = {
        (address.pk, hash_of(quotes[key])): key
        for key, address in known.items()
        if address and quotes[key]
    }
    if not sought:
        return frozenset()
    rows = CheckedQuote.objects.filter(
        verdict=CheckedQuote.Verdict.GONE, address__in=[key for key, _ in sought]
    )
    found = rows.values_list("address_id", "text_hash")
    return frozenset(sought[pair] for pair in found if pair in sought)


def _own(hrefs: Iterable[str], rendered: RenderedPage) -> dict[str, str]:
    """Addresses of our own pages with the marks that survive a change of them.

    Six queries, if there are any.
    """
    marks = {href: mark for href in hrefs if (mark := _mark_of(href, rendered))}
    names = {mark.partition("#")[0] for mark in marks.values()}
    known = library_for(sorted(names)[:MAX_ADDRESSES]).targets if names else {}
    return {href: mark for href, mark in marks.items() if mark.partition("#")[0] in known}


def _mark_of(href: str, rendered: RenderedPage) -> str:
    if not href.startswith(("/", "http")):
        return ""
    try:
        url = ada_url.URL(href, base=f"https://{NOBODYS_HOST}/")
    except ValueError:
        return ""
    if not rendered.page.library.is_own(url) or url.search:
        return ""
    try:
        match = resolve(url.pathname)
    except Resolver404:
        return ""
    kind = OWN_PAGES.get(match.url_name or "")
    return f"{kind}:{match.kwargs['slug']}{url.hash}" if kind else ""


def _twin(content: ArticleContent, article: Article | None) -> str:
    """The title of another live page that search results show under the same. One query."""
    title = content.search_title or content.title
    same = Q(search_title__iexact=title) | Q(search_title="", title__iexact=title)
    rows = Revision.objects.live().filter(same)
    if article is not None:
        rows = rows.exclude(article=article)
    return rows.values_list("title", flat=True).first() or ""
