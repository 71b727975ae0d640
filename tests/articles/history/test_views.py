"""What readers are shown of the past: the change log, and versions as they stood."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.bin import throw_away
from articles.models import Article
from articles.publishing.windows import publish, save_revision, withdraw
from articles.publishing.withholding import withhold
from articles.rendering.links import PAID
from tests.factories import (
    make_article,
    make_kit,
    make_product,
    make_publication,
    make_topic,
    publish_article,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = re.compile(r'<article class="article">(.*?)</article>', re.DOTALL)
INTRODUCTION = """\
Read [this](article:other); the [lamp](go:lamp).[^tea]

“Quoted” & <so>.

::: note
Mind.
:::
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(time_machine):
    """Live as “Two”, and as “One” for three days before."""
    time_machine.move_to(NOON, tick=False)
    article = publish_article(title="One", slug="tea").article
    time_machine.move_to(NOON + 3 * DAY, tick=False)
    revise(article, title="Two")
    return article


def revise(article, correction="", **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return publish(save_revision(article), correction=correction)


def past_of(article):
    return article.revisions.get(title="One")


def text_of(response):
    root = LexborHTMLParser(response.text)
    return " ".join(root.css_first("main").text(separator=" ").split())


def robots_of(response):
    root = LexborHTMLParser(response.text)
    told = [node.attributes["content"] for node in root.css("meta[name=robots]")]
    return told, response["X-Robots-Tag"]


# Versions


def test_version_stands_as_it_stood(client, article):
    response = client.get(f"/articles/tea/versions/{past_of(article).pk}/")

    assert response.status_code == 200
    assert text_of(response).startswith(
        "This is how it stood from 3 March 2026 to 6 March 2026 . It is kept for the record and "
        "may be wrong or out of date. Read it as it is now What has changed since One"
    )
    assert robots_of(response) == (["noindex, follow"], "noindex, follow")
    assert '<link rel="canonical"' not in response.text
    assert "ld+json" not in response.text


def test_page_has_versions_too(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    past = publish_article(kind="page", slug="about")
    time_machine.shift(DAY)
    revise(past.article, title="Two")

    assert client.get(f"/about/versions/{past.pk}/").status_code == 200
    assert "The title was" in client.get("/about/changes/").text
    assert client.get(f"/articles/about/versions/{past.pk}/").url == f"/about/versions/{past.pk}/"


def test_version_is_byte_for_byte_what_the_page_was(client, time_machine):
    """Also where what it links to moved, ended, or another word stands for it today.

    Compared is the whole body as it was served, from its opening tag to its end. What is filled
    in when it is read are the date, which is the version's own, addresses of pages, which lead
    where these are now, and the name under which clicks are counted, here for nobody.
    """
    time_machine.move_to(NOON, tick=False)
    make_product(slug="lamp", description="It is bright.")
    other = publish_article(slug="other").article
    article = make_article(
        slug="tea",
        introduction=INTRODUCTION,
        sections=[("Why", "::: offer lamp\n:::\n"), ("How", "| a | b |\n| - | - |\n| c | d |")],
        faqs=[("How many?", "Two.")],
        references=[{"key": "tea", "title": "Tea", "url": "https://example.org/"}],
        tags=["calm"],
    )
    past = publish(save_revision(article))
    served = BODY.search(client.get("/articles/tea/").text)[1]
    time_machine.shift(DAY)
    revise(other, slug="moved")
    make_publication(disclosure_affiliate="Other words than then.")
    author = article.authors.get()
    author.name = "Another"
    author.save()
    revise(article, title="Two", introduction="Nothing of it.")
    article.sections.all().delete()
    revise(article)

    shown = BODY.search(client.get(f"/articles/tea/versions/{past.pk}/").text)[1]

    uncounted = re.sub(r"\?from=a\d+\.[\w-]+", "?from=preview", served)
    assert uncounted != served
    assert shown == uncounted.replace("/articles/other/", "/articles/moved/")


def test_version_of_a_sensitive_topic_asks_for_nothing(client, article, time_machine):
    kit = make_kit(slug="questions")
    past = revise(article, introduction="::: kit questions\n:::\n")
    time_machine.shift(DAY)
    revise(article, introduction="Nothing", topic=make_topic(sensitivity="sensitive"))

    assert kit.promise not in client.get(f"/articles/tea/versions/{past.pk}/").text


def test_version_counts_no_reader(client, article):
    make_publication(count_views=True)

    assert "count.js" in client.get("/articles/tea/").text
    assert "count.js" not in client.get(f"/articles/tea/versions/{past_of(article).pk}/").text


def test_version_leads_to_those_before_and_after_that_may_be_read(client, article, time_machine):
    time_machine.shift(DAY)
    revise(article, title="Three")
    time_machine.shift(DAY)
    revise(article, title="Four")
    one, two, three, _ = article.revisions.order_by("pk")

    def ways(past):
        root = LexborHTMLParser(client.get(f"/articles/tea/versions/{past.pk}/").text)
        return [link.attributes["href"] for link in root.css(".version-ways a")][2:]

    assert ways(two) == [f"/articles/tea/versions/{row.pk}/" for row in (one, three)]
    assert ways(three) == [f"/articles/tea/versions/{two.pk}/"]
    withhold(two, "It named a person.")
    assert ways(one) == [f"/articles/tea/versions/{three.pk}/"]


def test_version_of_a_few_hours_has_them(client, article, time_machine):
    time_machine.shift(timedelta(hours=2))
    revise(article, title="Three")

    past = article.revisions.get(title="Two")
    assert "how it stood on 6 March 2026 , from 13:00 to 15:00." in text_of(
        client.get(f"/articles/tea/versions/{past.pk}/")
    )


def test_version_of_less_than_a_minute_has_one_time(client, article, time_machine):
    time_machine.shift(timedelta(seconds=20))
    revise(article, title="Three")

    past = article.revisions.get(title="Two")
    assert "on 6 March 2026 , at 13:00 for less than a minute." in text_of(
        client.get(f"/articles/tea/versions/{past.pk}/")
    )


def test_version_costs_the_same_whatever_came_before(client, article, django_assert_num_queries):
    address = f"/articles/tea/versions/{past_of(article).pk}/"

    with django_assert_num_queries(5):
        client.get(address)


def test_present_version_leads_to_the_article(client, article):
    response = client.get(f"/articles/tea/versions/{article.revisions.live().get().pk}/")

    assert (response.status_code, response.url) == (302, "/articles/tea/")


def test_old_address_leads_to_the_present_one(client, article, time_machine):
    pk = past_of(article).pk
    time_machine.shift(DAY)
    revise(article, slug="coffee")

    for slug in ("tea", "never"):
        response = client.get(f"/articles/{slug}/versions/{pk}/")
        assert (response.status_code, response.url) == (301, f"/articles/coffee/versions/{pk}/")
    response = client.get("/articles/tea/changes/")
    assert (response.status_code, response.url) == (301, "/articles/coffee/changes/")


def test_what_is_no_past_version_is_not_found(client, article, time_machine):
    other = publish_article(slug="other")
    planned = publish(save_revision(make_article()), at=NOON + 99 * DAY)
    Article.objects.filter(pk=article.pk).update(title="Draft")
    draft = save_revision(article)
    empty = revise(article, title="For no time")
    revise(article, title="Three")

    for pk in (draft.pk, other.pk, planned.pk, empty.pk, 10**30, 0):
        assert client.get(f"/articles/tea/versions/{pk}/").status_code == 404
    assert client.get("/articles/tea/versions/x/").status_code == 404
    assert client.get(f"/articles/other/versions/{past_of(article).pk}/").status_code == 404


@pytest.mark.parametrize("end", [withdraw, throw_away])
def test_record_is_gone_with_its_article(client, article, end):
    pk = past_of(article).pk
    end(article)

    for address in ("changes/", f"versions/{pk}/"):
        assert client.get(f"/articles/tea/{address}").status_code == 410
    assert client.get(f"/articles/never/versions/{pk}/").status_code == 404


def test_withheld_version_tells_why_and_nothing_else(client, article):
    past = past_of(article)
    withhold(past, "It named a person by mistake.")

    response = client.get(f"/articles/tea/versions/{past.pk}/")

    assert response.status_code == 410
    assert "This version is not shown: It named a person by mistake." in text_of(response)
    assert robots_of(response) == (["noindex, follow"], "noindex, follow")
    assert not re.search(r"\bOne\b|Some words", response.text)
    log = client.get("/articles/tea/changes/")
    assert "This version is not shown: It named a person by mistake." in text_of(log)
    assert not re.search(r"\bOne\b", log.text)


def test_withheld_title_is_not_told_where_nothing_is_live(client, article):
    withhold(past_of(article), "It named a person.")
    article.revisions.filter(title="Two").update(slug="coffee")
    withdraw(article)

    response = client.get("/articles/tea/")

    assert response.status_code == 410
    assert not re.search(r"\bOne\b", response.text)


# The change log


def test_change_log_tells_what_changed_and_leads_to_each_version(client, article, time_machine):
    time_machine.shift(DAY)
    revise(article, "It was <four>.", title="Three")

    response = client.get("/articles/tea/changes/")

    root = LexborHTMLParser(response.text)
    assert [" ".join(row.text(separator=" ").split()) for row in root.css(".change")] == [
        "7 March 2026 The title was “Two”. Correction: It was <four>. Read it as it is now",
        "6 March 2026 The title was “One”. Read it as it stood",
        "3 March 2026 First published here. Read it as it stood",
    ]
    one, two, _ = article.revisions.order_by("pk")
    assert [link.attributes["href"] for link in root.css(".change a")] == [
        "/articles/tea/",
        f"/articles/tea/versions/{two.pk}/",
        f"/articles/tea/versions/{one.pk}/",
    ]
    assert robots_of(response) == (["noindex, follow"], "noindex, follow")


def test_changes_of_one_day_are_told_with_their_times(client, article, time_machine):
    time_machine.shift(timedelta(hours=1))
    revise(article, title="Three")

    root = LexborHTMLParser(client.get("/articles/tea/changes/").text)
    assert [row.text(strip=True) for row in root.css(".change h2")] == [
        "6 March 2026, 14:00",
        "6 March 2026, 13:00",
        "3 March 2026",
    ]


def test_change_log_tells_when_there_was_nothing(client, article, time_machine):
    time_machine.shift(DAY)
    withdraw(article)
    time_machine.shift(DAY)
    revise(article)
    withdraw(article)
    time_machine.shift(timedelta(hours=1))
    revise(article)

    text = text_of(client.get("/articles/tea/changes/"))

    assert "8 March 2026 Was not available from 7 March 2026 to 8 March 2026." in text
    assert "Here again, as it was before." in text


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "١", "1" * 99, ""])
def test_page_of_the_change_log_that_is_not_there(client, article, page):
    assert client.get(f"/articles/tea/changes/?page={page}").status_code == 404


def test_change_log_of_what_was_never_there(client):
    assert client.get("/articles/tea/changes/").status_code == 404
    assert client.get("/tea/changes/").status_code == 404


def test_change_log_costs_five_queries(client, article, time_machine, django_assert_num_queries):
    for number in range(9):
        time_machine.shift(DAY)
        revise(article, title=f"Title {number}")

    with django_assert_num_queries(5):
        client.get("/articles/tea/changes/")


def test_article_leads_to_its_change_log(client, article, django_assert_num_queries):
    with django_assert_num_queries(4):
        text = text_of(client.get("/articles/tea/"))

    assert text.endswith("Published 3 March 2026 . What has changed since")


@pytest.mark.parametrize("rest", ["changes/", "versions/{pk}/"])
def test_record_of_what_is_sensitive_now_can_be_left_and_leaves_no_trace(client, article, rest):
    make_product(slug="lamp")
    sensitive = make_topic(sensitivity="sensitive")
    past = past_of(article)
    past.html = past.html.replace(
        "</h1>", f'</h1><a href="candor:go/lamp" rel="{PAID}">the lamp</a>'
    )
    past.save()
    revise(article, topic=sensitive)

    response = client.get(f"/articles/tea/{rest.format(pk=past.pk)}")

    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<a class="exit"' in response.text
    assert "/go/" not in response.text
