"""One spelling for each path of our own, and the paths that are never redirected or noted."""

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.utils.encoding import repercent_broken_unicode, uri_to_iri

#: What may stand in a path as it is (RFC 3986, `pchar` and the slash).
SAFE = "/~:@!$&'()*+,;="
SLASHES = re.compile(r"/{2,}")

#: The desk, what does something when it is asked for, and what only some may know.
_reserved: list[str] = ["/admin/", "/count/", "/go/", "/preview/", "/search/"]


def register_reserved(*prefixes: str) -> None:
    """Leave the paths that begin so alone; call it from an `AppConfig.ready`."""
    _reserved.extend(prefixes)


def spell_path(path: str) -> str:
    """The one spelling of a path, decoded or not, by which it is kept and found.

    One slash in front, and one behind unless the last part has a dot, as files do; letters of
    any script as they are, the rest percent-encoded. Spelling it again changes nothing. Bytes that
    are no UTF-8, as sites of old have them, are taken as Django takes them.
    """
    return _spell(repercent_broken_unicode(unquote_to_bytes(path)).decode())


def spell_asked(path: str) -> str:
    """The same for the path of a request, which the server has decoded."""
    return _spell(path)


def _spell(decoded: str) -> str:
    parts = SLASHES.sub("/", f"/{unicodedata.normalize('NFC', decoded)}").rstrip("/")
    is_file = "." in parts.rpartition("/")[2]
    return uri_to_iri(quote(parts if is_file else f"{parts}/", safe=SAFE))


def is_reserved(path: str) -> bool:
    """Whether nothing of ours but the page itself answers at a path, as `spell_path` has it."""
    return path.startswith((*_reserved, settings.STATIC_URL, settings.MEDIA_URL))
