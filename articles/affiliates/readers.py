"""Who counts as a reader: people, not prefetches, scanners and bots.

What a request says of itself is looked at and forgotten; nothing of it is stored.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from crawleruseragents import is_crawler
from django.http import HttpRequest

#: What browsers that fetch ahead of a click say, and mail programs that show a preview.
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD_WORDS = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)

#: Every browser calls itself one of these, also those for text alone; most programs do not.
BROWSER = re.compile(r"(Mozilla|Opera|Lynx|w3m|ELinks|Nokia\w+)/|Links \(")

#: Since these versions a browser says with each navigation that it would rather have HTTPS
#: (Upgrade Insecure Requests, W3C).
UPGRADING = (
    (re.compile(r"\bChrome/([0-9]{1,4})"), 80),
    (re.compile(r"\bFirefox/([0-9]{1,4})"), 90),
)
#: Since these it says over HTTPS how it came to ask (Fetch Metadata, W3C; Safari from 16.4).
TELLING = (*UPGRADING, (re.compile(r"\bVersion/([0-9]{1,4})[.0-9]* (?:Mobile/\w+ )?Safari/"), 17))

#: How a person who follows a link asks, and how our own script does.
NAVIGATION = {"Sec-Fetch-Mode": ("navigate",), "Sec-Fetch-Dest": ("document",)}
HERE = {"Sec-Fetch-Site": ("same-origin",)}
BEACON = {"Sec-Fetch-Mode": ("no-cors", "cors")} | HERE


def follows_a_link(request: HttpRequest) -> bool:
    """Whether somebody followed a link, as far as a request can tell."""
    return (
        request.method == "GET"
        and "text/html" in request.headers.get("Accept", "")
        and _fits(request, NAVIGATION)
        and is_a_person(request)
    )


def comes_from_us(request: HttpRequest) -> bool:
    """Whether a page of ours sent this, as far as a browser tells: no other site, no message."""
    return _fits(request, HERE)


def is_our_script(request: HttpRequest) -> bool:
    """Whether our script on a page that somebody reads sent this."""
    return _has_our_origin(request) and _fits(request, BEACON) and is_a_person(request)


def _has_our_origin(request: HttpRequest) -> bool:
    """Whether no other site is named as where this comes from.

    A page that sends no referrer may send no origin either (Fetch, 3.2): its browser then has
    to say by Fetch Metadata that it was ours.
    """
    origin = request.headers.get("Origin")
    if origin == "null":
        return "Sec-Fetch-Site" in request.headers
    return origin is None or origin.partition("://")[2] == request.get_host()


def fetches_ahead(request: HttpRequest) -> bool:
    """Whether a browser or a mail program asks before anybody followed the link."""
    return any(AHEAD_WORDS.search(request.headers.get(name, "")) for name in AHEAD)


def may_be_counted_as_reading(request: HttpRequest) -> bool:
    """Whether readers did not ask to be left out (Do Not Track, Global Privacy Control)."""
    return request.headers.get("DNT") != "1" and request.headers.get("Sec-GPC") != "1"


def is_a_person(request: HttpRequest) -> bool:
    """Whether this comes from a browser that somebody uses, as far as a request can tell."""
    agent = request.headers.get("User-Agent", "")[:1_000]
    return (
        BROWSER.match(agent) is not None
        and "Accept-Language" in request.headers
        and not fetches_ahead(request)
        and not _borrows_a_name(request, agent)
        and not is_crawler(agent)
    )


def _fits(request: HttpRequest, expected: Mapping[str, Sequence[str]]) -> bool:
    """Whether none of these headers says something else."""
    return all(request.headers.get(name, values[0]) in values for name, values in expected.items())


def _borrows_a_name(request: HttpRequest, agent: str) -> bool:
    """Whether it claims to be a browser that would have said more."""
    if "Sec-Fetch-Mode" in request.headers:
        return False
    if request.is_secure():
        return _claims(agent, TELLING)
    is_plain = request.method == "GET" and "Upgrade-Insecure-Requests" not in request.headers
    return is_plain and _claims(agent, UPGRADING)


def _claims(agent: str, versions: Iterable[tuple[re.Pattern, int]]) -> bool:
    found = ((pattern.search(agent), since) for pattern, since in versions)
    return any(match is not None and int(match[1]) >= since for match, since in found)
