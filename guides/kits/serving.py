"""A kit's file over the wire: as an attachment, whole or a part of it (RFC 9110, 13 and 14)."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from articles.affiliates.bursts import Visitor, cache

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 64 * 1024
#: For so many seconds a download that broke off may go on.
GOES_ON = 3_600


def begins_a_download(request: HttpRequest, file: File, link: str) -> bool:
    """Whether this is to be counted, by the link and who follows it; notes what is sent.

    A whole file always is. A part is too, unless the same visitor began a download by this link
    within the hour and got no more in parts since than the file holds. Without content nothing
    begins.
    """
    part, size = find_part(request, file), file.size
    if request.method == "HEAD" or part == range(0):
        return False
    key = f"download:{Visitor.of(request).key}:{link}"
    left = cache.get(key, 0)
    if part is not None and len(part) <= left:
        cache.set(key, left - len(part), GOES_ON)
        return False
    cache.set(key, size, GOES_ON)
    return True


def send_file(request: HttpRequest, file: File, *, name: str, kind: str) -> Any:
    """The answer with a file, or with the one part that was asked for; 416 for a part beyond it.

    Several parts at once are answered with the whole, as RFC 9110 allows.
    """
    size, part = file.size, find_part(request, file)
    if part is None:
        response: Any = FileResponse(file, content_type=kind)
        response["Content-Length"] = str(size)
    elif not part:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = StreamingHttpResponse(_read(file, part), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        response["Content-Length"] = str(len(part))
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _tag(file)
    return response


def find_part(request: HttpRequest, file: File) -> range | None:
    """Which bytes are asked for: None for the whole, no bytes where the file has none of them.

    The whole too for HEAD, and where what was begun is of another file (If-Range).
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    is_same = request.headers.get("If-Range", _tag(file)) == _tag(file)
    return _part(asked, file.size) if asked and is_same and request.method == "GET" else None


def _part(asked: re.Match[str], size: int) -> range:
    first, last = asked.groups()
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    else:
        part = range(max(0, size - int(last)), size) if last else range(0)
    return part or range(0)


def _tag(file: File) -> str:
    """A stored file is never changed, only followed by one of another name."""
    return f'"{blake2b(f"{file.name}:{file.size}".encode(), digest_size=12).hexdigest()}"'


def _read(file: File, part: range) -> Iterator[bytes]:
    start, end = part.start, part.stop
    with file:
        file.seek(start)
        while start < end and (data := file.read(min(CHUNK, end - start))):
            start += len(data)
            yield data
