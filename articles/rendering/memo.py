"""Texts rendered before: a page that is made anew while somebody types renders what was typed.

Rendering a text depends on the text and on what the page holds by then, and on nothing else;
so the same text on the same page is taken from here, in the preview as in publishing.
"""

from collections import OrderedDict
from dataclasses import replace
from hashlib import blake2b
from threading import Lock

from articles.rendering.library import Page
from articles.rendering.markdown import SECTION_LEVEL, render

#: Characters of HTML kept by each process; the texts used longest ago go first.
MAX_SIZE = 20_000_000


class Memo:
    """Rendered texts, the latest used last. Safe between threads."""

    def __init__(self, max_size: int = MAX_SIZE) -> None:
        self.max_size = max_size
        self.size = 0
        self._lock = Lock()
        self._kept: OrderedDict[bytes, tuple[str, Page]] = OrderedDict()

    def render(self, text: str, page: Page, *, base_level: int = SECTION_LEVEL) -> str:
        """The same as `markdown.render`, from memory where it was rendered before."""
        key = _key(text, page, base_level)
        found = self._find(key)
        if found is None:
            own = _before(page)
            found = render(text, own, base_level=base_level), own
            self._keep(key, found)
        html, after = found
        _take_over(page, after)
        return html

    def _find(self, key: bytes) -> tuple[str, Page] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: bytes, found: tuple[str, Page]) -> None:
        with self._lock:
            if key in self._kept:  # another thread was faster
                return
            self._kept[key] = found
            self.size += len(found[0])
            while self.size > self.max_size:
                _, (html, _) = self._kept.popitem(last=False)
                self.size -= len(html)


def _key(text: str, page: Page, base_level: int) -> bytes:
    """A digest of all that decides how a text comes out."""
    state = page.fields, sorted(page.anchors), page.repeats, page.citations
    kind = page.surface, page.is_sensitive
    facts = repr((page.library.fingerprint, base_level, state, kind, text))
    return blake2b(facts.encode(), digest_size=20).digest()


def _before(page: Page) -> Page:
    """A page that reads as `page` does, and takes down what one text adds to it."""
    return replace(
        page,
        anchors=set(page.anchors),
        repeats=dict(page.repeats),
        citations={key: list(places) for key, places in page.citations.items()},
        problems=[],
        products={},
        merchants={},
        pictures={},
        raw_links=[],
    )


def _take_over(page: Page, after: Page) -> None:
    own = _before(after)  # what is kept here must not be changed by those who take it
    page.fields, page.anchors, page.repeats = own.fields, own.anchors, own.repeats
    page.citations = own.citations
    page.problems += after.problems
    page.raw_links += after.raw_links
    page.products |= after.products
    page.merchants |= after.merchants
    page.pictures |= after.pictures


MEMO = Memo()
