"""Fixes are put into a text where they are certain, and nowhere else."""

import pytest

from articles.checklist.finding import Fix
from articles.checklist.fixing import NotFixable, fix_saved, put_fix
from articles.checklist.listing import look_over
from articles.publishing.snapshot import take
from tests.factories import make_article, publish_article

FIX = Fix("Write “ the ” once", " the the ", " the ")
CONTENT = {
    "title": "Tea",
    "introduction": "Of the the leaf.",
    "topic": 1,
    "sections": [
        {"key": "one", "heading": "Why", "body": "In the the pot."},
        {"key": "two", "heading": "How the the ", "body": "In the the pot."},
    ],
}


def test_field_is_mended():
    assert put_fix(CONTENT, "introduction", FIX) == CONTENT | {"introduction": "Of the leaf."}


def test_row_is_mended_and_no_other():
    mended = {"key": "one", "heading": "Why", "body": "In the pot."}
    assert put_fix(CONTENT, "sections:one", FIX)["sections"] == [mended, CONTENT["sections"][1]]


def test_line_breaks_of_a_browser_are_no_hindrance():
    content = {"introduction": "One\r\ntwo two"}
    fixed = put_fix(content, "introduction", Fix("Once", "One\ntwo two", "One\ntwo"))
    assert fixed == {"introduction": "One\ntwo"}


@pytest.mark.parametrize(
    "place", ["title", "topic", "dek", "sections:two", "sections:gone"], ids=str
)
def test_what_is_not_there_once_is_left_alone(place):
    with pytest.raises(NotFixable):
        put_fix(CONTENT, place, FIX)


@pytest.mark.django_db
def test_saved_text_is_mended_as_a_version_of_its_own(editor):
    publish_article(slug="leaves")
    article = make_article(sections=[("Why", "Of [their leaves](/articles/leaves/).")])
    (entry,) = (row for row in look_over(take(article), article).open if row.finding.fix)
    assert fix_saved(article, entry.key, by=editor) == "Link to article:leaves"
    assert article.sections.get().body == "Of [their leaves](article:leaves)."
    version = article.revisions.get()
    assert (version.created_by, version.note) == (editor, "Section “Why”: Link to article:leaves")
    assert not article.revisions.live().exists()


@pytest.mark.django_db
def test_what_needs_judgement_is_left_to_people(editor):
    article = make_article(introduction="Read [here](https://kettles.test/).")
    found = look_over(take(article), article).open
    entry = next(row for row in found if row.finding.rule.slug == "link-words")
    for key in (entry.key, "unknown"):
        with pytest.raises(NotFixable):
            fix_saved(article, key, by=editor)
    assert not article.revisions.exists()
