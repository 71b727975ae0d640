"""Our starting texts: filled in with what is true of the site, open where only it can know."""

import pytest

from articles.bin import throw_away
from articles.models import Article, Event, Faq, PolicyPage
from articles.policies.starting import (
    GAP,
    Taken,
    assign,
    count_gaps,
    start_page,
    starting_text,
)
from articles.publishing.snapshot import ARTICLE_KIND
from articles.publishing.windows import publish, save_revision
from tests.factories import (
    make_article,
    make_kit,
    make_merchant,
    make_policy,
    make_publication,
    make_topic,
)

pytestmark = pytest.mark.django_db

ROLES = PolicyPage.Role.values


@pytest.fixture(autouse=True)
def publication():
    return make_publication(name="Calm Talk")


def text_of(page):
    sections = [f"{row.heading}\n{row.body}" for row in page.sections.all()]
    return "\n".join([page.title, page.dek, page.introduction, *sections])


def fill_in(page):
    """Do what its editor is asked to do."""
    page.introduction = GAP.sub("Ours", page.introduction)
    page.save()
    for row in page.sections.all():
        row.body = GAP.sub("Ours", row.body)
        row.save()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_text_that_can_be_published_when_it_is_filled_in(role, editor):
    page = start_page(role, by=editor)

    page.full_clean()
    text = text_of(page)
    assert (page.kind, page.owner, page.policy.role) == ("page", editor, role)
    assert 100 <= len(page.search_description) <= 160
    assert len(starting_text(role).notes) >= 3
    assert text.count("[[") == count_gaps(page) >= 2
    assert not {"{{", "{%", "}}"} & set(text.split())
    fill_in(page)
    assert publish(save_revision(page)).slug == page.slug


def test_what_is_left_open_is_shown_as_it_stands(editor):
    page = start_page("contact", by=editor)

    html = ARTICLE_KIND.freeze(ARTICLE_KIND.take(page)).columns["html"]

    assert "[[your postal address]]" in html


def test_text_is_told_of_the_publication_its_topics_and_its_clock(editor):
    make_publication(name="Calm *Talk*", review_months_ordinary=1, review_months_sensitive=7)
    make_topic(title="Rows", description="And *peace*.", sensitivity="sensitive")

    about, work = (start_page(role, by=editor) for role in ("about", "editorial"))

    assert about.title == "About Calm *Talk*"
    assert r"Calm \*Talk\* is published by" in about.introduction
    assert r"- **Rows**: And \*peace\*." in text_of(about)
    assert "due to be gone through again 1 month after" in text_of(work)
    assert "and 7 months after it where a mistake could put a reader at risk" in text_of(work)


@pytest.mark.parametrize(
    ("relations", "headings"),
    [
        (["own"], ["Things of our own"]),
        (["affiliate", "gifted"], ["Links that earn a commission", "Things we were given"]),
        (
            [],
            ["Links that earn a commission", "Things of our own", "Things we were given"],
        ),
    ],
)
def test_text_on_earning_names_the_ties_there_are(relations, headings, editor):
    for relation in relations:
        make_merchant(relation=relation)

    page = start_page("earning", by=editor)

    found = [row.heading for row in page.sections.all()]
    assert found == [*headings, "How you can tell", "What no payment changes"]


def test_text_on_privacy_says_what_is_kept_only_where_it_is(editor):
    without = text_of(start_page("privacy", by=editor))
    PolicyPage.objects.all().delete()
    make_kit()
    make_publication(count_views=False)

    with_kits = text_of(start_page("privacy", by=editor))

    assert ("A small script" in without, "after 14 days" in without) == (True, False)
    assert ("A small script" in with_kits, "after 14 days" in with_kits) == (False, True)
    assert "one with a download for 90 days" in with_kits


def test_text_on_privacy_says_what_leaving_a_sensitive_chapter_does_only_where_there_are(editor):
    make_kit()
    ordinary = text_of(start_page("privacy", by=editor))
    PolicyPage.objects.all().delete()
    make_topic(sensitivity="sensitive")

    sensitive = text_of(start_page("privacy", by=editor))

    words = "By the second it also keeps", "is counted whatever your browser asks", "Exit this page"
    assert [word in ordinary for word in words] == [True, True, False]
    assert [word in sensitive for word in words] == [True, True, True]


def test_text_takes_an_address_that_is_free(editor):
    make_article(slug="privacy")

    assert start_page("privacy", by=editor).slug == "privacy-2"


def test_role_that_has_a_page_is_not_started_again(editor):
    make_policy("about", is_live=False)

    with pytest.raises(Taken):
        start_page("about", by=editor)

    assert Article.objects.count() == 1


def test_page_in_the_bin_keeps_no_role(editor):
    old = make_policy("about")
    throw_away(old)

    page = start_page("about", by=editor)

    assert list(PolicyPage.objects.values_list("role", "page")) == [("about", page.pk)]


def test_page_has_one_role(editor):
    page = make_policy("about")

    with pytest.raises(Taken):
        assign("contact", page, by=editor)

    assert list(PolicyPage.objects.values_list("role", "page")) == [("about", page.pk)]


def test_log_tells_who_gave_a_page_its_role(editor):
    start_page("about", by=editor)

    told = Event.objects.order_by("pk").values_list("by_name", "verb", "detail")
    assert list(told) == [
        ("editor", "started", "Made of our starting text"),
        ("editor", "made a page of policy of", "About"),
    ]


def test_gaps_are_counted_in_every_text():
    page = make_article(
        kind="page", dek="[[One]]", introduction="[[two]] [[three]] [a](b) [[]]",
        sections=[("First", "- [[four]]\n[[not\none]]")],
    )  # fmt: skip
    Faq.objects.create(article=page, question="Who?", answer="You.")

    assert count_gaps(page) == 4
