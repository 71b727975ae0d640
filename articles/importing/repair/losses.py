"""Mojibake that lost a byte on its way: mended where only one character can have been meant.

A strict reading drops the few bytes that its code page leaves free; a careless one turns the
no-break space in a sequence into a plain one. What could be several characters stays unknown.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from articles.importing.repair.changes import Changes
from articles.importing.repair.codepages import TURKISH, WESTERN, CodePage

KIND = "mojibake"
LOST = "lost character"

#: What texts of our kind do use among the characters of three and four bytes.
MARKS = frozenset("–—‘’“”†•…‹›€™←→↑↓↔⇒−≈≠≤≥★☆✓✔✗✘\ufe0f")
PICTURES = re.compile(
    "[\u231a\u231b\u2328\u23e9-\u23f3\u23f8-\u23fa\u25fd\u25fe\u2600-\u2604\u260e\u2611\u2614"
    "\u2615\u2618\u261d\u2620\u2639\u263a\u2648-\u2653\u2660\u2663\u2665\u2666\u267b\u267e\u267f"
    "\u2692-\u2697\u2699\u26a0\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2"
    "\u26f3\u26f5\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u2728\u2744\u274c"
    "\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u2b05-\u2b07\u2b1b\u2b1c"
    "\u2b50\u2b55\U0001f300-\U0001faff]"
)
#: A no-break space in a sequence may have become a plain one; a shouted word ends in Ã itself.
LONE_A_GRAVE = re.compile(r"(?<![^\Wa-z])Ã(?= \w)")
LONE_SPACE = re.compile(r"(?<![^\Wa-z])Â(?=[ \n]|\Z)")
JOINER = "\u200d"


def mend_losses(text: str, pages: Counter[CodePage], changes: Changes) -> str:
    """The text with incomplete sequences mended or, where the picture is unknown, taken out."""
    if text.isascii():
        return text
    page = pages.most_common(1)[0][0] if pages else WESTERN
    if pages.keys() & {WESTERN, TURKISH}:
        text = _restore_spaces(text, changes)
    pattern = _incomplete(page, is_broken=bool(pages))
    return changes.substitute(KIND, text, pattern, lambda match: _mend(page, match))


def _restore_spaces(text: str, changes: Changes) -> str:
    text = changes.substitute(KIND, text, LONE_A_GRAVE, lambda match: "à")
    return changes.substitute(KIND, text, LONE_SPACE, lambda match: "")


@cache
def _incomplete(page: CodePage, *, is_broken: bool) -> re.Pattern[str]:
    """Sequences that lack bytes; in a text without other mojibake only the unmistakable."""
    shown = {byte: "".join(_chars(page, byte)) for byte in (0xE2, 0xEF, 0xF0, 0x80, 0x9F)}
    tail = f"[{''.join(map(re.escape, page.tails))}]"
    picture = f"[{shown[0xF0]}][{shown[0x9F]}]{tail}?\ufffd?(?!{tail})"
    quote = f"[{shown[0xE2]}][{shown[0x80]}]\ufffd?(?!{tail})"
    forms = [f"(?P<picture>{picture}) ?", quote]
    if is_broken:
        forms.append(f"[{shown[0xE2]}{shown[0xEF]}](?:{tail}\ufffd?|\ufffd{tail})(?!{tail})")
    return re.compile("|".join(forms))


def _chars(page: CodePage, byte: int) -> Iterator[str]:
    return (re.escape(char) for char, value in page.table.items() if value == byte)


def _mend(page: CodePage, match: re.Match[str]) -> str:
    shown = match["picture"] or match[0]
    after = match[0][len(shown) :]
    known = bytes(page.table[char] for char in shown if char != "\ufffd")
    found = set(_candidates(known, page.lost))
    if _is_between_pictures(match) and JOINER in found:
        return JOINER
    meant = {char for char in found if char in MARKS or PICTURES.match(char)}
    if len(meant) == 1:
        return meant.pop() + after
    # A picture that cannot be known says nothing any more; anything else may be right text.
    return "" if match["picture"] else match[0]


def _candidates(known: bytes, lost: tuple[int, ...]) -> Iterator[str]:
    for place in range(1, len(known) + 1):
        for byte in lost:
            try:
                yield (known[:place] + bytes([byte]) + known[place:]).decode()
            except UnicodeDecodeError:
                continue


def _is_between_pictures(match: re.Match[str]) -> bool:
    before, after = match.string[: match.end()], match.string
    return bool(
        PICTURES.match(before[match.start() - 1 : match.start()])
        and PICTURES.match(after, match.end())
    )
