"""Who wrote it, who reviewed it, where it is known from, and how to leave it quickly."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from config.auditing.answers import (
    Answer,
    ancestors,
    anything,
    attribute,
    is_article,
    is_found,
    is_hidden,
    is_page,
    is_profile,
    quote,
    squash,
    text_of,
)
from config.auditing.rules import Elsewhere, Evidence, closing_rule, rule
from config.auditing.site import Site

#: What a careful reader asks, each with a page of its own.
QUESTIONS = ("editorial", "earning", "corrections", "privacy", "contact")
#: How help is reached: by a link, or a number that is only written.
REACHED = re.compile(r"(tel|sms|mailto|https?):")
NUMBER = re.compile(r"\d[\d ]+\d")
#: Left to be filled in.
LEFT = re.compile(r"\[\[[^\[\]]+\]\]")
#: Words of a source besides its title and its year: who published it.
WORDS = re.compile(r"[^\W\d_]{2,}")


@rule(80, "An article names who wrote it, with a link to their profile.", of=is_article)
def byline_leads_to_profiles(answer: Answer, site: Site) -> Iterator[Evidence]:
    links = [attribute(node, "href") for node in answer.html.css(".byline-authors a[href]")]
    if not links:
        yield "no author with a link"
    for href in links:
        if Answer(site.path_of(href, answer.address) or "/").view != "author":
            yield f"{href} is no profile"


@rule(80, "A profile says what somebody is qualified by.", of=is_profile)
def profile_says_why_to_believe(answer: Answer, site: Site) -> Iterator[Evidence]:
    words = text_of(answer.html.css_first(".profile .credentials"))
    words += text_of(answer.html.css_first(".profile .prose"))
    if not words:
        yield "neither credentials nor a word about them"


def is_sensitive_article(answer: Answer, site: Site) -> bool:
    return is_page(answer) and site.is_sensitive(answer)


@rule(81, "An article on a sensitive topic names who reviewed it and when, and where to get help.")
def sensitive_is_reviewed(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not is_sensitive_article(answer, site):
        return
    line = answer.html.css_first(".byline-reviewer")
    if line is None or not line.css_first("a"):
        yield "no reviewer"
    else:
        if not line.css_first("time[datetime]"):
            yield "reviewed on no day"
        if not text_of(line.css_first(".credentials")):
            yield f"nothing says what {text_of(line.css_first('a'))} is qualified by"
    help_ = answer.html.css_first(".help-lines")
    if help_ is None or not text_of(help_):
        yield "no help lines"
    elif not _can_be_reached(help_):
        yield "help lines with neither a number nor an address"
    if not text_of(answer.html.css_first(".help-lines .help-limits")):
        yield (
            "not a word that it is no substitute for professional help: what was published before "
            "these words were there gets them when it is published, or rendered, anew"
        )


def _can_be_reached(help_: LexborNode) -> bool:
    is_linked = any(REACHED.match(attribute(node, "href")) for node in help_.css("a[href]"))
    return is_linked or bool(NUMBER.search(text_of(help_, ".help-limits")))


@rule(81, "An article on a sensitive topic sells nothing and asks for nothing.")
def sensitive_sells_nothing(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not is_sensitive_article(answer, site):
        return
    for node in answer.html.css(".offer, .kit-form, .disclosure"):
        yield f"{attribute(node, 'class')}: {quote(text_of(node))}"
    for node in answer.html.css("main a[href]"):
        if site.merchant_of(attribute(node, "href"), answer.address):
            yield attribute(node, "href")


@rule(82, "A source says who published it and when somebody read it.")
def sources_say_who_and_when(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(".sources ol > li"):
        title = text_of(node.css_first("cite"))
        rest = text_of(
            node, "cite, .accessed, .checked, .source-back, blockquote, q, .source-quote"
        )
        if not title or not WORDS.search(rest):
            yield f"{quote(title)} has no publisher"
        if not re.search(r"\b(19|20)\d\d\b", text_of(node, "cite, .source-back")):
            yield f"{quote(title)} has no date"


@rule(
    83, "Pages say how we work, how we earn, what we corrected, what we keep and how to reach us."
)
def policies_are_linked(answer: Answer, site: Site) -> Iterator[Evidence]:
    linked = {attribute(node, "href") for node in answer.html.css("footer a[href]")}
    for role, path in site.policies.items():
        if path not in linked:
            yield f"no link to {path} ({role})"


@closing_rule(83, "There is a page for each of these, and it is live.")
def policies_are_live(site: Site) -> Iterator[Elsewhere]:
    for role in QUESTIONS:
        path = site.policies.get(role)
        if path is None:
            yield Elsewhere("/", f"no page that is live says: {role}")
        elif site.statuses.get(path, 0) != 200:
            yield Elsewhere(
                path, f"the page for {role} answers {site.statuses.get(path, 'nothing')}"
            )


@rule(83, "What was changed in an article can be looked up.", of=is_article)
def changes_can_be_looked_up(answer: Answer, site: Site) -> Iterator[Evidence]:
    changed = f"{answer.path}changes/"
    if not answer.html.css_first(f'a[href="{changed}"]'):
        yield f"no link to {changed}"


@rule(83, "What was corrected is told under the page, and in its change log.", of=is_found)
def corrections_are_shown(answer: Answer, site: Site) -> Iterator[Evidence]:
    page = f"/{answer.path.strip('/').removesuffix('/changes')}/"
    # The newest stand on the first page of the log.
    for text in site.corrections.get(page, ()) if "?" not in answer.address else ():
        if squash(text) not in answer.words:
            yield quote(text)


@rule(83, "Each entry of a change log says what changed.", of=is_found)
def changes_are_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    for entry in answer.html.css("li.change"):
        if not any(text_of(node) for node in entry.css("p") if not node.css_first("a")):
            yield f"nothing is said of {quote(text_of(entry.css_first('time')))}"


@rule(83, "Nothing on a page is left to be filled in.", of=is_found)
def nothing_is_left_to_fill_in(answer: Answer, site: Site) -> Iterator[Evidence]:
    yield from (quote(one) for one in LEFT.findall(text_of(answer.main, "code")))


@rule(84, "A page that may put its reader at risk leaves no trace.", of=anything)
def sensitive_leaves_no_trace(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not site.is_guarded(answer):
        return
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"Cache-Control {quote(answer.headers.get('Cache-Control', ''))}"
    if answer.headers.get("Referrer-Policy") != "no-referrer":
        yield f"Referrer-Policy {quote(answer.headers.get('Referrer-Policy', ''))}"


@rule(84, "A page that may put its reader at risk can be left with one press.")
def sensitive_can_be_left(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not site.is_guarded(answer):
        return
    way = answer.html.css_first("a.exit[href]")
    if way is None:
        yield "no way out"
        return
    if site.is_ours(attribute(way, "href"), answer.address):
        yield f"leads to {attribute(way, 'href')}, which is ours"
    if any(one.tag in {"main", "footer", "details"} for one in ancestors(way)):
        yield "stands in the page, not above it"
    if any(is_hidden(one) for one in (way, *ancestors(way))):
        yield "is hidden"
