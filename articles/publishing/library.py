"""Fill a `Library` with the rows that texts name, in a fixed number of queries."""

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

import ada_url
from django.conf import settings

from articles import rendering
from articles.models import AffiliateLink, Article, Merchant, Photo, Revision
from articles.models.addresses import WebAddress
from articles.rendering.library import Library, Product
from articles.rendering.links import STABLE_GO, STABLE_OUT

SLUG = r"([\w-]{1,160})"
PRODUCT = re.compile(rf"(?:\bgo:|/go/|:::[ \t]*offer[ \t]+){SLUG}", re.IGNORECASE)
#: Every name under which our own site answers, without the one that stands for all.
OWN_HOSTS = frozenset([*settings.ALLOWED_HOSTS, settings.SITE_HOST]) - {"*"}
TARGET = re.compile(rf"(\b(?:article|guide):|:::[ \t]*kit[ \t]+){SLUG}")

#: Finds rows of one kind by slug: `{slug: primary key}`.
Finder = Callable[[set[str]], Mapping[str, int]]

_finders: dict[str, Finder] = {}


def register_target(kind: str, finder: Finder) -> None:
    """Let texts name rows of `kind`, as `kind:slug` or `::: kind slug`.

    Call it from an `AppConfig.ready`.
    """
    _finders[kind] = finder


def library_for(texts: Iterable[str], references: Iterable[str] = ()) -> Library:
    """Look up what `texts` name. At most five queries and one a registered kind of target."""
    text = "\n".join(texts)
    return Library(
        products=_products({*PRODUCT.findall(text), *PRODUCT.findall(unquote(text))}),
        merchants=_merchants(),
        targets=_targets(TARGET.findall(text)),
        pictures=_pictures(text),
        references=tuple(references),
        own_hosts=OWN_HOSTS,
    )


def without_merchants(addresses: Iterable[WebAddress]) -> list[WebAddress]:
    """Those that are no merchant's: links that earn stand in texts, marked and disclosed.

    One query, if there are any.
    """
    rows = [row for row in addresses if ada_url.check_url(row.url)]
    if not rows:
        return []
    library = library_for(())
    return [row for row in rows if not library.merchant_of(ada_url.URL(row.url).hostname)]


def merchant_of(row: Merchant) -> rendering.library.Merchant:
    return rendering.library.Merchant(
        id=row.pk,
        name=row.name,
        relation=row.relation,
        mandatory_sentence=row.mandatory_sentence,
        may_email=row.may_email,
        may_document=row.may_document,
        may_price=row.may_price,
    )


def product_of(row: AffiliateLink) -> Product:
    """A product as texts name it: behind /go/, or at the merchant's own address."""
    return Product(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        href=f"{STABLE_GO if row.merchant.may_cloak else STABLE_OUT}{row.slug}",
        merchant=merchant_of(row.merchant),
        button_text=row.button_text,
        description=row.description,
        picture=row.photo.picture if row.photo else None,
    )


def _products(slugs: set[str]) -> dict[str, Product]:
    rows = AffiliateLink.objects.filter(slug__in=slugs).select_related("merchant", "photo")
    return {row.slug: product_of(row) for row in rows} if slugs else {}


def _merchants() -> dict[str, rendering.library.Merchant]:
    return {host: merchant_of(row) for row in Merchant.objects.all() for host in row.host_list}


def _targets(mentions: list[tuple[str, str]]) -> dict[str, str]:
    found = {}
    for kind, finder in _finders.items():
        slugs = {slug for mention, slug in mentions if mention.strip(": \t") == kind}
        for slug, key in (finder(slugs) if slugs else {}).items():
            found[f"{kind}:{slug}"] = f"candor:{kind}/{key}"
    return found


def find_articles(slugs: set[str]) -> dict[str, int]:
    """Articles by the slug they have or, failing that, last had; none in the bin. Two queries."""
    found = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    former = slugs - found.keys()
    if former:
        kept = Revision.objects.filter(article__binned_at__isnull=True)
        rows = kept.filter(slug__in=former).order_by("pk")
        found |= dict(rows.values_list("slug", "article_id"))
    return found


def _pictures(text: str) -> dict[str, rendering.library.Picture]:
    address = re.compile(re.escape(settings.MEDIA_URL) + r"([\w./%~-]{1,200})")
    names = {unquote(name).replace("\0", "") for name in address.findall(text)}
    rows = Photo.objects.filter(file__in=names) if names else []
    return {row.file.url: row.picture for row in rows}


register_target("article", find_articles)
