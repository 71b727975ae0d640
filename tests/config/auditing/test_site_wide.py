"""What only shows when pages are held against each other, or against the rows."""

import pytest

from articles.models import Merchant
from config.auditing.rules import conclude
from tests.config.auditing.conftest import POSSIBLE
from tests.config.auditing.sites import START
from tests.config.auditing.spoiling import add, swap

pytestmark = pytest.mark.django_db

REPAIR = "/articles/repair/"


def names_of(findings):
    return {one.rule.name for one in findings}


def change(good, address, **fields):
    """What is newly found of a page when something else of the site is different."""
    site = good.other_site()
    for name, value in fields.items():
        getattr(site, name).update(value)
    answer = good.answers[address]
    return names_of(set(good.findings(answer, site)) - set(good.findings(answer)))


def test_page_that_the_sitemap_lacks_is_found(good):
    site = good.other_site()
    del site.sitemap[REPAIR]

    found = names_of(good.findings(good.answers[REPAIR], site))

    assert found - names_of(good.findings(good.answers[REPAIR])) == {"sitemap_is_complete"}


CHAPTER = "/guides/evenings/repair/"
UNLISTED = "sitemap_lists_only_pages_to_find"


@pytest.mark.parametrize(
    ("address", "name", "facts", "rule"),
    [
        (REPAIR, "sitemap", {REPAIR: "2026-03-03T00:00:00Z"}, "dates_agree"),
        (REPAIR, "dates", {f"http://testserver{REPAIR}": (None, None)}, "dates_agree"),
        ("/articles/gone/", "sitemap", {"/articles/gone/": ""}, UNLISTED),
        ("/search/", "sitemap", {"/search/": ""}, UNLISTED),
        (CHAPTER, "sitemap", {CHAPTER: ""}, UNLISTED),
        (REPAIR, "first_titled", {"Repair, found – The Test Gazette": "/x/"}, "title_is_its_own"),
        (REPAIR, "statuses", {REPAIR: 410}, "canonical_is_there"),
        ("/articles/gone/", "linked_from", {"/articles/gone/": REPAIR}, "links_lead_somewhere"),
        (REPAIR, "policies", {"imprint": "/imprint/"}, "policies_are_linked"),
        (REPAIR, "turns", {REPAIR: frozenset({START})}, "modified_with_a_version"),
    ],
)
def test_page_that_differs_from_the_rest_is_found(good, address, name, facts, rule):
    assert change(good, address, **{name: facts}) == {rule}


def test_broken_link_is_told_of_the_page_it_stands_on(good):
    site = good.other_site()
    site.linked_from["/articles/gone/"] = REPAIR

    found = good.findings(good.answers["/articles/gone/"], site)

    assert ("links_lead_somewhere", REPAIR, "/articles/gone/ answers 410") in [
        (one.rule.name, one.page, one.evidence) for one in found
    ]


def test_description_of_two_pages_is_found(good):
    site = good.other_site()
    told = next(text for text, address in site.first_described.items() if address == REPAIR)
    site.first_described[told] = "/other/"

    found = names_of(good.findings(good.answers[REPAIR], site))

    assert "description_is_its_own" in found


def closing(good, site):
    return {(one.page, one.rule.name) for one in conclude(site, POSSIBLE)} - {
        (one.page, one.rule.name) for one in conclude(good.site, POSSIBLE)
    }


def test_address_of_the_sitemap_that_nobody_reached_is_found(good):
    site = good.other_site()
    site.sitemap["/never/"] = ""

    assert closing(good, site) == {("/never/", "sitemap_was_read")}


def test_policy_that_is_not_live_is_found(good):
    site = good.other_site()
    site.policies = {**site.policies, "privacy": "/gone/"}
    del site.policies["contact"]

    assert closing(good, site) == {("/gone/", "policies_are_live"), ("/", "policies_are_live")}


def test_amazon_has_rules_of_its_own(good):
    amazon = Merchant(pk=7, name="Amazon", hosts="amazon.co.uk")
    kept = replace_rules(
        amazon, may=False, sentence="As an Amazon Associate I earn from qualifying purchases."
    )
    site = good.other_site()
    site.merchants = (amazon,)

    assert closing(good, site) == {
        ("/admin/articles/merchant/7/change/", "amazon_is_as_it_demands")
    }
    assert len([one for one in conclude(site, POSSIBLE) if "amazon" in one.rule.name]) == 5
    site.merchants = (kept,)
    assert closing(good, site) == set()


def replace_rules(merchant, *, may, sentence):
    return Merchant(
        pk=merchant.pk,
        name=merchant.name,
        hosts=merchant.hosts,
        may_cloak=may,
        may_email=may,
        may_document=may,
        may_price=may,
        mandatory_sentence=sentence,
    )


def test_sentence_that_a_merchant_demands_is_missed(good):
    site = good.other_site()
    lamp = site.products["lamp"]
    site.products["lamp"] = replace_rules(lamp, may=True, sentence="Sold by us.")

    found = set(good.findings(good.answers[REPAIR], site)) - set(
        good.findings(good.answers[REPAIR])
    )

    assert [one.evidence for one in found] == [f"{lamp.name} demands “Sold by us.”"]


def test_sensitive_page_is_left_above_the_masthead_to_somewhere_else(good):
    site = good.other_site()
    site.sensitive = frozenset({"/articles/rest/"})
    page = good.answers["/articles/rest/"]
    told = [
        add('<a class="exit" href="/about/">Exit</a>', "</main>")(page),
        add('<a class="exit" href="https://example.org/">Exit</a>', "<header")(page),
    ]

    said = [
        [
            one.evidence
            for one in good.findings(answer, site)
            if one.rule.name == "sensitive_can_be_left"
        ]
        for answer in told
    ]
    assert said == [["leads to /about/, which is ours", "stands in the page, not above it"], []]


def test_review_of_a_sensitive_page_has_a_day(good):
    site = good.other_site()
    page = good.answers["/articles/loss/"]
    spoilt = swap('<time datetime="2026-02-01">', '<span title="2026-02-01">')(page)

    assert "reviewed on no day" in [one.evidence for one in good.findings(spoilt, site)]


def test_sensitive_chapter_is_as_sensitive_as_its_article(good):
    site = good.other_site()
    site.sensitive = frozenset({REPAIR})

    found = names_of(good.findings(good.answers["/guides/evenings/repair/"], site))

    assert found >= {
        "sensitive_sells_nothing",
        "sensitive_can_be_left",
        "sensitive_leaves_no_trace",
    }


def test_sensitive_entry_of_a_feed_sells_nothing(good):
    site = good.other_site()
    site.sensitive = frozenset({REPAIR})

    assert "sensitive_entries_sell_nothing" in names_of(
        good.findings(good.answers["/feeds/rss.xml"], site)
    )
