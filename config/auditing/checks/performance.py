"""Pages that come quickly, keep still and can be kept."""

from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage

from config.auditing.answers import Answer, ancestors, anything, attribute, is_found, is_page
from config.auditing.rules import Evidence, rule
from config.auditing.site import Site

MODERN = {"image/avif", "image/webp"}
#: Nothing of these is to be fetched before somebody asks for it.
NOT_AHEAD = ("/go/", "/kits/", "/letters/", "/admin/", "/count/")


@rule(59, "A picture says its size, so that nothing moves when it comes.")
def pictures_say_their_size(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("img"):
        size = [attribute(node, name) for name in ("width", "height")]
        if not all(one.isdigit() and int(one) for one in size):
            yield f"{attribute(node, 'src')} {size}"


@rule(59, "A photo comes in several sizes, as AVIF or WebP.")
def pictures_are_modern(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("picture"):
        sources, name = node.css("source"), attribute(node.css_first("img"), "src")
        if not {attribute(one, "type") for one in sources} & MODERN:
            yield f"{name} has neither"
        for one in sources:
            if not attribute(one, "srcset") or not attribute(one, "sizes"):
                yield f"a source of {name} without srcset or sizes"


@rule(59, "The files that a picture names are there.")
def picture_files_are_there(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("picture source, picture img"):
        parts = [*attribute(node, "srcset").split(","), attribute(node, "src")]
        for url in filter(None, (part.split()[0] if part.strip() else "" for part in parts)):
            name = url.removeprefix(settings.MEDIA_URL)
            if name != url and not default_storage.exists(name):
                yield url


@rule(59, "The picture a page opens with comes at once; all others wait.")
def only_the_first_picture_is_eager(answer: Answer, site: Site) -> Iterator[Evidence]:
    eager = [node for node in answer.html.css("img") if attribute(node, "fetchpriority") == "high"]
    if len(eager) > 1:
        yield f"{len(eager)} pictures come first"
    for node in answer.html.css("img"):
        is_first, is_lazy = node in eager, attribute(node, "loading") == "lazy"
        is_hero = any("hero" in attribute(one, "class").split() for one in ancestors(node))
        if is_lazy and (is_first or is_hero):
            yield f"{attribute(node, 'src')} opens the page, and waits"
        elif is_hero and not is_first:
            yield f"{attribute(node, 'src')} opens the page, and does not come first"
        elif not is_lazy and not is_first:
            yield f"{attribute(node, 'src')} does not wait"


@rule(61, "Nothing is fetched ahead of a click that counts, sends or belongs to one reader.")
def nothing_counted_is_fetched_ahead(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css('link[rel~="prefetch"], link[rel~="prerender"]'):
        href = attribute(node, "href")
        path = site.path_of(href, answer.address) or ""
        if "?" in path or path.startswith(NOT_AHEAD) or path in site.sensitive:
            yield href
    for node in answer.html.css('script[type="speculationrules"]'):
        missing = [one for one in NOT_AHEAD if one not in node.text()]
        if missing or "nofollow" not in node.text():
            yield f"speculation rules that leave in {missing or 'nofollow'}"


@rule(63, "A public page can be kept, and asked for again for nothing.", of=is_found)
def pages_can_be_revalidated(answer: Answer, site: Site) -> Iterator[Evidence]:
    if "no-store" in answer.headers.get("Cache-Control", ""):
        return
    if not answer.headers.get("ETag") and not answer.headers.get("Last-Modified"):
        yield "neither ETag nor Last-Modified"
    elif answer.again not in (None, 304):
        yield f"{answer.again} for who has it already"


@rule(63, "No answer for readers depends on a cookie.", of=anything)
def nothing_varies_by_cookie(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.path.startswith("/admin/"):
        return
    if "cookie" in answer.headers.get("Vary", "").lower():
        yield f"Vary: {answer.headers['Vary']}"


@rule(
    90, "A page does not load more than one style sheet, or a script that holds it up.", of=is_page
)
def nothing_holds_a_page_up(answer: Answer, site: Site) -> Iterator[Evidence]:
    sheets = answer.html.css("link[rel=stylesheet]:not([media=print])")
    if len(sheets) > 1:
        yield f"{len(sheets)} style sheets"
    for node in answer.html.css("script[src]"):
        is_late = attribute(node, "type") == "module" or {"async", "defer"} & set(node.attributes)
        if not is_late:
            yield f"{attribute(node, 'src')}"
