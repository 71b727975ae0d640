import pytest
from django.template import Context, Template

from articles.context import load_publication
from tests.factories import make_publication, make_topic, publish_article

pytestmark = pytest.mark.django_db


def show(tag: str, **context) -> str:
    return Template("{% load fragments %}" + tag).render(Context(context))


def test_card_follows_every_value_it_shows():
    revision = publish_article(title="A <quiet> house", dek="Two rooms.")
    before = show("{% card card %}", card=revision)

    revision.title = "A loud house"

    assert "A &lt;quiet&gt; house" in before
    assert show("{% card card %}", card=revision) == before.replace(
        "A &lt;quiet&gt; house", "A loud house"
    )


def test_card_heading_has_the_level_asked_for():
    revision = publish_article(title="A quiet house")

    assert "<h3" in show("{% card card level=3 %}", card=revision)


def test_masthead_names_a_new_topic():
    make_publication(name="The Gazette")
    before = show("{% masthead publication %}", publication=load_publication())
    make_topic(title="Talking", slug="talking")

    after = show("{% masthead publication %}", publication=load_publication())

    assert "/topics/talking/" not in before
    assert 'href="/topics/talking/">Talking</a>' in after


def test_footer_follows_the_publication():
    make_publication(footer_note="Kindly meant.")
    assert "Kindly meant." in show("{% footer publication %}", publication=load_publication())

    make_publication(footer_note="Meant well.")

    assert "Meant well." in show("{% footer publication %}", publication=load_publication())
