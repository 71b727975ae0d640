"""Find what is live at this second, by words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.models import Article, Author, Revision, SearchDocument, Topic
from articles.publishing.kinds import kinds
from articles.search.asking import Asked, folded, make_sense, telling, words_of
from articles.search.engines import Engine, Wanted
from articles.search.engines.chosen import engine

#: How many results there are at most; who needs more has to say more.
MAX_RESULTS = 200
#: Of titles with all the words, so many of the newest are compared.
TITLES = 100
PAGE_SIZE = 20
#: So many authors, and so many topics, whose names are asked for.
MAX_NAMED = 3


@dataclass(frozen=True)
class Result:
    """A live page with its title and a passage, in which `FOUND` and `END` stand around words."""

    revision: Any
    title: str
    passage: str


@dataclass(frozen=True)
class Found:
    """One page of results. `total` counts all; there `is_more` if that is but the most we count.

    `everywhere` counts what is found without marks, where those keep words from being found.
    """

    asked: Asked | None
    results: list[Result]
    total: int = 0
    is_more: bool = False
    everywhere: int = 0


def find(text: str, *, marks: tuple[str, ...] = (), page: int = 1) -> Found:
    """The results of what somebody typed, those with the words in their title first.

    Some ten queries and one a word, whatever the number of documents; more for words that are
    nowhere (see `make_sense`), and as many again where marks keep them from being found.
    """
    words = words_of(text)
    if not words:
        return Found(None, [])
    look_up = engine()
    asked = make_sense(look_up, Wanted(words, marks))
    is_kept_out = marks and (asked.elsewhere or asked.left_out)
    everywhere = _count_everywhere(look_up, words) if is_kept_out else 0
    if not asked.wanted.words:
        return Found(asked, [], everywhere=everywhere)
    keys = _rank(look_up, asked.wanted)
    live = _live(keys)
    found = [key for key in keys if key in live]
    start = (page - 1) * PAGE_SIZE
    shown = found[start : start + PAGE_SIZE]
    marked = replace(asked.wanted, words=telling(asked.wanted.words))
    excerpts = look_up.excerpts(marked, shown)
    revisions = _for_cards(live[key] for key in shown)
    results = [
        Result(revisions[live[key]], *excerpts[key])
        for key in shown
        if live[key] in revisions and key in excerpts
    ]
    is_more = len(keys) == MAX_RESULTS
    return Found(asked, results, len(found), is_more, everywhere)


def _count_everywhere(look_up: Engine, words: tuple[str, ...]) -> int:
    asked = make_sense(look_up, Wanted(words))
    return look_up.count(asked.wanted, MAX_RESULTS) if asked.wanted.words else 0


def newest(*, topic: Topic | None, author: Author | None, page: int = 1) -> Found:
    """The live articles of a topic, by an author or both, the newest first. Two queries."""
    rows = Revision.objects.live().articles()
    if topic:
        rows = rows.filter(topic=topic)
    if author:
        rows = rows.filter(authors=author)
    total = rows[:MAX_RESULTS].count()
    start = (page - 1) * PAGE_SIZE
    shown = rows.for_cards()[start : start + PAGE_SIZE]
    results = [Result(row, row.title, row.dek) for row in shown]
    return Found(None, results, total, is_more=total == MAX_RESULTS)


def suggest(text: str, limit: int = 8) -> list[Any]:
    """The live pages whose titles hold the words, the last of which is still being typed.

    Those that begin with them first. Four queries.
    """
    words = words_of(text)
    if not words:
        return []
    wanted = Wanted(words, in_title=True, is_unfinished=True)
    keys = engine().newest(wanted, TITLES)
    live = _live(_by_title(keys, words, folded(text))[: 3 * limit])
    shown = list(live.values())[:limit]
    revisions = _for_cards(shown)
    return [revisions[place] for place in shown if place in revisions]


def resembling(words: Iterable[str], limit: int) -> list[Any]:
    """The live pages that hold any of the words, those with the rarest first.

    Two queries, and two for each kind of page.
    """
    asked = tuple(words)
    live = _live(engine().like(asked, (), limit)) if asked else {}
    revisions = _for_cards(live.values())
    return [revisions[place] for place in live.values() if place in revisions]


def named(text: str) -> list[Author | Topic]:
    """The authors and topics whose names hold all the words. Two queries."""
    words = words_of(text)
    if not words:
        return []
    people = _named(Author.objects.all(), "name", words)
    return [*_named(Topic.objects.all(), "title", words), *people]


def _named(rows: Any, field: str, words: tuple[str, ...]) -> Any:
    for word in words:
        rows = rows.filter(**{f"{field}__icontains": word})
    return rows[:MAX_NAMED]


def label_of(row: Any) -> str:
    """What a page, a topic or an author is, in a word; empty for an article. No query."""
    own = {kind.revisions.rel.related_model: kind._meta.verbose_name for kind in kinds()}
    kind = getattr(row, "kind", "") or own.get(type(row)) or row._meta.verbose_name
    return "" if kind == Article.Kind.ARTICLE else str(kind).capitalize()


def _rank(look_up: Engine, wanted: Wanted) -> list[int]:
    titled = look_up.newest(Wanted(wanted.words, wanted.marks, in_title=True), TITLES)
    keys = _by_title(titled, wanted.words) + look_up.best(wanted, MAX_RESULTS)
    return list(dict.fromkeys(keys))[:MAX_RESULTS]


def _by_title(keys: list[int], words: tuple[str, ...], beginning: str = "") -> list[int]:
    """The titles with this `beginning` first, then those that say least besides the words.

    One query.
    """
    rows = SearchDocument.objects.filter(pk__in=keys).values_list("pk", "title")
    places = {
        pk: (not folded(title).startswith(beginning), len(set(words_of(title)) - set(words)))
        for pk, title in rows
    }
    return sorted((key for key in keys if key in places), key=lambda key: places[key])


#: A revision by the letter of its kind and its primary key.
Place = tuple[str, int]


def _live(keys: Iterable[int]) -> dict[int, Place]:
    """Those of the documents whose revision is live now, in the same order.

    One query, and one for each kind of page.
    """
    keys = list(keys)
    rows = SearchDocument.objects.filter(pk__in=keys).values_list("pk", "letter", "revision")
    places = {pk: (letter, revision) for pk, letter, revision in rows}
    live = {
        (letter, pk)
        for letter, revisions in _by_kind(places.values()).items()
        for pk in revisions.values_list("pk", flat=True)
    }
    return {key: places[key] for key in keys if places.get(key) in live}


def _for_cards(places: Iterable[Place]) -> Mapping[Place, Any]:
    """The revisions as lists show them. One query for each kind of page."""
    return {
        (letter, row.pk): row
        for letter, revisions in _by_kind(places).items()
        for row in revisions.for_cards()
    }


def _by_kind(places: Iterable[Place]) -> dict[str, Any]:
    keys: dict[str, list[int]] = {}
    for letter, revision in places:
        keys.setdefault(letter, []).append(revision)
    return {
        model.letter: model.objects.live().filter(pk__in=keys[model.letter])
        for model in (kind.revisions.rel.related_model for kind in kinds())
        if model.letter in keys
    }
