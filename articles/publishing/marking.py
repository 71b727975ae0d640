"""Two texts as one, for people: what came and went is marked, what stayed is folded away.

Paragraphs are paired first, then the words of each pair; both by `diff3`, in n log n. difflib,
which is quadratic, sees only short stretches that it finds nothing unique in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.publishing.diff3 import Unit, common_ends, once_in_both, pair

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
#: Words times words that difflib may compare; above this a stretch is removed and added.
MAX_CELLS = 1_000
#: How often what stands between unique words is looked at for words that are unique there.
MAX_DEPTH = 8
#: The least part of the shorter of two passages that must stay for words to be marked one by one.
LEAST_IN_COMMON = 0.25
#: Letters of a word that stays in the midst of replaced ones: it is marked along with them.
NOISE = 3
#: Unchanged paragraphs that are folded away, besides the one next to each change.
LEAST_FOLDED = 2

Stretch = tuple[list[str], list[str]]  # tokens of the old text, and what became of them
Paragraph = tuple[Unit | None, Unit | None]


@dataclass(frozen=True)
class Passage:
    """Neighbouring paragraphs that changed, or that did not; of the latter, many are folded."""

    paragraphs: tuple[SafeString, ...]
    is_same: bool = False
    is_folded: bool = False


def mark_text(old: str, new: str) -> tuple[Passage, ...]:
    """Markdown in its paragraphs, with `<ins>` and `<del>` around the words that came and went."""
    groups = [
        (is_same, list(pairs)) for is_same, pairs in groupby(pair(old, new), key=_is_unchanged)
    ]
    passages: list[Passage] = []
    for number, (is_same, pairs) in enumerate(groups):
        if is_same:
            before, after = int(number > 0), int(number < len(groups) - 1)
            passages += _fold([escape(new) for _, new in pairs], before, after)
        else:
            passages.append(Passage(tuple(mark_words(old or "", new or "") for old, new in pairs)))
    return tuple(passages)


def show_text(text: str) -> tuple[Passage, ...]:
    """Markdown in its paragraphs, unmarked."""
    paragraphs = tuple(escape(new) for _, new in pair("", text))
    return (Passage(paragraphs, is_same=True),) if paragraphs else ()


def mark_words(old: str, new: str) -> SafeString:
    """The new text with `<ins>` and `<del>` around the words that came and went."""
    stretches = _without_noise(_joined(_stretches(TOKENS.findall(old), TOKENS.findall(new))))
    shorter = min(len(old), len(new))
    if sum(len(old) for old, new in stretches if old == new) < LEAST_IN_COMMON * shorter:
        stretches = [(old, new)]
    return mark_safe("".join(_render(*stretch) for stretch in stretches))


def mark_list(old: list[str], new: list[str]) -> SafeString:
    """The members of both, in the order of the new one; each that came or went is marked."""
    members = [*new, *(member for member in old if member not in new)]
    return mark_safe(
        ", ".join(_render(*(one if one in some else "" for some in (old, new))) for one in members)
    )


def _is_unchanged(paragraph: Paragraph) -> bool:
    return paragraph[0] == paragraph[1]


def _fold(paragraphs: list[SafeString], before: int, after: int) -> list[Passage]:
    """Unchanged paragraphs, folded but for those next to a change `before` and `after` them."""
    stop = len(paragraphs) - after
    folded = paragraphs[before:stop]
    if not (before or after) or len(folded) < LEAST_FOLDED:
        return [Passage(tuple(paragraphs), is_same=True)]
    parts = [(paragraphs[:before], False), (folded, True), (paragraphs[stop:], False)]
    return [Passage(tuple(part), True, is_folded) for part, is_folded in parts if part]


def _stretches(old: list[str], new: list[str], depth: int = 0) -> Iterator[Stretch]:
    head, tail = common_ends(old, new)
    yield old[:head], new[:head]
    middles = old[head : len(old) - tail], new[head : len(new) - tail]
    anchors = once_in_both(*middles) if depth < MAX_DEPTH else []
    yield from _between(anchors, *middles, depth) if anchors else _in_short(*middles)
    yield old[len(old) - tail :], new[len(new) - tail :]


def _between(
    anchors: list[tuple[int, int]], old: list[str], new: list[str], depth: int
) -> Iterator[Stretch]:
    i = j = 0
    for i_to, j_to in [*anchors, (len(old), len(new))]:
        yield from _stretches(old[i:i_to], new[j:j_to], depth + 1)
        yield old[i_to : i_to + 1], new[j_to : j_to + 1]
        i, j = i_to + 1, j_to + 1


def _in_short(old: list[str], new: list[str]) -> Iterator[Stretch]:
    if len(old) * len(new) > MAX_CELLS:
        yield old, new
        return
    for _, i, i_to, j, j_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield old[i:i_to], new[j:j_to]


def _joined(stretches: Iterator[Stretch]) -> list[tuple[str, str]]:
    """Neighbours that are alike as one, and as text."""
    groups = groupby(filter(any, stretches), key=lambda stretch: stretch[0] == stretch[1])
    sides = (zip(*group, strict=True) for _, group in groups)
    return [("".join(chain(*old)), "".join(chain(*new))) for old, new in sides]


def _without_noise(stretches: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without the spaces and short words that happen to stay between replaced ones."""
    numbers = groupby(range(len(stretches)), key=lambda number: _is_kept(stretches, number))
    sides = (zip(*(stretches[number] for number in group), strict=True) for _, group in numbers)
    return [("".join(old), "".join(new)) for old, new in sides]


def _is_kept(stretches: list[tuple[str, str]], number: int) -> bool:
    old, new = stretches[number]
    if old != new or not 0 < number < len(stretches) - 1:
        return old == new
    around = stretches[number - 1], stretches[number + 1]
    is_noise = len(old.strip()) <= NOISE and all(map(all, around))
    return bool(old.strip()) and not is_noise


def _render(old: str, new: str) -> SafeString:
    if old == new:
        return escape(new)
    removed = format_html("<del>{}</del>", old) if old else ""
    return mark_safe(removed + (format_html("<ins>{}</ins>", new) if new else ""))
