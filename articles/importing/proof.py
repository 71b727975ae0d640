"""Held against each other: a document and the article made of it, sentence by sentence.

Both are cut into pieces by one rule, at the ends of sentences and lines and at colons, and each
piece into plain words; marks, case, punctuation, addresses and numbers before a heading or an
item are nobody's loss. What does not match piece by piece is looked for as runs of words, so that
lines may be joined or parted. Linear in the texts.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any

from articles.importing.document import Document
from articles.importing.outline import Outline

#: Words in a row.
Run = tuple[str, ...]

#: As many words in a row are looked for as one; in shorter pieces all of them.
RUN = 5
#: A value of the front matter is prose, and no setting, from so many words on.
PROSE = 3

CJK = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
ENDS = re.compile(r"[.!?…:。！？：\n]+")
APOSTROPHES = re.compile(r"['’‘´](?<=\w['’‘´])(?=\w)")
#: Marks of Markdown, also where they are meant as such; and what nobody sees.
SIGNS = re.compile(r"[\\*_~`\xad\u200b\u2060\ufeff]+")
MARK = re.compile(r"^[ \t>]*(?:(?:[-+*•–]|#{1,6}|\d{1,3}[.)])[ \t]+)*", re.MULTILINE)
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()]+|\[\^[^\]\s]{1,100}\]|\[\d{1,3}\]")

#: What Markdown holds and nobody reads: fences of blocks, tags, where links lead.
UNSEEN = re.compile(
    r"^[ \t]*(?::::[^\n]*|```[^\n]*|~~~[^\n]*|[-*_=]{3,}|\[(?!\^)[^\]\n]+\]:[^\n]*)$"
    r"|(?<!\\)<(?!https?:|mailto:)[a-zA-Z/!][^<>]*>"
    r"|(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|(?<=\])\[[^\[\]\n]*\]",
    re.MULTILINE,
)
PICTURE = re.compile(r"!\[(?:\\.|[^\[\]\\])*\](?=\()")
#: A line break inside a paragraph is a space.
WRAP = re.compile(r"\n(?=[^\s>#|+•*–-])(?!\d{1,3}[.)])")

#: With numbers, all that a label holds: "Step 2:", "Q:", "By".
LABELS = frozenset(
    re.findall(
        r"\w+",
        "section step part chapter tip lesson day week final intro q a question answer by author"
        " written title tags topics source",
    )
)


@dataclass(frozen=True)
class Proof:
    """How far a document and its outline hold the same words.

    `lost` are pieces of the document that the outline does not hold, as often as they are
    missing; `invented` are pieces of the outline that the document does not hold. The shares
    count runs of five words.
    """

    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    share_kept: float = 1.0
    share_invented: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether nothing vanished and nothing was added."""
        return not self.lost and not self.invented


@dataclass(frozen=True)
class Piece:
    """A sentence or a part of one, as it is shown and as it is compared."""

    shown: str
    words: Run


class Text:
    """The pieces of one side, and how often it has the runs of words that are asked for."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = list(pieces)
        self.keys = Counter(piece.words for piece in self.pieces)

    def flowing(self, asked: Set[Run]) -> Counter[Run]:
        """How often it has these runs, also across pieces."""
        return _count(asked, [tuple(word for piece in self.pieces for word in piece.words)])

    def inside(self, asked: Set[Run]) -> Counter[Run]:
        """How often it has these runs inside pieces."""
        return _count(asked, [piece.words for piece in self.pieces])


def _count(asked: Set[Run], rows: list[Run]) -> Counter[Run]:
    # Hardly any run of a text is asked for: to pass over the others is faster than to count all.
    sizes = {len(run) for run in asked}
    long = ((words, size) for size in sizes for words in rows if len(words) >= size)
    runs = chain.from_iterable(_runs(words, size) for words, size in long)
    return Counter(filter(asked.__contains__, runs))


def prove(document: Document, outline: Outline) -> Proof:
    """What the outline lacks of the document, and what it has beyond it."""
    said, front = _pieces(document.words), list(_front_matter(document))
    article, beside = list(_article(outline)), list(_beside(outline))
    source = Text([*said, *_missing(front, said)])
    made = Text([*article, *_missing(beside, article)])
    known = Text([*said, *front, *_settings(document)])
    lost = _lost(source, made)
    invented = _invented([*article, *beside], known)
    return Proof(
        tuple(piece.shown for piece in lost),
        tuple(piece.shown for piece in invented),
        _share(said, made) if lost else 1.0,
        1 - _share([*article, *beside], known) if invented else 0.0,
    )


def _lost(source: Text, made: Text) -> list[Piece]:
    suspects = _suspects(source, made)
    asked = {run for piece in suspects for run in _looked_for(piece.words)}
    there, kept = source.inside(asked), made.flowing(asked)
    gone = {run for run in asked if there[run] > kept[run]}
    return [piece for piece in suspects if not gone.isdisjoint(_looked_for(piece.words))]


def _suspects(source: Text, made: Text) -> list[Piece]:
    """The pieces that are not found as such, as often as they are missing."""
    missing = source.keys - made.keys
    suspects = []
    for piece in source.pieces:
        if missing[piece.words] > 0:
            missing[piece.words] -= 1
            suspects.append(piece)
    return suspects


def _looked_for(words: Run) -> Iterator[Run]:
    """The runs by which a piece is found, its label aside."""
    words = _without_label(words)
    yield from _longest_runs(words)
    # Short words side by side may look like a piece that is gone, so words are counted too.
    yield from ((word,) for word in words if word not in LABELS and not word.isdecimal())


def _invented(pieces: Iterable[Piece], known: Text) -> list[Piece]:
    suspects = [piece for piece in pieces if piece.words not in known.keys]
    asked = {run for piece in suspects for run in _longest_runs(piece.words)}
    found = known.flowing(asked)
    return [
        piece for piece in suspects if not all(run in found for run in _longest_runs(piece.words))
    ]


def _share(pieces: Iterable[Piece], text: Text) -> float:
    runs = [run for piece in pieces for run in _longest_runs(piece.words)]
    found = text.flowing(set(runs))
    return sum(run in found for run in runs) / len(runs) if runs else 1.0


def _longest_runs(words: Run) -> Iterator[Run]:
    return _runs(words, min(RUN, len(words)))


def _runs(words: Run, size: int) -> Iterator[Run]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def _without_label(words: Run) -> Run:
    start = 0
    while start < len(words) and (words[start] in LABELS or words[start].isdecimal()):
        start += 1
    # "A day" is a label by its words alone; before other words, three at the most are one.
    return words[start:] if start in (len(words), 1, 2, 3) else words


def _missing(pieces: Iterable[Piece], present: Iterable[Piece]) -> list[Piece]:
    """The pieces that are not present already: what is said twice beside a text counts once."""
    there = {piece.words for piece in present}
    once = {piece.words: piece for piece in pieces}
    return [piece for words, piece in once.items() if words not in there]


def _pieces(text: str) -> list[Piece]:
    text = MARK.sub("", ADDRESS.sub(" ", unicodedata.normalize("NFKC", SIGNS.sub("", text))))
    pieces = []
    for shown in ENDS.split(APOSTROPHES.sub("", text)):
        words = tuple(WORD.findall(shown.casefold()))
        if words:
            pieces.append(Piece(shown.strip(), words))
    return pieces


def _visible(markdown: str) -> str:
    """The words that a reader of the Markdown sees."""
    # Only a comment that ends hides anything; split and joined, as a pattern would search on
    # from each beginning to the text's end.
    first, *rest = markdown.split("<!--")
    text = first + "".join(part.partition("-->")[2] if "-->" in part else part for part in rest)
    text = UNSEEN.sub("", PICTURE.sub("[]", text))
    return html.unescape(WRAP.sub(" ", text))


def _article(outline: Outline) -> Iterator[Piece]:
    """What the article says where the document said it, and what was left out."""
    texts = [outline.title]
    for part in outline.parts:
        texts += (part.heading, _visible(part.body))
    texts += (_visible(reference.text) for reference in outline.references)
    texts += (_visible(row.text) for row in outline.left_out)
    return (piece for text in texts for piece in _pieces(text))


def _beside(outline: Outline) -> Iterator[Piece]:
    """What the article says beside its text; the text may say it too."""
    texts = [
        outline.description,
        f"{outline.author}, {outline.credential}",
        outline.topic,
        ", ".join(outline.tags),
        *(_visible(call.text) for call in outline.calls),
    ]
    return (piece for text in texts for piece in _pieces(text))


def _front_matter(document: Document) -> Iterator[Piece]:
    """What the front matter says in words."""
    meta = document.meta
    texts = [meta.title, meta.description, meta.author, meta.credential, meta.topic, *meta.tags]
    texts += (text for row in meta.faqs for text in row)
    texts += (text for text in _strings(meta.fields) if len(text.split()) >= PROSE)
    return (piece for text in texts for piece in _pieces(_visible(text)))


def _settings(document: Document) -> Iterator[Piece]:
    texts = [*_strings(document.meta.fields), *(row.text for row in document.left_out)]
    return (piece for text in texts for piece in _pieces(_visible(text)))


def _strings(value: Any) -> Iterator[str]:
    """The strings in a value of the front matter, however deep it is."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
