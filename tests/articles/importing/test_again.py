import uuid

import pytest

from articles.importing.again import carry_keys, give_keys
from articles.publishing.content import (
    ArticleContent,
    FaqContent,
    ReferenceContent,
    SectionContent,
)

LONG = "Pour the water before the leaves have time to think about it."


def article(sections=(), faqs=(), references=()):
    return ArticleContent(
        "article",
        "Tea",
        "tea",
        sections=tuple(SectionContent(*row) for row in sections),
        faqs=tuple(FaqContent(*row) for row in faqs),
        references=tuple(references),
    )


def keys(rows):
    """The keys that are known; "new" for others."""
    return [row.key if len(row.key) == 1 else "new" for row in rows]


KNOWN = article(
    sections=[("a", "Water", "Boil it."), ("b", "Leaves", f"Two.\n\n{LONG}"), ("c", "Cup", "Any.")],
    faqs=[("d", "Why?", "It is warm.")],
)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ([("Water", "Cold."), ("Leaves", "Three.")], ["a", "b"]),
        ([("leaves ", "Three."), ("Water", "Cold.")], ["b", "a"]),
        ([("The leaves", f"New.\n\n{LONG}"), ("Milk", "None.")], ["b", "new"]),
        ([("Water", "One."), ("Water", "Two.")], ["a", "new"]),
        ([("Water", LONG), ("Leaves", "Three.")], ["a", "b"]),
    ],
    ids=["heading", "moved", "paragraph", "heading twice", "heading before paragraph"],
)
def test_sections_keep_their_keys(sections, expected):
    new = article(sections=[("", *row) for row in sections])
    assert keys(carry_keys(new, KNOWN).sections) == expected


def test_two_sections_of_one_heading_keep_their_order():
    known = article(sections=[("a", "Step", "One."), ("b", "Step", LONG)])
    new = article(sections=[("", "Step", "One."), ("", "Step two", LONG)])
    assert keys(carry_keys(new, known).sections) == ["a", "b"]


def test_questions_keep_their_keys():
    new = article(faqs=[("", "Why not?", "No."), ("", "why?", "It is good.")])
    assert keys(carry_keys(new, KNOWN).faqs) == ["new", "d"]


def test_what_an_editor_noted_of_a_source_stays():
    noted = {"accessed_on": "2026-01-02", "quote": "Their words."}
    known = article(references=[ReferenceContent("smith", "Old", **noted)])
    new = article(references=[ReferenceContent("smith", "New"), ReferenceContent("lee", "Other")])
    assert carry_keys(new, known).references == (
        ReferenceContent("smith", "New", **noted),
        ReferenceContent("lee", "Other"),
    )


def test_new_article_gets_keys_of_its_own():
    found = give_keys(KNOWN)
    given = [uuid.UUID(row.key) for row in (*found.sections, *found.faqs)]
    assert len(set(given)) == 4
