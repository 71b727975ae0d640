from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles import models
from articles.importing import fitting
from articles.importing.fitting import TooMuch, fit, shorten, write_heading
from articles.importing.markup import parse_blocks, plain
from articles.importing.outline import Outline, Part, Reference, Role
from articles.rendering.limits import MAX_FIELD_LENGTH


def section(level, heading, body="Words."):
    return Part(Role.SECTION, level, heading, body)


def sections(*parts, **fields):
    """What an outline's sections hold, as (heading, body)."""
    fitted = fit(Outline(**{"title": "Tea", "parts": parts} | fields), "tea.md")
    return [(row.heading, row.body) for row in fitted.sections]


def test_outline_is_laid_out_as_an_article():
    outline = Outline(
        title="Tea",
        description="How to make it.",
        tags=("warm", "Warm", "a, b"),
        parts=(
            section(0, "", "Begin anywhere."),
            section(2, "Water", "Boil it."),
            section(3, "How hot", "Very."),
            Part(Role.LEFT_OUT, 2, "Ads", "Buy."),
            section(2, "Leaves", "Two spoons."),
            Part(Role.FAQ, 0, "Why?", "It is warm."),
        ),
        references=(
            Reference("A study", "study", "A study", "The Press", 2020, "https://x.test/"),
        ),
    )
    fitted = fit(outline, "tea.md")
    assert (fitted.title, fitted.dek, fitted.introduction.body, fitted.tags, fitted.told) == (
        "Tea",
        "How to make it.",
        "Begin anywhere.",
        ["warm", "a b"],
        [],
    )
    assert [(row.heading, row.body) for row in fitted.sections] == [
        ("Water", "Boil it.\n\n### How hot\n\nVery."),
        ("Leaves", "Two spoons."),
    ]
    assert [(row.heading, row.body) for row in fitted.faqs] == [("Why?", "It is warm.")]
    assert fitted.references == list(outline.references)


def test_deep_heading_without_a_section_is_one_itself():
    assert sections(section(3, "First"), section(4, "Second")) == [
        ("First", "Words.\n\n#### Second\n\nWords.")
    ]


def test_what_follows_something_left_out_stays_no_part_of_the_section_before():
    left_out = Part(Role.LEFT_OUT, 2, "Ads", "Buy.")
    assert sections(section(2, "Tea"), left_out, section(3, "Cake")) == [
        ("Tea", "Words."),
        ("Cake", "Words."),
    ]


def test_sub_heading_after_a_smaller_one_left_out_stays_in_its_section():
    left_out = Part(Role.LEFT_OUT, 3, "Ads", "Buy.")
    assert sections(section(2, "Tea"), left_out, section(3, "Cake")) == [
        ("Tea", "Words.\n\n### Cake\n\nWords.")
    ]


def test_what_is_deeper_than_a_question_belongs_to_its_answer():
    question = Part(Role.FAQ, 2, "Why?", "It is warm.")
    parts = (section(2, "Tea"), question, section(3, "More"), section(2, "Cake"))
    fitted = fit(Outline(title="Tea", parts=parts), "tea.md")
    assert [row.body for row in fitted.faqs] == ["It is warm.\n\n### More\n\nWords."]
    assert [row.heading for row in fitted.sections] == ["Tea", "Cake"]


def test_heading_without_words_is_told_and_its_text_stands():
    fitted = fit(
        Outline(title="Tea", parts=(section(2, "Tea"), section(2, " ", "More."))), "tea.md"
    )
    assert [row.body for row in fitted.sections] == ["Words.\n\nMore."]
    assert fitted.told == ["A heading without words is none any more; its text stands."]


def test_document_without_a_title_is_called_by_its_name():
    fitted = fit(Outline(parts=(section(0, ""),)), "tea.md")
    assert (fitted.title, fitted.told) == (
        "tea.md",
        ["The document has no title: give the article one."],
    )


LONG = "word " * 100 + "end"


@pytest.mark.parametrize(
    ("outline", "place"),
    [
        (Outline(title=LONG), "introduction"),
        (Outline(title="Tea", description=LONG), "introduction"),
        (Outline(title="Tea", tags=(LONG,)), "introduction"),
        (Outline(title="Tea", parts=(section(2, LONG),)), "section"),
        (Outline(title="Tea", parts=(Part(Role.FAQ, 0, LONG, "Yes."),)), "faq"),
        (Outline(title="Tea", references=(Reference(LONG, "a", LONG),)), "introduction"),
        (
            Outline(title="Tea", references=(Reference("A", "a", "A", url="https://" + LONG),)),
            "introduction",
        ),
    ],
    ids=["title", "description", "tag", "heading", "question", "source", "address"],
)
def test_what_is_too_long_stands_whole_elsewhere_and_is_told(outline, place):
    fitted = fit(outline, "tea.md")
    rows = {"introduction": [fitted.introduction], "section": fitted.sections, "faq": fitted.faqs}
    assert LONG in rows[place][0].body
    assert len(fitted.told) == 1


def test_what_is_too_long_is_shortened_between_words():
    assert shorten("one two, three four", 14) == "one two…"
    assert shorten("one two", 7) == "one two"


def test_shortened_line_is_never_longer_than_the_field():
    assert shorten("a" * 300, 160) == "a" * 159 + "…"


def test_question_without_an_answer_is_told():
    fitted = fit(Outline(title="Tea", parts=(Part(Role.FAQ, 0, "Why?", ""),)), "tea.md")
    assert fitted.told == ["The question “Why?” has no answer yet."]


def test_sources_get_plain_keys_of_their_own_and_plausible_years():
    rows = (
        Reference("A", "smith 2020!", "", year=20),
        Reference("B", "smith-2020", "B", year=2020),
        Reference("", "", "", url="ftp://old.test/file"),
    )
    fitted = fit(Outline(title="Tea", references=rows), "tea.md")
    assert [(row.key, row.title, row.year, row.url) for row in fitted.references] == [
        ("smith-2020", "A", None, ""),
        ("smith-2020-2", "B", 2020, ""),
        ("source", "ftp://old.test/file", None, ""),
    ]
    assert "ftp://old.test/file" in fitted.introduction.body


def test_section_larger_than_a_field_becomes_several():
    body = "\n\n".join(["word " * 2_000] * 15 + ["### Last", "End."])
    fitted = fit(Outline(title="Tea", parts=(section(2, "Long", body),)), "tea.md")
    assert [row.heading for row in fitted.sections] == ["Long", "Long (2)"]
    assert [len(row.body) < MAX_FIELD_LENGTH for row in fitted.sections] == [True, True]
    assert "\n\n".join(row.body for row in fitted.sections).split() == body.split()
    assert fitted.told == ["“Long” is larger than a field: it is 2 sections now."]


def test_introduction_larger_than_a_field_goes_on_in_sections():
    body = "\n\n".join(["word " * 2_000] * 15)
    fitted = fit(Outline(title="Tea", parts=(section(0, "", body), section(2, "End"))), "tea.md")
    assert [row.heading for row in fitted.sections] == ["Tea (2)", "End"]


HUGE = "word " * 30_000


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([section(2, "Long", HUGE)], "One paragraph of “Long” is larger than a field may be."),
        ([Part(Role.FAQ, 0, "Why?", HUGE)], "The answer to “Why?”: This text has 150,000 bytes"),
        ([section(2, f"{n}") for n in range(501)], "It has 501 sections, and an article holds 500"),
        (
            [section(2, f"{n}", "word " * 19_000) for n in range(11)],
            "It has more than 1,000,000 characters",
        ),
        ([section(2, "Deep", ">" * 90 + "\n\n" + "a" * 99_999)], "“Deep”: "),
    ],
    ids=["paragraph", "answer", "sections", "all", "nested"],
)
def test_what_no_article_holds_is_refused(parts, words):
    with pytest.raises(TooMuch) as refusal:
        fit(Outline(title="Tea", parts=tuple(parts)), "tea.md")
    assert str(refusal.value).startswith(words)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
@example("#")
@example("C #")
@example("C ##")
def test_heading_reads_the_same_as_markdown(heading):
    [block] = parse_blocks(f"### {write_heading(heading)}")
    assert (block.level, plain(block.text)) == (3, heading)


@pytest.mark.parametrize(
    ("limit", "model", "name"),
    [
        (fitting.MAX_TITLE, models.Article, "title"),
        (fitting.MAX_DEK, models.Article, "dek"),
        (fitting.MAX_HEADING, models.Section, "heading"),
        (fitting.MAX_QUESTION, models.Faq, "question"),
        (fitting.MAX_SOURCE, models.Reference, "title"),
        (fitting.MAX_PUBLISHER, models.Reference, "publisher"),
        (fitting.MAX_URL, models.Reference, "url"),
        (fitting.MAX_KEY, models.Reference, "key"),
    ],
)
def test_limit_is_that_of_the_model(limit, model, name):
    assert limit == model._meta.get_field(name).max_length


texts = st.text(alphabet="ab c.", max_size=400)
parts = st.builds(
    Part,
    role=st.sampled_from([Role.SECTION, Role.FAQ]),
    level=st.integers(0, 6),
    heading=texts,
    body=texts,
)


@given(st.builds(Outline, title=texts, description=texts, parts=st.lists(parts).map(tuple)))
def test_every_word_is_in_the_article(outline):
    fitted = fit(outline, "tea.md")
    rows = fitted.passages
    held = " ".join([fitted.title, fitted.dek, *(f"{row.heading} {row.body}" for row in rows)])
    given_words = [outline.title, outline.description]
    given_words += [text for part in outline.parts for text in (part.heading, part.body)]
    missing = Counter(" ".join(given_words).split()) - Counter(held.replace("**", " ").split())
    assert missing == Counter()
