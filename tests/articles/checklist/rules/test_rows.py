"""Rules about what an article has besides its words: people, sources, photos, addresses."""

import hashlib
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import CheckedQuote
from articles.publishing.content import ReferenceContent, SectionContent
from tests.articles.checklist.looking import KEY, findings, mend, passages, write
from tests.factories import (
    make_article,
    make_author,
    make_checked_address,
    make_help_line,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

OTHER = "22222222-2222-2222-2222-222222222222"
SHOP = "https://shop.test/lamp?colour=red"
FULL = {"publisher": "Tea Board", "year": 2024}


def places(slug, content, article=None):
    return [(row.place, row.passage) for row in findings(slug, content, article)]


def article_on(sensitivity="ordinary", **fields):
    topic = make_topic(sensitivity=sensitivity)
    return write("Words.", kind="article", topic=topic.pk, **fields)


# People and clocks


def test_a_sensitive_topic_asks_for_a_reviewer_and_a_source():
    content = article_on("sensitive")
    assert places("review-missing", content) == [("reviewer", "")]
    assert places("source-none", content) == [("references", "")]


def test_the_author_is_no_reviewer_on_a_sensitive_topic():
    own = make_author().pk
    content = article_on("sensitive", authors=(own,), reviewer=own)
    assert places("review-missing", content) == [("reviewer", "")]


@pytest.mark.parametrize("kind", ["ordinary", "reviewed and sourced", "page"])
def test_nobody_else_is_asked_for_one(kind):
    source = ReferenceContent("tea", "Tea", **FULL)
    content = {
        "ordinary": article_on("ordinary"),
        "reviewed and sourced": article_on(
            "sensitive", reviewer=make_author().pk, references=(source,)
        ),
        "page": write("Words."),
    }[kind]
    assert places("review-missing", content) + places("source-none", content) == []


@pytest.mark.parametrize(("months", "is_due"), [(12, True), (11, False)])
def test_a_review_is_due_by_the_clock_of_its_topic(time_machine, months, is_due):
    time_machine.move_to("2026-11-29 12:00Z")
    make_publication(review_months_sensitive=months + 1 - is_due, review_months_ordinary=60)
    day = f"2025-{11 if months == 12 else 12:02}-29"
    content = article_on("sensitive", reviewed_on=day)
    assert places("review-old", content) == [("reviewed_on", "")] * is_due


@pytest.mark.parametrize(("day", "is_due"), [("2026-11-29", True), ("2026-11-30", False)])
def test_the_day_that_an_editor_set_counts_for_the_clock(time_machine, day, is_due):
    time_machine.move_to("2026-11-29 12:00Z")
    article = make_article(review_due_on=date.fromisoformat(day))
    content = article_on("sensitive", reviewed_on="2020-01-01")
    assert places("review-old", content, article) == [("reviewed_on", "")] * is_due


def test_a_help_line_in_the_text_is_help():
    make_help_line(telephone="116 123")
    assert passages("help-missing", "Some think of suicide.") == ["suicide"]
    assert passages("help-missing", "Some think of suicide: ring 116 123.") == []


def test_words_that_call_for_help_are_the_publications():
    make_publication(help_words="cold tea\ncoffee")
    assert passages("help-missing", "I had Cold – tea. And suicide.") == ["Cold – tea"]


# Sources


def test_sources_nobody_cites_are_told_one_by_one():
    rows = tuple(ReferenceContent(key, key.title(), **FULL) for key in ("one", "two", "three"))
    content = write("Tea.[^two]", references=rows)
    assert places("source-uncited", content) == [
        ("references:one", "One"),
        ("references:three", "Three"),
    ]


def test_where_none_is_cited_that_is_told_once():
    rows = tuple(ReferenceContent(key, key.title(), **FULL) for key in ("one", "two"))
    assert places("source-uncited", write("Tea.", references=rows)) == [("references:one", "One")]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "Say who published it and its year, or when you read it."),
        ({"publisher": "Tea Board"}, "Say its year, or when you read it."),
        ({"year": 2024}, "Say who published it."),
        ({"publisher": "Tea Board", "accessed_on": "2026-01-02"}, None),
        (FULL, None),
    ],
    ids=["nothing", "no date", "no publisher", "read", "dated"],
)
def test_a_source_says_who_and_when(fields, reason):
    content = write("Tea.[^t]", references=(ReferenceContent("t", "Tea", **fields),))
    found = [row.reason for row in findings("source-incomplete", content)]
    assert found == ([reason] if reason else [])


def test_a_passage_that_is_gone_is_told():
    address = make_checked_address(url="https://a.test/tea", verdict="ok")
    for quote in ("Tea is hot.", "Milk is not."):
        hashed = hashlib.sha256(quote.encode()).hexdigest()
        verdict = "gone" if quote.startswith("Tea") else "found"
        CheckedQuote.objects.create(address=address, text=quote, text_hash=hashed, verdict=verdict)
    rows = tuple(
        ReferenceContent(key, key.title(), url="https://a.test/tea", quote=quote, **FULL)
        for key, quote in (("a", "Tea is hot."), ("b", "Milk is not."), ("c", "Cups."), ("d", ""))
    )
    assert places("quote-gone", write("Tea.", references=rows)) == [("references:a", "Tea is hot.")]


# Links


def test_an_address_of_a_product_becomes_its_link():
    make_product(merchant=make_merchant(hosts="shop.test"), destination=SHOP, slug="lamp")
    content = write(f"The [lamp]({SHOP}), that is `{SHOP}`.")
    (finding,) = findings("link-raw", content)
    assert finding.passage == f"[lamp]({SHOP})"
    assert mend(content, finding).introduction == f"The [lamp](go:lamp), that is `{SHOP}`."


def test_another_address_of_a_merchant_is_told_without_a_fix():
    make_merchant(hosts="shop.test", name="Shop")
    (finding,) = findings("link-raw", write("A [lamp](https://shop.test/other)."))
    assert (finding.reason, finding.fix) == (
        "Shop is a merchant: make a product link of it.",
        None,
    )


def test_a_source_at_a_merchant_is_left_alone():
    make_merchant(hosts="shop.test", name="Shop")
    row = ReferenceContent("t", "Tea", url=SHOP, **FULL)
    assert findings("link-raw", write("Tea.[^t]", references=(row,))) == []


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("https://candor.test/articles/tea/", "article:tea"),
        ("/articles/tea/#milk", "article:tea#milk"),
        ("/about-us/", "article:about-us"),
        ("/guides/cups/", "guide:cups"),
    ],
)
def test_an_address_of_our_own_becomes_a_link_that_lasts(settings, address, mark):
    publish_article(slug="tea")
    publish_article(slug="about-us", kind="page")
    publish_guide(slug="cups", chapters=[("One", "Words.")])
    address = address.replace("https://candor.test", settings.SITE_URL)
    content = write(f"See [this one]({address}).")
    (finding,) = findings("link-own", content)
    assert mend(content, finding).introduction == f"See [this one]({mark})."


def test_an_address_that_stands_elsewhere_has_no_fix():
    publish_article(slug="tea")
    (finding,) = findings("link-own", write("See [this one][1].\n\n[1]: /articles/tea/"))
    assert (finding.passage, finding.fix) == ("this one", None)


@pytest.mark.parametrize(
    "address",
    [
        *("/articles/nothing/", "/articles/tea/?page=2", "/search/", "/a/b/c/", "http://[", "tea"),
        "https://a.test/articles/tea/",
    ],
)
def test_other_addresses_are_no_pages_of_our_own(address):
    publish_article(slug="tea")
    assert passages("link-own", f"See [this one]({address}).") == []


def test_what_is_known_to_be_broken_is_told():
    make_checked_address(url="https://a.test/tea", verdict="broken", reason="Not found (404)")
    make_checked_address(url="https://a.test/milk", verdict="inconclusive")
    row = ReferenceContent("t", "Tea", url="https://a.test/tea", **FULL)
    content = write(
        "[Tea](https://a.test/tea#hot) [milk](https://a.test/milk)[^t]", references=(row,)
    )
    assert places("link-dead", content) == [
        ("introduction", "[Tea](https://a.test/tea#hot)"),
        ("references:t", "https://a.test/tea"),
    ]


def test_a_product_whose_destination_is_broken_is_told():
    make_product(slug="lamp", destination=SHOP)
    make_checked_address(url=SHOP, verdict="broken", reason="Not found (404)")
    assert passages("link-dead", "A [lamp](go:lamp).") == ["[lamp](go:lamp)"]


def test_a_product_that_is_over_is_told_unless_something_stands_in_for_it():
    past = timezone.now() - timedelta(days=1)
    make_product(slug="lamp", active_until=past)
    make_product(slug="cup", active_until=past, fallback=make_product(slug="mug"))
    text = "A [lamp](go:lamp), a [cup](go:cup), a [mug](go:mug)."
    assert passages("link-over", text) == ["[lamp](go:lamp)"]


def test_http_becomes_https_where_that_is_known_to_work():
    make_checked_address(url="https://a.test/tea", verdict="ok")
    content = write("[Tea](http://a.test/tea), [milk](http://a.test/milk)")
    (finding,) = findings("link-insecure", content)
    mended = "[Tea](https://a.test/tea), [milk](http://a.test/milk)"
    assert mend(content, finding).introduction == mended


def test_a_merchant_of_the_registry_is_no_example():
    make_merchant(hosts="shop.example.com")
    assert passages(
        "link-example", "[Tea](https://shop.example.com/) [tea](https://example.com)"
    ) == ["[tea](https://example.com)"]


# Photos


def test_a_photo_of_the_library_describes_itself():
    known, bare = make_photo(alt="A bench"), make_photo(alt="")
    text = f"![]({known.file.url})\n\n![]({bare.file.url})"
    assert passages("alt-missing", text) == [f"![]({bare.file.url})"]


@pytest.mark.parametrize(("alt", "found"), [("", [("hero", "")]), ("A bench", [])])
def test_a_hero_is_described(alt, found):
    assert places("alt-missing", write("Words.", hero=make_photo(alt=alt).pk)) == found


# Search results and cards


def test_an_article_is_asked_for_a_dek_and_a_photo():
    content = article_on()
    assert places("dek-missing", content) == [("dek", "")]
    assert places("hero-missing", content) == [("hero", "")]
    assert places("dek-missing", write("Words.")) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"title": "T" * 64}, [("title", "T" * 64)]),
        ({"title": "T" * 64, "search_title": "Tea"}, []),
        ({"search_title": "T" * 64}, [("search_title", "T" * 64)]),
        ({"title": "T" * 63}, []),
    ],
    ids=["title", "title with another for search", "search title", "fits"],
)
def test_titles_that_are_cut_are_told(fields, found):
    assert places("search-title-length", write("Words.", **fields)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [("search_description", "")]),
        ({"search_description": "Short."}, [("search_description", "Short.")]),
        ({"search_description": "d" * 161}, [("search_description", "d" * 161)]),
        ({"search_description": "d" * 160}, []),
        ({"dek": "A dek of any length."}, []),
        ({"kind": "article"}, []),
    ],
    ids=["none", "short", "long", "fits", "dek", "article without a dek"],
)
def test_descriptions_say_enough_and_not_too_much(fields, found):
    assert places("search-description", write("Words.", **fields)) == found


def test_another_live_page_of_the_same_title_is_told():
    own = publish_article(title="Tea for two").article
    assert places("search-title-twice", write("Words."), own) == []
    publish_article(title="Another", search_title="tea for TWO")
    assert places("search-title-twice", write("Words."), own) == [("title", "Tea for two")]


@pytest.mark.parametrize(
    ("slug", "title", "is_found"),
    [
        ("one-two-three-four-five-six-seven-eight-nine-ten-eleven", "One", True),
        ("tea-2024", "Tea", True),
        ("copy-of-tea", "Tea", True),
        ("draft-beer", "Draft beer", False),
        ("a-new-start", "A new start", False),
        ("tea-for-two", "Tea for two", False),
        ("24-hours-in-leeds", "24 hours in Leeds", False),
    ],
)
def test_addresses_name_their_subject(slug, title, is_found):
    content = write("Words.", slug=slug, title=title)
    assert places("slug", content) == [("slug", slug)] * is_found


def test_sections_and_questions_alike_are_told():
    rows = (SectionContent(KEY, "Tea", "Hot."), SectionContent(OTHER, "tea?", "Cold."))
    assert places("heading-repeated", write("Words.", sections=rows)) == [
        (f"sections:{OTHER}", "tea?")
    ]


def test_a_section_in_capitals_or_hard_to_read_is_known_by_its_heading():
    hard = "Considerations regarding institutional responsibilities necessitate. " * 20
    content = write(hard, heading="WHO MAY DRINK TEA")
    for rule in ("capitals", "reading-ease"):
        assert places(rule, content) == [(f"sections:{KEY}", "WHO MAY DRINK TEA")]
