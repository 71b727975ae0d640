"""Where in a text a remark belongs, kept so that it is found again when the text has changed.

A passage is kept as what it says with what stands on both sides of it (W3C Web Annotation,
TextQuoteSelector). Everything here is pure, and its work is bounded by the length of the text:
a passage is looked for word by word, then without regard to white space, and last as the
words nearest to it. `static/js/desk/anchors.js` does the same in the browser; the cases of
both stand in `tests/articles/reviewing/anchors.json`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

MAX_QUOTE = 600
CONTEXT = 40
#: A word that stands everywhere is looked at in so many places, and no more.
MAX_PLACES = 1_000
#: Below this many letters, words that are only alike say nothing.
MIN_ALIKE = 8
#: This share of a passage may have changed: above it, it is another passage.
MAX_CHANGED = 0.4
#: Pieces of a passage that are looked for to learn whereabouts it may be.
SEED, SEED_STEP, MAX_SEED_PLACES, MAX_WHEREABOUTS = 5, 3, 20, 4

Span = tuple[int, int]


@dataclass(frozen=True)
class Quote:
    """A passage: its words, and up to 40 letters of what stands before and after it."""

    text: str
    before: str = ""
    after: str = ""


def anchor(text: str, start: int, end: int) -> Quote:
    """The passage of `text` from `start` to `end`; a long one is kept by its first 600 letters."""
    end = min(end, start + MAX_QUOTE)
    return Quote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find(text: str, quote: Quote) -> Span | None:
    """Where the passage stands in `text` now, as (start, end); `None` where it is gone."""
    if not quote.text.strip():
        return None
    return _find_exactly(text, quote) or _find_spaced(text, quote) or _find_alike(text, quote)


def _find_exactly(text: str, quote: Quote) -> Span | None:
    """The place with the same words whose surroundings are most like those of the passage."""
    whole = text.find(quote.before + quote.text + quote.after)
    if whole >= 0:
        start = whole + len(quote.before)
        return start, start + len(quote.text)
    spans = [(at, at + len(quote.text)) for at in _places(text, quote.text)]
    return max(spans, key=lambda span: _likeness(text, span, quote), default=None)


def _places(text: str, words: str, limit: int = MAX_PLACES) -> Iterator[int]:
    at = text.find(words)
    while at >= 0 and limit:
        yield at
        at, limit = text.find(words, at + 1), limit - 1


def _likeness(text: str, span: Span, quote: Quote) -> int:
    """How many letters on both sides of `span` are those that stood beside the passage."""
    start, end = span
    before = _count_equal(text[max(0, start - CONTEXT) : start][::-1], quote.before[::-1])
    return before + _count_equal(text[end : end + CONTEXT], quote.after)


def _count_equal(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _find_spaced(text: str, quote: Quote) -> Span | None:
    """The same words with other white space between them."""
    parts = (quote.text, quote.before, quote.after)
    found = _find_exactly(_squeeze(text), Quote(*map(_squeeze, parts)))
    if found is None:
        return None
    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    return letters[found[0]], letters[found[1] - 1] + 1


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _find_alike(text: str, quote: Quote) -> Span | None:
    """The words nearest to the passage, if not too much of it has changed."""
    if len(quote.text) < MIN_ALIKE:
        return None
    limit = int(len(quote.text) * MAX_CHANGED)
    near = []
    for start, end in _whereabouts(text, quote.text, slack=limit):
        changes, (first, last) = _nearest(quote.text, text[start:end])
        if changes <= limit:
            span = (start + first, start + last)
            near.append((changes, -_likeness(text, span, quote), span))
    return min(near)[2] if near else None


def _whereabouts(text: str, words: str, slack: int) -> list[Span]:
    """The stretches of `text` that hold most pieces of `words` where they would have to be."""
    votes: dict[int, int] = {}
    for offset in range(0, len(words) - SEED + 1, SEED_STEP):
        for at in _places(text, words[offset : offset + SEED], MAX_SEED_PLACES):
            begin = (at - offset) // (slack + 1)
            votes[begin] = votes.get(begin, 0) + 1
    likely = sorted(votes, key=lambda begin: (-votes[begin], begin))[:MAX_WHEREABOUTS]
    starts = [begin * (slack + 1) - slack for begin in likely]
    return [(max(0, start), max(0, start) + len(words) + 3 * slack + 1) for start in starts]


def _nearest(words: str, text: str) -> tuple[int, Span]:
    """The part of `text` that becomes `words` by the fewest changes, and their number."""
    changes, end = _nearest_end(words, text, anywhere=True)
    _, length = _nearest_end(words[::-1], text[:end][::-1], anywhere=False)
    return changes, (end - length, end)


def _nearest_end(words: str, text: str, *, anywhere: bool) -> tuple[int, int]:
    """The fewest changes from `words` to a part of `text`, and where that part ends.

    The part starts `anywhere`, or where `text` starts. Bit-parallel edit distance: a few
    operations a letter on one long integer (Myers 1999, as simplified by Hyyrö 2003).
    """
    full, last = (1 << len(words)) - 1, 1 << (len(words) - 1)
    masks: dict[str, int] = {}
    for place, letter in enumerate(words):
        masks[letter] = masks.get(letter, 0) | 1 << place
    more, less, changes = full, 0, len(words)
    best = (changes, 0)
    for end, letter in enumerate(text, start=1):
        equal = masks.get(letter, 0)
        same = (((equal & more) + more) ^ more) | equal | less
        right, left = less | (full & ~(same | more)), same & more
        changes += bool(right & last) - bool(left & last)
        right = right << 1 | (not anywhere)
        more = full & ((left << 1) | ~(same | right))
        less = full & right & same
        best = min(best, (changes, end))
    return best
