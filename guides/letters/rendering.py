"""A letter's Markdown to what its readers get, through the one renderer that pages have.

Nothing in it tells who reads: no picture is loaded, and links to products name no page.
"""

from dataclasses import dataclass

import ada_url
from django.conf import settings
from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser

from articles.context import load_publication
from articles.publishing.library import library_for
from articles.publishing.pages import FieldRenderer, owed_disclosures
from articles.reading import find_addresses
from articles.rendering.library import Page, Problem
from articles.rendering.links import LETTER, fill_addresses, stable_targets
from articles.rendering.markdown import INTRODUCTION_LEVEL
from articles.rendering.rules import EMAIL
from articles.rendering.tree import parse
from guides.letters.plain import to_plain

#: What only a page can do: of a kit, its name stays and leads to its page.
FORMS = "form, [data-slot]"
#: Pictures that no writer put there.
OWN_PICTURES = ".offer-picture, .kit img"
#: What a script of our pages reads.
ONLY_ON_PAGES = ("data-go", "referrerpolicy", "loading", "fetchpriority", "aria-disabled")


@dataclass(frozen=True)
class RenderedLetter:
    """The parts of a letter, disclosures first, and what must be mended before it leaves."""

    html: str
    text: str
    problems: tuple[Problem, ...]


def render_letter(body: str) -> RenderedLetter:
    """Render what was typed. At most twelve queries, whatever its length."""
    publication = load_publication()
    page = Page(library_for([body]), surface=EMAIL)
    fields = FieldRenderer(page)
    html = fields.render("body", body, "letter", base_level=INTRODUCTION_LEVEL)
    # The same for everybody: nobody is told apart.
    root = parse(fill_addresses(html, find_addresses(stable_targets(html)), source=LETTER))
    found = Page()
    _take_out_pictures(root, found)
    _take_out(root, FORMS)
    _make_links_absolute(root, found)
    problems = [problem for _, problem in fields.problems] + found.problems
    if not body.strip():
        problems.append(Problem("There is nothing in the letter:", "…"))
    context = {"disclosures": owed_disclosures(page, publication), "body": root.html or ""}
    whole = render_to_string("guides/letters/body.html", context).strip()
    return RenderedLetter(whole, to_plain(whole), tuple(problems))


def _take_out_pictures(root: LexborHTMLParser, page: Page) -> None:
    """A picture from elsewhere would tell who opened the letter, so that programs show none."""
    _take_out(root, OWN_PICTURES)
    for picture in root.css("img"):
        page.report("A letter has no pictures. Take this out:", picture.attrs.get("alt") or "")
    _take_out(root, "figure, picture, img")


def _take_out(root: LexborHTMLParser, selector: str) -> None:
    while node := root.css_first(selector):
        node.decompose()


def _make_links_absolute(root: LexborHTMLParser, page: Page) -> None:
    for link in root.css("a"):
        if "aria-disabled" in link.attrs:
            page.report("This page is not published, so nobody can follow the link:", link.text())
        href = link.attrs.get("href")
        if href and not href.startswith("#"):
            link.attrs["href"] = ada_url.URL(href, base=f"{settings.SITE_URL}/").href
        for name in ONLY_ON_PAGES:
            if name in link.attrs:
                del link.attrs[name]
