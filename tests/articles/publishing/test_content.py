from dataclasses import replace

from articles.publishing.content import (
    ArticleContent,
    ReferenceContent,
    SectionContent,
    digest,
    to_json,
)

SOURCE = ReferenceContent("a", "A study", "Press", 2020, "https://one.example/", "2026-01-02")
CONTENT = ArticleContent(
    kind="article",
    title="Tea",
    slug="tea",
    topic=1,
    authors=(1, 2),
    sections=(SectionContent("k", "Why", "Because."),),
    references=(SOURCE,),
)
#: As versions of the time before passages were quoted have it.
DIGEST = "7cf01008cb10f84049bc8e977197c6d38be5c009cf10a839b58c81075a120b5a"


def test_form_that_quotes_nothing_is_what_it_was():
    form = to_json(CONTENT)
    (row,) = form["references"]
    assert "quote" not in row
    assert digest(form) == digest(form | {"references": [row | {"quote": ""}]}) == DIGEST


def test_quoted_passage_is_part_of_the_form():
    content = replace(CONTENT, references=(replace(SOURCE, quote="Their words."),))
    assert ArticleContent.from_json(to_json(content)) == content
    assert digest(to_json(content)) != DIGEST
