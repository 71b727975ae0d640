"""Clicks that come too close together: a double click, a reload, a scanner that tries all links.

A visitor is a hash of address and browser with a salt that is thrown away every day; it lives
in the cache (the process's memory unless another is configured) for seconds, a scanner's for
an hour, and is stored nowhere.
"""

import secrets
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Self

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone

#: Seconds in which one visitor's second click on the same link is the same click.
SAME_CLICK = 10
#: One visitor who follows more different links than this in so many seconds is a program.
MAX_LINKS, WINDOW = 5, 20
#: Seconds for which a visitor who was caught is not counted.
CAUGHT = 3_600
SALT = 2 * 24 * 3_600

#: Of its own, so that no flood of clicks crowds out what else is remembered.
cache: Any = caches["readers"]


@dataclass(frozen=True)
class Visitor:
    """Somebody, for as long as it takes to tell a burst."""

    key: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        facts = f"{_address(request)}\n{request.headers.get('User-Agent', '')[:1_000]}"
        return cls(blake2b(facts.encode(), key=_salt(), digest_size=12).hexdigest())

    def is_first(self, what: str) -> bool:
        """Whether this visitor did not do the same a moment ago; notes that they do it now."""
        return cache.add(f"first:{self.key}:{what}", True, SAME_CLICK)

    @property
    def is_caught(self) -> bool:
        return cache.get(self._caught) is not None

    def step(self, what: tuple) -> int:
        """Note one more thing done, to be taken back by `catch`; returns its number from 1.

        0 where there were too many: the visitor is caught then.
        """
        for number in range(1, MAX_LINKS + 1):
            if cache.add(self._step(number), what, WINDOW):
                return number
        cache.set(self._caught, True, CAUGHT)
        return 0

    def take_back(self) -> list[tuple]:
        """What was done before this visitor was caught. Each is given once, whoever asks."""
        steps = {number: cache.get(self._step(number)) for number in range(1, MAX_LINKS + 1)}
        return [what for number, what in steps.items() if what and self._forget(number)]

    def _forget(self, number: int) -> bool:
        return cache.delete(self._step(number))

    def _step(self, number: int) -> str:
        return f"step:{self.key}:{number}"

    @cached_property
    def _caught(self) -> str:
        return f"caught:{self.key}"


def _salt() -> Any:
    """Today's salt: random, the same for all who share the cache, and gone tomorrow."""
    key = f"salt:{timezone.localdate()}"
    return cache.get_or_set(key, lambda: secrets.token_bytes(16), SALT)


def _address(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy, what the proxy says."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")
