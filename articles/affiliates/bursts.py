"""Clicks that come too close together: a double click, a reload, a scanner that tries all links.

A visitor is a hash of address and browser with a salt that is thrown away every day. It serves
for seconds, that of the address alone for a minute, a scanner's for an hour; all are kept nowhere
but in a cache. Gunicorn's workers share one, in memory where the machine has `/dev/shm`
(`config/gunicorn.py`); under another server each process has its own, and tells bursts among the
clicks it answers itself.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Self

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.connection import ConnectionProxy

#: An address with the port that it asked from, as some proxies write it.
PORT = re.compile(r"\[([^\]]*)\](?::[0-9]*)?|([0-9.]+):[0-9]*")

#: Seconds in which one visitor's second click on the same link is the same click.
SAME_CLICK = 10
#: How many different links a person follows at most in so many seconds. The longest comes last.
LIMITS = ((2, 1), (5, 20))
#: How many clicks, and how many views, are counted of one address in so many seconds, whatever
#: browsers it names: enough for a large office, and for a carrier that has one for many phones.
ADDRESS_LIMIT = (60, 60)
#: Seconds for which a visitor who was caught is not counted.
CAUGHT = 3_600
DAY = timedelta(days=1)
#: One customer may have many networks of IPv6 (RFC 6177): those of a /48 count as five.
SITE_TIMES = 5
#: Where whoever comes from no known address is let in, together.
NOWHERE = "nowhere"

#: Of its own, so that no flood of clicks crowds out what else is remembered.
cache: Any = ConnectionProxy(caches, "readers")


@dataclass(frozen=True)
class Visitor:
    """Somebody, for as long as it takes to tell a burst; `network` is where they are.

    `site` is the larger network of an IPv6 address, which one customer may have as a whole.
    """

    key: str
    network: str = field(default_factory=secrets.token_hex, compare=False)
    site: str = field(default="", compare=False)
    is_known: bool = field(default=True, compare=False)

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Who asks. Whoever comes from no known address is nobody else, then or later."""
        address = _address(request)
        if address is None:
            return cls(secrets.token_hex(), is_known=False)
        facts = f"{address}\n{request.headers.get('User-Agent', '')[:1_000]}"
        site = _hash(b"site" + address.packed[:6]) if address.version == 6 else ""
        return cls(_hash(facts.encode()), _hash(_network(address)), site)

    def is_first(self, what: str) -> bool:
        """Whether this visitor did not do the same a moment ago; notes that they do it now."""
        return cache.add(f"first:{self.key}:{what}", True, SAME_CLICK)

    def is_within_limit(self, what: str, most: tuple[int, int] = ADDRESS_LIMIT) -> bool:
        """Whether not too many did `what` at this address lately; notes that they do it now.

        `most` is how many, in how many seconds.
        """
        return _has_room(self.network, what, most)

    def is_let_in(self, what: str, most: tuple[int, int]) -> bool:
        """The same for what costs others something: here an unknown address is no way around.

        All who have none share one limit; the networks of one IPv6 site have five together.
        """
        if not self.is_known:
            return _has_room(NOWHERE, what, most)
        limit, seconds = most
        return _has_room(self.network, what, most) and (
            not self.site or _has_room(self.site, what, (limit * SITE_TIMES, seconds))
        )

    @property
    def is_caught(self) -> bool:
        return cache.get(f"caught:{self.key}") is not None

    def catch(self) -> None:
        """Count this visitor no more: it is a program."""
        cache.set(f"caught:{self.key}", True, CAUGHT)

    def step(self, what: Any) -> bool:
        """Note one more link that was followed, to be given back by `take_back`.

        Returns whether it was noted. Where there were too many the visitor is caught instead.
        """
        noted = (secrets.token_hex(8), what)
        for limit, seconds in LIMITS:
            slots = self._slots(limit, seconds)
            if not any(cache.add(slot, noted, seconds) for slot in slots):
                self.catch()
                return False
        return True

    def take_back(self) -> list[Any]:
        """What was noted in the longest time. Each is given once, to one of all who ask."""
        limit, seconds = LIMITS[-1]
        noted = filter(None, map(cache.get, self._slots(limit, seconds)))
        return [what for token, what in noted if cache.add(f"taken:{token}", True, seconds)]

    def _slots(self, limit: int, seconds: int) -> list[str]:
        return [f"step:{self.key}:{seconds}:{number}" for number in range(limit)]


def _has_room(where: str, what: str, most: tuple[int, int]) -> bool:
    limit, seconds = most
    slots = (f"limit:{where}:{what}:{number}" for number in range(limit))
    return any(cache.add(slot, True, seconds) for slot in slots)


def _salt() -> bytes:
    """Today's salt: random, the same for all who share the cache, and gone tomorrow."""
    today = timezone.localdate()
    salt = cache.get(f"salt:{today}")
    if salt is None:
        # Memory lets go of what is out of date only when it needs the room.
        cache.delete(f"salt:{today - DAY}")
        salt = cache.get_or_set(f"salt:{today}", _make_salt, DAY.total_seconds())
    return salt


def _make_salt() -> bytes:
    return secrets.token_bytes(16)


def _hash(facts: bytes) -> str:
    return blake2b(facts, key=_salt(), digest_size=12).hexdigest()


def _address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Where a request comes from; `None` where that is not known.

    Each proxy adds who asked it, some with a port: what stands further left anybody may have
    written.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        said = hops[-settings.PROXY_COUNT] if len(hops) >= settings.PROXY_COUNT else ""
    with_port = PORT.fullmatch(said.strip())
    try:
        address = ip_address(with_port[1] or with_port[2] if with_port else said.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(address: IPv4Address | IPv6Address) -> bytes:
    """An address, or the half of an IPv6 one that names its network (RFC 4291, 2.5.4)."""
    return address.packed[:8]
