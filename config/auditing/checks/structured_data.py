"""JSON-LD: that it can be read, and says what readers see."""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from config.auditing.answers import (
    Answer,
    Node,
    attribute,
    is_article,
    is_indexable,
    is_profile,
    kinds_of,
    quote,
    squash,
    text_of,
    walk,
)
from config.auditing.reading import moment
from config.auditing.rules import Evidence, rule
from config.auditing.site import Site

#: What search engines have given up, or what is only for kinds of site that this is not.
RETIRED = {
    *("HowTo", "HowToStep", "ClaimReview", "CourseInstance", "SpecialAnnouncement"),
    *("ReadAction", "BorrowAction", "LearningResource", "PracticeProblem", "VehicleListing"),
}
STARS = {"Review", "Rating", "AggregateRating", "review", "reviewRating", "aggregateRating"}
#: Named on the page, or the page itself.
SEEN = {"Person", "ListItem", "CreativeWork"}
RATIOS = {1.0, 1.33, 1.78}
#: What belongs beside a name, not into it.
NOT_A_NAME = re.compile(
    r"^(by|dr|prof|professor|mr|mrs|ms|sir)\b\.?|[,;&|/]|\band\b|\b(ph\.?d|m\.?sc|m\.?d)\b",
    re.IGNORECASE,
)


@rule(2, "Questions told to machines stand on the page, with their answers.")
def questions_are_visible(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes_of("FAQPage"):
        rows = node.get("mainEntity") or []
        if not rows:
            yield "FAQPage without a question"
        for row in rows:
            told = str(row.get("acceptedAnswer", {}).get("text", ""))
            said = squash(text_of(_fragment(told), "sup"))
            if squash(str(row.get("name", ""))) not in answer.words:
                yield f"question {quote(str(row.get('name')))} is not on the page"
            elif not said or said not in answer.words:
                yield f"answer to {quote(str(row.get('name')))} is not on the page"


def _fragment(html: str) -> Any:
    return Answer("", body=f"<body>{html}".encode()).html.body


@rule(3, "No type that search engines have given up.")
def no_retired_type(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes:
        yield from (f"type {kind}" for kind in sorted(kinds_of(node) & RETIRED))


@rule(4, "An article tells its headline, pictures in three ratios, dates with a zone and authors.")
def article_tells_what_is_asked(answer: Answer, site: Site) -> Iterator[Evidence]:
    articles = answer.nodes_of("Article", "BlogPosting", "NewsArticle")
    if is_article(answer) and len(articles) != 1:
        yield f"{len(articles)} articles told"
    for node in articles:
        if node.get("headline") != text_of(answer.html.css_first("h1")):
            yield f"headline {quote(str(node.get('headline')))} is not the title"
        for name in ("datePublished", "dateModified"):
            if moment(str(node.get(name, ""))) is None:
                yield f"{name} {quote(str(node.get(name)))} is no date with a zone"
        yield from _ratios(node)
        yield from _authors(node, answer)


def _ratios(node: Node) -> Iterator[str]:
    images = node.get("image") or []
    told = {
        round(one["width"] / one["height"], 2)
        for one in walk(images)
        if one.get("width") and one.get("height")
    }
    if not told >= RATIOS:
        yield f"image in the ratios {sorted(told)}, not in 1:1, 4:3 and 16:9"


def _authors(node: Node, answer: Answer) -> Iterator[str]:
    people = {one["@id"]: one for one in answer.graph if "@id" in one}
    rows = node.get("author") or []
    if not rows:
        yield "no author"
    for row in rows if isinstance(rows, list) else [rows]:
        person: Node = people.get(row.get("@id", "")) or row
        if not kinds_of(person) & {"Person", "Organization"} or not person.get("name"):
            yield "an author without a type and a name"
        elif not person.get("url"):
            yield f"author {quote(person['name'])} without an address"


@rule(5, "An author's name is one person's name and nothing else.")
def author_is_a_name(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes_of("Person"):
        if NOT_A_NAME.search(str(node.get("name", ""))):
            yield f"name {quote(node['name'])}"


@rule(6, "A profile is told as a ProfilePage of a person with a name.", of=is_profile)
def profile_tells_its_person(answer: Answer, site: Site) -> Iterator[Evidence]:
    pages = answer.nodes_of("ProfilePage")
    if len(pages) != 1:
        yield f"{len(pages)} ProfilePage"
    people = {node.get("@id"): node for node in answer.nodes_of("Person", "Organization")}
    for page in pages:
        person = people.get((page.get("mainEntity") or {}).get("@id"), {})
        if not person.get("name"):
            yield "mainEntity is no person with a name"
        elif person["name"] != text_of(answer.html.css_first("h1")):
            yield f"mainEntity is {quote(person['name'])}, the profile somebody else's"


@rule(6, "An author's address is their profile.", of=is_indexable)
def author_leads_to_a_profile(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes_of("Person"):
        path = site.path_of(str(node.get("url", "")))
        if path is None or Answer(path).view != "author":
            yield f"{quote(str(node.get('name')))} has the address {node.get('url')}"


@rule(7, "The breadcrumb told is the one that readers see, in at least two steps.")
def breadcrumb_is_the_visible_one(answer: Answer, site: Site) -> Iterator[Evidence]:
    seen = [text_of(item) for item in answer.html.css(".breadcrumb li")]
    told = [row for node in answer.nodes_of("BreadcrumbList") for row in node["itemListElement"]]
    if not told and not (seen and is_indexable(answer)):
        return
    if [str(row.get("name")) for row in told] != seen:
        yield f"told {[row.get('name') for row in told]}, shown {seen}"
    elif len(told) < 2:
        yield "one step only"
    if [row.get("position") for row in told] != list(range(1, len(told) + 1)):
        yield f"positions {[row.get('position') for row in told]}"
    yield from (
        f"step {quote(str(row.get('name')))} has no address"
        for row in told[:-1]
        if not row.get("item")
    )


@rule(8, "A review that readers see is told of the page, and only as they see it.")
def review_is_visible(answer: Answer, site: Site) -> Iterator[Evidence]:
    names = {node.get("@id"): node.get("name") for node in answer.graph}
    line = answer.html.css_first(".byline-reviewer")
    for node in answer.nodes:
        if not {"reviewedBy", "lastReviewed"} & set(node):
            continue
        if "WebPage" not in kinds_of(node):
            yield f"told of a {'/'.join(sorted(kinds_of(node)))}, not of the page"
        if "reviewedBy" in node:
            reviewer = str(names.get((node["reviewedBy"] or {}).get("@id"), ""))
            if not reviewer or squash(reviewer) not in squash(text_of(line)):
                yield f"reviewedBy {quote(reviewer)} is not shown"
        days = [attribute(one, "datetime") for one in line.css("time")] if line else []
        if node.get("lastReviewed") not in days:
            yield f"lastReviewed {node.get('lastReviewed')} is not shown"
    if line and is_article(answer):
        yield from _untold(line, answer)


def _untold(line: LexborNode, answer: Answer) -> Iterator[str]:
    told = [node for node in answer.nodes if {"reviewedBy", "lastReviewed"} & set(node)]
    if not told:
        yield f"{quote(text_of(line))} is not told"
    elif line.css_first("a") and not any("reviewedBy" in node for node in told):
        yield f"{quote(text_of(line.css_first('a')))} is not told"


@rule(9, "JSON-LD can be read.")
def json_ld_parses(answer: Answer, site: Site) -> Iterator[Evidence]:
    for script in answer.scripts:
        try:
            json.loads(script)
        except ValueError as error:
            yield f"{error}: {quote(script)}"


@rule(9, "JSON-LD holds no empty value.")
def json_ld_is_filled(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes:
        for name, value in node.items():
            if value in ("", None, [], {}):
                yield f"{'/'.join(sorted(kinds_of(node)))}.{name} is empty"


@rule(9, "Every @id is absolute, ours, and stands for a node of the graph.")
def json_ld_ids_resolve(answer: Answer, site: Site) -> Iterator[Evidence]:
    known = [node["@id"] for node in answer.graph if "@id" in node]
    yield from (
        f"{one} stands for {known.count(one)} nodes" for one in known if known.count(one) > 1
    )
    for node in answer.nodes:
        one = str(node.get("@id", ""))
        if one and not one.startswith(f"{site.url}/"):
            yield f"@id {quote(one)} is no address of ours"
        elif one and one not in known:
            yield f"@id {one} stands for nothing"


@rule(10, "No stars or reviews of ourselves.")
def no_stars_of_our_own(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes:
        yield from (f"{name}" for name in sorted((kinds_of(node) | set(node)) & STARS))
    if answer.html.css_first("[itemscope], [typeof]"):
        yield "markup for machines outside JSON-LD"


@rule(10, "What machines are told by name stands on the page.", of=is_indexable)
def names_are_visible(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.nodes_of(*SEEN):
        name = str(node.get("name", ""))
        if squash(name) not in answer.words:
            yield f"{'/'.join(sorted(kinds_of(node)))} {quote(name)}"
