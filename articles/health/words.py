"""The words of a page that was fetched, whoever wrote it. Pure.

Tags are read in one pass and no tree is made of them: of elements nested a hundred thousand deep
a parser makes one for a minute.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from string import ascii_uppercase

from articles.health.web import Answer

HTML = {"text/html", "application/xhtml+xml", "application/xml", "text/xml"}
#: How the beginning of a page names its encoding.
DECLARED = re.compile(
    rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{1,100}?encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
HEAD = 4_096
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
#: The encodings of the web (encoding.spec.whatwg.org) as Python calls them; of its others some
#: decode what is no text, or take long.
KNOWN = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866", "mac-roman"),
    *(f"cp{number}" for number in (874, 932, 949, *range(1250, 1259))),
    *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
    *("gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp"),
}
#: What browsers take for another.
INSTEAD = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
INSTEAD |= {"gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
#: Their bytes may pass for UTF-8.
UNLIKE = {"utf-16", "utf-16-le", "utf-16-be", "iso2022_jp"}

MARKUP = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
#: Letters of Latin made small, as long as they were.
SMALL = {ord(letter): letter.lower() for letter in ascii_uppercase}
#: A tag at its beginning; quotation marks mean something behind an equals sign only.
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>")
#: What shows nothing of what it holds, whose end is looked for as it is written.
UNSEEN = {"script", "style", "template", "iframe", "noembed", "noframes"}
#: Elements within words, which end none.
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
    *("em", "font", "i", "ins", "kbd", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby"),
    *("s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    *("wbr", *UNSEEN),
}
READINGS = {"rt", "rp", "rtc"}
#: Of a number with more digits Python makes none.
LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
#: A note's number in the text.
MAX_MARK = 8


@dataclass(frozen=True)
class Page:
    """What a page says: as it is shown, with a space for every tag, and in its scripts.

    Styles may set an element within words as a block.
    """

    shown: str
    spaced: str = ""
    hidden: str = ""


def read_page(answer: Answer) -> Page | None:
    """The words of an answer; `None` of what is no text."""
    if answer.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        return None
    mime, charset = _type_of(answer)
    if mime not in HTML and mime != "text/plain":
        return None
    text = _decode(answer.body, charset, is_cut=not answer.is_whole)
    return Page(text) if mime == "text/plain" else read_html(text)


def _type_of(answer: Answer) -> tuple[str, str]:
    """What the body is and its encoding, as far as it says."""
    mime, _, rest = answer.headers.get("content-type", "").partition(";")
    _, _, charset = rest.lower().partition("charset=")
    begin = answer.body[:HEAD].lstrip()
    if begin.startswith(b"%PDF"):
        return "application/pdf", ""
    if not mime.strip() and begin.startswith(b"<"):
        mime = "text/html"
    return mime.strip().lower(), charset.strip("\"' ").partition(";")[0]


def _decode(data: bytes, charset: str, *, is_cut: bool) -> str:
    """The text of bytes: by their mark, as UTF-8 if they are that, as they say, as Windows-1252.

    Servers that say something else of UTF-8 are many; what is not UTF-8 is hardly ever taken
    for it.
    """
    for mark, name in BOMS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = DECLARED.search(data[:HEAD])
    named = (declared[1] or declared[2]).decode() if declared else ""
    known = next(filter(None, map(_codec, (charset, named))), "cp1252")
    if known not in UNLIKE and _is_utf8(data, is_cut=is_cut):
        known = "utf-8"
    return data.decode(known, "replace")


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label[:40]).name if label else ""
    except (LookupError, ValueError):
        return ""
    name = INSTEAD.get(name, name)
    return name if name in KNOWN else ""


def _is_utf8(data: bytes, *, is_cut: bool) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        # The last letter may be cut in two.
        return is_cut and error.start >= len(data) - 3
    return True


def read_html(html: str) -> Page:
    """The words of a page's HTML."""
    reader = _Reader()
    reader.read(html)
    shown, spaced, hidden = (
        "".join(parts) for parts in (reader.shown, reader.spaced, reader.hidden)
    )
    return Page(_unescape(shown), _unescape(spaced), _unescape(hidden))


def _unescape(text: str) -> str:
    return unescape(LONG_NUMBER.sub("\ufffd", text))


@dataclass
class _Reader:
    """Reads tags and what stands between them, one after the other."""

    shown: list[str] = field(default_factory=list)
    spaced: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    #: Whether it is among what is read aloud above ideographs.
    is_reading: bool = False
    #: Where a raised passage began, and whether a link came since.
    raised_at: tuple[int, int] | None = None
    links: bool = False

    def read(self, html: str) -> None:
        for text, tag, is_end, hidden in _tokens(html):
            if text and not self.is_reading:
                self.shown.append(text)
                self.spaced.append(text)
            if hidden:
                self.hidden += (hidden, " ")
            if tag:
                self._tag(tag, is_end=is_end)

    def _tag(self, tag: str, *, is_end: bool) -> None:
        if tag == "sup":
            self._raise(is_end=is_end)
        elif tag in READINGS:
            self.is_reading = not is_end
        elif tag in ("ruby", "rb") or tag not in INLINE:
            self.is_reading = False
        self.links = self.links or tag == "a"
        if tag not in INLINE:
            self.shown.append(" ")
        self.spaced.append(" ")

    def _raise(self, *, is_end: bool) -> None:
        """Leave out the marks of notes, which nobody quotes: raised, short, and a link."""
        if not is_end:
            self.raised_at, self.links = (len(self.shown), len(self.spaced)), False
        elif self.raised_at:
            first, second = self.raised_at
            self.raised_at = None
            if self.links and len("".join(self.shown[first:]).strip()) <= MAX_MARK:
                del self.shown[first:], self.spaced[second:]


def _tokens(html: str) -> Iterator[tuple[str, str, bool, str]]:
    """Each text with the tag behind it, whether that is an end, and what it does not show."""
    small = html.translate(SMALL)
    at = 0
    while markup := MARKUP.search(html, at):
        start = markup.start()
        text, tag = html[at:start], TAG.match(small, start)
        if tag:
            at, name = tag.end(), tag[2]
            end = at
            if name in UNSEEN and not tag[1]:
                end = small.find(f"</{name}", at)
                end = end if end >= 0 else len(html)
            yield text, name, bool(tag[1]), html[at:end]
            at = end
        else:
            yield text, "", False, ""
            at = _behind_comment(html, start)
    yield html[at:], "", False, ""


def _behind_comment(html: str, start: int) -> int:
    """Where what is no tag ends; one that does not end has the rest of the page in it."""
    if html[start + 1] not in "!?":
        return len(html)
    end = "-->" if html.startswith("<!--", start) else ">"
    found = html.find(end, start + len("<!"))
    return found + len(end) if found >= 0 else len(html)
