"""What a sub-id that a network sent back means: the page, the place in it, the product."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from articles.affiliates.sources import PLACEMENT, SOURCE, pages_of
from articles.models import AffiliateLink, ClickCount, Network

#: So many codes are asked for in one query.
CHUNK = 5_000

NO_SUB_ID = "It has no sub-id."
NO_TEMPLATE = "No merchant of this network has a sub-id."
NOT_OURS = "Its sub-id is not made like ours."
NO_PAGE = "Its sub-id names no page."
AMBIGUOUS = "Its sub-id can be read in more than one way."

_FIELD = re.compile(r"\{(article|placement|link)\}")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a reader came from, as far as a sub-id tells; `reason` says why it does not."""

    source: str = ""
    placement: str = ""
    link: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """A sub-id taken apart, in small letters; nothing of it is looked up yet."""

    article: str = ""
    placement: str = ""
    link: str = ""


@dataclass
class _Known:
    """What exists of all that a file names."""

    pages: set[str] = field(default_factory=set)
    links: dict[str, int] = field(default_factory=dict)
    clicked: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))


def match_all(sub_ids: Iterable[str], network: Network) -> dict[str, Match]:
    """Every sub-id with what it means. Four queries and one a kind of page, for any file.

    A code that no page has, a place that no sub-id of ours can name, or words with two meanings
    match nothing: money is never given to a page by a guess.
    """
    patterns = [
        pattern
        for (template,) in network.merchants.exclude(sub_id="").values_list("sub_id").distinct()
        for pattern in _patterns(template)
    ]
    read = {sub_id: _read(sub_id, patterns) for sub_id in set(sub_ids)}
    known = _look_up({words for readings in read.values() for words in readings}, network)
    return {
        sub_id: _settle(sub_id, readings, known) if patterns or not sub_id else _unknown(sub_id)
        for sub_id, readings in read.items()
    }


def _unknown(sub_id: str) -> Match:
    return Match(reason=NO_TEMPLATE if sub_id else NO_SUB_ID)


def _patterns(template: str) -> Iterator[re.Pattern[str]]:
    """What a template's value looks like when it comes back, in any letters.

    Where one field ends and the next begins may be open, as in `{placement}-{link}`: one
    pattern takes the longest, the other the shortest.
    """
    value = template.partition("=")[2]
    for shortest in ("", "?"):
        parts = {
            "article": SOURCE + shortest,
            "placement": PLACEMENT + shortest,
            "link": f"[a-z0-9_-]+{shortest}",
        }
        yield re.compile(_fill(value, parts), re.IGNORECASE | re.ASCII)


def _fill(value: str, parts: dict[str, str]) -> str:
    """A pattern of a template's value; a field that stands there twice must be the same."""
    literals = _FIELD.split(value)
    text, seen = re.escape(literals[0]), set()
    for name, literal in zip(literals[1::2], literals[2::2], strict=True):
        field_text = f"(?P={name})" if name in seen else f"(?P<{name}>{parts[name]})"
        text += field_text + re.escape(literal)
        seen.add(name)
    return text


def _read(sub_id: str, patterns: Iterable[re.Pattern[str]]) -> set[_Words]:
    """All that a sub-id may mean."""
    matches = (pattern.fullmatch(sub_id) for pattern in patterns)
    return {
        _Words(**{name: value.lower() for name, value in match.groupdict().items()})
        for match in matches
        if match
    }


def _look_up(readings: set[_Words], network: Network) -> _Known:
    known = _Known()
    sources = {words.article for words in readings} - {""}
    for chunk in _chunks(sources):
        known.pages |= pages_of(chunk).keys()
    if any(words.link for words in readings):
        known.links = _slugs_of(network)
    for chunk in _chunks(known.pages):
        counts = ClickCount.objects.filter(link__merchant__network=network, source__in=chunk)
        rows = counts.order_by().values_list("source", "placement", "link").distinct()
        for source, placement, link in rows:
            known.clicked[source, placement].add(link)
            # For sub-ids that name the page and no place in it.
            known.clicked[source, ""].add(link)
    return known


def _slugs_of(network: Network) -> dict[str, int]:
    """The network's products by their names in small letters, without those it has twice."""
    found: dict[str, list[int]] = defaultdict(list)
    # In the bin too: readers followed it while it was there.
    links = AffiliateLink.everything.filter(merchant__network=network)
    for slug, pk in links.values_list("slug", "pk"):
        found[slug.lower()].append(pk)
    return {slug: keys[0] for slug, keys in found.items() if len(keys) == 1}


def _chunks(codes: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(codes))
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _settle(sub_id: str, readings: set[_Words], known: _Known) -> Match:
    if not sub_id:
        return Match(reason=NO_SUB_ID)
    if not readings:
        return Match(reason=NOT_OURS)
    # One that names a product of ours says more than one that does not.
    named = {words for words in readings if words.link in known.links}
    for some in (named, readings):
        meanings = {_mean(words, known) for words in some}
        matched = {meaning for meaning in meanings if not meaning.reason}
        if matched:
            return matched.pop() if len(matched) == 1 else Match(reason=AMBIGUOUS)
    return min(meanings, key=lambda meaning: meaning.reason)


def _mean(words: _Words, known: _Known) -> Match:
    link = known.links.get(words.link)
    if not words.article:
        return Match(link=link, reason=NO_PAGE)
    if words.article not in known.pages:
        return Match(reason=f"No page has the code {words.article}.")
    if link is None:
        clicked = known.clicked.get((words.article, words.placement), set())
        link = next(iter(clicked)) if len(clicked) == 1 else None
    return Match(words.article, words.placement, link)
