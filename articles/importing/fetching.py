"""Pictures that a document only points to: asked for through the fence, and only if wanted."""

import ada_url
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.health.web import Failure, Pace, Web, ask
from articles.photos.store import NotAPhoto, read_photo

#: Seconds for one picture with all its redirects; and between two from one host.
SECONDS = 8
PACE = Pace(0.2)

REASONS = {
    Failure.NO_SUCH_HOST: "there is no such host",
    Failure.NOT_PUBLIC: "it is no public address",
    Failure.TIMED_OUT: "it took too long",
}


class NotFetched(Exception):
    """A picture stays where it is; says why."""


def fetch_picture(url: str, *, web: Web | None = None) -> bytes:
    """The bytes at an address, if they are a picture. Raises `NotFetched`.

    Its declared type is not believed. At most `SECONDS`.
    """
    limit = settings.PHOTO_MAX_BYTES
    web = web or Web(pace=PACE, seconds=SECONDS, max_body=limit + 1)
    address = _parse(url)
    answer = ask(address, method="GET", web=web)
    if answer.failure is not None:
        raise NotFetched(REASONS.get(answer.failure, "nothing usable answers there"))
    if answer.status != 200:
        raise NotFetched(f"the answer was {answer.status}")
    if len(answer.body) > limit:
        raise NotFetched(f"it is larger than {limit // 1_000_000} MB")
    try:
        decode(answer.body)
    except NotAPhoto as error:
        raise NotFetched(" ".join(error.messages)) from error
    return answer.body


def decode(data: bytes) -> Image.Image:
    """The pixels of a picture that came with a document. Raises `NotAPhoto`."""
    return read_photo(SimpleUploadedFile("picture", data))


def _parse(url: str) -> str:
    try:
        address = ada_url.URL(url, base="https://own.invalid/")
    except ValueError:
        raise NotFetched("it is no address") from None
    if address.protocol not in ("http:", "https:") or address.hostname == "own.invalid":
        raise NotFetched("it is no address of the web")
    address.username = address.password = address.hash = ""
    return address.href
