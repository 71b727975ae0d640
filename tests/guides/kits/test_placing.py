"""Where kits stand, and what it costs to show them."""

import pytest

from articles.models import Revision
from articles.publishing.snapshot import freeze, take
from articles.publishing.windows import save_revision
from guides.kits.placing import kit_at_end
from guides.models import Kit
from tests.articles.admin.forms import parse
from tests.factories import (
    make_article,
    make_kit,
    make_photo,
    make_topic,
    make_wording,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

BLOCK = "Before.\n\n::: kit evening\nTen cards to print.\n:::\n\nAfter."


def forms_in(response):
    return parse(response).css(".kit-form form")


def test_kit_of_a_text_is_its_form(client):
    make_kit(slug="evening", title="One evening")
    revision = publish_article(sections=[("One", BLOCK)])
    page = parse(client.get(revision.get_absolute_url()))
    [kit] = page.css(".article .kit")
    [form] = kit.css("form")
    fields = {node.attributes["name"]: node.attributes.get("value") for node in form.css("input")}
    assert form.attributes["action"] == "/kits/evening/ask/"
    assert fields == {
        "source": revision.source,
        "version": "1",
        "address": None,
        "letters": "yes",
        "website": None,
    }
    assert "checked" not in form.css_first("[name=letters]").attributes
    assert kit.css_first("p").text() == "Ten cards to print."
    assert kit.css_first(".kit-title a").attributes["href"] == "/kits/evening/"


def test_kit_stands_in_guides_too(client):
    make_kit(slug="evening")
    revision = publish_guide(introduction=BLOCK, chapters=[("One", BLOCK)])
    guide = client.get(revision.get_absolute_url())
    chapter = client.get(f"{revision.get_absolute_url()}one/")
    assert (len(forms_in(guide)), len(forms_in(chapter))) == (1, 1)


def test_kit_that_nobody_knows_is_a_problem():
    frozen = freeze(take(make_article(sections=[("One", "::: kit nothing\nWords.\n:::")])))
    [(field, problem)] = frozen.problems
    assert (field, problem.quote) == ("section “One”", "::: kit nothing")


def test_published_page_shows_the_kit_of_today(client):
    kit = make_kit(slug="evening", title="Old")
    path = publish_article(sections=[("One", BLOCK)]).get_absolute_url()
    client.get(path)
    Kit.objects.update(title="New")
    make_wording(kit, delivery="New words.", letters="")
    [form] = parse(client.get(path)).css(".kit-form")
    assert form.attributes["aria-label"] == "New"
    assert form.css_first(".kit-words").text() == "New words."
    assert form.css_first("[name=letters]") is None
    assert form.css_first("[name=version]").attributes["value"] == "2"


def test_kit_that_cannot_be_asked_for_leaves_the_words_around_it(client):
    make_kit(slug="evening", is_open=False)
    response = client.get(publish_article(sections=[("One", BLOCK)]).get_absolute_url())
    assert not forms_in(response)
    assert "Ten cards to print." in response.content.decode()
    assert "data-slot" not in response.content.decode()


def test_kit_is_looked_up_in_two_queries_however_often_it_stands(client, django_assert_num_queries):
    for slug in ("one", "two", "three"):
        make_kit(slug=slug, cover=make_photo())
    text = "\n\n".join(f"::: kit {slug}\nWords.\n:::" for slug in ("one", "two", "three", "one"))
    path = publish_article(sections=[("One", text)]).get_absolute_url()
    client.get(path)
    with django_assert_num_queries(4 + 2):
        response = client.get(path)
    assert len(forms_in(response)) == 4


def test_preview_shows_the_form_and_counts_for_nobody(editor_client):
    make_kit(slug="evening")
    revision = save_revision(make_article(sections=[("One", BLOCK)]))
    path = f"/admin/articles/article/{revision.article_id}/revisions/{revision.pk}/"
    page = parse(editor_client.get(path))
    assert page.css_first(".kit-form [name=source]").attributes["value"] == ""
    assert page.css_first("[data-kit]") is None


def test_slot_cannot_be_written_by_hand(client):
    kit = make_kit()
    text = f'<div data-slot="kit/{kit.pk}"></div>\n\nWords.'
    revision = publish_article(sections=[("One", text)])
    assert not forms_in(client.get(revision.get_absolute_url()))


def test_kit_in_markdown_is_its_name_and_a_link(client):
    make_kit(slug="evening", title="One evening", promise="Ten questions.")
    path = publish_article(sections=[("One", BLOCK)]).get_absolute_url()
    text = client.get(f"{path.removesuffix('/')}.md").content.decode()
    assert "[One evening](http://testserver/kits/evening/)" in text
    assert "Ten questions." in text
    assert "e-mail" not in text


# At the end of articles


@pytest.mark.parametrize(
    ("at_end", "in_topic", "is_shown"),
    [
        ("nowhere", True, False),
        ("all", False, True),
        ("topics", True, True),
        ("topics", False, False),
    ],
)
def test_kit_stands_at_the_end_of_articles(client, at_end, in_topic, is_shown):
    topic = make_topic()
    make_kit(at_end=at_end, topics=[topic] if in_topic else [make_topic()])
    response = client.get(publish_article(topic=topic).get_absolute_url())
    assert bool(parse(response).css(".article > .kit-form")) is is_shown


def test_kit_of_the_topic_comes_before_that_of_all():
    topic = make_topic()
    everywhere = make_kit(at_end="all")
    here = make_kit(at_end="topics", topics=[topic, make_topic()])
    make_kit(at_end="all", is_open=False)
    assert kit_at_end(topic).kit == here
    assert kit_at_end(make_topic()).kit == kit_at_end(None).kit == everywhere


def test_sensitive_topic_never_ends_with_a_kit(client):
    topic = make_topic(sensitivity="sensitive")
    make_kit(at_end="all")
    make_kit(at_end="topics", topics=[topic])
    assert not forms_in(client.get(publish_article(topic=topic).get_absolute_url()))


def test_pages_outside_the_topics_end_without_a_kit(client):
    make_kit(at_end="all")
    assert not forms_in(client.get(publish_article(kind="page").get_absolute_url()))


def test_article_with_a_kit_at_its_end_costs_one_query_more(client, django_assert_num_queries):
    make_kit(at_end="all", cover=make_photo())
    path = publish_article().get_absolute_url()
    client.get(path)
    with django_assert_num_queries(5):
        client.get(path)


def test_stored_page_is_the_same_with_and_without_kits():
    kit = make_kit(slug="evening", at_end="all")
    html = publish_article(sections=[("One", BLOCK)]).html
    assert f'<div data-slot="kit/{kit.pk}"></div>' in html
    assert Revision.objects.get().html == html
