"""What is taken from memory is what would have been rendered."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.rendering.library import Library, Page
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import render
from articles.rendering.memo import Memo
from tests.articles.rendering.conftest import BENCH, LAMP, SHOP

LIBRARY = Library(
    products={"lamp": LAMP},
    merchants={"shop.example.com": SHOP},
    targets={"article:sleep": "candor:article/12"},
    pictures={"/media/bench.jpg": BENCH},
    references=("walker", "smith"),
)
TEXTS = (
    "## A heading\n\nWords.",
    "## A heading\n\nOther words.",
    "So it is.[^smith] And so.[^walker]",
    "Once more.[^smith]",
    "A note.[^1]\n\n[^1]: Small print.",
    "[It](go:lamp) and [that](https://shop.example.com/a).",
    "::: offer lamp\nGood light.\n:::",
    "![A bench](/media/bench.jpg)",
    "[Sleep](article:sleep), [nothing](article:nothing), [nowhere](#)",
    "::: aside\nHm.\n:::",
)
PAGES = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from([2, 3])), max_size=6)


@settings(max_examples=150, deadline=None)
@given(pages=st.lists(PAGES, min_size=1, max_size=5))
def test_pages_from_memory_are_those_rendered_anew(pages):
    memo = Memo()
    for fields in pages:
        remembered, anew = Page(LIBRARY), Page(LIBRARY)
        for text, level in fields:
            html = memo.render(text, remembered, base_level=level)
            assert html == render(text, anew, base_level=level)
            assert remembered == anew


@pytest.fixture
def memo():
    return Memo()


def test_text_is_rendered_again_where_the_library_has_changed(memo):
    text = "[It](go:lamp)"
    memo.render(text, Page(LIBRARY))
    moved = replace(LIBRARY, products={"lamp": replace(LAMP, href="candor:go/lantern")})

    assert 'href="candor:go/lantern"' in memo.render(text, Page(moved))


def test_what_is_kept_is_not_changed_by_the_page_that_takes_it(memo):
    memo.render("a[^smith]", Page(LIBRARY))
    taken = Page(LIBRARY)
    memo.render("a[^smith]", taken)
    taken.citations["smith"].append("cite-2-9")
    taken.anchors.add("other")
    again = Page(LIBRARY)
    memo.render("a[^smith]", again)

    assert (again.citations, again.anchors) == ({"smith": ["cite-2-1"]}, {"cite-2-1"})


def test_texts_used_longest_ago_go_first():
    memo = Memo(max_size=40)
    for text in ("one", "two", "one", "three", "four"):
        memo.render(text, Page())

    assert [html for html, _ in memo._kept.values()] == [
        "<p>one</p>\n",
        "<p>three</p>\n",
        "<p>four</p>\n",
    ]
    assert memo.size == sum(len(html) for html, _ in memo._kept.values())


def test_text_that_two_rendered_at_once_counts_once(memo):
    memo.render("one", Page())
    [(key, found)] = memo._kept.items()
    memo._keep(key, found)

    assert memo.size == len("<p>one</p>\n")


def test_text_that_is_refused_is_refused_again_and_leaves_the_page(memo):
    page = Page()
    for _ in range(2):
        with pytest.raises(TextTooLarge):
            memo.render("x" * 100_001, page)

    assert (page, memo.size) == (Page(), 0)
