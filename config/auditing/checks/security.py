"""Headers, and nothing on a page that is not ours or not a file of its own."""

import re
from collections.abc import Iterator

from django.conf import settings
from selectolax.lexbor import LexborNode

from config.auditing.answers import (
    Answer,
    anything,
    attribute,
    is_image,
    is_page,
    is_stylesheet,
    quote,
)
from config.auditing.rules import HTTPS, Evidence, rule
from config.auditing.site import Site
from config.auditing.stylesheets import addresses_in

NONE, OURS = "'none'", "'self'"
#: What a policy has to say, and what it may say there.
DIRECTIVES = {
    "object-src": {NONE},
    "base-uri": {NONE, OURS},
    "frame-ancestors": {NONE, OURS},
    "form-action": {NONE, OURS},
    "default-src": {NONE, OURS},
}
#: What these may say is another rule's, if it lets in what stands in the page.
RUNS = ("default-src", "script-src", "style-src")
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'nonce-", "data:", "*", "http:")
HANDLER = re.compile(r"^on[a-z]+$")
#: What a browser fetches by itself, with the attribute that says where.
FETCHED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "use": ("href",),
    "image": ("href",),
}
#: Links in a head that a browser follows at once.
LINKED = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"} | {
    *("prefetch", "preconnect", "dns-prefetch", "prerender")
}
DATA = {"application/ld+json", "speculationrules", "importmap"}


def is_made_here(answer: Answer) -> bool:
    """Whatever our own views answer; files beside pages have headers of their own server."""
    return anything(answer) and not answer.path.startswith(settings.STATIC_URL)


def policy_of(answer: Answer) -> dict[str, list[str]]:
    """The Content Security Policy, by directive."""
    parts = (part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";"))
    return {part[0].lower(): part[1:] for part in parts if part}


@rule(71, "Every answer has a policy that allows no inline script and no framing.", of=is_made_here)
def policy_is_strict(answer: Answer, site: Site) -> Iterator[Evidence]:
    policy = policy_of(answer)
    if not policy:
        yield "no Content-Security-Policy"
        return
    if "sandbox" in policy and policy.get("default-src") == [NONE]:
        return
    for name, allowed in DIRECTIVES.items():
        if not policy.get(name) or not set(policy[name]) <= allowed | inline_of(policy, name):
            yield f"{name} {' '.join(policy.get(name, ['is missing']))}"
    photos = {f"https://{site.media_host}", site.media_host} if site.media_host else set()
    for name, told in policy.items():
        if not re.search(r"-src(-elem|-attr)?$", name) or name in DIRECTIVES:
            continue
        ours = {NONE, OURS} | (photos if name == "img-src" else set())
        for one in sorted(set(told) - ours - inline_of(policy, name)):
            yield f"{name} {one}"


def inline_of(policy: dict[str, list[str]], name: str) -> set[str]:
    """What a directive says of things that stand in the page; that is for another rule."""
    is_of_code = name.startswith(RUNS)
    return {one for one in policy.get(name, []) if is_of_code and one.startswith(UNSAFE)}


@rule(79, "No policy lets scripts or styles in that stand in the page.", of=is_made_here)
def policy_lets_nothing_inline_in(answer: Answer, site: Site) -> Iterator[Evidence]:
    policy = policy_of(answer)
    for name in policy:
        for one in sorted(inline_of(policy, name)):
            yield f"{name} {one}"


@rule(72, "The desk has the same policy as the pages.", of=lambda one: one.path == "/admin/login/")
def desk_has_the_policy(answer: Answer, site: Site) -> Iterator[Evidence]:
    if policy_of(answer).get("script-src") != [OURS]:
        yield f"script-src {policy_of(answer).get('script-src')}"


@rule(73, "No script, style or handler stands in a page.")
def nothing_is_inline(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("script:not([src])"):
        if attribute(node, "type") not in DATA:
            yield f"script {quote(node.text())}"
    if answer.html.css_first("style"):
        yield "a style element"
    for node in answer.html.css("*"):
        for name, value in node.attributes.items():
            if HANDLER.fullmatch(name) or name in ("style", "nonce"):
                yield f"{name}={quote(value or '')} on <{node.tag}>"
            elif (value or "").strip().lower().startswith("javascript:"):
                yield f"{name}={quote(value or '')}"


@rule(74, "Every answer keeps browsers from guessing its type.", of=is_made_here)
def types_are_not_guessed(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no X-Content-Type-Options: nosniff"


@rule(74, "Every page says what other sites learn of it.", of=is_page)
def referrers_are_cut(answer: Answer, site: Site) -> Iterator[Evidence]:
    allowed = {"strict-origin-when-cross-origin", "no-referrer", "same-origin", "strict-origin"}
    if answer.headers.get("Referrer-Policy") not in allowed:
        yield f"Referrer-Policy {quote(answer.headers.get('Referrer-Policy', ''))}"


@rule(
    74, "Every page keeps other sites' windows apart, and asks a browser for nothing.", of=is_page
)
def windows_are_kept_apart(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        yield "no Cross-Origin-Opener-Policy: same-origin"
    policy = answer.headers.get("Permissions-Policy", "")
    missing = [one for one in ("camera", "microphone", "geolocation") if f"{one}=()" not in policy]
    if missing:
        yield f"Permissions-Policy does not refuse {', '.join(missing)}"


@rule(74, "Browsers that came once come by HTTPS for a year.", of=is_page, needs=HTTPS)
def https_is_kept(answer: Answer, site: Site) -> Iterator[Evidence]:
    told = answer.headers.get("Strict-Transport-Security", "")
    match = re.search(r"max-age=(\d+)", told)
    if not match or int(match[1]) < 31_536_000:
        yield f"Strict-Transport-Security {quote(told)}"


@rule(76, "What people uploaded can do nothing when it is opened.", of=is_image)
def pictures_can_do_nothing(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status != 200 or answer.path.startswith(settings.STATIC_URL):
        return
    if answer.type == "image/svg+xml":
        yield "an SVG"
    if "sandbox" not in policy_of(answer):
        yield f"policy {quote(answer.headers.get('Content-Security-Policy', ''))}"


@rule(91, "No cookie is set for readers.", of=anything)
def no_cookie_is_set(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.path.startswith("/admin/"):
        return
    yield from (f"cookie {name}" for name in answer.cookies)
    if answer.headers.get("Set-Cookie"):
        yield f"Set-Cookie {quote(answer.headers['Set-Cookie'])}"


@rule(91, "A page has nothing fetched from elsewhere.", of=is_page)
def nothing_comes_from_elsewhere(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(f"{', '.join(FETCHED)}, link[rel][href]"):
        for url in _fetched(node):
            if not site.is_ours(url, answer.address):
                yield f"<{node.tag}> {url}"
    for node in answer.html.css("a[ping]"):
        yield f"ping {attribute(node, 'ping')}"


@rule(60, "Fonts, and all else of a style sheet, come from here.", of=is_stylesheet)
def styles_come_from_here(answer: Answer, site: Site) -> Iterator[Evidence]:
    for url in addresses_in(answer.text):
        if not site.is_ours(url, answer.address):
            yield url


def _fetched(node: LexborNode) -> Iterator[str]:
    if node.tag == "link":
        if set(attribute(node, "rel").lower().split()) & LINKED:
            yield attribute(node, "href")
        return
    for name in FETCHED[node.tag or "img"]:
        value = attribute(node, name)
        if name == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif value:
            yield value


@rule(97, "Nothing on a page is fetched without encryption.", of=is_page, needs=HTTPS)
def nothing_is_mixed(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(f"{', '.join(FETCHED)}, link[href], form[action]"):
        for url in (attribute(node, "src"), attribute(node, "href"), attribute(node, "action")):
            if url.startswith("http://"):
                yield f"<{node.tag}> {url}"
