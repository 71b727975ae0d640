import re

import pytest

from articles.models import Article
from tests.articles.exporting.sites import bring_in, clear_site, export, files_of
from tests.factories import make_article, make_author, make_topic, make_user

pytestmark = pytest.mark.django_db


def folder(name):
    """The files of a folder."""
    return [path for path in files_of(export()) if path.startswith(f"{name}/")]


def test_article_reads_as_one_text():
    topic, author = make_topic(slug="home"), make_author(slug="mara")
    article = make_article(
        title="Tea: a start",
        slug="tea",
        topic=topic,
        authors=[author],
        tags=["tea"],
        introduction="Boil.[^leaf]",
        sections=[("Cups", "Warm them.\n\n## Mine\n"), ("Spoons", "")],
        faqs=[("Milk?", "Later.")],
        references=[
            {"key": "leaf", "title": "On leaves", "publisher": "Shelf", "quote": "They fall."}
        ],
        owner=make_user(username="mara"),
    )
    text = files_of(export())["articles/tea.md"]
    front, _, body = text.partition("\n---\n")
    assert front.startswith(
        "---\n"
        "title: 'Tea: a start'\n"
        "slug: tea\n"
        "kind: article\n"
        "dek: ''\n"
        "topic: home\n"
        "authors:\n"
        "- mara\n"
        "tags:\n"
        "- tea\n"
        "search_title: ''\n"
        "search_description: ''\n"
        f"id: {article.pk}\n"
        "owner: mara\n"
    )
    assert re.sub(r"id=\d+ position=\d key=[\w-]+", "…", body) == (
        "\nBoil.[^leaf]\n"
        "\n<!-- candor:section … -->\n## Cups\n\nWarm them.\n\n## Mine\n\n"
        "\n<!-- candor:section … -->\n## Spoons\n"
        "\n<!-- candor:faqs -->\n## Questions\n"
        "\n<!-- candor:faq … -->\n### Milk?\n\nLater.\n"
        "\n<!-- candor:references -->\n## Sources\n\n[^leaf]: On leaves, Shelf. “They fall.”\n"
    )


def test_pages_and_what_was_thrown_away_stand_apart():
    make_article(slug="about", kind="page")
    for kind in ("article", "page"):
        article = make_article(slug="gone", kind=kind, topic=None)
        Article.everything.filter(pk=article.pk).update(binned_at="2026-11-28T12:00:00+00:00")
    assert folder("pages") == ["pages/about.md"]
    assert folder("bin") == ["bin/articles/gone.md", "bin/pages/gone.md"]


def test_two_files_never_have_one_name():
    """Not even where capitals are not told apart."""
    slugs = ["tea", "Tea", "../tea", "", "_tea_"]
    rows = [make_article(slug=slug) for slug in slugs]
    _, capital, outside, empty, lines = (row.pk for row in rows)
    assert folder("articles") == [
        "articles/tea.md",
        f"articles/tea.{capital}.md",
        f"articles/tea.{outside}.md",
        f"articles/untitled.{empty}.md",
        f"articles/tea.{lines}.md",
    ]


def test_two_of_one_slug_in_the_bin_come_back():
    for _ in range(2):
        article = make_article(slug="gone", kind="page")
        Article.everything.filter(pk=article.pk).update(binned_at="2026-11-28T12:00:00+00:00")
    data = export()
    assert folder("bin") == ["bin/pages/gone.md", f"bin/pages/gone.{article.pk}.md"]
    clear_site()
    bring_in(data)
    assert export() == data
