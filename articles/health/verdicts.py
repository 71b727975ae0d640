"""What an answer says of a link. Pure: asks nobody, stores nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from articles.health.web import Answer, Failure


class Finding(StrEnum):
    """What one answer says. `GONE` may mean that the link is broken; a day later says more."""

    WORKS = "ok"
    GONE = "gone"
    UNCLEAR = "inconclusive"


@dataclass(frozen=True)
class Ruling:
    finding: Finding
    reason: str


#: A home page: nothing, a language or country, an index.
HOME = re.compile(
    r"(?:/(?:[a-z]{2}(?:[-_][a-z]{2,4})?(?:/|$)){0,2}(?:(?:index|default)\.[a-z]{3,5}|home/?)?)?",
    re.IGNORECASE,
)
#: Where shops lead whoever asks for what they no longer have, and say that all is well.
NOT_FOUND = re.compile(
    r"/(?:error[-_/]?)?(?:404|(?:page[-_])?not[-_]?found)(?:[/.].*)?", re.IGNORECASE
)
#: Parameters that say where somebody came from, not what they want.
TRACKING = re.compile(
    r"utm_\w+|ref|source|src|tag|gclid|fbclid|msclkid|awc|irclickid|clickid", re.IGNORECASE
)

GONE = {404: "Not found (404)", 410: "Gone for good (410)"}

#: Statuses that leave open whether the page is there, in words.
UNCLEAR = {
    202: "The server took note and showed no page (202)",
    204: "The server showed no page (204)",
    400: "The server did not understand the question (400)",
    401: "A password is asked for (401)",
    402: "Payment is asked for (402)",
    403: "The server refuses programs, or everybody (403)",
    405: "The server refuses this kind of question (405)",
    408: "The server lost patience (408)",
    429: "The server was asked too often (429)",
    451: "Not shown for legal reasons (451)",
    999: "The server refuses programs (999)",
}

FAILURES = {
    Failure.NO_SUCH_HOST: "There is no such host",
    Failure.CANNOT_LOOK_UP: "The host could not be looked up",
    Failure.NOT_PUBLIC: "Not a public address, so it was not asked for",
    Failure.TIMED_OUT: "No answer in time",
    Failure.NO_CONNECTION: "The server took no connection, or broke it off",
    Failure.TLS: "The connection is not secure",
    Failure.NOT_HTTP: "The answer was no web page",
    Failure.CIRCLE: "Redirects lead in a circle",
    Failure.TOO_MANY_HOPS: "More than five redirects",
    Failure.LEADS_NOWHERE: "A redirect leads to no web address",
    Failure.TOO_LONG: "The address is too long to ask for",
}

#: Firms that stand between a site and its visitors, as headers and cookies give them away.
GUARDS = re.compile(
    r"cloudflare|cf-ray|akamai|ak_bmsc|datadome|_px\w*=|perimeterx|incap_ses|visid_incap|"
    r"imperva|aws-?waf|cloudfront|ddos-guard|sucuri|kasada|x-kpsdk",
    re.IGNORECASE,
)
#: What only their walls say; what they put into ordinary pages too is not among it.
WALLS = re.compile(
    rb"cf[_-]chl[_-]|cf-challenge|/_sec/cp_challenge|bm-verify|captcha-delivery\.com|px-captcha|"
    rb"incapsula incident id|/errors/validatecaptcha|opfcaptcha|gokuprops|awswafcookiedomainlist|"
    rb"sorry, you have been blocked|kpsdk|sucuri website firewall|"
    rb"<title>[^<]{0,40}(?:just a moment|attention required|access denied|robot|captcha|"
    rb"are you (?:a )?human|verify(?:ing)? (?:that )?you|pardon our interruption|"
    rb"security check|human verification|bot verification|ddos-guard|client challenge)",
    re.IGNORECASE,
)


def judge(answer: Answer) -> Ruling:
    """What an answer says of the address that was asked for."""
    if answer.failure:
        return _judge_failure(answer.failure, answer.detail)
    if _is_wall(answer):
        return Ruling(
            Finding.UNCLEAR, f"A wall against programs stands before it ({answer.status})"
        )
    if answer.status in GONE:
        return Ruling(Finding.GONE, GONE[answer.status])
    if 200 <= answer.status < 300 and answer.status not in UNCLEAR:
        return _judge_page(answer)
    if answer.status >= 500 and answer.status not in UNCLEAR:
        return Ruling(Finding.UNCLEAR, f"The server is in trouble ({answer.status})")
    words = UNCLEAR.get(answer.status) or f"An answer that says little ({answer.status})"
    return Ruling(Finding.UNCLEAR, words)


def needs_a_look(answer: Answer) -> bool:
    """Whether a page that is said to be there may be a wall, which only its text tells."""
    return any(GUARDS.search(f"{name}: {value}") for name, value in answer.headers.items())


def _judge_failure(failure: Failure, detail: str) -> Ruling:
    is_gone = failure is Failure.NO_SUCH_HOST
    words = FAILURES[failure] + (f": {detail}" if detail else "")
    return Ruling(Finding.GONE if is_gone else Finding.UNCLEAR, words[:200])


def _is_wall(answer: Answer) -> bool:
    is_challenge = answer.headers.get("cf-mitigated") == "challenge"
    acts = answer.headers.get("x-amzn-waf-action") in ("challenge", "captcha")
    return is_challenge or acts or WALLS.search(answer.body) is not None


def _judge_page(answer: Answer) -> Ruling:
    """A page is there; is it the one that was asked for?"""
    asked, final = urlsplit(answer.chain[0]), urlsplit(answer.final)
    if len(answer.chain) > 1 and NOT_FOUND.fullmatch(final.path):
        return Ruling(Finding.UNCLEAR, f"Leads to a page called {final.path}"[:200])
    if len(answer.chain) == 1 or not _is_home(answer) or HOME.fullmatch(asked.path):
        return Ruling(Finding.WORKS, "")
    host = final.hostname or ""
    if any(_is_page_of(url, host) for url in answer.chain[:-1]) or _names(answer.chain[0], host):
        return Ruling(Finding.GONE, f"Leads to the home page of {host} instead")
    return Ruling(Finding.UNCLEAR, f"Leads to the home page of another site, {host}"[:200])


def _is_home(answer: Answer) -> bool:
    final = urlsplit(answer.final)
    asked = set(parse_qsl(urlsplit(answer.chain[0]).query, keep_blank_values=True))
    extra = set(parse_qsl(final.query, keep_blank_values=True)) - asked
    return bool(HOME.fullmatch(final.path)) and all(TRACKING.fullmatch(name) for name, _ in extra)


def _is_page_of(url: str, host: str) -> bool:
    """Whether an address on the way was a page of that site, and not its home page."""
    parts = urlsplit(url)
    return _is_same_site(parts.hostname or "", host) and not HOME.fullmatch(parts.path)


def _names(url: str, host: str) -> bool:
    """Whether a tracking link says in itself which page of that host it was to lead to."""
    bare = host.removeprefix("www.")
    pages = re.findall(re.escape(bare) + r"(/[^?&#\s]*)", unquote(unquote(url)))
    is_other = not _is_same_site(urlsplit(url).hostname or "", host)
    return is_other and any(not HOME.fullmatch(page) for page in pages)


def _is_same_site(one: str, other: str) -> bool:
    """`www.shop.example`, `shop.example` and `de.shop.example` are one site."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
