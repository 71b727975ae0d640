import pytest

from articles.models import Publication
from articles.search.helping import find_help
from tests.factories import (
    make_kit,
    make_merchant,
    make_product,
    make_publication,
    make_topic,
    make_wording,
    publish_article,
)

pytestmark = pytest.mark.django_db

HELP = "Call **112**."


def calls(text, mended=None, **fields):
    return find_help(make_publication(help_lines=HELP, **fields), text, mended or {}) is not None


@pytest.mark.parametrize(
    "text",
    [
        "he hits me",
        "MY HUSBAND HIT ME again",
        "scared to go home",
        "I want to die",
        "self harm",
        "self-harm",
        "I don’t feel safe",
        "i dont feel safe",
        "I can`t go on",
        "Suicidé",
        "is this abuse?",
    ],
)
def test_words_of_the_starting_list_call_for_help(text):
    assert calls(text)


@pytest.mark.parametrize(
    "text",
    ["", "…!?", "hits", "me hits", "hit  men", "drapes", "want a die", "afraid of himalayas"],
)
def test_parts_of_words_and_other_orders_do_not(text):
    assert not calls(text)


def test_the_list_is_the_editors():
    words = "\n  Ça brûle  \n…\n"

    assert calls("ca BRULE", help_words=words)
    assert not calls("he hits me", help_words=words)
    assert not calls("", help_words=words)


def test_a_mistyped_word_calls_for_help_once_it_is_mended():
    assert not calls("abuze")
    assert calls("abuze", {"abuze": "abuse"})


def test_nothing_is_looked_up_where_nothing_calls(django_assert_num_queries):
    publication = make_publication(help_lines=HELP)

    with django_assert_num_queries(0):
        assert find_help(publication, "tea", {}) is None


def test_the_help_lines_and_live_pages_of_sensitive_topics_are_shown():
    sensitive = make_topic(sensitivity="sensitive")
    make_topic(sensitivity="sensitive")
    publish_article(title="Not safe at home", topic=sensitive)
    publish_article(title="Tea")

    found = find_help(make_publication(help_lines=HELP), "abuse", {})

    assert found.lines.words == "<p>Call <strong>112</strong>.</p>\n"
    assert [page.title for page in found.pages] == ["Not safe at home"]
    assert found.topics == [sensitive]


def test_pages_are_shown_where_no_help_lines_are_entered():
    publish_article(topic=make_topic(sensitivity="sensitive"))

    found = find_help(make_publication(), "abuse", {})

    assert (bool(found.lines), len(found.pages)) == (False, 1)


def test_without_help_lines_and_sensitive_topics_there_is_nothing():
    publish_article()

    assert find_help(make_publication(), "abuse", {}) is None


def test_nothing_pays_where_help_is_shown():
    make_product(slug="alarm", merchant=make_merchant(hosts="shop.example.com"))
    text = "Take [an alarm](go:alarm) from [them](https://shop.example.com)."

    found = find_help(make_publication(help_lines=text), "abuse", {})

    assert found.lines.words.strip() == "<p>Take an alarm from them.</p>"


def test_nobody_is_asked_for_an_address_where_help_is_shown():
    make_wording(make_kit(slug="gift"))

    found = find_help(make_publication(help_lines="Call.\n\n::: kit gift\n:::"), "abuse", {})

    assert found.lines.words.strip() == "<p>Call.</p>"


def test_help_costs_the_same_with_more_pages(django_assert_max_num_queries):
    topic = make_topic(sensitivity="sensitive")
    for _ in range(8):
        publish_article(topic=topic)
    publication = make_publication(help_lines=HELP)

    with django_assert_max_num_queries(10):
        assert len(find_help(publication, "abuse", {}).pages) == 5


def test_the_starting_list_fits_its_field():
    Publication(name="A name").full_clean(exclude=["id"])
