"""Characters that hide, steer or space: kept where writing means them, else taken out.

Kept are joiners in emoji and in the scripts that need them, direction marks beside right-to-left
letters, no-break and thin spaces where typography asks for them (inside guillemets, before
`: ; ! ? %`, between a number and its unit, beside a dash, after a preposition of one letter).
"""

import re
from collections.abc import Callable

from articles.importing.repair.changes import Changes

Mend = Callable[[re.Match[str]], str]
Step = tuple[str, re.Pattern[str], re.Pattern[str], Mend]

CONTROL = "control character"
INVISIBLE = "invisible character"
SPACE = "space"

LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\u2028]|\u2029")

#: Halves of quotation marks in UTF-8 whose first bytes are gone; then Windows-1252 as Latin-1.
HALF_QUOTES = re.compile("(?:\x80?\x9c|“)(?P<quoted>[^\x80\x9c\x9d“”\n]*)\x80?\x9d")
HALF_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\x80?\x99(?=[^\W\d_])")
HALF_MARKS = re.compile("\x80([\x93\x94\x98\x99\x9c\x9d\xa6])")
C1 = re.compile("[\x80-\x9f]+")
CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ufffc\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]+"
)

#: Word writes its bullets in a symbol font's private places.
SYMBOL_BULLETS = re.compile("[\uf0b7\uf0a7]")

BREAKLESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua8ff\ufb50-\ufdff\ufe70-\ufefc"
)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SYMBOLS = "\xa9\xae\u203c-\u3299\U0001f000-\U0001faff"
HIDING = re.compile(
    "[\u200b-\u200d\u00ad\u034f\u180e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff]"
)
HIDDEN = re.compile(
    "(?P<kept>"
    f"(?<=[{BREAKLESS}])\u200b(?=[{BREAKLESS}])"
    f"|(?<=[{JOINING}])[\u200c\u200d]+|[\u200c\u200d]+(?=[{JOINING}])"
    f"|(?<=[{SYMBOLS}\ufe0f\U000e0020-\U000e007f])\u200d(?=[{SYMBOLS}])"
    f"|(?<=[^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\x7f\xa0\u2000-\u200f])[\ufe00-\ufe0f]"
    f"|(?<=[\u1800-\u18af])\u180e"
    ")"
    f"|{HIDING.pattern}+"
)
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

WIDE = "\u1680\u2000-\u2006\u2008\u205f"
NARROW = "\xa0\u2007\u2009\u200a\u202f"
IDEOGRAPHIC = "\u3000"
SPACING = re.compile(f"[{WIDE}{NARROW}{IDEOGRAPHIC}]")
SPACES = re.compile(f"(?<![ \t])[ \t]*{SPACING.pattern}[ \t{WIDE}{NARROW}{IDEOGRAPHIC}]*")
WIDE_SCRIPTS = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u2018-\u201d]")
MEANT_BEFORE = re.compile(r"[«‹–—§№]|\d|(?<![^\W_])[kosuvwzавикосуяKOSUVWZАВИКОСУЯ]", re.IGNORECASE)
MEANT_AFTER = re.compile("[»›:;!?%‰–—€$£°]")


def mend_characters(text: str, changes: Changes) -> str:
    """The text without what hides in it, each change noted."""
    text = LINE_ENDS.sub(lambda match: "\n\n" if match[0] == "\u2029" else "\n", text)
    steps = STEPS if RIGHT_TO_LEFT.search(text) else (*STEPS, NO_DIRECTION)
    for kind, chars, places, mend in steps:
        # A class alone is found fast; most texts hold none of it.
        if chars.search(text):
            text = changes.substitute(kind, text, places, mend)
    return text


def _space(match: re.Match[str]) -> str:
    run, text = match[0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if after in ("", "\n"):
        # Two plain spaces at a line's end are a line break of Markdown.
        return run[: len(run) - len(run.lstrip(" "))]
    if before in ("", "\n"):
        # At a line's start, more than three would make code of a paragraph.
        return run if _is_wide(run, after) else " " * min(len(run), 3)
    if len(run) == 1 and (_is_wide(run, before + after) or _is_meant(match, after)):
        return run
    return " "


def _is_wide(run: str, beside: str) -> bool:
    return run.strip(IDEOGRAPHIC) == "" and bool(WIDE_SCRIPTS.search(beside))


def _is_meant(match: re.Match[str], after: str) -> bool:
    if not re.match(f"[{NARROW}]", match[0]):
        return False
    return bool(MEANT_BEFORE.match(match.string, match.start() - 1) or MEANT_AFTER.match(after))


#: A kind of change, the characters without which it is not looked for, its places, the mending.
STEPS: tuple[Step, ...] = (
    (CONTROL, C1, HALF_QUOTES, lambda match: f"“{match['quoted']}”"),
    (CONTROL, C1, HALF_APOSTROPHE, lambda match: "’"),
    (CONTROL, C1, HALF_MARKS, lambda match: bytes((0xE2, 0x80, ord(match[1]))).decode()),
    (CONTROL, C1, C1, lambda match: match[0].encode("latin-1").decode("cp1252", "ignore")),
    (CONTROL, SYMBOL_BULLETS, SYMBOL_BULLETS, lambda match: "•"),
    (CONTROL, CONTROLS, CONTROLS, lambda match: ""),
    (INVISIBLE, HIDING, HIDDEN, lambda match: match["kept"] or ""),
    (SPACE, SPACING, SPACES, _space),
)
NO_DIRECTION: Step = (INVISIBLE, DIRECTIONS, DIRECTIONS, lambda match: "")
