"""Lines of Markdown as their writer meant them, where CommonMark reads them otherwise."""

import re

from articles.importing.readers.markdown.draft import BREAK, Draft

SPACES = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)
INVISIBLE = re.compile(r"&(?:shy|zwnj|zwj|zwsp|#8203|#x200b|#65279|#xfeff);", re.IGNORECASE)
BULLETS = "•▪◦‣●∙"
#: A dash alone may begin what somebody says; a row of them is a list.
DASHES = re.compile(r"(?:^[ \t]*–[ \t]+[^\n]+(?:\n|\Z)){2,}", re.MULTILINE)
DASH = re.compile(r"^([ \t]*)–[ \t]+", re.MULTILINE)
BULLET = re.compile(rf"^(?P<indent>[ \t]*)[{BULLETS}][ \t]+", re.MULTILINE)

#: A heading without its space; one `#` and a small letter is a hashtag.
GLUED = re.compile(
    r"^(?P<marks> {0,3}(?:#{2,6}(?=[^\W_])|#(?=[^\W\d_])))(?P<words>[^\n#]*)$", re.MULTILINE
)
#: Marks behind a comment that is gone.
PUSHED = re.compile(r"^[ \t]+(?=#{1,6}[ \t])", re.MULTILINE)

#: A line that sentences fill, with a rule glued under it, is no heading.
UNDERLINE = re.compile(r"\n(?= {0,3}-{3,}[ \t]*$)", re.MULTILINE)
NO_PROSE = re.compile(r"[ \t]*(?:[-*+>|#\x02]|\d+[.)])|[ \t]*\Z")
SENTENCE = re.compile(r"[.!?…。！？][\"'”’)*_]*\s*\Z")
LONG = 120

HARD_BREAK = re.compile(r"(?:(?<![ ])[ ]{2,}+|(?<!\\)\\)(?P<end>[\n\x1e]|\Z)")
#: What begins a block of its own, or is nothing.
NEXT_BLOCK = re.compile(
    r"[ \t>]*(?:[\n\x1e\x02\x04\x05]|\Z|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||---)"
)
DONE = re.compile(r"[.!?…:;,。！？：][\"'”’)\]*_»]*\Z")

BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")


def settle_lines(draft: Draft) -> None:
    """Make headings, breaks, bullets and bold hold where one character stands in the way."""
    if "&" in draft.text:
        draft.text = INVISIBLE.sub("", SPACES.sub(" ", draft.text))
    if "#" in draft.text:
        draft.substitute(PUSHED, lambda match: "")
        draft.substitute(GLUED, _heading)
    if any(sign in draft.text for sign in BULLETS):
        draft.substitute(BULLET, lambda match: f"{match['indent']}- ")
    if "– " in draft.text:
        draft.substitute(DASHES, lambda match: DASH.sub(r"\1- ", match[0]))
    if "\n---" in draft.text or "\n -" in draft.text:
        draft.text = UNDERLINE.sub(_part_rule, draft.text)
    if "  " in draft.text or "\\" in draft.text:
        draft.text = HARD_BREAK.sub(_break, draft.text)
    if "**" in draft.text:
        draft.text = "\n".join(map(_bold, draft.text.split("\n")))


def _heading(match: re.Match[str]) -> str | None:
    words = match["words"]
    is_tag = match["marks"].strip() == "#" and (" " not in words.strip() or not words[:1].isupper())
    return None if is_tag else f"{match['marks']} {words}"


def _line_before(match: re.Match[str]) -> str:
    text = match.string
    start = max(text.rfind("\n", 0, match.start()), text.rfind(BREAK, 0, match.start())) + 1
    return text[start : match.start()]


def _part_rule(match: re.Match[str]) -> str:
    line = _line_before(match)
    is_prose = len(line) > LONG or SENTENCE.search(line[-20:])
    return f"{BREAK}\n" if is_prose and not NO_PROSE.match(line) else "\n"


def _break(match: re.Match[str]) -> str:
    """A hard break is kept where the line is not a sentence's end: in verse, in an address."""
    line = _line_before(match)
    if not line.strip() or NEXT_BLOCK.match(match.string, match.end()):
        return match["end"]
    is_verse = len(line) < LONG and not DONE.search(line[-20:])
    is_kept = is_verse and not line.lstrip().startswith(("#", "|"))
    return ("\\" if is_kept else "") + match["end"]


def _bold(line: str) -> str:
    """A line whose bold words are bold also beside punctuation and spaces, as the writer meant."""
    places = list(BOLD.finditer(line))
    if len(places) < 2 or len(places) % 2:
        return line
    pieces, at = [], 0
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        inner = line[opening.end() : closing.start()]
        words = inner.strip()
        before, after = line[: opening.start()][-1:], line[closing.end() :][:1]
        pieces.append(line[at : opening.start()])
        at = closing.end()
        if not words:
            pieces.append(line[opening.start() : at])
            continue
        spaces = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        opens = _opens(before + spaces[0], words[0])
        closes = _opens((after or "") if not spaces[1] else spaces[1], words[-1])
        tags = ("**", "**") if opens and closes else ("<strong>", "</strong>")
        pieces.append(f"{spaces[0]}{tags[0]}{words}{tags[1]}{spaces[1]}")
    return "".join(pieces) + line[at:]


def _opens(outside: str, inside: str) -> bool:
    """Whether a mark between these is one: a sign inside needs a space or a sign outside."""
    return not _is_sign(inside) or not outside[-1:].strip() or _is_sign(outside[-1:])


def _is_sign(char: str) -> bool:
    return not char.isalnum() and not char.isspace()
