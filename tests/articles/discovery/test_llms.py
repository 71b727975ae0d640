import pytest

from articles.context import load_publication
from articles.discovery import llms
from articles.discovery.llms import Line, article_parts, page_lines, write_llms
from articles.models import Publication
from articles.publishing.windows import withdraw
from tests.factories import make_topic, publish_article

SAYS = (
    "Articles are listed as Markdown, with what we earn by their links said at their top; "
    "each page names its canonical address. Listed are the newest 1,000 articles; "
    "[the sitemap](http://testserver/sitemap.xml) has all."
)


def test_list_is_as_llmstxt_org_wants_it():
    publication = Publication(name="The Gazette", tagline="Plain\nwords")
    lines = [Line("Calm [now]", "/articles/calm.md", "Breathe\n*out*."), Line("B", "/b.md")]

    assert write_llms(publication, [("Rest", lines), ("Guides", [])]) == (
        f"# The Gazette\n\n> Plain words\n\n{SAYS}\n\n## Rest\n\n"
        "- [Calm \\[now\\]](http://testserver/articles/calm.md): Breathe \\*out\\*.\n"
        "- [B](http://testserver/b.md)\n"
    )


def test_list_of_nothing_says_what_it_is():
    assert write_llms(Publication(name="The Gazette"), []) == f"# The Gazette\n\n{SAYS}\n"


@pytest.mark.django_db
def test_articles_are_listed_by_topic_newest_first(time_machine):
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    second, first = make_topic(title="Work", position=2), make_topic(title="Rest", position=1)
    make_topic(title="Empty")
    publish_article(title="Old", slug="old", topic=first, dek="Words.")
    time_machine.shift(60)
    publish_article(title="New", slug="new", topic=first)
    publish_article(title="Other", slug="other", topic=second)
    withdraw(publish_article(topic=first).article)

    assert list(article_parts(load_publication())) == [
        ("Rest", [Line("New", "/articles/new.md"), Line("Old", "/articles/old.md", "Words.")]),
        ("Work", [Line("Other", "/articles/other.md")]),
    ]


@pytest.mark.django_db
def test_only_the_newest_are_listed(monkeypatch, time_machine):
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    monkeypatch.setattr(llms, "NEWEST", 2)
    for title in "abc":
        publish_article(title=title, topic=make_topic(title=title))
        time_machine.shift(60)

    assert [title for title, _ in article_parts(load_publication())] == ["b", "c"]


@pytest.mark.django_db
def test_pages_are_listed_by_title():
    publish_article(title="Privacy", slug="privacy", kind="page")
    publish_article(title="About", slug="about", kind="page")
    publish_article()

    assert page_lines() == [Line("About", "/about.md"), Line("Privacy", "/privacy.md")]
