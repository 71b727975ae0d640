"""Looks for what no kit has in a PDF, as a program of its own: what is too much ends it alone.

It gets how many bytes of memory it may use and a copy of the PDF, which it changes, and writes
what an editor should read; nothing where nothing was found. qpdf reads the file, through pikepdf,
so that names, streams and strings are what they are for a viewer, however they are written.
"""

import io
import re
import resource
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

#: Objects of a PDF; a long tagged book has some 100,000.
MAX_OBJECTS = 200_000
#: What qpdf does not go beyond: bytes of one packed stream, and arrays within each other. A
#: container in a damaged file may be as long as in any other: one that is left out is not seen.
LIMITS: dict[str, Any] = {
    "flate_max_memory": 64_000_000,
    "run_length_max_memory": 64_000_000,
    "parser_max_nesting": 100,
    "max_stream_filters": 8,
    "parser_max_container_size_damaged": 2**32 - 1,
}
#: Bytes at the end within which a viewer looks for the last `startxref` (ISO 32000-1, Annex H),
#: and some more.
TAIL = 2_048
#: How qpdf calls what other readers take as it does.
COMMON = "a common error handled correctly by qpdf and most other applications"

DAMAGED = "This PDF is damaged. Print it into a new one."
ENCRYPTED = "The PDF is encrypted or locked. Save it without a password."
MANY = "The PDF has too many objects to be looked through. Print it into a new one."
SCRIPT = "The PDF holds JavaScript. Save it without scripts, for example by printing."
PROGRAM = "The PDF starts programs (a launch action). Save it without."
ATTACHED = "The PDF has other files attached. Put them into a ZIP instead."
MEDIA = "The PDF has sound, film or other media in it. Save it without."
FORM = "The PDF is a form with a program in it (XFA). Print it into a new one."
SENDS = "The PDF sends or takes in what is typed into it. Save it without such buttons."
ELSEWHERE = "The PDF opens another file. Link to an address on the web instead."

#: By the key of a dictionary.
KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/XFA": FORM,
    "/EF": ATTACHED,
    "/EmbeddedFiles": ATTACHED,
    "/RichMediaContent": MEDIA,
}
#: By what an action, an annotation or a stream says that it is (12.6.4, 12.5.6.1).
KINDS = {
    "/JavaScript": SCRIPT,
    "/Launch": PROGRAM,
    "/EmbeddedFile": ATTACHED,
    "/FileAttachment": ATTACHED,
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Screen": MEDIA,
    "/RichMedia": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/3D": MEDIA,
    "/SubmitForm": SENDS,
    "/ImportData": SENDS,
    "/GoToR": ELSEWHERE,
    "/GoToE": ELSEWHERE,
}
KIND_KEYS = ("/S", "/Type", "/Subtype")
#: Where a dictionary names a file; in an annotation, `F` is a number (7.11).
FILE_KEYS = ("/F", "/UF")

SCHEMES = (b"http", b"https", b"mailto", b"tel", b"sms", b"ftp")
SCHEME = re.compile(rb"([^/?#]*?):")
REFERENCE = re.compile(rb"\b\d+\s+\d+\s+R\b")


class Found(Exception):
    """Something that no kit has; the message is for the editor."""


def look(path: Path) -> str:
    """What an editor should read of a PDF; nothing if it may be handed to readers."""
    pikepdf.settings.set_qpdf_limits(**LIMITS)
    try:
        _look_at(path, is_mended=False)
        # A viewer that mistrusts the list of objects makes its own; so let qpdf do it.
        _hide_index(path)
        _look_at(path, is_mended=True)
    except Found as found:
        return str(found)
    except pikepdf.PasswordError:
        return ENCRYPTED
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError):
        return DAMAGED
    return ""


def _look_at(path: Path, *, is_mended: bool) -> None:
    with pikepdf.open(path, attempt_recovery=is_mended, inherit_page_attributes=False) as pdf:
        if pdf.is_encrypted:
            raise Found(ENCRYPTED)
        if int(pdf.trailer.get("/Size", 0)) > MAX_OBJECTS or len(pdf.objects) > MAX_OBJECTS:
            raise Found(MANY)
        _walk(pdf.trailer)
        for item in pdf.objects:
            _walk(item)
            if isinstance(item, Stream) and item.get("/Type") == Name.ObjStm:
                for packed in _unpack(item):
                    _walk(packed)
        # What qpdf mends, a viewer may mend in another way.
        if not is_mended and any(COMMON not in str(told) for told in pdf.get_warnings()):
            raise Found(DAMAGED)


def _hide_index(path: Path) -> None:
    with path.open("r+b") as file:
        start = max(0, file.seek(0, io.SEEK_END) - TAIL)
        file.seek(start)
        tail = file.read()
        file.seek(start)
        file.write(tail.replace(b"startxref", b"hiddenref"))


def _unpack(stream: Any) -> Iterator[Any]:
    """Every object of a stream of objects (7.5.7), also one that is not the last of its number.

    qpdf finds them by number, others by place. References are left out: they need no second look.
    """
    data, first = stream.read_bytes(), int(stream.First)
    numbers = [int(number) for number in data[:first].split()]
    places = sorted(set(numbers[1 : 2 * int(stream.N) : 2]))
    for begin, end in pairwise([*places, len(data) - first]):
        yield pikepdf.Object.parse(REFERENCE.sub(b" null ", data[first + begin : first + end]))


def _walk(top: Any) -> None:
    """Look at an object and all that stands in it; what it refers to gets its own turn."""
    if isinstance(top, Name):
        _refuse(KINDS.get(str(top)))
    waiting = [top]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Dictionary | Stream):
            pairs = list(item.items())
            _check(pairs)
            values = [value for _, value in pairs]
        else:
            values = list(item) if isinstance(item, Array) else []
        waiting.extend(
            value
            for value in values
            if isinstance(value, Array | Dictionary) and not value.is_indirect
        )


def _check(pairs: list[tuple[str, Any]]) -> None:
    for key, value in pairs:
        _refuse(KEYS.get(key))
        if key in KIND_KEYS and isinstance(value, Name):
            _refuse(KINDS.get(str(value)))
        elif key == "/URI" and isinstance(value, String):
            _check_address(bytes(value))
    # Last, as it says least.
    if any(key in FILE_KEYS and isinstance(value, String) for key, value in pairs):
        raise Found(ELSEWHERE)


def _check_address(address: bytes) -> None:
    """Refuse what is no address of the web or of a person; one without a scheme is relative."""
    bare = re.sub(rb"[\0-\x20\x7f-\xff]", b"", address)
    scheme = SCHEME.match(bare)
    if (scheme and scheme[1].lower() not in SCHEMES) or re.match(rb"[\\/]{2}", bare):
        shown = bare[:80].decode("ascii")
        raise Found(f"The PDF links to “{shown}”, which is no address on the web. Take it out.")


def _refuse(message: str | None) -> None:
    if message:
        raise Found(message)


def run(memory: str, path: str) -> int:  # pragma: no cover (it limits the process it is in)
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    sys.stdout.buffer.write(look(Path(path)).encode())
    return 0


if __name__ == "__main__":  # pragma: no cover
    sys.exit(run(*sys.argv[1:]))
