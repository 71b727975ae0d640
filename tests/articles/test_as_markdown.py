import pytest

from articles.as_markdown import to_markdown
from articles.models import Revision
from articles.publishing.windows import withdraw
from articles.rendering.markdown import markdownify
from tests.factories import (
    make_article,
    make_author,
    make_merchant,
    make_product,
    make_publication,
    publish_article,
)

ADDRESS = "https://example.org/articles/tea/"


@pytest.fixture
def article(db):
    make_publication(disclosure_affiliate="We earn money.")
    make_product(slug="lamp", merchant=make_merchant())
    return make_article(
        title="Tea",
        authors=[make_author(name="Mo", slug="mo")],
        slug="tea",
        introduction="Water first, says [the lamp](go:lamp).[^leaf]",
        sections=[("Pour", "Slowly.[^1]\n\n[^1]: Very.\n\n::: note Heat\nMind the *spout*.\n:::")],
        faqs=[("How hot?", "Not boiling.")],
        references=[{"key": "leaf", "title": "Leaves", "url": "https://example.net/leaves"}],
    )


def test_article_is_read_as_markdown(client, article):
    revision = publish_article(article)
    answer = client.get("/articles/tea.md")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Link"] == '<http://testserver/articles/tea/>; rel="canonical"'
    assert answer["X-Robots-Tag"] == "noindex"
    go = f"http://testserver/go/lamp/?from=a{revision.article_id}.introduction"
    assert answer.text.startswith("> We earn money.\n\n# Tea\n\n")
    assert answer.text.partition("Water first")[2] == (
        f', says <a href="{go}" rel="sponsored nofollow">the lamp</a>.[1]\n\n'
        "## Pour\n\nSlowly.[^2-1]\n\n"
        "> **Note: Heat**\n>\n> Mind the *spout*.\n\n---\n\n[^2-1]: Very.\n\n"
        "## Questions and answers\n\n### How hot?\n\nNot boiling.\n\n"
        "## Sources\n\n1. [Leaves](https://example.net/leaves).\n\n"
        "[Mo](http://testserver/authors/mo/)\n"
    )


def test_page_is_read_as_markdown(client, db):
    publish_article(make_article(kind="page", title="About", slug="about", introduction="Us."))
    assert client.get("/about.md").text.startswith("# About\n")


def test_markdown_is_told_of_in_the_head_of_its_page(client, article):
    publish_article(article)
    link = '<link rel="alternate" href="/articles/tea.md" type="text/markdown">'
    assert link in client.get("/articles/tea/").text


def test_markdown_costs_one_query_and_one_for_what_was_found_of_its_sources(
    client, article, django_assert_num_queries
):
    publish_article(article)
    with django_assert_num_queries(2):
        client.get("/articles/tea.md")


def test_markdown_moves_with_its_article(client, article):
    publish_article(article)
    article.slug = "green-tea"
    article.save()
    publish_article(article)
    answer = client.get("/articles/tea.md")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/green-tea.md")


def test_markdown_goes_with_its_article(client, article):
    publish_article(article)
    withdraw(article)
    assert client.get("/articles/tea.md").status_code == 410


@pytest.mark.parametrize("address", ["/articles/coffee.md", "/coffee.md", "/articles/.md"])
def test_markdown_of_nothing_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_draft_is_not_read_as_markdown(client, article):
    assert Revision.objects.live().count() == 0
    assert client.get("/articles/tea.md").status_code == 404


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|a|b|\n|-|-|\n|c\\|d|e|", "| a | b |\n| --- | --- |\n| c\\|d | e |"),
        ("\\*a\\* &lt;b> &amp;amp;", "\\*a\\* \\<b> \\&amp;"),
        ("[a](https://example.net/(b))", "[a](https://example.net/%28b%29)"),
        ("[a](../b/?c=1&d=2)", "[a](https://example.org/articles/b/?c=1&amp;d=2)"),
        ("a[](/b/)c", "ac"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H2O, x2"),
        ("```\n<a>\n```", "```\n<a>\n```"),
    ],
    ids=["table", "marks", "brackets", "relative", "no words", "raised", "code"],
)
def test_text_says_the_same_in_markdown(text, expected):
    assert to_markdown(markdownify(text), ADDRESS) == f"{expected}\n"


def test_link_without_an_address_keeps_its_words():
    assert to_markdown('<p><a aria-disabled="true">a</a></p>', ADDRESS) == "a\n"


def test_address_that_cannot_be_read_stays():
    assert to_markdown('<p><a href="http://[">a</a></p>', ADDRESS) == "[a](http://[)\n"
