"""Stretches of text of one look, as a block of pasted HTML holds them. Knows no models."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

#: What a link that is taken over may lead to; the rest are places of the other document.
SCHEMES = ("http", "https", "mailto", "tel")
MAX_HREF = 2_000
UNQUOTED = re.compile(r"[\x00-\x20<>()\\]")

BOLD_TAGS = frozenset({"b", "strong"})
ITALIC_TAGS = frozenset({"i", "em", "cite", "dfn", "var"})
STRUCK_TAGS = frozenset({"s", "strike", "del"})
CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})

LOOKING = BOLD_TAGS | ITALIC_TAGS | STRUCK_TAGS | CODE_TAGS | {"a"}

SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad\0]")
#: What Markdown would take for a mark, and what it would only at the start of a line.
#: Each begins with the mark itself: so the text is scanned for it alone.
MARKS = re.compile(
    r"[`]|\\(?=[!-/:-@\[-`{-~])|\*(?=\S)|\*(?<=\S\*)|_(?<![^\W_]_)|_(?![^\W_])|~~"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|\](?=\()|\[(?=\^)"
)
BRACKETS = re.compile(r"(?<!\\)[\[\]]")
BACKTICKS = re.compile(r"`+")
PUNCTUATION = re.compile(r"[^\w\s]+")
LINE_MARK = re.compile(r"#{1,6}(?=\s|\Z)|>|[-+*](?=\s|\Z)|:::|[-=]{2,}\s*\Z|\[[^\]]{1,200}\]:")
#: The bullet or number of an item, where it has lost its mark.
MARKER = re.compile(r"([·•▪‣◦§–\uf0b7\uf0a7-]|o|[0-9]{1,4}[.)]) ")
LINE_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")


@dataclass(frozen=True)
class Look:
    """How a stretch of text is set, and where it leads."""

    href: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    #: Markdown that stands for the text: a picture, the mark of a note.
    written: str = ""


Run = tuple[str, Look]
LINE_END = "\n"
#: From the outside in: the attribute of a look, and the mark that says it.
MARK_OF = {"href": "", "bold": "**", "italic": "*", "struck": "~~"}


def look_of(
    tag: str,
    attributes: Mapping[str, str],
    style: Mapping[str, str],
    look: Look,
    address: Callable[[str], str],
) -> Look:
    """The look inside an element, given that around it. What the style says outweighs the tag."""
    if not style and tag not in LOOKING:
        return look
    return Look(
        href=address(attributes.get("href", "")) if tag == "a" else look.href,
        bold=_is_bold(style.get("font-weight", ""), tag in BOLD_TAGS or look.bold),
        italic=_is_italic(style.get("font-style", ""), tag in ITALIC_TAGS or look.italic),
        struck=look.struck or tag in STRUCK_TAGS or _is_struck(style),
        code=look.code or tag in CODE_TAGS,
    )


def _is_bold(weight: str, otherwise: bool) -> bool:  # noqa: FBT001
    if weight.isascii() and weight.isdigit():
        return int(weight[:4]) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight, otherwise)


def _is_italic(style: str, otherwise: bool) -> bool:  # noqa: FBT001
    return {"italic": True, "oblique": True, "normal": False}.get(style, otherwise)


def _is_struck(style: Mapping[str, str]) -> bool:
    return "line-through" in style.get("text-decoration", "") + style.get(
        "text-decoration-line", ""
    )


def clean_address(href: str) -> str:
    """An address as a text may hold it; empty if it leads nowhere outside its own document."""
    href = "".join(href.split())
    try:
        parts = urlsplit(href)
        if parts.hostname in ("google.com", "www.google.com") and parts.path == "/url":
            # What Google Docs makes of every link.
            href = parse_qs(parts.query).get("q", [href])[0]
            parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or len(href) > MAX_HREF:
        return ""
    return quote(href)


def quote(address: str) -> str:
    """An address without the characters that would end it in Markdown."""
    return UNQUOTED.sub(lambda match: f"%{ord(match[0]):02X}", address)


def join(runs: Iterable[Run]) -> list[Run]:
    """The runs with single spaces between words, none at the edges and none twice."""
    joined: list[Run] = []
    before = LINE_END
    for raw, look in runs:
        text = INVISIBLE.sub("", raw)
        if text != LINE_END:
            text = SPACES.sub(" ", text)
        if before in (" ", LINE_END):
            text = text.removeprefix(" ")
        if look.written:
            joined.append((text, look))
            before = "]"
            continue
        if not text or (text == LINE_END and not joined):
            continue
        if text == LINE_END:
            _strip_end(joined)  # its own spaces; a line end is not among them
        # A space or a line end between two bold words is bold: they are one stretch.
        if joined and not joined[-1][1].written and (text.isspace() or joined[-1][1] == look):
            joined[-1] = (joined[-1][0] + text, joined[-1][1])
        else:
            joined.append((text, look))
        before = text[-1]
    _strip_end(joined)
    return joined


def _strip_end(runs: list[Run]) -> None:
    if runs:
        text, look = runs[-1]
        runs[-1] = (text.rstrip(), look)


def plain(runs: Iterable[Run]) -> list[Run]:
    """The runs without emphasis, as a heading has them."""
    return [(text, replace(look, bold=False, italic=False)) for text, look in runs]


def markdown_of(runs: list[Run], *, is_line: bool = False, in_table: bool = False) -> str:
    """Joined runs as Markdown, their text escaped; in one line where `is_line`."""
    escaped = []
    at_start = not is_line
    settled = _settle(runs)
    for (text, look), (_, following) in zip(settled, [*settled[1:], ("", Look())], strict=True):
        one = text.replace(LINE_END, " ") if is_line else text
        written = _write(one, look, at_start=at_start)
        if following.href and following.href != look.href and written.endswith("!"):
            written = written[:-1] + r"\!"  # a picture, otherwise
        escaped.append((written, look))
        at_start = text.endswith(LINE_END) and not is_line
    if in_table:
        escaped = [(text.replace("|", r"\|"), look) for text, look in escaped]
    return _nest(escaped, list(MARK_OF))


def _settle(runs: list[Run]) -> list[Run]:
    """The runs with emphasis where CommonMark sees it.

    A mark between punctuation and a letter, as in `**Yes!**they said`, is none (6.2); the
    punctuation is taken out of it.
    """
    settled = list(runs)
    for at in range(len(settled) - 1):
        (text, look), (after, next_look) = settled[at : at + 2]
        if look.written or next_look.written or look.href != next_look.href:
            continue
        if _ends_within(look, next_look) and after[:1].isalnum():
            kept = text.rstrip("".join(PUNCTUATION.findall(text[-9:])))
            settled[at : at + 2] = [(kept, look), (text[len(kept) :] + after, next_look)]
        elif _ends_within(next_look, look) and text[-1:].isalnum():
            match = PUNCTUATION.match(after)
            size = match.end() if match else 0
            settled[at : at + 2] = [(text + after[:size], look), (after[size:], next_look)]
    return [run for run in settled if run[0] or run[1].written]


def _ends_within(look: Look, other: Look) -> bool:
    """Whether emphasis of one look does not go on in another."""
    return any(getattr(look, name) > getattr(other, name) for name in ("bold", "italic", "struck"))


def _write(text: str, look: Look, *, at_start: bool) -> str:
    if look.written:
        return look.written
    if look.code:
        return _code_span(text.replace(LINE_END, " "))
    return escape(text, at_start=at_start).replace(LINE_END, "\\" + LINE_END)


def picture(alt: str, src: str) -> str:
    """A picture as Markdown."""
    return f"![{BRACKETS.sub(_with_backslash, escape(alt, at_start=False))}]({src})"


def _with_backslash(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _code_span(text: str) -> str:
    longest = max(map(len, BACKTICKS.findall(text)), default=0)
    mark, space = "`" * (longest + 1), " " if longest else ""
    return f"{mark}{space}{text}{space}{mark}"


def escape(text: str, *, at_start: bool) -> str:
    """Text that Markdown shows as it stands."""
    marked = MARKS.sub(r"\\\g<0>", text)
    if LINE_END not in marked:
        return _escape_start(marked) if at_start else marked
    first, *rest = marked.split(LINE_END)
    lines = [_escape_start(first) if at_start else first, *map(_escape_start, rest)]
    return LINE_END.join(lines)


def _escape_start(line: str) -> str:
    if LINE_MARK.match(line):
        return "\\" + line
    return LINE_NUMBER.sub(r"\1\\\2", line, count=1) if LINE_NUMBER.match(line) else line


def _nest(runs: list[Run], names: list[str]) -> str:
    """The runs inside the marks of `names`, each set once for all that share it."""
    for at, name in enumerate(names):
        if not any(getattr(look, name) for _, look in runs):
            continue  # as in nearly all text
        written = []
        for value, group in groupby(runs, key=lambda run: getattr(run[1], name)):
            inner = _nest(list(group), names[at + 1 :])
            written.append(_mark(inner, name, value) if value else inner)
        return "".join(written)
    return "".join(text for text, _ in runs)


def _mark(inner: str, name: str, value: str) -> str:
    text = inner.strip(" ")
    if name != "href":
        marked = MARK_OF[name] + text + MARK_OF[name] if text else ""
    elif text.replace(r"\_", "_") == value:
        marked = f"<{value}>"
    else:
        marked = f"[{_balance(text)}]({value})"
    before, after = len(inner) - len(inner.lstrip(" ")), len(inner.rstrip(" "))
    return inner[:before] + marked + inner[after:] if text else inner


def _balance(text: str) -> str:
    """The text of a link, which a bracket of its own must not end."""
    opening, closing = text.count("["), text.count("]")
    if opening == closing or "![" in text:
        return text
    return BRACKETS.sub(_with_backslash, text)


def split_marker(runs: list[Run]) -> tuple[str, list[Run]]:
    """The bullet or number that the text of an item begins with, and the text."""
    text, look = runs[0]
    match = MARKER.match(text)
    if match is None:
        return "", runs
    rest = [(text[match.end() :], look), *runs[1:]]
    return match[1], [run for run in rest if run[0]]
