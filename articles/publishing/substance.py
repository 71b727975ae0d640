"""Whether a text was changed in substance, which alone moves the date it is shown as updated.

Search engines ask that no date is moved for less (Google Search Central, “Publication dates” and
“Creating helpful content”).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Fewer changed words are a correction, however short the text.
FEW = 5
#: More changed words are substance, however long the text.
MANY = 25
#: Between these, so much of the text's words.
SHARE = 0.02

#: What Markdown adds to the words: addresses, citations, names of callouts, numbers of lists.
MARKUP = (
    (re.compile(r"\]\([^()\n]*\)"), "]"),
    (re.compile(r"\[\^[^\[\]\n]*\]"), " "),
    (re.compile(r"^[ \t]*:::+[ \t]*\w*", re.MULTILINE), " "),
    (re.compile(r"^[ \t]*\d{1,9}[.)]\s", re.MULTILINE), " "),
    (re.compile(r"<[^<>\n]*>"), " "),
)
PRODUCT = re.compile(r"\([ \t]*<?go:([\w-]+)|^[ \t]*:::+[ \t]*offer[ \t]+([\w-]+)", re.MULTILINE)
#: An apostrophe within a word is its spelling; a hyphen parts two.
APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)")
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

#: Rows of frozen forms: what one is known by, its heading, and its other texts.
ROWS = {
    "sections": ("key", "heading", ("body",)),
    "faqs": ("key", "question", ("answer",)),
    "references": ("key", "title", ("publisher", "quote")),
    "chapters": ("key", "title", ("body",)),
}
#: Fields of their own.
HEADINGS, TEXTS = ("title",), ("dek", "introduction", "closing")


@dataclass
class Gist:
    """What a frozen form says: its headings and texts by place, and what stands in them."""

    rows: set[tuple[str, ...]] = field(default_factory=set)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Gist":
        gist = cls()
        gist.headings = {(name, ""): content.get(name, "") for name in HEADINGS}
        gist.texts = {(name, ""): content.get(name, "") for name in TEXTS}
        for name, (key, heading, texts) in ROWS.items():
            for row in content.get(name, ()):
                # A chapter is another where another article takes its place.
                gist.rows.add((name, row[key], str(row.get("article") or "")))
                gist.headings[name, row[key]] = row[heading]
                gist.texts[name, row[key]] = "\n".join(row.get(text) or "" for text in texts)
        return gist

    @property
    def all_texts(self) -> list[str]:
        return [*self.headings.values(), *self.texts.values()]

    @property
    def products(self) -> Counter[str]:
        """The products that are linked, and how often."""
        found = (match for text in self.all_texts for match in PRODUCT.finditer(text))
        return Counter(match[1] or match[2] for match in found)

    @property
    def numbers(self) -> Counter[str]:
        return Counter(n for text in self.all_texts for n in NUMBER.findall(_plain(text)))

    @property
    def size(self) -> int:
        """How many words it has."""
        return sum(len(words_of(text)) for text in self.all_texts)


def is_substantial(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether readers of the frozen form `before` find something new in `after`. Pure.

    A new or removed section, question, source, chapter, product link or number is; so is a title
    or heading in other words, and more than a few changed words. Spelling, punctuation, spaces,
    markup and order are not, nor is what surrounds the text: tags, topic, photos, people.
    """
    old, new = Gist.of(before), Gist.of(after)
    if old.rows != new.rows or old.products != new.products or old.numbers != new.numbers:
        return True
    if any(_count_changed(text, new.headings[place]) for place, text in old.headings.items()):
        return True
    changed = sum(_count_changed(text, new.texts[place]) for place, text in old.texts.items())
    return changed > min(MANY, max(FEW, SHARE * max(old.size, new.size)))


def _count_changed(before: str, after: str) -> int:
    """How many words are others, whatever their order. Linear, but for a few that are left."""
    if before == after:
        return 0
    old, new = words_of(before), words_of(after)
    if "".join(old) == "".join(new):  # only parted or joined
        return 0
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if gone.total() <= MANY * 2 and come.total() <= MANY * 2:
        for word in list(gone.elements()):
            other = next((one for one in come if _is_misspelt(word, one)), None)
            if other is not None:
                gone, come = gone - Counter([word]), come - Counter([other])
    return max(gone.total(), come.total())


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two words differ by one letter: another, one more, one less, or two that swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(_differences(one, other), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    swapped = a[1:2] + a[:1] + a[2:]
    return a[1:] == b[1:] or a == b[1:] or a[1:] == b or swapped == b


def _differences(one: str, other: str) -> Iterator[int]:
    return (place for place, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without markup, case and apostrophes."""
    return WORD.findall(APOSTROPHE.sub("", _plain(text)).casefold())


def _plain(text: str) -> str:
    """A text without what Markdown adds to its words."""
    for pattern, instead in MARKUP:
        text = pattern.sub(instead, text)
    return text
