"""Which words of a draft name another page that is live, and may lead to it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import ada_url
from django.db import connection
from django.db.models import Count, Q
from django.db.models.expressions import RawSQL
from django.urls import Resolver404, resolve

from articles.discovery.phrases import Phrase, Word, phrases_of, words_in
from articles.discovery.subjects import LONGEST_WHOLE
from articles.models import Subject
from articles.publishing.kinds import kinds
from articles.publishing.library import OWN_HOSTS, library_for
from articles.rendering.library import NOBODYS_HOST, Library
from articles.rendering.limits import check_size, check_whole
from articles.rendering.links import OWN_SCHEMES
from articles.rendering.placing import Place, free_places, links_of, unfit

MAX_SUGGESTIONS = 12
#: Words of a draft that are looked at, in all its texts together.
MAX_WORDS = 10_000
#: A phrase of more titles than these names none of them, unless it is all of one.
MOST_PAGES = 3
MAX_ROWS = 1_000
#: So many times a phrase is looked at in one text, until it stands where a link may be.
MAX_TIMES = 20
#: How often what cannot be linked gives way to what comes next.
ROUNDS = 4

#: A list of phrases as one value: databases limit how many a query may have.
EACH = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json)",
}

OURS = Library(own_hosts=OWN_HOSTS)

#: Addresses under which pages are read, by the name of their kind in a text's marks.
ADDRESSES = {"article": "article", "page": "article", "guide": "guide"}

#: A page as texts name it in their stable links: its kind and primary key.
Key = tuple[str, int]


@dataclass(frozen=True)
class Suggestion:
    """Words of a text that could lead to another page.

    `offset` is where the phrase begins in the text of that `field`, in UTF-16 code units, as
    JavaScript counts; `mark` is the address that the link has.
    """

    field: str
    phrase: str
    offset: int
    title: str
    mark: str


@dataclass(frozen=True)
class Target:
    """A live page that phrases name."""

    key: Key
    title: str
    mark: str


@dataclass
class Text:
    """One field of the draft; `free` are the places of each phrase where a link may be put."""

    name: str
    text: str
    words: list[Word]
    phrases: list[Phrase]
    free: dict[str, list[Place]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pick:
    """A phrase, where it is linked, and where it leads."""

    text: Text
    place: Place
    target: Target


def suggest_links(
    texts: Mapping[str, str], *, own: str = "", besides: Iterable[str] = ()
) -> list[Suggestion]:
    """What could be linked in `texts` (by field), the longest phrases first, each target once.

    `own` is the page they are of (`article/12`); what it links to already, in `besides` too, is
    left out. At most a dozen queries, for any size of the site and of the texts. Some 100 ms for
    2,000 words. Raises `TextTooLarge`.
    """
    everything = [*texts.values(), *besides]
    check_whole(sum(map(len, everything)))
    for text in everything:
        check_size(text)
    drafts = _read(texts)
    named = _named(row.stems for draft in drafts for row in draft.phrases)
    targets = _targets({key for rows in named.values() for key, _ in rows}) if named else {}
    kind, _, key = own.partition("/")
    known = _linked(everything) if targets else set()
    for gone in known | {(kind, int(key) if key.isdecimal() else 0)}:
        targets.pop(gone, None)
    for draft in drafts:
        draft.free = _free(draft, named, targets)
    return [_suggestion(pick) for pick in _pick(drafts, named, targets)]


def _read(texts: Mapping[str, str]) -> list[Text]:
    drafts, left = [], MAX_WORDS
    for name, text in texts.items():
        words = words_in(text, left)
        left -= len(words)
        drafts.append(Text(name, text, words, list(phrases_of(words, LONGEST_WHOLE))))
    return drafts


# What is named


def _named(phrases: Iterable[str]) -> dict[str, list[tuple[Key, int]]]:
    """The pages of each phrase that names any, and what of the title it is. Two queries."""
    each = _each(set(phrases))
    rows = Subject.objects.filter(phrase__in=each)
    few = rows.values("phrase").annotate(pages=Count("pk")).filter(pages__lte=MOST_PAGES)
    telling = Q(weight=100) | Q(phrase__in=_each(few.values_list("phrase", flat=True)))
    found = rows.filter(telling).order_by("-weight", "-pk")[:MAX_ROWS]
    letters = {letter: kind for kind, letter in _letters()}
    named: dict[str, list[tuple[Key, int]]] = defaultdict(list)
    for phrase, letter, key, weight in found.values_list("phrase", "letter", "subject", "weight"):
        named[phrase].append(((letters[letter], key), weight))
    return {phrase: rows for phrase, rows in named.items() if len(rows) <= MOST_PAGES}


def _each(values: Iterable[str]) -> RawSQL:
    return RawSQL(EACH[connection.vendor], [json.dumps(list(values))])  # noqa: S611 (no SQL in it)


def _letters() -> Iterator[tuple[str, str]]:
    for model in kinds():
        yield model._meta.model_name, model.revisions.rel.related_model.letter


def _targets(keys: set[Key]) -> dict[Key, Target]:
    """Those that are live. One query a kind."""
    targets = {}
    for model in kinds():
        kind, relation = model._meta.model_name, model.revisions.rel
        of_kind = [key for name, key in keys if name == kind]
        rows: Any = relation.related_model.objects.live()
        rows = rows.filter(**{f"{relation.field.name}__in": of_kind}) if of_kind else rows.none()
        for key, title, slug in rows.values_list(f"{relation.field.name}_id", "title", "slug"):
            targets[kind, key] = Target((kind, key), title, f"{kind}:{slug}")
    return targets


# What is linked already


def _linked(texts: Iterable[str]) -> set[Key]:
    """The pages that links lead to, by a mark of today or before, or by address. Eight queries."""
    hrefs = {href for text in texts for href in links_of(text)}
    marks = list(filter(None, map(_mark_of, hrefs)))
    found = library_for(marks).targets.values() if marks else ()
    stable = (target.removeprefix("candor:").split("/") for target in found)
    return {(kind, int(key)) for kind, key in stable}


def _mark_of(href: str) -> str:
    """`article:slug` for a link to a page of ours; empty for others."""
    scheme, _, slug = href.partition(":")
    if f"{scheme.lower()}:" in OWN_SCHEMES:
        return f"{scheme.lower()}:{slug.partition('#')[0]}"
    try:
        url = ada_url.URL(href, base=f"https://{NOBODYS_HOST}/")
        match = resolve(unquote(url.pathname)) if OURS.is_own(url) else None
    except (ValueError, Resolver404):
        return ""
    kind = ADDRESSES.get(match.url_name or "") if match else None
    return f"{kind}:{match.kwargs['slug']}" if match and kind else ""


# What is chosen


def _free(
    draft: Text, named: Mapping[str, list[tuple[Key, int]]], targets: Mapping[Key, Target]
) -> dict[str, list[Place]]:
    """Where phrases that name a target stand and may be linked."""
    places: dict[Place, str] = {}
    times: dict[str, int] = defaultdict(int)
    for phrase in draft.phrases:
        if any(key in targets for key, _ in named.get(phrase.stems, ())):
            times[phrase.stems] += 1
            if times[phrase.stems] <= MAX_TIMES:
                first, last = draft.words[phrase.first], draft.words[phrase.last]
                places[Place(first.start, last.end)] = phrase.stems
    free: dict[str, list[Place]] = defaultdict(list)
    for place in free_places(draft.text, list(places)) if places else ():
        free[places[place]].append(place)
    return free


def _pick(
    drafts: list[Text],
    named: Mapping[str, list[tuple[Key, int]]],
    targets: Mapping[Key, Target],
) -> list[Pick]:
    rows = [
        (phrase, targets[key], weight)
        for phrase, keys in named.items()
        for key, weight in keys
        if key in targets
    ]
    rows.sort(key=lambda row: (-row[0].count(" "), -row[2], row[0], row[1].key))
    banned: set[tuple[str, Place]] = set()
    for _ in range(ROUNDS):
        picks = _choose(drafts, rows, banned)
        bad = [pick for draft in drafts for pick in _unfit(draft, picks)]
        if not bad:
            return picks
        banned |= {(pick.text.name, Place(pick.place.start, pick.place.end)) for pick in bad}
    return [pick for pick in picks if pick not in bad]


def _choose(
    drafts: list[Text],
    rows: Iterable[tuple[str, Target, int]],
    banned: set[tuple[str, Place]],
) -> list[Pick]:
    """The first free place of each phrase, and each target once."""
    picks: list[Pick] = []
    done: set[Any] = set()
    for phrase, target, _ in rows:
        if phrase in done or target.key in done:
            continue
        place = next(_open_places(drafts, phrase, picks, banned), None)
        if place:
            text, words = place
            done |= {phrase, target.key}
            picks.append(Pick(text, Place(words.start, words.end, target.mark), target))
        if len(picks) == MAX_SUGGESTIONS:
            break
    return picks


def _open_places(
    drafts: list[Text], phrase: str, picks: list[Pick], banned: set[tuple[str, Place]]
) -> Iterator[tuple[Text, Place]]:
    for text in drafts:
        taken = [pick.place for pick in picks if pick.text is text]
        for place in text.free.get(phrase, ()):
            is_apart = all(place.end <= row.start or place.start >= row.end for row in taken)
            if is_apart and (text.name, place) not in banned:
                yield text, place


def _unfit(draft: Text, picks: list[Pick]) -> list[Pick]:
    own = {pick.place: pick for pick in picks if pick.text is draft}
    return [own[place] for place in unfit(draft.text, list(own))] if own else []


def _suggestion(pick: Pick) -> Suggestion:
    text, place = pick.text.text, pick.place
    return Suggestion(
        field=pick.text.name,
        phrase=text[place.start : place.end],
        offset=len(text[: place.start].encode("utf-16-le", "surrogatepass")) // 2,
        title=pick.target.title,
        mark=pick.target.mark,
    )
