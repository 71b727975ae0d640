"""Sentences that lost the space or the line between them, as pages are copied: "…set time.”Use".

A joint is the end of a sentence directly followed by a capital. Both words must be words: two
letters and more before the end, the last ones small, and a capital that small letters follow (or
"I" and "A"), so that "U.S.A", "J.R.Marsh", "v2.B" and "wait...And" are none. Short forms, code,
links, addresses and file names are passed over.
"""

import re
from bisect import bisect
from collections.abc import Iterator

from articles.importing.document import Repair
from articles.importing.repair.changes import Changes

KIND = "missing space"

CLOSING = "”’»\"')\\]"
OPENING = '“‘«"(\\['

JOINT = re.compile(
    rf"(?P<word>(?<![^\W\d_])[^\W\d_]{{2,30}}|\d|[{CLOSING}%])(?P<end>[.!?…][!?]?[{CLOSING}]{{0,3}})"
    rf"(?=[{OPENING}]?(?P<start>[^\W\d_]{{1,2}}))"
)

#: A capital may follow them without a space, or stand in a name with them: "St.Anne", "Yahoo!Mail".
SHORT_FORMS = frozenset(
    re.findall(
        r"\w+",
        "vs etc st dr mr mrs ms prof no nos vol fig ph inc ltd co jr sr approx dept est ed eds eg"
        " ie pp op cit al yahoo node vue next nuxt express react asp",
    )
)

PASSED_OVER = re.compile(
    r"`[^`\n]*`|\]\([^()\s]*\)|<[^<>\n]*>|(?:\w+://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+"
    r"|(?<![\w-])[\w-]+\.(?:com|org|net|edu|gov|io|co|uk|de|fr|js|py|md|html?|pdf|docx?|txt|php"
    r"|json)\b|\b\w+\.\w+\(",
    re.IGNORECASE,
)


def part_joints(line: str) -> list[str]:
    """The pieces of a line at which sentences or labels are glued together; mostly itself."""
    pieces, start = [], 0
    for joint in _joints(line):
        pieces.append(line[start : joint.end()])
        start = joint.end()
    return [*pieces, line[start:]]


def space_joints(text: str) -> tuple[str, list[Repair]]:
    """A paragraph with the missing spaces between its sentences, and each that was missing."""
    changes = Changes()
    pairs = ((joint, f"{joint[0]} ") for joint in _joints(text))
    return changes.replace(KIND, text, pairs), changes.repairs()


def _joints(text: str) -> Iterator[re.Match[str]]:
    joints = [joint for joint in JOINT.finditer(text) if _is_joint(joint)]
    if not joints:
        return
    passed_over = [match.span() for match in PASSED_OVER.finditer(text)]
    for joint in joints:
        index = bisect(passed_over, (joint.end("word"), -1)) - 1
        if index < 0 or passed_over[index][1] <= joint.end("word"):
            yield joint


def _is_joint(joint: re.Match[str]) -> bool:
    word, start = joint["word"], joint["start"]
    after = joint.string[joint.end() : joint.end() + 4].lstrip('“‘«"([')
    is_start = start.istitle() and (
        len(start) == 2 or (after[1:2] in (" ", "’", "'") and start in "IA")
    )
    is_word = not word.isalpha() or (word[1:].islower() and word.lower() not in SHORT_FORMS)
    # One dot inside a letter's run of dots is an abbreviation's: "Ph.D.Marsh", "e.g.The".
    before = joint.string[joint.start() - 1 : joint.start()]
    return is_start and is_word and not (before == "." and word.isalpha())
