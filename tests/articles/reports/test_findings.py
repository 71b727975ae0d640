"""What a report points out."""

import pytest

from articles.reports.facts import facts_of
from articles.reports.findings import findings_of
from articles.reports.groupings import GROUPINGS
from articles.reports.periods import Period
from articles.reports.rows import rows_of
from tests.articles.reports.counts import BEFORE, click, view
from tests.factories import make_merchant, make_product, make_topic, publish_article, publish_guide

pytestmark = pytest.mark.django_db

FALLING = (
    "At least 20 in the period before, of which a quarter or more are gone, and more than chance "
    "may take: over three times the square root of both numbers together."
)


def found(title):
    [finding] = [row for row in findings() if row.title == title]
    return [(row.label.name, row.fact) for row in finding.found]


def findings():
    facts = facts_of(Period.up_to_today(30))
    return findings_of(facts, **rows(facts))


def rows(facts):
    return {slug: rows_of(facts, GROUPINGS[slug]) for slug in ("links", "pages")}


def publish_with(link, views, **fields):
    revision = publish_article(sections=[("One", f"A [x](go:{link.slug}).")], **fields)
    view(revision.source, views)
    return revision


def test_links_with_traffic_but_no_clicks_are_found_the_most_seen_first():
    seen, most, unseen, followed = (make_product(name=name) for name in "ABCD")
    publish_with(seen, 60)
    publish_with(seen, 40)
    publish_with(most, 500)
    publish_with(unseen, 99)
    click(followed, publish_with(followed, 500).source, "section-1")
    assert found("Links with traffic but no clicks") == [("B", "500 views"), ("A", "100 views")]


def test_link_that_is_not_cloaked_is_found_as_well():
    link = make_product(name="Bare", merchant=make_merchant(may_cloak=False))
    publish_with(link, 100)
    assert found("Links with traffic but no clicks") == [
        ("Bare", "100 views, clicks counted by script only")
    ]


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        (20, 4, [("Lamp", "20 → 4 clicks (−80%)")]),
        (2000, 0, [("Lamp", "2,000 → 0 clicks (−100%)")]),
        (2000, 1500, [("Lamp", "2,000 → 1,500 clicks (−25%)")]),
        (2000, 1501, []),
        (20, 5, []),  # 15 is three times the square root of 25
        (19, 0, []),
    ],
)
def test_clicks_that_fall_are_found(before, after, fact):
    link = make_product(name="Lamp")
    page = publish_article(title="Lamp")
    click(link, page.source, "section-1", clicks=before, day=BEFORE)
    click(link, page.source, "section-1", clicks=after)
    assert found("Products whose clicks fall") == fact
    assert found("Pages whose clicks fall") == fact


def test_fall_of_what_is_not_known_is_not_told():
    click(make_product(), clicks=50, day=BEFORE)
    assert found("Pages whose clicks fall") == []


def test_articles_with_traffic_but_no_link_are_found():
    merchant = make_merchant()
    plain = publish_article(title="Plain")
    for revision in (plain, publish_guide(chapters=[("One", "Words")])):
        view(revision.source, 120)
    view(publish_article(title="Quiet").source, 99)
    view(publish_article(topic=make_topic(sensitivity="sensitive")).source, 500)
    ordinary = publish_article(title="Topical", topic=make_topic())
    view(ordinary.source, 110)
    view(publish_article(title="Privacy", kind="page").source, 500)
    bare = f"[x](https://{merchant.host_list[0]}/x)"
    view(publish_article(title="Bare", sections=[("One", bare)]).source, 500)
    publish_with(make_product(), 500)
    assert found("Articles with traffic but no link") == [
        ("Plain", "120 views"),
        ("Topical", "110 views"),
    ]


def test_finding_names_ten_and_counts_the_others():
    for _ in range(12):
        view(publish_article().source, 100)
    assert [(len(row.found), row.more) for row in findings()] == [(0, 0), (0, 0), (0, 0), (10, 2)]


def test_findings_say_by_which_rule():
    assert [row.rule for row in findings()] == [
        "They stand on live pages that had 100 views or more.",
        FALLING,
        FALLING,
        "They had 100 views or more and lead to no merchant; sensitive topics aside.",
    ]


def test_findings_cost_one_query(django_assert_num_queries):
    facts = facts_of(Period.up_to_today(30))
    with django_assert_num_queries(1):
        findings_of(facts, **rows(facts))
