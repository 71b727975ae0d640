"""Whatever is written wherever: the disclosure stands before the first link that pays."""

import ada_url
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.publishing.content import (
    ArticleContent,
    FaqContent,
    ReferenceContent,
    SectionContent,
)
from articles.publishing.pages import render_article
from articles.rendering.tree import parse
from tests.factories import make_merchant, make_product, make_publication

WORDS = {
    "affiliate": "We earn a commission if you buy.",
    "own": "We make this.",
    "gifted": "It was given to us.",
}
#: Where a link leads, to the tie it has.
TIES = {
    "go/lamp": "affiliate",
    "out/book": "own",
    "shop.example.com": "affiliate",
    "books.example.net": "own",
}

LINKS = [
    "[the lamp](go:lamp)",
    "[the book](go:book)",
    "https://shop.example.com/a",
    "<HTTPS://www.shop.example.com./>",
    "[a](//shop.example.com 'Title')",
    "<a href='/\\shop.example.com' rel=follow>a</a>",
    "[r]\n\n[r]: https://shop.example.com/r",
    "![a](https://books.example.net/cover.png)",
    "<b><a href='https://books.example.net:8080'>a</a></b>",
    "\n\n::: offer lamp\nWords.\n:::\n\n",
    "\n\n::: offer book\n:::\n\n",
]
OTHERS = [
    "Some words.",
    "[a](https://example.org) https://notshop.example.com",
    "`https://shop.example.com`",
    "[a](go:nothing)",
    "[a](https://shop.example.com@example.org)",
    "![a](/static/a.png)",
    "<!-- <a href='https://shop.example.com'>a</a> -->",
]
PLACES = [
    "{0}",
    "# A heading\n\n{0}",
    "## {0}",
    "- a\n- > {0}",
    "> {0}\n>\n> b",
    "|a|\n|-|\n|{0}|",
    "*{0}*",
    "::: note Title\n{0}\n:::",
    ":::: takeaway\n::: offer nothing\n{0}\n:::\n::::",
    "a[^1]\n\n[^1]: b {0}",
    "<details><summary>a</summary>\n\n{0}\n\n</details>",
]

texts = st.lists(
    st.builds(str.format, st.sampled_from(PLACES), st.sampled_from(OTHERS * 3 + LINKS)), max_size=3
).map("\n\n".join)
references = st.builds(
    lambda url: ReferenceContent("key", "A source", url=url),
    st.sampled_from(["", "https://example.org/", "https://shop.example.com/study", "go:lamp"]),
)
articles = st.builds(
    ArticleContent,
    kind=st.just("article"),
    title=st.just("A title"),
    slug=st.just("a-title"),
    introduction=texts,
    sections=st.lists(st.builds(SectionContent, st.just("s"), st.just("A"), texts), max_size=2).map(
        tuple
    ),
    faqs=st.lists(st.builds(FaqContent, st.just("f"), st.just("B?"), texts), max_size=1).map(tuple),
    references=st.lists(references, max_size=1).map(tuple),
)


@pytest.fixture
def merchants(db):
    """Two merchants, one whose links are ours and one whose are not, with a product each."""
    make_publication(**{f"disclosure_{relation}": words for relation, words in WORDS.items()})
    shop = make_merchant(hosts="shop.example.com")
    books = make_merchant(hosts="books.example.net", relation="own", may_cloak=False)
    make_product(slug="lamp", merchant=shop)
    make_product(slug="book", merchant=books, destination="https://books.example.net/calm")


def tie_of(href: str) -> str | None:
    """What ties us to where a link leads, found without the code under test."""
    url = ada_url.URL(href, base="https://own.invalid/")
    host = ".".join(url.hostname.rstrip(".").split(".")[-3:])
    return TIES.get(url.pathname if url.protocol == "candor:" else host)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(articles)
def test_disclosure_stands_before_the_first_paid_link(merchants, content):
    nodes = parse(render_article(content).html).css("*")

    links = [(i, node.attributes) for i, node in enumerate(nodes) if node.tag == "a"]
    paid = [(i, tie_of(a["href"])) for i, a in links if "sponsored" in (a.get("rel") or "")]
    tied = [(i, tie_of(a["href"])) for i, a in links if "href" in a and tie_of(a["href"])]
    disclosed = [i for i, node in enumerate(nodes) if "disclosure" in _classes(node)]
    ties = {tie for _, tie in paid}
    assert paid == tied
    assert all(a.get("rel") in (None, "author", "sponsored nofollow") for _, a in links)
    assert _words(nodes, disclosed) == [words for tie, words in WORDS.items() if tie in ties]
    assert len(disclosed) == bool(paid)
    assert not paid or disclosed[0] < paid[0][0]


def _words(nodes: list, places: list[int]) -> list[str]:
    texts = [p.text() for place in places for p in nodes[place].css("p")]
    return [text for text in texts if text in WORDS.values()]


def _classes(node) -> list[str]:
    return (node.attributes.get("class") or "").split()
