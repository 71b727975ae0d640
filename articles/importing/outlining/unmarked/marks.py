"""The marks that lines of a text without markup start with: bullets, numbers, "Step 2:"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from articles.importing.outlining.unmarked.forms import leading_signs


class MarkKind(StrEnum):
    """What a mark looks like."""

    BULLET = "bullet"
    SIGN = "sign"
    NUMBER = "number"


@dataclass(frozen=True)
class Mark:
    """A line's mark: `written` as it stands, `style` what it shares with its kin.

    `number` is its place in the row; `is_named` is true of "Step 2:" and the like, whose words
    belong to the text.
    """

    kind: MarkKind
    written: str
    style: str
    number: int = 0
    is_named: bool = False


BULLET = re.compile(r"[•‣◦▪▫●○■□◆◇▶►➤➢✦✧★☆❖·∙⁃\-*+–—→➔✓✔☐☑✗✘][ \t\u3000]+(?=\S)|・\s*(?=\S)")
#: Word's second bullet, once its font is lost; a letter unless it is set in.
ROUND = re.compile(r"o[ \t]+(?=\S)")
CHINESE = "一二三四五六七八九十"
NUMBER = re.compile(
    r"(?P<hash>#\s?)?\(?(?P<digits>\d{1,3})(?P<sep>[.)．、]|\ufe0f?\u20e3|:(?=\s)|\s?[-–—](?=\s))"
    rf"\s*(?=[^\s\d])|(?P<hashed>#\s?\d{{1,3}})\s+(?=\S)|（?(?P<chinese>[{CHINESE}]{{1,3}})[、）]\s*"
    r"|(?P<circled>[①-⑳])\s*|(?P<roman>[IVX]{1,4})[.)]\s+(?=\S)|(?P<letter>[a-h])\)\s+(?=\S)"
)
NAMES_OF_NUMBERS = [
    *("one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
]
NAMED = re.compile(
    rf"(?:(?P<word>[^\W\d_]{{3,12}})(?:\s+#?|\s*#)(?P<digits>\d{{1,3}}|[IVX]{{1,4}}|{'|'.join(NAMES_OF_NUMBERS)})"
    rf"|第(?P<chinese>[{CHINESE}\d]{{1,3}})(?P<counter>\w)|(?P<kana>[\u30a0-\u30ff]{{3,6}})\s?(?P<place>\d{{1,2}}))"
    r"(?:\s*(?:[:：.|)]|[-–—]|\Z)\s*|(?<=[\d章节節步部回条話周週日])\s+(?=\S))",
    re.IGNORECASE,
)
ROMAN = {"I": 1, "V": 5, "X": 10}


def read_mark(text: str, indent: int = 0) -> Mark | None:
    """The mark a line starts with, if any."""
    if found := BULLET.match(text) or (ROUND.match(text) if indent else None):
        return Mark(MarkKind.BULLET, found[0], found[0].strip())
    if found := NUMBER.match(text):
        return _numbered(found)
    if (found := NAMED.match(text)) and not text[0].islower():
        return _named(found)
    if signs := leading_signs(text):
        written = text[: len(text) - len(text[len(signs) :].lstrip())]
        return Mark(MarkKind.SIGN, written, signs[0])
    return None


def _numbered(found: re.Match[str]) -> Mark:
    groups = {name: value for name, value in found.groupdict().items() if value}
    if "digits" in groups:
        style = "#" if "hash" in groups else groups["sep"].strip()
        return Mark(MarkKind.NUMBER, found[0], style, int(groups["digits"]))
    if "hashed" in groups:
        return Mark(MarkKind.NUMBER, found[0], "#", int(groups["hashed"].strip("# ")))
    if "chinese" in groups:
        return Mark(MarkKind.NUMBER, found[0], "chinese", _chinese(groups["chinese"]))
    if "circled" in groups:
        return Mark(MarkKind.NUMBER, found[0], "circled", ord(groups["circled"]) - ord("①") + 1)
    if "letter" in groups:
        return Mark(MarkKind.NUMBER, found[0], "letter", ord(groups["letter"]) - ord("a") + 1)
    return Mark(MarkKind.NUMBER, found[0], "roman", _roman(groups["roman"]))


def _named(found: re.Match[str]) -> Mark:
    if found["chinese"]:
        number, style = _count(found["chinese"]), found["counter"]
    elif found["kana"]:
        number, style = int(found["place"]), found["kana"]
    else:
        number, style = _count(found["digits"]), found["word"].casefold()
    return Mark(MarkKind.NUMBER, found[0], style, number, is_named=True)


def _count(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written.lower() in NAMES_OF_NUMBERS:
        return NAMES_OF_NUMBERS.index(written.lower()) + 1
    return _roman(written.upper()) if written.isascii() else _chinese(written)


def _roman(written: str) -> int:
    values = [ROMAN.get(letter, 0) for letter in written]
    after = [*values[1:], 0]
    return sum(
        -value if value < next_ else value for value, next_ in zip(values, after, strict=True)
    )


def _chinese(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    digit = {sign: value for value, sign in enumerate(CHINESE, 1)}
    if not ten:
        return digit.get(ones[-1], 0)
    return 10 * digit.get(tens, 1) + digit.get(ones, 0)
