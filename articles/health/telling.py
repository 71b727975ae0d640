"""What checks tell of sources: readers, when they were last found; writers, what is wrong."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import CharField, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from articles.compiled import CompiledQuery, Parameter
from articles.health.addresses import hash_of, normalise
from articles.health.quotes import GONE
from articles.models import CheckedAddress, CheckedQuote

HASH: CharField = CharField(max_length=64)


def days_of(keys: Iterable[str]) -> dict[str, date]:
    """When sources were last found, by keys as `rendering.links.CHECK_SLOT` has them. One query.

    One with a passage was found with the passage in it. What is broken or cannot be told, and
    what lacks its passage, is left out.
    """
    split = {key: key.partition("-")[::2] for key in sorted(keys)}
    urls = sorted({url for url, _ in split.values()})
    texts = sorted({text for _, text in split.values() if text})
    values = {f"url{n}": url for n, url in enumerate(urls)}
    values |= {f"text{n}": text for n, text in enumerate(texts)}
    found = {}
    for url, text, checked_at, read_at in _found(len(urls), len(texts)).rows(**values):
        found[url, ""] = checked_at
        if text:
            found[url, text] = min(checked_at, read_at)
    return {key: timezone.localdate(found[pair]) for key, pair in split.items() if pair in found}


def troubles_of(sources: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What is wrong with sources, each an address and a passage as they were typed.

    Of those that are broken or lack their passage. One query; none without an address.
    """
    urls = {source: normalise(source[0]) for source in sources}
    hashes = {source: hash_of(url) for source, url in urls.items() if url}
    if not hashes:
        return {}
    gone = FilteredRelation("quotes", condition=Q(quotes__verdict=CheckedQuote.Verdict.GONE))
    rows = CheckedAddress.objects.filter(url_hash__in=set(hashes.values())).annotate(gone=gone)
    broken: dict[str, str] = {}
    lost: set[tuple[str, str]] = set()
    for url_hash, verdict, reason, passage in rows.values_list(
        "url_hash", "verdict", "reason", "gone__text"
    ):
        if verdict == CheckedAddress.Verdict.BROKEN:
            broken[url_hash] = f"This address is broken: {reason}."
        lost.add((url_hash, passage))
    told = {
        source: broken.get(url_hash) or (f"{GONE}." if (url_hash, source[1]) in lost else "")
        for source, url_hash in hashes.items()
    }
    return {source: words for source, words in told.items() if words}


@lru_cache(maxsize=128)
def _found(urls: int, texts: int) -> CompiledQuery[CheckedAddress]:
    """So many addresses that work, with those of so many passages that are there."""

    def build() -> QuerySet:
        rows = CheckedAddress.objects.filter(
            url_hash__in=_parameters("url", urls),
            verdict=CheckedAddress.Verdict.OK,
            checked_at__isnull=False,
        )
        if not texts:
            return rows.values_list("url_hash", Value(""), "checked_at", "checked_at")
        passages = Q(
            quotes__verdict=CheckedQuote.Verdict.FOUND,
            quotes__text_hash__in=_parameters("text", texts),
        )
        joined = rows.annotate(found=FilteredRelation("quotes", condition=passages))
        return joined.values_list("url_hash", "found__text_hash", "checked_at", "found__checked_at")

    return CompiledQuery(lambda: build().order_by("pk"))


def _parameters(name: str, count: int) -> list[Parameter]:
    return [Parameter(f"{name}{number}", HASH) for number in range(count)]
