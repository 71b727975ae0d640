import pytest

from articles.rendering.library import Library, Page, Problem
from articles.rendering.markdown import render
from articles.rendering.unpaid import without_payments
from tests.articles.rendering.conftest import LAMP, SHOP

LIBRARY = Library(products={"lamp": LAMP}, merchants={"shop.example.com": SHOP})
WHY = "A sensitive topic earns nothing from its readers, who may be in need. Take this {} out:"
#: What is typed, and of it the problem and the words that are left.
PAYING = {
    "product": ("[A lamp](go:lamp)", ("link", "go:lamp"), "<p>A lamp</p>"),
    "product nobody knows": ("[A lamp](go:lmap)", ("link", "go:lmap"), "<p>A lamp</p>"),
    "our redirect": ("[A lamp](/go/lamp/)", ("link", "go:lamp"), "<p>A lamp</p>"),
    "merchant": (
        "[A **lamp**](https://shop.example.com/a)",
        ("link", "https://shop.example.com/a"),
        "<p>A <strong>lamp</strong></p>",
    ),
    "picture of a merchant": (
        "[A](//shop.example.com)",
        ("link", "//shop.example.com"),
        "<p>A</p>",
    ),
    "card": ("::: offer lamp\nIt is bright.\n:::", ("card", "::: offer lamp"), ""),
    "card nobody knows": ("::: offer lmap\n:::", ("card", "::: offer lmap"), ""),
}


@pytest.mark.parametrize(("text", "told", "left"), PAYING.values(), ids=PAYING)
def test_nothing_pays_on_a_sensitive_topic(text, told, left):
    page = Page(LIBRARY, is_sensitive=True)
    html = render(text, page)
    what, quote = told
    assert page.problems == [Problem(WHY.format(what), quote)]
    assert (html.strip(), page.products, page.merchants, page.raw_links) == (left, {}, {}, [])


def test_other_links_stay_on_a_sensitive_topic():
    page = Page(LIBRARY, is_sensitive=True)
    html = render("[Call](tel:116123), [read](https://example.org/)", page)
    assert html == (
        '<p><a href="tel:116123">Call</a>, <a href="https://example.org/">read</a></p>\n'
    )
    assert page.problems == []


def test_stored_page_loses_what_pays_and_what_was_owed_for_it():
    stored = render("Take [*a* lamp](go:lamp).\n\n::: offer lamp\n:::\n\nAnd rest.", Page(LIBRARY))
    owed = '<div class="disclosure" role="note"><p>We earn.</p></div>'
    html = without_payments(f"{owed}{stored}")
    assert [line for line in html.split("\n") if line] == [
        "<p>Take <em>a</em> lamp.</p>",
        "<p>And rest.</p>",
    ]


def test_stored_page_without_what_pays_stays_to_the_letter():
    html = '<P>Odd <a href="candor:article/1">one</A></p>'
    assert without_payments(html) == html
