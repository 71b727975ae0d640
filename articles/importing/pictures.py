"""Pictures inside documents: data URLs taken apart, tracking pixels told from pictures."""

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from articles.importing.readers.limits import MAX_PICTURE, MAX_PICTURES

#: Base64 takes four characters for three bytes; a little more for line ends.
MAX_DATA_URL = MAX_PICTURE * 3 // 2

KINDS = frozenset({"png", "jpeg", "jpg", "gif", "webp", "avif", "bmp", "tiff"})
DATA_URL = re.compile(r"data:image/([a-z0-9.+-]{1,30})((?:;[^,;]{1,60}){0,4}),", re.IGNORECASE)
#: A data URL in an attribute, up to the quotation mark or space that ends it.
IN_TEXT = re.compile(
    r"data:image/[a-z0-9.+-]{1,30}(?:;[^,;\"'<>]{1,60}){0,4},[^\"'\s<>()]*+", re.IGNORECASE
)
WHITE = re.compile(rb"\s+")

#: Addresses of pictures that only count who opens the page.
TRACKERS = re.compile(
    r"//(?:pixel\.|[^/]*\.(?:doubleclick\.net|scorecardresearch\.com|pixel\.wp\.com)/"
    r"|www\.facebook\.com/tr\b|stats\.wp\.com/|ir-[a-z]{2}\.amazon-adsystem\.com/"
    r"|(?:www\.)?google-analytics\.com/|medium\.com/_/stat\b)",
    re.IGNORECASE,
)


def decode_data_url(url: str) -> tuple[bytes, str] | None:
    """The bytes and the kind (`png`, `jpeg`, …) of a picture in a data URL (RFC 2397).

    None where it is no picture that Candor keeps, is damaged, or larger than `MAX_PICTURE`.
    """
    match = DATA_URL.match(url)
    if match is None or len(url) > MAX_DATA_URL:
        return None
    kind = match[1].lower()
    data = unquote_to_bytes(url[match.end() :])
    if match[2].lower().endswith(";base64"):
        try:
            data = base64.b64decode(WHITE.sub(b"", data), validate=True)
        except binascii.Error:
            return None
    if kind not in KINDS or not 0 < len(data) <= MAX_PICTURE:
        return None
    return data, "jpeg" if kind == "jpg" else kind


def take_data_urls(text: str) -> tuple[str, dict[str, bytes], int]:
    """A text with `picture:1`, … in the place of its data URLs, the pictures by that address,
    and how many were none that can be kept."""
    pictures: dict[str, bytes] = {}
    lost = 0

    def take(match: re.Match[str]) -> str:
        nonlocal lost
        decoded = decode_data_url(match[0]) if len(pictures) < MAX_PICTURES else None
        if decoded is None:
            lost += 1
            return "picture:"
        address = f"picture:{len(pictures) + 1}"
        pictures[address] = decoded[0]
        return address

    return IN_TEXT.sub(take, text), pictures, lost


def is_tracker(attributes: Mapping[str, str]) -> bool:
    """Whether an image, by its attributes, is not there to be seen."""
    sizes = {attributes.get(name, "").removesuffix("px") for name in ("width", "height")}
    return sizes <= {"0", "1"} or TRACKERS.search(attributes.get("src", "")[:500]) is not None
