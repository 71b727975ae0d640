"""Affiliate programmes, known by the hosts and the parameters of their addresses.

The data is in programmes.toml and, for what a merchant can be made from, in the presets of
`affiliates`. Knows no models; no address is ever fetched.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote_plus, urlsplit

FILE = Path(__file__).with_suffix(".toml")
PRESETS = Path(__file__).parents[1] / "affiliates" / "presets.toml"


@dataclass(frozen=True)
class Programme:
    """A programme, and how its addresses are told from others; see programmes.toml."""

    name: str
    hosts: tuple[str, ...] = ()
    is_shop: bool = False
    needs: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()

    def pays(self, url: SplitResult) -> bool:
        """Whether an address at one of its hosts earns a commission."""
        if not self.is_shop:
            return True
        query = url.query.lower()
        names = set(_names(query)) | set(query.split("&"))
        path = url.path.lower() + "/"
        return bool(self.needs & names) or any(part in path for part in self.paths)


#: Nobody we know, but the address says that somebody is paid.
UNNAMED = Programme("")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@cache
def programmes() -> dict[str, Programme]:
    """Every known programme by each of its hosts."""
    found: dict[str, Programme] = {}
    for row in tomllib.loads(PRESETS.read_text(encoding="utf-8")).values():
        # "A shop in CJ" is any of its shops: all that an address tells is the network.
        name = row["network"] if row["name"].startswith("A shop") else row["name"]
        sub_id = frozenset([row.get("sub_id", "").partition("=")[0].lower()])
        preset = Programme(name, tuple(row["hosts"]), parameters=sub_id)
        found |= dict.fromkeys(row["hosts"], preset)
    for row in _data()["programmes"].values():
        own = Programme(
            row["name"],
            tuple(row["hosts"]),
            is_shop=row.get("is_shop", False),
            needs=frozenset(row.get("needs", ())),
            paths=tuple(row.get("paths", ())),
            parameters=frozenset(row.get("parameters", ())),
        )
        for host in own.hosts:
            known = found.get(host)
            found[host] = replace(own, name=known.name if known else own.name)
    return found


def split_url(url: str) -> SplitResult | None:
    """An address in its parts; `None` for one that does not lead to a host."""
    address = unescape(url.strip())
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
        host = parts.hostname
    except ValueError:
        return None
    return parts if host and parts.scheme.lower() in ("http", "https") else None


@lru_cache(maxsize=512)
def programme_of(url: str) -> Programme | None:
    """The programme that pays for an address; `UNNAMED` if only its form tells that one does."""
    parts = split_url(url)
    if parts is None:
        return None
    host = str(parts.hostname).removeprefix("www.")
    known = next(filter(None, map(programmes().get, _ends(host))), None)
    if known is not None:
        # Shops have other hosts for other things, such as aws.amazon.com.
        is_front = not known.is_shop or host.removeprefix("smile.") in known.hosts
        is_front = is_front or host.endswith((".gumroad.com", ".lemonsqueezy.com", ".etsy.com"))
        return known if is_front and known.pays(parts) else None
    if any(f".{host}".endswith(f".{end.lstrip('.')}") for end in _words("unpaid")):
        return None
    return UNNAMED if _is_paying(parts) else None


def _is_paying(parts: SplitResult) -> bool:
    words = parts.path.strip("/").lower().split("/")
    if len(words) == 2 and words[0] in _words("redirects"):
        return True
    pairs = {name.lower(): value.lower() for name, value in _pairs(parts.query)}
    if _words("paying") & pairs.keys():
        return True
    # Some systems write the referring site's own name there, on every link they hold.
    return any(
        pairs[name] and "." not in pairs[name] and pairs[name] not in _words("places")
        for name in _words("referring") & pairs.keys()
    )


def split_parameters(url: str, programme: Programme) -> tuple[str, tuple[tuple[str, str], ...]]:
    """An address without what only tells who is paid or where the click was, and that."""
    address = unescape(url)
    start, mark, rest = address.partition("?")
    query, hash_, fragment = rest.partition("#")
    gone = programme.parameters or _words("paying") | _words("referring")
    kept, split = [], []
    for pair in query.split("&"):
        name = _names(pair)[0]
        if name in gone or name.startswith("utm_"):
            split += _pairs(pair)
        else:
            kept.append(pair)
    query = "&".join(kept)
    return start + (mark if query else "") + query + hash_ + fragment, tuple(split)


def is_shortened(url: str) -> bool:
    """Whether an address hides where it leads."""
    parts = split_url(url)
    return parts is not None and str(parts.hostname).removeprefix("www.") in _words("shorteners")


def is_pixel(url: str) -> bool:
    """Whether a picture shows nothing and only counts who sees it."""
    parts = split_url(url)
    if parts is None:
        return False
    is_counter = any(end in _words("pixels") for end in _ends(str(parts.hostname)))
    is_network = any(end in programmes() for end in _ends(str(parts.hostname)))
    path = parts.path.lower() + ("" if "." in parts.path else "/")
    return (is_counter or is_network) and path.startswith(tuple(_words("pixel_paths")))


def _ends(host: str) -> list[str]:
    """A host, and what is left of it when each of its labels in turn is taken from the front."""
    labels = host.split(".")
    return [".".join(labels[number:]) for number in range(max(len(labels) - 1, 1))]


def _names(query: str) -> list[str]:
    return [unquote_plus(pair.partition("=")[0]).lower() for pair in query.split("&")]


def _pairs(query: str) -> list[tuple[str, str]]:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]
