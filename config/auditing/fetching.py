"""Asking the site in process, through all middleware, as who only looks and is not counted."""

import re
from mimetypes import guess_type
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

# The only client that needs no server.
from django.test import Client
from django.utils.datastructures import CaseInsensitiveMapping

from config.auditing.answers import Answer

#: Says what browsers say that fetch ahead of a click, which count for nobody.
QUIET = {"sec-purpose": "prefetch", "accept": "text/html,*/*;q=0.8"}
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)[^;]*;')
#: What is asked for to see that it is there, and not kept.
NOT_READ = ("image/", "font/")


class Fetcher:
    """A client of the site; `again` asks a second time, with what the first answer told."""

    def __init__(self) -> None:
        host = urlsplit(settings.SITE_URL).netloc
        self._client = Client(raise_request_exception=False, headers={"host": host, **QUIET})

    def fetch(self, address: str) -> Answer:
        """What is there, as a `GET` gets it. Files beside the pages are found also where none of
        ours serves them.
        """
        response = self._get(address)
        answer = Answer(
            address,
            response.status_code,
            CaseInsensitiveMapping(dict(response.headers)),
            cookies=tuple(response.cookies),
        )
        # Read to its end, never closed by us: that would close the database's connection too.
        body = response.getvalue()
        if not answer.type.startswith(NOT_READ):
            answer.body = body
        if answer.path.startswith(settings.STATIC_URL):
            return _static(answer)
        return answer

    def again(self, answer: Answer) -> int:
        """The status for who has this answer already; 0 where it cannot be asked for like that."""
        tag, changed = (answer.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        if not tag and not changed:
            return 0
        had = {"if-none-match": tag} if tag else {"if-modified-since": changed}
        response = self._get(answer.address, headers=had)
        response.getvalue()
        return response.status_code

    def _get(self, address: str, **options: Any) -> Any:
        self._client.cookies.clear()
        return self._client.get(address, secure=settings.SITE_IS_HTTPS, **options)


def _static(answer: Answer) -> Answer:
    name = answer.path.removeprefix(settings.STATIC_URL)
    if answer.status == 404 and (staticfiles_storage.exists(name) or finders.find(name)):
        kind = guess_type(name)[0] or "application/octet-stream"
        body = _sheet(name) if kind == "text/css" else b""
        return Answer(answer.address, 200, CaseInsensitiveMapping({"Content-Type": kind}), body)
    if answer.type == "text/css" and IMPORT.search(answer.text):
        answer.body = _sheet(name)
        del answer.text
    return answer


def _sheet(name: str) -> bytes:
    """A style sheet of ours with those that it imports, as production serves it."""
    found = finders.find(name)
    css = Path(found).read_text() if found else ""
    folder = dirname(name)
    return IMPORT.sub(
        lambda one: _sheet(normpath(join(folder, one["path"]))).decode(), css
    ).encode()
