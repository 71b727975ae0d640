"""Two edits of one text, merged by paragraph and, inside one that both changed, by line.

Edits of different units never clash, though they be neighbours. Runs in n log n at most, where
difflib is quadratic: units are matched where they occur once in both texts (Bram Cohen's
patience diff), from there outwards, and in between, if that is short, by their words.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Any, NamedTuple, Self

Passages = list[tuple[str, str]]

LINE = r"[^\S\n]*+\S[^\n]*+\n?"
BLANK_LINES = r"(?>(?:[^\S\n]*+\n)*)(?:[^\S\n]++\Z)?"
LEAD = re.compile(BLANK_LINES)


class Level(NamedTuple):
    """What a text is cut into, and the least that stands between two of them."""

    unit: re.Pattern[str]
    gap: str


PARAGRAPHS = Level(re.compile(rf"(?>(?:{LINE})+){BLANK_LINES}"), "\n\n")
LINES = Level(re.compile(LINE + BLANK_LINES), "\n")
WHOLE = Level(re.compile(r".+", re.DOTALL), "\n\n")
#: As many as a field holds when it is saved; a text with more is one unit.
MAX_LINE_ENDS = 4_000
#: Of changed units compared by their words; in a longer stretch only their order counts.
MAX_PAIRS = 4_000


class Unit(str):
    """A paragraph or line; the white space around it is carried along and not compared."""

    __slots__ = ("after", "before")
    before: str
    after: str

    def __new__(cls, before: str, body: str, after: str) -> Self:
        unit = super().__new__(cls, body)
        unit.before, unit.after = before, after
        return unit


def merge(base: str, mine: str, theirs: str) -> tuple[str, Passages]:
    """The text with both edits, and the pairs of passages that clash in it.

    Of a clash the text holds both passages, mine first; "" is what one removed. What both put
    in at one place stays, mine first.
    """
    return _merge(WHOLE if _is_long(base, mine, theirs) else PARAGRAPHS, base, mine, theirs)


def settle(text: str, mine: str, theirs: str, choice: str) -> str:
    """`text` with one of two clashing passages, where they first follow one another.

    ValueError if they do so nowhere.
    """
    lead, units = _split(PARAGRAPHS, text)
    ours, others = (_split(PARAGRAPHS, passage)[1] for passage in (mine, theirs))
    start = _find(ours + others, units)
    middle, stop = start + len(ours), start + len(ours + others)
    first, last = {"mine": (start, middle), "theirs": (middle, stop), "both": (start, stop)}[choice]
    return (
        lead + _join(PARAGRAPHS, units[:start] + units[first:last] + units[stop:]) + _trail(units)
    )


def pair(old: str, new: str) -> Iterator[tuple[Unit | None, Unit | None]]:
    """The paragraphs of two texts in reading order, each beside what became of it, if anything."""
    level = WHOLE if _is_long(old, new) else PARAGRAPHS
    olds, news = (_split(level, text)[1] for text in (old, new))
    i = j = 0
    for i_to, j_to in [*_matches(olds, news), (len(olds), len(news))]:
        head, tail = common_ends(olds[i:i_to], news[j:j_to])
        yield from zip(olds[i : i + head], news[j : j + head], strict=True)
        yield from ((unit, None) for unit in olds[i + head : i_to - tail])
        yield from ((None, unit) for unit in news[j + head : j_to - tail])
        yield from zip(olds[i_to - tail : i_to + 1], news[j_to - tail : j_to + 1], strict=True)
        i, j = i_to + 1, j_to + 1


def _is_long(*texts: str) -> bool:
    return any(text.count("\n") > MAX_LINE_ENDS for text in texts)


def _find(some: list[Unit], units: list[Unit]) -> int:
    # No paragraph holds an empty line, so only whole ones are found, and in linear time.
    wanted, text = ("\n\n".join(["", *part, ""]) for part in (some, units))
    if wanted not in text:
        raise ValueError("The two passages no longer stand in this text.")
    return text.count("\n\n", 0, text.index(wanted))


def _split(level: Level, text: str) -> tuple[str, list[Unit]]:
    """The white space at the beginning, and the units."""
    lead = LEAD.match(text)[0]  # type: ignore[index]  # it matches everywhere
    units: list[Unit] = []
    for chunk in level.unit.findall(text, len(lead)):
        body = chunk.rstrip()
        units.append(Unit(_trail(units) or lead, body, chunk[len(body) :]))
    return lead, units


def _trail(units: list[Unit]) -> str:
    return units[-1].after if units else ""


def _join(level: Level, units: list[Unit]) -> str:
    """The text from the first body to the last; the units may come from several texts."""
    parts: list[str] = [*units[:1]]
    for last, unit in pairwise(units):
        gaps = last.after, unit.before, level.gap
        parts += [max(gaps, key=lambda gap: gap.count("\n")), unit]
    return "".join(parts)


def _merge(level: Level, *texts: str) -> tuple[str, Passages]:
    leads, units = zip(*(_split(level, text) for text in texts), strict=True)
    merged: list[Unit] = []
    clashes: Passages = []
    for stretch in _align(*units):
        kept, clash = _merge_stretch(level, *stretch)
        merged += kept
        clashes += clash
    return _pick(*leads) + _join(level, merged) + _pick(*map(_trail, units)), clashes


def _pick(base: Any, mine: Any, theirs: Any) -> Any:
    return theirs if mine == base else mine


def _merge_stretch(
    level: Level, old: list[Unit], mine: list[Unit], theirs: list[Unit]
) -> tuple[list[Unit], Passages]:
    if old == mine == theirs:
        return [_pick_gaps(*units) for units in zip(old, mine, theirs, strict=True)], []
    if old in (mine, theirs) or mine == theirs:
        return _pick(old, mine, theirs), []
    head, tail = common_ends(mine, theirs)
    ours, others = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    if len(old) <= head + tail and not (ours and others):
        return max(mine, theirs, key=len), []  # one did what the other did, and more
    if not old:
        return mine + theirs, []
    if level is PARAGRAPHS and (lines := _merge_lines(old, mine, theirs)):
        return lines, []
    passages = _join(level, ours), _join(level, others)
    both = [Unit("", passage, "") for passage in passages if passage]
    return mine[:head] + both + mine[len(mine) - tail :], [passages]


def _pick_gaps(old: Unit, mine: Unit, theirs: Unit) -> Unit:
    before = _pick(old.before, mine.before, theirs.before)
    return Unit(before, mine, _pick(old.after, mine.after, theirs.after))


def _merge_lines(*versions: list[Unit]) -> list[Unit]:
    """The paragraphs as one, merged by line; none if that clashes, or one side kept no line."""
    base, mine, theirs = (_join(PARAGRAPHS, units) for units in versions)
    lines = set(_split(LINES, base)[1])
    if any(lines.isdisjoint(_split(LINES, text)[1]) for text in (mine, theirs)):
        return []
    text, clashes = _merge(LINES, base, mine, theirs)
    return [] if clashes else [Unit(versions[1][0].before, text, versions[1][-1].after)]


def _align(base: list, mine: list, theirs: list) -> Iterator[tuple[list, list, list]]:
    """The three cut at the same places; what was put in at a place comes apart."""
    ours, others = _places(base, mine), _places(base, theirs)
    last = i = j = 0
    for place in [place for place in ours if place in others]:
        (i_from, i_to), (j_from, j_to) = ours[place], others[place]
        yield base[last:place], mine[i:i_from], theirs[j:j_from]
        yield [], mine[i_from:i_to], theirs[j_from:j_to]
        last, i, j = place, i_to, j_to


def _places(old: list, new: list) -> dict[int, tuple[int, int]]:
    """The places between units of `old`, and from where to where `new` has something put in."""
    places = {}
    i = j = 0
    for i_to, j_to in [*_matches(old, new), (len(old), len(new))]:
        head, tail = common_ends(old[i:i_to], new[j:j_to])
        start, stop, new_stop = i + head, i_to - tail, j_to - tail
        # Removed units, and as many for as many, change one by one; others all together.
        is_one_by_one = new_stop - j - head in (0, stop - start)
        for place in range(i, stop if is_one_by_one else start + 1):
            places[place] = (min(j + place - i, new_stop),) * 2
        for place in range(stop, i_to + 1):
            places[place] = (place + j_to - i_to,) * 2
        if start == stop:
            places[start] = (j + head, new_stop)
        i, j = i_to + 1, j_to + 1
    return places


def _matches(old: list[Unit], new: list[Unit]) -> Iterator[tuple[int, int]]:
    """Where a unit of `old` stands in `new`: the same, or what it was changed into."""
    i = j = 0
    for i_to, j_to in [*once_in_both(old, new), (len(old), len(new))]:
        head, tail = common_ends(old[i:i_to], new[j:j_to])
        i, j = i + head, j + head
        for some, other in _alike(old[i : i_to - tail], new[j : j_to - tail]):
            yield i + some, j + other
        if i_to < len(old):
            yield i_to, j_to
        i, j = i_to + 1, j_to + 1


def _alike(old: list[Unit], new: list[Unit]) -> list[tuple[int, int]]:
    """Pairs of units in one order that have, all together, the most words in common.

    Only words that stand in no other of the units count, and a third of those of the shorter.
    """
    if not old or not new or len(old) * len(new) > MAX_PAIRS:
        return []
    words, new_words = _own_words(old), _own_words(new)
    # best[j]: what the units so far have in common with the first j of `new`, and the pairs.
    best: list[Any] = [(0, None)] * (len(new) + 1)
    for i, mine in enumerate(words):
        row = best[:1]
        for j, theirs in enumerate(new_words):
            common = len(mine & theirs)
            is_alike = common and 3 * common >= min(len(mine), len(theirs))
            pair = (best[j][0] + common, ((i, j), best[j][1])) if is_alike else best[0]
            row.append(max(best[j + 1], row[j], pair, key=itemgetter(0)))
        best = row
    return _unroll(best[-1][1])


def _own_words(units: list[Unit]) -> list[set[str]]:
    words = [set(unit.split()) for unit in units]
    counts = Counter(word for some in words for word in some)
    return [{word for word in some if counts[word] == 1} for some in words]


def _unroll(top: Any) -> list[tuple[int, int]]:
    found = []
    while top:
        pair, top = top
        found.append(pair)
    return found[::-1]


def once_in_both(old: list, new: list) -> list[tuple[int, int]]:
    """Where units that occur once stand in both; of those, the most that are in one order."""
    counts, new_counts = Counter(old), Counter(new)
    once = {unit: i for i, unit in enumerate(old) if counts[unit] == new_counts[unit] == 1}
    # Patience sorting: what tops a pile knows what then topped the pile before.
    tops: list[Any] = []
    for pair in [(once[unit], j) for j, unit in enumerate(new) if unit in once]:
        pile = bisect_left(tops, pair, key=itemgetter(0))
        tops[pile : pile + 1] = [(pair, tops[pile - 1] if pile else None)]
    return _unroll(tops[-1] if tops else None)


def common_ends(one: list, other: list) -> tuple[int, int]:
    """With how many units both begin, and with how many of the rest both end."""
    head = _count_same(one, other)
    return head, _count_same(one[head:][::-1], other[head:][::-1])


def _count_same(one: list, other: list) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
