"""Being found: canonical addresses, titles, dates, sitemaps, and what crawlers are told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from config.auditing.answers import (
    Answer,
    anything,
    attribute,
    is_article,
    is_error,
    is_found,
    is_indexable,
    is_page,
    quote,
    text_of,
)
from config.auditing.reading import moment, parse_xml, read_sitemap
from config.auditing.rules import ENGLISH, Elsewhere, Evidence, closing_rule, rule
from config.auditing.site import Site, description_of, title_of

MAX_ADDRESSES, MAX_BYTES = 50_000, 50_000_000
#: What a sitemap is to hold; tags and further pages of lists are found by links.
LISTED = {
    "home",
    "archive",
    "article",
    "page",
    "topic",
    "author",
    "guide",
    "guides",
    "kit",
    "feeds",
}
LABEL = re.compile(r"\b(published|updated)\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[?&]page=(\d+)")


def is_sitemap(answer: Answer) -> bool:
    return answer.view == "sitemap" or answer.path == "/sitemap.xml"


# Dates


@rule(11, "An article shows one date near its title.", of=is_article)
def one_date_is_shown(answer: Answer, site: Site) -> Iterator[Evidence]:
    count = len(answer.html.css(".article-header .date time[datetime]"))
    if count != 1:
        yield f"{count} dates in its header"


@rule(11, "The date says what it is of.", of=is_article, needs=ENGLISH)
def date_is_labelled(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(".article-header .date"):
        if not LABEL.search(text_of(node, "time")):
            yield quote(text_of(node))


@rule(
    11,
    "The date on the page is the one in JSON-LD, in the sitemap and in the feeds.",
    of=is_article,
)
def dates_agree(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes_of("Article"):
        published = moment(str(node.get("datePublished", "")))
        modified = moment(str(node.get("dateModified", "")))
        shown = answer.html.css_first(".article-header .date time")
        seen = moment(attribute(shown, "datetime")) if shown else None
        if seen and seen not in (published, modified):
            yield f"shown {seen}, told {published} and {modified}"
        mapped = site.changed_at(answer.address)
        if mapped and mapped != modified:
            yield f"sitemap {mapped}, told {modified}"
        fed = site.dates.get(site.url + answer.address)
        if fed and fed != (published, modified):
            yield f"feed {fed[0]} and {fed[1]}, told {published} and {modified}"


@rule(12, "No page was modified before it was published, or will be modified later.")
def dates_are_possible(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes:
        published = moment(str(node.get("datePublished", "")))
        modified = moment(str(node.get("dateModified", "")))
        if published and modified and modified < published:
            yield f"modified {modified}, published {published}"
        if modified and modified > datetime.now(UTC):
            yield f"modified {modified}, which is still to come"


@rule(12, "An article was modified when it was published, or a version of it began.", of=is_article)
def modified_with_a_version(answer: Answer, site: Site) -> Iterator[Evidence]:
    turns = site.turns.get(answer.path)
    mapped = site.changed_at(answer.address)
    for node in answer.nodes_of("Article"):
        modified = moment(str(node.get("dateModified", "")))
        # Where the dates of a page do not agree, that is another rule's.
        if turns and modified and modified == mapped and modified not in turns:
            yield f"modified {modified}, when no version of it began"


# Addresses


@rule(13, "A page that may be found has one canonical address, absolute and ours.", of=is_indexable)
def one_canonical_address(answer: Answer, site: Site) -> Iterator[Evidence]:
    told = [attribute(node, "href") for node in answer.html.css("link[rel=canonical]")]
    if len(told) != 1:
        yield f"{len(told)} canonical addresses"
    yield from (f"{one} is none of ours" for one in told if not one.startswith(f"{site.url}/"))


@rule(
    13,
    "The canonical address is the page's own; a further page of a list is its own too.",
    of=is_indexable,
)
def canonical_is_itself(answer: Answer, site: Site) -> Iterator[Evidence]:
    path = site.path_of(answer.canonical)
    if path is None or (answer.view == "chapter" and Answer(path).view == "article"):
        return
    number = PAGE_NUMBER.search(answer.address)
    own = answer.path + (f"?page={number[1]}" if number and number[1] != "1" else "")
    if path != own:
        yield f"{answer.canonical}, not {own}"


@rule(13, "A canonical address answers, and may be found itself.", of=is_indexable)
def canonical_is_there(answer: Answer, site: Site) -> Iterator[Evidence]:
    status = site.statuses.get(site.path_of(answer.canonical) or "", 200)
    if status != 200:
        yield f"{answer.canonical} answers {status}"


@rule(
    13,
    "What is not to be found names no canonical address and tells machines nothing.",
    of=is_found,
)
def hidden_is_not_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    if "noindex" not in answer.robots:
        return
    if answer.canonical:
        yield f"noindex, and canonical {answer.canonical}"
    if answer.graph:
        yield "noindex, and JSON-LD"


# Sitemaps


@rule(
    14, "The sitemap holds only pages that answer 200, may be found and are canonical.", of=anything
)
def sitemap_lists_only_pages_to_find(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.address not in site.sitemap:
        return
    if not is_indexable(answer):
        why = answer.status if answer.status != 200 else "noindex"
        yield f"in the sitemap, and {why}"
    elif answer.canonical and site.path_of(answer.canonical) != answer.address:
        yield f"in the sitemap, and canonical is {answer.canonical}"


@rule(14, "Every page that is to be found is in the sitemap.", of=is_indexable)
def sitemap_is_complete(answer: Answer, site: Site) -> Iterator[Evidence]:
    # Whoever wrote and reviewed nothing yet is linked from nowhere.
    if answer.view == "author" and not answer.html.css_first("main .card, main .row"):
        return
    is_listed = answer.address in site.sitemap
    is_canonical = site.path_of(answer.canonical) == answer.address
    if answer.view in LISTED and is_canonical and "?" not in answer.address and not is_listed:
        yield "not in the sitemap"


@rule(14, "A sitemap can be read, and is no larger than the protocol allows.", of=is_sitemap)
def sitemap_is_small(answer: Answer, site: Site) -> Iterator[Evidence]:
    count = sum(1 for _ in read_sitemap(answer))
    if answer.status != 200 or parse_xml(answer.body) is None:
        yield f"status {answer.status}, and no XML that can be read"
    elif count > MAX_ADDRESSES or len(answer.body) > MAX_BYTES:
        yield f"{count} addresses, {len(answer.body)} bytes"


@rule(14, "A sitemap's dates are dates with a zone, and not still to come.", of=is_sitemap)
def sitemap_dates_are_true(answer: Answer, site: Site) -> Iterator[Evidence]:
    for url, changed in read_sitemap(answer):
        at = moment(changed)
        if changed and (at is None or at > datetime.now(UTC)):
            yield f"{url} changed {quote(changed)}"


@rule(
    15,
    "llms.txt is plain text that is not to be indexed itself.",
    of=lambda one: one.path == "/llms.txt",
)
def llms_is_plain(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status == 200 and answer.type not in ("text/plain", "text/markdown"):
        yield f"served as {answer.type}"
    if answer.status == 200 and "noindex" not in answer.headers.get("X-Robots-Tag", ""):
        yield "no X-Robots-Tag: noindex"


@rule(18, "A page that may be found allows large previews of its pictures.", of=is_indexable)
def large_previews_are_allowed(answer: Answer, site: Site) -> Iterator[Evidence]:
    if "max-image-preview:large" not in answer.robots:
        yield f"robots {quote(answer.robots)}"


# Titles, and pages that are not there


@rule(92, "A page has one title, and one that is found a description.", of=is_page)
def page_is_titled(answer: Answer, site: Site) -> Iterator[Evidence]:
    titles = [text_of(node) for node in answer.html.css("head title")]
    told = [attribute(node, "content") for node in answer.html.css("head meta[name=description]")]
    if len(titles) != 1 or not titles[0]:
        yield f"titles {titles}"
    if (is_indexable(answer) and len(told) != 1) or "" in told:
        yield f"descriptions {told}"


@rule(92, "No two pages have the same title.", of=is_indexable)
def title_is_its_own(answer: Answer, site: Site) -> Iterator[Evidence]:
    first = site.first_titled.get(title_of(answer), answer.address)
    if site.path_of(answer.canonical) == answer.address and first != answer.address:
        yield f"{quote(title_of(answer))}, as {first}"


@rule(92, "No two pages have the same description; further pages of a list may.", of=is_indexable)
def description_is_its_own(answer: Answer, site: Site) -> Iterator[Evidence]:
    first = site.first_described.get(description_of(answer), answer.address)
    if "?" in answer.address:
        return
    if site.path_of(answer.canonical) == answer.address and first != answer.address:
        yield f"{quote(description_of(answer))}, as {first}"


@rule(93, "What is not there says so to machines too.", of=is_error)
def missing_is_not_indexed(answer: Answer, site: Site) -> Iterator[Evidence]:
    if "noindex" not in answer.robots:
        yield f"{answer.status} without noindex"


@rule(93, "A page that does not exist answers 404.", of=lambda one: one.path == "/nothing/is/here/")
def nothing_is_404(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status != 404:
        yield f"{answer.status}"


@rule(93, "No address breaks.", of=anything)
def nothing_breaks(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status >= 500 or answer.status in (400, 401, 403, 405):
        yield f"{answer.status}"


@rule(
    94,
    "robots.txt names the sitemap, and keeps no page from crawlers that is to be found.",
    of=lambda one: one.path == "/robots.txt",
)
def robots_lets_pages_be_read(answer: Answer, site: Site) -> Iterator[Evidence]:
    lines = [line.strip() for line in answer.text.splitlines()]
    if f"Sitemap: {site.url}/sitemap.xml" not in lines:
        yield "names no sitemap of ours"
    if "/go/" not in answer.text:
        yield "does not ask to leave /go/ alone"
    for_all = answer.text.partition("User-agent: *")[2].partition("User-agent:")[0]
    paths = [line[10:].strip() for line in for_all.splitlines() if line.startswith("Disallow: ")]
    for path in paths:
        shut = next((one for one in site.sitemap if one.startswith(path)), None)
        if shut:
            yield f"Disallow: {path} shuts {shut}, which is in the sitemap"


@closing_rule(14, "Every address of the sitemap could be read.")
def sitemap_was_read(site: Site) -> Iterator[Elsewhere]:
    unread = (address for address in site.sitemap if address not in site.statuses)
    yield from (Elsewhere(address, "in the sitemap, and not reached") for address in unread)


@rule(95, "A page is shared with its own title, address and picture.", of=is_indexable)
def sharing_is_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    for name in ("og:title", "og:url", "og:type", "og:image"):
        told = [attribute(node, "content") for node in answer.html.css(f'meta[property="{name}"]')]
        if len(told) != 1 or not told[0]:
            yield f"{name} {told}"
        elif name == "og:url" and answer.canonical and told[0] != answer.canonical:
            yield f"og:url {told[0]}, canonical {answer.canonical}"
