import pytest

from articles.rendering.library import Picture, Problem
from articles.rendering.markdown import render
from articles.rendering.tree import parse
from tests.articles.rendering.conftest import BENCH

PHOTO = "/media/bench.jpg"


def test_photo_alone_is_a_figure(page):
    figure = parse(render(f"![A seat]({PHOTO} 'By the <lake>')", page)).css_first("figure")

    assert figure.css_first("figcaption").text(strip=True) == "By the <lake>Ann Lee"
    assert figure.css_first("img").attributes == {
        "src": PHOTO,
        "alt": "A seat",
        "width": "1200",
        "height": "800",
        "loading": "lazy",
        "decoding": "async",
    }
    assert page.pictures == {BENCH.id: BENCH}


def test_figure_without_title_shows_credit_only(page):
    tree = parse(render(f"![]({PHOTO})", page))

    assert tree.css_first("figcaption").text(strip=True) == "Ann Lee"


def test_figure_without_title_or_credit_has_no_caption(page):
    page.library.pictures["/media/plain.jpg"] = Picture(6, "/media/plain.jpg", 10, 10)

    assert parse(render("![](/media/plain.jpg)", page)).css("figcaption") == []


def test_photo_without_words_takes_those_of_the_library(page):
    assert parse(render(f"![]({PHOTO})", page)).css_first("img").attributes["alt"] == "A bench"


def test_photo_shows_its_formats(page):
    sources = (("image/avif", "/media/480.avif 480w"), ("image/webp", "/media/480.webp 480w"))
    page.library.pictures["/media/x.jpg"] = Picture(6, "/media/x.jpg", 10, 10, sources=sources)

    found = parse(render("![](/media/x.jpg)", page)).css("picture > source")

    assert [(n.attributes["type"], n.attributes["srcset"]) for n in found] == list(sources)


def test_photo_in_a_sentence_is_inline(page):
    tree = parse(render(f"See ![]({PHOTO} 'Title') here.", page))

    assert tree.css("figure, figcaption") == []
    assert [node.tag for node in tree.css_first("p").iter()] == ["picture"]


@pytest.mark.parametrize("between", [" ", "\n", "  \n", ""])
def test_photos_of_one_paragraph_are_all_kept(between, page):
    tree = parse(render(f"![One]({PHOTO}){between}![Two]({PHOTO})", page))

    assert [node.attributes["alt"] for node in tree.css("p > picture > img")] == ["One", "Two"]


@pytest.mark.parametrize(
    "text",
    ["- ![]({})", "> ![]({})", "::: note\n![]({})\n:::", "|![]({})|\n|-|", "[![]({})](#a)"],
    ids=["list", "quotation", "callout", "table", "link"],
)
def test_photo_is_shown_in(text, page):
    tree = parse(render(text.format(PHOTO), page))

    assert len(tree.css("picture > img")) == 1
    assert page.problems == []


def test_own_address_outside_the_library_is_kept(page):
    html = render("![A chart](/static/chart.svg 'Rest')", page)

    assert html == (
        '<p><img src="/static/chart.svg" alt="A chart" title="Rest" loading="lazy"></p>\n'
    )


def test_raw_image_without_words_gets_empty_alt(page):
    html = render('<p><img src="chart.svg" width="9" onerror="x()"></p>', page)

    assert html == '<p><img src="chart.svg" loading="lazy" alt=""></p>'


@pytest.mark.parametrize(
    "src",
    ["https://other.example/a.png", "//other.example/a.png", "/\\other.example/a.png", "http://x/"],
)
def test_foreign_image_becomes_a_link(src, page):
    html = render(f'<p><img src="{src}" alt="A cat"></p>', page)

    assert html == f'<p><a href="{src}">A cat</a></p>'
    assert page.problems == [Problem("This image is not in the library; upload it:", src)]


def test_foreign_image_without_words_shows_its_address(page):
    html = render("![](https://other.example/a.png)", page)

    assert html == '<p><a href="https://other.example/a.png">https://other.example/a.png</a></p>\n'


def test_image_of_a_merchant_becomes_a_paid_link(page):
    html = render("![Lamp](https://shop.example.com/a.png)", page)

    assert html == (
        '<p><a href="https://shop.example.com/a.png" rel="sponsored nofollow">Lamp</a></p>\n'
    )
    assert list(page.merchants) == [1]


def test_foreign_image_in_a_link_becomes_its_words(page):
    html = render("[![Cat & dog](https://other.example/a.png)](https://example.org)", page)

    assert html == '<p><a href="https://example.org">Cat &amp; dog</a></p>\n'


@pytest.mark.parametrize("text", ["![A cat]()", "<p><img alt='A cat'></p>"])
def test_image_of_nothing_becomes_its_words(text, page):
    assert render(text, page).strip() == "<p>A cat</p>"
    assert page.problems == [Problem("This image is not in the library; upload it:", "![]()")]
