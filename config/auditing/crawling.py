"""The crawl: every address once, one page in hand at a time."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.conf import settings

from config.auditing import checks  # noqa: F401 (they register themselves)
from config.auditing.addresses import FIRST, addresses_of_rows, links_of
from config.auditing.answers import Answer
from config.auditing.fetching import Fetcher
from config.auditing.mails import write_samples
from config.auditing.rules import RULES, Finding, Rule, conclude, examine
from config.auditing.site import Site


@dataclass
class Audit:
    """Reads the whole site, or what is below a `path`, by all rules or some.

    Keeps addresses, titles and dates of what it read, never a page.
    """

    rules: list[Rule] = field(default_factory=lambda: list(RULES))
    path: str = ""
    read: int = 0
    _again: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.site = Site.read()
        self.fetcher = Fetcher()

    @property
    def possible(self) -> list[Rule]:
        return [one for one in self.rules if one.is_possible]

    @property
    def skipped(self) -> list[Rule]:
        return [one for one in self.rules if not one.is_possible]

    def run(self) -> Iterator[Finding]:
        """Yield what breaks a rule, page by page."""
        for answer in self.answers():
            yield from examine(answer, self.site, self.possible)
        if not self.path:
            yield from conclude(self.site, self.possible)

    def answers(self) -> Iterator[Answer]:
        """Everything there is to look at: first what tells of pages, then pages, then mails."""
        first, pages = deque(self._new(FIRST)), deque[str]()
        while first:
            answer = self._fetch(first.popleft())
            for address in self._new(links_of(answer, self.site), answer.address):
                if address.startswith("/sitemaps/"):
                    first.appendleft(address)
                else:
                    pages.append(address)
            yield from self._shown(answer)
        if self.path:
            pages = deque(address for address in pages if address.startswith(self.path))
            pages.extend(self._new([self.path]))
        else:
            pages.extend(self._new(addresses_of_rows()))
        while pages:
            answer = self._fetch(pages.popleft())
            if not self.path:
                pages.extend(self._new(links_of(answer, self.site), answer.address))
            yield from self._shown(answer)
        if not self.path:
            yield from write_samples()

    def _shown(self, answer: Answer) -> Iterator[Answer]:
        # With DEBUG, Django answers with pages of its own where nothing is.
        is_djangos = settings.DEBUG and answer.status >= 400
        if answer.address.startswith(self.path) and not is_djangos:
            self.read += 1
            yield answer

    def _fetch(self, address: str) -> Answer:
        with _quietly():
            answer = self.fetcher.fetch(address)
            if answer.status == 200 and answer.view and answer.view not in self._again:
                self._again.add(answer.view)
                answer = replace(answer, again=self.fetcher.again(answer))
        self.site.note(answer)
        return answer

    def _new(self, addresses: Iterable[str], source: str = "") -> Iterator[str]:
        """Those that nobody named before, with who did now."""
        for address in addresses:
            if address not in self.site.linked_from:
                self.site.linked_from[address] = source
                yield address


@contextmanager
def _quietly() -> Iterator[None]:
    """Without a line for each page that is not there: some are asked for because of that."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
