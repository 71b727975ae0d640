"""One source, told apart: who published it, what it is called, when, and where it is."""

import re

from django.utils.text import slugify

from articles.importing.markup import plain
from articles.importing.outline import Reference
from articles.importing.outlining.wording import links_in

YEAR = re.compile(r"\b((?:1[6-9]|20)\d\d)\b")
DASH = r"\s*[—–:|-]\s+"
BARE_URL = re.compile(r"<?https?://\S+>?|\bdoi:\s*10\.\S+", re.IGNORECASE)
DOI = re.compile(
    r"\b(?:doi:\s*|(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s<>\"]+[^\s<>\".,;)])", re.IGNORECASE
)
#: `Publisher (2019) — Title`
PUBLISHER_FIRST = re.compile(
    rf"\A(?P<publisher>[^()]{{2,80}}?)\s*\((?P<year>\d{{4}})\){DASH}(?P<title>.+)\Z"
)
#: `Author, A. (2019, May). Title. Publisher, 12(3), 45.` (APA)
AUTHOR_YEAR = re.compile(
    r"\A[^()]{2,200}?\((?P<year>\d{4})[^()]{0,20}\)[.,:]?\s+(?P<title>[^.?!]{3,}[.?!]?)(?:\s+(?P<publisher>[^.,(]{2,120}))?"
)
#: `Author. “Title.” Publisher, 2019.` (MLA, Chicago)
QUOTED = re.compile(
    r"[“\"«](?P<title>[^”\"»]{3,300}?)[.,]?[”\"»][.,]?\s*(?:In\s+)?(?P<publisher>[^.,(\d]{2,120})?"
)
#: `Author, Title (City: Publisher, 2019)` (Chicago)
BOOK = re.compile(
    r"\A[^()]{2,}?[.,]\s+(?P<title>[^().,]{3,})[.,]?\s+\((?:[^():]{2,60}:\s*)?(?P<publisher>[^(),]{2,120}),\s*\d{4}\)"
)
#: `Publisher — Title` or `Title — Publisher`
PARTED = re.compile(r"\A(?P<first>[^—–|]{2,200}?)\s+[—–|-]\s+(?P<second>.{2,})\Z")
MAX_KEY = 60
MAX_TITLE = 300
MAX_PUBLISHER = 160
KEY_WORDS = 4
FEW = 20
MAX_TOLD = 1_000


def read_source(text: str, taken: set[str]) -> Reference:
    """An entry of a list of sources, given as inline Markdown; its key is none of `taken`."""
    words = plain(text)
    urls = [(named, url) for named, url in links_in(text) if "://" in url or url.startswith("//")]
    doi = DOI.search(text)
    url = urls[0][1] if urls else f"https://doi.org/{doi[1]}" if doi else ""
    told = BARE_URL.sub("", words).strip(" .,;:—–-") or words
    found = _told_apart(told[:MAX_TOLD], urls[0][0] if urls else "")
    year = YEAR.search(found.get("year") or told)
    title = found.get("title", "").strip(" .,;:") or told
    publisher = found.get("publisher", "").strip(" .,;:—–-()")
    return Reference(
        text=words,
        key=_key(publisher or title, year[1] if year else "", taken),
        title=title[:MAX_TITLE],
        publisher=publisher[:MAX_PUBLISHER],
        year=int(year[1]) if year else None,
        url=url,
    )


def _told_apart(told: str, linked: str) -> dict[str, str]:
    for pattern in (PUBLISHER_FIRST, AUTHOR_YEAR, QUOTED, BOOK):
        match = pattern.search(told)
        if match:
            return {name: value or "" for name, value in match.groupdict().items()}
    if linked and linked in told and linked != told and "://" not in linked:
        rest = YEAR.sub("", told.replace(linked, "")).strip(" .,;:—–|-()")
        return {"title": linked, "publisher": rest if len(rest) <= MAX_PUBLISHER else ""}
    match = PARTED.match(told)
    if match:
        first, second = match["first"], match["second"]
        is_first = len(first.split()) < len(second.split())
        return (
            {"publisher": first, "title": second}
            if is_first
            else {"publisher": second, "title": first}
        )
    return {"title": told}


def _key(name: str, year: str, taken: set[str]) -> str:
    """A word for `[^key]` that no other source has; sources in other scripts are counted."""
    words = slugify(name).split("-")[:KEY_WORDS]
    stem = "-".join(filter(None, [*words, year if year not in words else ""])) or "source"
    stem = stem[: MAX_KEY - 4].strip("-")
    # Where many sources share a stem, the next number is not looked for from the start.
    number = len(taken) + 1 if f"{stem}-{FEW}" in taken else 2
    key = stem
    # A number alone is what a citation in the text may have.
    while key in taken or key.isdigit():
        key, number = f"{stem}-{number}", number + 1
    return key
