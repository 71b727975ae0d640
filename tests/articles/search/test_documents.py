"""What search knows of a page: its words, without what merely stands around them."""

import pytest

from articles.rendering.tree import parse
from articles.search.documents import document_of, in_a_row, text_of, texts_of
from tests.factories import (
    make_author,
    make_merchant,
    make_product,
    make_topic,
    publish_article,
    publish_guide,
)


def test_an_article_is_known_by_its_words_and_who_wrote_it(db):
    author, topic = make_author(name="Ada Byron"), make_topic()
    revision = publish_article(
        title="Tea & talk",
        dek="A dek.",
        introduction="Boil *water*.",
        topic=topic,
        authors=[author],
        sections=[("Pouring", "### Slowly\n\nTwo cups.")],
        faqs=[("How hot?", "Very.")],
    )

    document = document_of(revision)

    assert (document.title, document.people) == ("Tea & talk", "Ada Byron")
    assert document.lead == "A dek. Pouring · Slowly · Questions and answers · How hot?"
    assert document.body == (
        "Boil water. Pouring · Slowly · Two cups. Questions and answers · How hot? Very."
    )
    assert document.marks == (f"candorkinda candortopic{topic.pk} candorauthor{author.pk}")


def test_a_guide_is_known_by_its_own_texts(db):
    guide = publish_guide(introduction="Begin here.", chapters=[("A pause", "Breathe in.")])

    document = document_of(guide)

    assert document.letter == "g"
    assert document.body == "Begin here. Breathe in."
    assert (document.people, document.marks) == ("", "candorkindg")


def test_sources_citations_and_disclosures_are_not_searched(db):
    make_product(slug="lamp", merchant=make_merchant(name="Lampshop"))
    revision = publish_article(
        introduction="A [lamp](go:lamp) helps[^study].",
        sections=[("Then", "::: offer lamp\n:::")],
        references=[{"key": "study", "title": "Of lamps and men"}],
    )

    assert document_of(revision).body == "A lamp helps. Then"


def test_words_of_two_blocks_stay_two_words():
    assert text_of(parse("<p>one</p><ul><li>two<li>three</ul>four").root) == "one two three four"


def test_a_word_with_marks_in_it_stays_one():
    assert text_of(parse("<p>un<em>believ</em>able</p>").root) == "unbelievable"


def test_blocks_are_told_apart_and_lines_of_one_are_not():
    node = parse("<ul><li>one<li>two <b>and</b><p>a half</p></ul><p>three<br>four</p>five").root

    assert texts_of(node) == ["one", "two and", "a half", "three four", "five"]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Where to get help", "Call them."], "Where to get help · Call them."),
        (["Now.", "“Really?”", "(Yes.)", "And so:", "on"], "Now. “Really?” (Yes.) And so: on"),
        (["“Now”", "", "(or later)", "Then"], "“Now” · (or later) · Then"),
        ([], ""),
    ],
)
def test_a_dot_stands_where_a_text_ends_without_one(texts, told):
    assert in_a_row(texts) == told
