"""The pictures of a ZIP, found by the addresses that texts give them."""

import html
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from articles.importing.document import Unreadable
from articles.importing.readers import limits
from articles.importing.readers.unpacking import Budget

PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|tiff?|heic)(?![\w-])", re.IGNORECASE)
#: How far before its extension an address may begin, and how many are looked at in a text.
MAX_ADDRESS = 300
MAX_ADDRESSES = 5_000
EDGE = re.compile(r"[\"'<>\[\]|{}\n]")
INNER_EDGE = re.compile(r"[(=:,]")
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
#: Where WordPress and Ghost keep what was uploaded; an address of theirs is found below it.
UPLOADS = re.compile(r"\A.*?/(?:wp-content/uploads|content/images|content/media)/", re.DOTALL)
#: WordPress writes the address of a smaller copy, and the ZIP may hold the picture itself.
SIZE = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w+\Z)")


def is_picture(path: str) -> bool:
    """Whether a file's name is a picture's that can be shown on a page."""
    return any(match.end() == len(path) for match in PICTURE.finditer(path))


class Shelf:
    """The pictures of one ZIP; `used` has the paths of those that a document has shown."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._paths: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self.used: set[str] = set()

    def put(self, path: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        """Add a picture."""
        self._paths[path] = (archive, info)
        self._by_name[posixpath.basename(path).lower()].append(path)

    def unused(self) -> list[str]:
        """The pictures that no document has shown so far."""
        return [path for path in self._paths if path not in self.used]

    def pictures_of(self, text: str, folder: str) -> dict[str, bytes]:
        """The pictures a text shows, by the addresses it gives them; `folder` is where it lies.

        Pictures that are damaged or too large are left out, as if they were not there.
        """
        found: dict[str, bytes] = {}
        for addresses in islice(_addresses(text) if self._paths else (), MAX_ADDRESSES):
            if len(found) >= limits.MAX_PICTURES:
                break
            for address in addresses:
                path = self._find(address, folder)
                if address in found or (path and self._take(address, path, found)):
                    break
        return found

    def _take(self, address: str, path: str, found: dict[str, bytes]) -> bool:
        try:
            found[address] = self._budget.read(*self._paths[path], limits.MAX_PICTURE)
        except Unreadable:
            return False
        self.used.add(path)
        return True

    def _find(self, address: str, folder: str) -> str | None:
        path = unquote(re.split("[?#]", address, maxsplit=1)[0]).replace("\\", "/")
        below = UPLOADS.sub("", path)
        if below == path and ELSEWHERE.match(path):
            return None
        beside = posixpath.normpath(posixpath.join(folder, path))
        if beside in self._paths:
            return beside
        return self._find_ending(below) or self._find_ending(SIZE.sub("", below))

    def _find_ending(self, path: str) -> str | None:
        """The picture whose path ends like this one; the least deep of several."""
        parts = [part.lower() for part in path.split("/") if part not in ("", ".", "..")]
        if not parts:
            return None
        fitting = [
            found
            for found in self._by_name.get(parts[-1], ())
            if found.lower().split("/")[-len(parts) :] == parts
        ]
        return min(fitting, key=lambda found: (found.count("/"), found), default=None)


def _addresses(text: str) -> Iterator[list[str]]:
    """For each address of a picture what it may be, as spaces and brackets are read."""
    for match in PICTURE.finditer(text):
        window = text[max(0, match.start() - MAX_ADDRESS) : match.end()]
        whole = EDGE.split(window)[-1].strip().removeprefix("(")
        word = whole.split()[-1]
        readings = dict.fromkeys([whole, word, INNER_EDGE.split(word)[-1]])
        yield [html.unescape(reading) for reading in readings if reading]
