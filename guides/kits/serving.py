"""A kit's file over the wire: as an attachment, whole or a part of it (RFC 9110, 14)."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 64 * 1024


def begins_a_download(request: HttpRequest) -> bool:
    """Whether this is no later part of a download that goes on."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    return request.method == "GET" and (asked is None or asked[1] in ("", "0"))


def send_file(request: HttpRequest, file: File, *, name: str, kind: str) -> Any:
    """The answer with a file, or with the one part that was asked for; 416 for a part beyond it.

    Several parts at once are answered with the whole, as RFC 9110 allows.
    """
    size = file.size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = _bounds(asked, size) if asked else (0, size)
    if start >= end and asked:
        file.close()
        response: Any = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif asked:
        response = StreamingHttpResponse(_part(file, start, end), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        response["Content-Length"] = str(end - start)
    else:
        response = FileResponse(file, content_type=kind)
        response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Accept-Ranges"] = "bytes"
    return response


def _bounds(asked: re.Match[str], size: int) -> tuple[int, int]:
    """From where to where, the end not included; empty for what the file does not have."""
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size) if last else (0, 0)
    return int(first), min(int(last) + 1, size) if last else size


def _part(file: File, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while start < end and (data := file.read(min(CHUNK, end - start))):
            start += len(data)
            yield data
