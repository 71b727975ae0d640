"""What the checklist says of a whole article, in which order, and what it costs."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.checklist.checking import MAX_OF_A_RULE, RULES, check
from articles.checklist.finding import Level
from articles.checklist.places import fields_of
from articles.checklist.whys import WHYS
from articles.models import Publication
from articles.publishing.content import FaqContent, ReferenceContent, SectionContent
from articles.publishing.snapshot import take
from articles.publishing.windows import NotPublishable, publish, save_revision
from tests.articles.checklist.looking import KEY, findings, mend, write
from tests.factories import (
    make_article,
    make_author,
    make_checked_address,
    make_merchant,
    make_photo,
    make_product,
    make_topic,
    publish_article,
)

pytestmark = pytest.mark.django_db

OTHER = "22222222-2222-2222-2222-222222222222"


def test_a_problem_is_an_error_in_the_row_that_has_it():
    article = make_article(
        sections=[("Tea", "Fine."), ("Tea", "See [that](go:nothing)."), ("Cup", "[^no]")]
    )
    content = take(article)
    errors = [row for row in check(content, article) if row.rule.level == Level.ERROR]
    assert [(row.rule.slug, row.place, row.passage) for row in errors] == [
        ("link-leads-nowhere", f"sections:{content.sections[1].key}", "go:nothing"),
        ("unknown-source", f"sections:{content.sections[2].key}", "[^no]"),
    ]


def test_errors_come_first_then_reading_order():
    content = write(
        "The the tea. [here](/a/) [[later]]",
        title="T" * 70,
        sections=(SectionContent(KEY, "One", "TODO: write on on."),),
        search_description="Short.",
    )
    assert [(row.rule.slug, row.place.split(":")[0]) for row in check(content)] == [
        ("placeholder", "introduction"),
        ("placeholder", "sections"),
        ("search-title-length", "title"),
        ("doubled-word", "introduction"),
        ("link-words", "introduction"),
        ("search-description", "search_description"),
    ]


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"dek": "TK: [TK]"}, "dek", "[TK]"),
        ({"title": "[[A title]]"}, "title", "[[A title]]"),
        ({"sections": [("Tea {{ size }}", "Hot.")]}, "sections", "{{ size }}"),
        ({"faqs": [("TKTK?", "Yes.")]}, "faqs", "TKTK"),
    ],
    ids=["dek", "title", "heading", "question"],
)
def test_a_placeholder_keeps_an_article_from_being_published_anyhow(fields, place, words):
    article = make_article(**fields)
    (error,) = findings("placeholder", take(article), article)
    assert (error.place.split(":")[0], error.passage) == (place, words)
    assert error.reason == "A placeholder is left here."
    assert error.told == f"A placeholder is left here: “{words}”"
    with pytest.raises(NotPublishable, match="A placeholder is left here"):
        publish(save_revision(article))


def test_an_address_that_is_taken_is_an_error():
    publish_article(slug="tea")
    article = make_article()
    content = replace(take(article), slug="tea")
    assert [row.passage for row in findings("address", content, article)] == ["tea"]
    assert findings("address", content) == []


@pytest.mark.parametrize("slug", ["required", "block", "foreign-image", "too-large", "programme"])
def test_each_kind_of_problem_has_a_rule_of_its_own(slug):
    make_product(slug="lamp", merchant=make_merchant(may_price=False, hosts="shop.test"))
    text = "\n\n".join(
        ["![A](https://a.test/a.jpg)", "A [lamp](go:lamp) for £5.", "::: nothing\n:::"]
    )
    content = write(text, kind="article", sections=(SectionContent(KEY, "A", "[" * 5_000),))
    assert {row.rule.level for row in findings(slug, content)} == {Level.ERROR}


def test_what_a_sensitive_topic_forbids_is_an_error_of_its_own():
    make_product(slug="lamp")
    topic = make_topic(sensitivity="sensitive")
    content = write("A [lamp](go:lamp).", kind="article", topic=topic.pk)
    assert [row.passage for row in findings("sensitive", content)] == ["go:lamp"]


def test_rules_have_a_name_each_that_a_dismissal_can_hold():
    slugs = [rule.slug for rule in RULES]
    assert len(set(slugs)) == len(slugs)
    assert max(map(len, slugs)) <= 40
    assert all(rule.title and rule.source for rule in RULES)


def test_every_rule_says_whom_it_is_for():
    assert {rule.slug for rule in RULES} == set(WHYS)


def test_no_more_of_a_rule_is_told_than_anybody_reads():
    assert len(findings("link-words", write("[here](/a/) " * (MAX_OF_A_RULE + 50)))) == 100


@pytest.mark.parametrize(("sensitivity", "most"), [("ordinary", 19), ("sensitive", 19)])
def test_it_costs_the_same_however_long_the_text_is(sensitivity, most):
    make_checked_address(url="https://a.test/0", verdict="broken")
    publish_article(slug="own")
    photo, topic = make_photo(), make_topic(sensitivity=sensitivity)
    merchant = make_merchant(hosts="shop.test")
    for number in range(3):
        address = f"https://shop.test/{number}"
        make_product(slug=f"lamp-{number}", destination=address, merchant=merchant)

    def cost(size):
        body = "\n\n".join(
            f"[a{n}](https://a.test/{n}) [b{n}](https://shop.test/{n}) [c](/articles/own/) "
            f"[d{n}](go:lamp-{n}) ![]({photo.file.url}) 88 % of men. Suicide.[^r{n}]"
            for n in range(size)
        )
        sources = [
            {"key": f"r{n}", "title": "R", "url": f"https://a.test/{n}"} for n in range(size)
        ]
        article = make_article(
            sections=[(f"Part {n}", body) for n in range(size)],
            references=sources,
            hero=photo,
            topic=topic,
            reviewer=make_author(),
            tags=["tea"],
        )
        content = take(article)
        with CaptureQueriesContext(connection) as queries:
            check(content, article)
        return len(queries)

    assert (cost(1), cost(3)) == (most, most)


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("alt-image-of", "![Image of a bench](/media/a.jpg)"),
        ("heading-level", "## Tea\n\n#### Milk"),
        ("heading-level", "# Tea"),
        ("heading-bold", "**What to do**\n\nPut the kettle on."),
        ("doubled-word", "Put the the kettle on."),
        ("doubled-word", "Put the the kettle on. Put the the kettle on."),
        ("machine-words", "[Tea](https://a.test/?utm_source=chatgpt.com&a=b)"),
        ("machine-words", "[Tea](https://a.test/?a=b&utm_source=openai)"),
    ],
)
def test_a_fix_makes_its_finding_vanish(slug, text):
    content = write(f"{text}\n\nMore tea.")
    before = findings(slug, content)
    after = findings(slug, mend(content, before[0]))
    assert len(after) == len(before) - 1


def test_a_heading_is_not_mended_where_that_would_move_others():
    (finding,) = findings("heading-level", write("#### Tea\n\n#### Milk", heading="Drinks"))
    assert finding.fix is None


def test_a_line_in_bold_is_not_mended_where_it_may_stand_under_a_heading():
    (finding,) = findings("heading-bold", write("## Tea\n\nHot.\n\n**Milk**\n\nCold."))
    assert finding.fix is None


marks = st.sampled_from(
    [
        *'[]()!#*`“”"<>|\n {}^:~-\\&%\r\0\ud800é語👍',
        *("here", "](", "[^a]", "the the ", "88 % of men ", "\r\n", "![", "::: note\n", ":::\n"),
        *(
            "go:x",
            "https://shop.test/a",
            "<img src=a>",
            "<a href=b>",
            "</a>",
            "TK ",
            "AAA BBB CCC DDD ",
        ),
        *("suicide ", "### ", "**a**\n\n", "| a |\n| - |\n", "[a]: /b\n", "/articles/a/", "[[a]]"),
    ]
)
texts = st.lists(marks, max_size=30).map("".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts, texts, st.text(max_size=40))
def test_whatever_is_written_is_told_where_it_stands_and_mended_at_one_place(one, two, words):
    content = write(
        one,
        title=words,
        sections=(SectionContent(KEY, words, two), SectionContent(OTHER, words, two)),
        faqs=(FaqContent(KEY, two, one),),
        references=(ReferenceContent("a", words, url=one),),
    )
    fields = fields_of(content)
    for finding in check(content):
        standing = fields.get(finding.place, ())
        assert finding.passage == "" or any(finding.passage in text for text in standing)
        if finding.fix:
            mend(content, finding)


def test_help_words_may_be_none():
    Publication.objects.update_or_create(pk=1, defaults={"help_words": " \n---\n"})
    assert findings("help-missing", write("--- suicide")) == []
