"""Where a redirect leads: as somebody types it, as it is kept, and as readers are sent there."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import unquote

import ada_url
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles.models import Author, Redirect, Topic
from articles.publishing.library import library_for
from articles.reading import find_addresses
from articles.redirects.paths import is_reserved, spell_path
from articles.rendering.library import NOBODYS_HOST
from articles.rendering.links import OWN_SCHEMES, STABLE_TARGET, Key

#: The routes of pages that are kept by their keys, and the kinds of these.
ROUTES = {"article": "article", "page": "article", "guide": "guide"}
MAX_TARGET = 2000

UNREADABLE = "This address cannot be read."
NOWHERE = "There is no page of this name: {}."
NOT_OURS = "This is an address of another site, where only that site can lead readers on."
RESERVED = "Addresses that begin so are the site’s own, and lead nowhere else."
MERCHANT = (
    "This is an address of {}, a merchant. Make it a product and lead to its /go/ address, which "
    "keeps to the rules of links that pay."
)


def read_path(text: str) -> str:
    """A path of ours as somebody types it, or copies it from a browser, in our spelling.

    Raises `ValidationError`. At most one query.
    """
    url = _read_url(text)
    if not library_for(()).is_own(url):
        raise ValidationError(NOT_OURS)
    path = spell_path(url.pathname)
    if is_reserved(path):
        raise ValidationError(RESERVED)
    return path


def read_target(text: str) -> str:
    """What somebody typed as it is kept: a page by its key, a path of ours, another site's URL.

    Raises `ValidationError`. At most four queries.
    """
    text = text.strip()
    if STABLE_TARGET.fullmatch(text):
        return text
    if text.startswith(OWN_SCHEMES):
        return _named(text)
    url = _read_url(text)
    library = library_for(())
    if library.is_own(url):
        return _own(url)
    if merchant := library.merchant_of(url.hostname):
        raise ValidationError(MERCHANT.format(merchant.name))
    return url.href


def _read_url(text: str) -> ada_url.URL:
    try:
        url = ada_url.URL(text.strip(), base=f"https://{NOBODYS_HOST}/")
    except ValueError:
        raise ValidationError(UNREADABLE) from None
    is_web = url.protocol in ("http:", "https:") and not (url.username or url.password)
    if not is_web or len(url.href) > MAX_TARGET:
        raise ValidationError(UNREADABLE)
    return url


def _named(text: str) -> str:
    """`article:slug`, as texts name a page."""
    mention, mark, anchor = text.partition("#")
    target = library_for([mention]).targets.get(mention)
    if target is None:
        raise ValidationError(NOWHERE.format(mention))
    return f"{target}{mark}{anchor}"


def _own(url: ada_url.URL) -> str:
    path = spell_path(url.pathname)
    # A product may be led to: its address keeps to the merchant's rules for whoever comes.
    if is_reserved(path) and not path.startswith("/go/"):
        raise ValidationError(RESERVED)
    return f"{page_at(path) or path}{url.search}{url.hash}"


def page_at(path: str) -> str:
    """The page that has a path, or once had it, by its key; empty if none has.

    At most three queries.
    """
    return _pages_at([path]).get(path, "")


def answered(paths: Iterable[str]) -> set[str]:
    """The paths at which a live article, page or guide answers, or a topic's or author's page.

    At most seven queries, whatever the number of paths.
    """
    paths = set(paths)
    pages = _pages_at(paths)
    addresses = addresses_of(pages.values())
    found = {path for path, page in pages.items() if addresses.get(page) == path}
    for name, rows in {"topic": Topic.objects, "author": Author.objects}.items():
        asked = {slug: path for path, _, slug in _routes(paths, name)}
        known = rows.filter(slug__in=asked).values_list("slug", flat=True) if asked else ()
        found |= {asked[slug] for slug in known}
    return found


def _pages_at(paths: Iterable[str]) -> dict[str, str]:
    """The pages that have some paths, or once had them, by their keys."""
    mentions = {path: f"{ROUTES[name]}:{slug}" for path, name, slug in _routes(paths, *ROUTES)}
    known = library_for(mentions.values()).targets if mentions else {}
    return {path: known[mention] for path, mention in mentions.items() if mention in known}


def _routes(paths: Iterable[str], *names: str) -> Iterator[tuple[str, str, str]]:
    """The paths that belong to routes of these names, with the route's name and the slug."""
    for path in paths:
        with suppress(Resolver404):
            match = resolve(unquote(path))
            if match.url_name in names:
                yield path, match.url_name, match.kwargs["slug"]


def path_of(target: str) -> str:
    """The path that a target of ours has, without what follows it; empty for any other target."""
    return target.partition("#")[0].partition("?")[0] if target.startswith("/") else ""


def redirects_to(page: models.Model) -> list[Redirect]:
    """The redirects that lead to an article or guide, or to a place in it. One query."""
    target = f"candor:{page._meta.model_name}/{page.pk}"
    endings = Q(target__startswith=f"{target}#") | Q(target__startswith=f"{target}?")
    return [*Redirect.objects.filter(Q(target=target) | endings)]


def addresses_of(targets: Iterable[str]) -> dict[str, str]:
    """Where targets lead now, those that lead anywhere. One query a kind of page that occurs."""
    targets = list(targets)
    stable = {target: match for target in targets if (match := STABLE_TARGET.fullmatch(target))}
    keys: dict[str, set[Key]] = {}
    for match in stable.values():
        keys.setdefault(match[1], set()).add(int(match[2]))
    found = find_addresses(keys)
    live = {
        target: f"{found[match[1], int(match[2])]}{match[3] or ''}"
        for target, match in stable.items()
        if (match[1], int(match[2])) in found
    }
    return {target: target for target in targets if target not in stable} | live


def pays(target: str) -> bool:
    """Whether an address of another site is a merchant's by now. One query."""
    return library_for(()).merchant_of(ada_url.URL(target).hostname) is not None
