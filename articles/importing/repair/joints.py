"""Sentences that lost the space or the line between them, as pages are copied: "…set time.”Use".

A joint is the end of a sentence directly followed by a capital. Both words must be words: small
letters before the end, and a capital that small letters follow, so that "U.S.A", "J.R.Marsh",
"Node.js" and "v2.Beta" are none. Addresses, code and names with a mark inside are passed over.
"""

import re
from collections.abc import Iterator

from articles.importing.document import Repair
from articles.importing.repair.changes import Changes

KIND = "missing space"

END = r"[.!?…]{1,3}"
CLOSING = "”’»\"')\\]"
OPENING = '“‘«"(\\['

#: Letters or digits, then the end with its closing marks, then a capital or an opening mark.
JOINT = re.compile(
    rf"(?:(?<=[^\W\d_]{{2}})|(?<=[\d{CLOSING}%]))(?P<end>{END}[{CLOSING}]*)"
    rf"(?=(?P<start>[{OPENING}]?[^\W\d_]\w*))"
)

#: Short forms that a capital may follow; and "Yahoo!", which ends in one.
SHORT_FORMS = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|st|dr|mr|mrs|ms|prof|no|vol|fig|ph\.d|inc|ltd|co|jr|sr|approx"
    r"|dept|est|yahoo))\Z",
    re.IGNORECASE,
)

#: Where nothing is a sentence: code, links, addresses, file names.
PASSED_OVER = re.compile(
    r"`[^`\n]*`|\]\([^()\s]*\)|<[^<>\s]*>|(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+"
    r"|\b[\w-]+\.(?:com|org|net|edu|gov|io|co|uk|de|fr|js|py|md|html?|pdf|docx?|txt|php|json)\b",
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
    passed_over: list[tuple[int, int]] | None = None
    for joint in JOINT.finditer(text):
        if not _is_joint(text, joint):
            continue
        if passed_over is None:
            passed_over = [match.span() for match in PASSED_OVER.finditer(text)]
        if not any(start < joint.end() <= end for start, end in passed_over):
            yield joint


def _is_joint(text: str, joint: re.Match[str]) -> bool:
    start = joint["start"].lstrip('“‘«"([')
    before = text[max(joint.start() - 12, 0) : joint.start()]
    word = re.search(r"\w*\Z", before)
    return (
        start[:1].isupper()
        and not start.isupper()
        and not (word and word[0].isupper())
        and not SHORT_FORMS.search(before)
        and "..." not in joint["end"]
    )
