"""What a page's HTML tells of WCAG 2.2, level AA."""

import re
from collections.abc import Iterator

from config.auditing.answers import (
    Answer,
    ancestors,
    attribute,
    is_found,
    is_page,
    quote,
    text_of,
)
from config.auditing.rules import Evidence, rule
from config.auditing.site import ABOUT, Site

FILE_NAME = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|svg|heic)\s*$|^(img|dsc|image|photo)[_-]?\d+", re.IGNORECASE
)
HEADINGS = "h1, h2, h3, h4, h5, h6"
FIELDS = "input, select, textarea"
#: Fields that readers do not fill in, or that carry their own words.
NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "form")


@rule(49, "Who we are and how to reach us stands in the same place on each page.")
def help_is_in_the_same_place(answer: Answer, site: Site) -> Iterator[Evidence]:
    here = tuple(attribute(node, "href") for node in answer.html.css(ABOUT))
    if here != site.about or not here:
        yield f"{list(here)}, not {list(site.about)}"


@rule(
    51,
    "A password can be filled in by its manager, and nothing has to be solved.",
    of=lambda one: one.path == "/admin/login/",
)
def login_needs_no_memory(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("input[type=password]"):
        if attribute(node, "autocomplete") not in ("current-password", ""):
            yield f"autocomplete={attribute(node, 'autocomplete')}"
    names = [attribute(node, "name") for node in answer.html.css("form input")]
    extra = set(names) - {"csrfmiddlewaretoken", "username", "password", "next", ""}
    yield from (f"also asks for {name}" for name in sorted(extra))


@rule(53, "Each picture has a text for who does not see it, or is marked as decoration.")
def pictures_have_alt(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("img, input[type=image], area[href]"):
        if "alt" not in node.attributes:
            yield f"{attribute(node, 'src')}"
    for node in answer.html.css("svg"):
        if attribute(node, "aria-hidden") != "true" and not attribute(node, "aria-label"):
            yield f"{quote(node.html or '')} is neither named nor hidden"


@rule(53, "The text of a picture is no file name.")
def alt_is_no_file_name(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("img[alt]"):
        if FILE_NAME.search(attribute(node, "alt")):
            yield quote(attribute(node, "alt"))


@rule(53, "A picture that shows something in a text says what.")
def content_pictures_say_what(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(".prose .figure img, .hero img"):
        if not attribute(node, "alt").strip():
            yield f"{attribute(node, 'src')}"


@rule(55, "A page has one first heading.")
def one_first_heading(answer: Answer, site: Site) -> Iterator[Evidence]:
    found = [text_of(node) for node in answer.html.css("h1")]
    if len(found) != 1:
        yield f"{len(found)} h1 {[one[:40] for one in found]}"


@rule(55, "Headings skip no level.")
def headings_skip_no_level(answer: Answer, site: Site) -> Iterator[Evidence]:
    before = 0
    for node in answer.html.css(HEADINGS):
        level = int((node.tag or "h1")[1])
        if level > before + 1:
            yield f"h{level} {quote(text_of(node))} after h{before}"
        before = level


@rule(55, "Headings and the cells that head a table say something.")
def headings_say_something(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(HEADINGS):
        if not text_of(node) and not node.css_first("img[alt]:not([alt=''])"):
            yield f"empty {node.tag}"


@rule(55, "A table says what heads its rows and columns.")
def tables_have_scopes(answer: Answer, site: Site) -> Iterator[Evidence]:
    for table in answer.html.css("table"):
        heads = table.css("th")
        if not heads:
            yield f"no th in {quote(text_of(table))}"
        yield from (
            f"th {quote(text_of(node))} has no scope"
            for node in heads
            if "scope" not in node.attributes
        )


@rule(55, "Nothing stands in a list but its entries.")
def lists_are_lists(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("ul > *, ol > *"):
        if node.tag not in {"li", "template", "script"}:
            yield f"<{node.tag}> in a list"


@rule(55, "A page has one main part; parts for finding one's way have names.")
def landmarks_are_named(answer: Answer, site: Site) -> Iterator[Evidence]:
    if len(answer.html.css("main")) != 1:
        yield f"{len(answer.html.css('main'))} main"
    names = [
        attribute(node, "aria-label") or attribute(node, "aria-labelledby")
        for node in answer.html.css("nav")
    ]
    if "" in names:
        yield "a nav without a name"
    yield from (
        f"{names.count(one)} nav called {quote(one)}"
        for one in names
        if one and names.count(one) > 1
    )


@rule(56, "A page says its language.")
def language_is_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    html = answer.html.css_first("html")
    if html is None or not re.fullmatch(r"[a-zA-Z]{2,3}(-\w{2,8})*", attribute(html, "lang")):
        yield f"lang={quote(attribute(html, 'lang') if html else '')}"


@rule(56, "The first link of the body skips to the text.")
def text_can_be_skipped_to(answer: Answer, site: Site) -> Iterator[Evidence]:
    links = [
        node
        for node in answer.html.css("body a[href]")
        if "exit" not in attribute(node, "class").split()
    ]
    first = attribute(links[0], "href") if links else ""
    target = answer.html.css_first(first) if re.fullmatch(r"#[\w-]+", first) else None
    if target is None or target.tag != "main":
        yield f"the first link leads to {quote(first)}"


@rule(56, "A page can be enlarged, and is as wide as its window.")
def page_can_be_enlarged(answer: Answer, site: Site) -> Iterator[Evidence]:
    node = answer.html.css_first("meta[name=viewport]")
    told = attribute(node, "content").replace(" ", "").lower() if node else ""
    if "width=device-width" not in told or re.search(
        r"user-scalable=(no|0)|maximum-scale=[01]", told
    ):
        yield f"viewport {quote(told)}"


@rule(56, "A wide table scrolls by itself, not with the page.")
def tables_scroll(answer: Answer, site: Site) -> Iterator[Evidence]:
    for table in answer.html.css(".prose table"):
        if not any("table-scroll" in attribute(one, "class") for one in ancestors(table)):
            yield quote(text_of(table))


@rule(57, "What opens and closes does so without scripts.", of=is_found)
def folding_needs_no_script(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("details"):
        first = node.css_first("*:not(details)")
        if node.css_first("summary") is None or first is None or first.tag != "summary":
            yield f"{quote(text_of(node))} has no summary"
    for node in answer.html.css("button[aria-expanded], [role=tab]"):
        yield f"{quote(node.html or '')}"


@rule(85, "Each field has a label.")
def fields_have_labels(answer: Answer, site: Site) -> Iterator[Evidence]:
    named = {attribute(node, "for") for node in answer.html.css("label[for]") if text_of(node)}
    for node in answer.html.css(FIELDS):
        if attribute(node, "type") in NO_LABEL:
            continue
        wrapped = any(one.tag == "label" and text_of(one) for one in ancestors(node))
        own = attribute(node, "aria-label") or attribute(node, "aria-labelledby")
        if not (wrapped or own or attribute(node, "id") in named - {""}):
            yield f"{attribute(node, 'name') or node.tag}"


@rule(86, "A button says what it does.")
def buttons_have_names(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("button, summary"):
        if not text_of(node) and not attribute(node, "aria-label"):
            yield quote(node.html or "")


@rule(87, "An id stands for one element.", of=is_page)
def ids_are_unique(answer: Answer, site: Site) -> Iterator[Evidence]:
    ids = [attribute(node, "id") for node in answer.html.css("[id]")]
    yield from (
        f"id={one} {ids.count(one)} times" for one in dict.fromkeys(ids) if ids.count(one) > 1
    )


@rule(87, "What refers to another element finds it.", of=is_page)
def references_resolve(answer: Answer, site: Site) -> Iterator[Evidence]:
    ids = {attribute(node, "id") for node in answer.html.css("[id]")}
    for name in REFERENCES:
        for node in answer.html.css(f"[{name}]"):
            missing = [one for one in attribute(node, name).split() if one not in ids]
            yield from (f"{name}={one} on <{node.tag}>" for one in missing)


@rule(87, "What is hidden from who hears the page cannot be reached with the keyboard.")
def hidden_cannot_be_reached(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("[aria-hidden=true] :is(a[href], button, input, select, textarea)"):
        if attribute(node, "tabindex") != "-1":
            yield quote(node.html or "")
    for node in answer.html.css("[tabindex]"):
        if attribute(node, "tabindex") not in ("0", "-1"):
            yield f"tabindex={attribute(node, 'tabindex')}"
