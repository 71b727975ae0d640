"""HTML as it was written, before a browser mends it (HTML Living Standard)."""

from collections.abc import Iterator

from config.auditing.answers import Answer, is_mail, is_page
from config.auditing.nesting import read_faults
from config.auditing.rules import Evidence, rule
from config.auditing.site import Site


def is_html(answer: Answer) -> bool:
    return is_page(answer) or is_mail(answer)


@rule(88, "Elements are closed, in the order in which they were opened.", of=is_html)
def elements_nest(answer: Answer, site: Site) -> Iterator[Evidence]:
    yield from (fault.words for fault in read_faults(answer.text) if fault.kind == "nesting")


@rule(88, "No element stands where HTML has none of its kind.", of=is_html)
def elements_stand_where_they_may(answer: Answer, site: Site) -> Iterator[Evidence]:
    yield from (fault.words for fault in read_faults(answer.text) if fault.kind == "place")


@rule(
    88, "Elements and attributes are ones that HTML knows; no attribute is there twice.", of=is_html
)
def names_are_known(answer: Answer, site: Site) -> Iterator[Evidence]:
    yield from (fault.words for fault in read_faults(answer.text) if fault.kind == "name")


@rule(88, "A page begins with its doctype and says its encoding.", of=is_html)
def page_begins_right(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not answer.text.lstrip().lower().startswith("<!doctype html>"):
        yield "no doctype"
    if not answer.html.css_first("head meta[charset]"):
        yield "no encoding"
