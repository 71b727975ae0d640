"""Bytes to text: byte order marks, Unicode, what the document declares, else the best guess."""

import codecs
import re

from articles.importing.document import Repair, Unreadable
from articles.importing.repair.alphabets import GUESSES, plausibility

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings of several bytes a character, their width, and which of them is empty in plain text.
WIDE = (("utf-32-le", 4, 3), ("utf-32-be", 4, 0), ("utf-16-le", 2, 1), ("utf-16-be", 2, 0))
SAMPLE = 64_000

#: As browsers read these labels (WHATWG Encoding): pages mean the larger set.
LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
#: Written in ASCII alone, so that they pass for UTF-8.
ESCAPED = re.compile(r"iso2022_|hz\Z|utf-7\Z")

#: More of them than one in fifty, and the file is no text.
CONTROLS = bytes({*range(0x20), 0x7F} - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B})
MAX_CONTROLS = 0.02

LINE_ENDS = re.compile(r"\r\n?")
NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def decode(data: bytes, declared: str = "", name: str = "The file") -> tuple[str, list[Repair]]:
    """The text of a file and what was mended on the way; `declared` is its own word for its
    encoding, `name` is for the error. Raises Unreadable for what is no text."""
    repairs: list[Repair] = []
    text = _read(data, declared, name, repairs)
    text = NO_CHARACTER.sub("", LINE_ENDS.sub("\n", text))
    return text, repairs


def _read(data: bytes, declared: str, name: str, repairs: list[Repair]) -> str:
    for mark, codec in BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], codec, repairs)
    wide = _wide(data)
    if wide:
        return _lossy(data, wide, repairs)
    _refuse_noise(data, name)
    codec = _declared(declared)
    for choice in (codec if ESCAPED.match(codec) else "", "utf-8", codec):
        text = _strict(data, choice)
        if text is not None:
            return text
    if _is_nearly_utf8(data):
        return _lossy(data, "utf-8", repairs)
    return _guess(data, repairs)


def _strict(data: bytes, codec: str) -> str | None:
    if not codec:
        return None
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _lossy(data: bytes, codec: str, repairs: list[Repair]) -> str:
    text = _strict(data, codec)
    if text is not None:
        return text
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    repairs.append(
        Repair("lost bytes", f"{lost} × bytes that are not {codec.upper()}", "\ufffd", times=lost)
    )
    return text


def _wide(data: bytes) -> str:
    """The encoding of several bytes a character that the file's empty bytes tell, or ""."""
    sample = data[:SAMPLE]
    for codec, width, place in WIDE:
        column = sample[place::width]
        empty = column.count(0)
        # Spaces and line ends alone leave one in twenty-five, whatever the script.
        is_alike = empty == len(column) if width == 4 else empty >= 0.97 * sample.count(0)
        if is_alike and empty * 25 >= len(column) > 0 and _is_prose(sample, codec):
            return codec
    return ""


def _is_prose(sample: bytes, codec: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return False
    printable = sum(char.isprintable() or char.isspace() for char in text)
    return "\x00" not in text and printable > 0.97 * len(text)


def _refuse_noise(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > max(2, MAX_CONTROLS * len(data)):
        raise Unreadable(f"{name} is not a text: it holds bytes that no text has.")


def _declared(declared: str) -> str:
    try:
        info = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        return ""
    codec = LARGER.get(info.name, info.name)
    # The frame's "text encodings" are those that bytes.decode takes; UTF-16 would have NULs.
    is_text = getattr(info, "_is_text_encoding", True)
    return (
        codec if is_text and not codec.startswith(("utf-16", "utf-32", "idna", "punycode")) else ""
    )


def _is_nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    return right >= broken


def _guess(data: bytes, repairs: list[Repair]) -> str:
    sample = re.sub(rb"[\x00-\x7f]{40,}", b" ", data)[:SAMPLE]
    codec = max(GUESSES, key=lambda codec: plausibility(sample, codec))
    repairs.append(Repair("encoding", "no Unicode", codec))
    return data.decode(codec, "replace")
