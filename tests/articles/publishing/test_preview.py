"""A preview link shows the page as it would be, to whoever holds it, and nothing else."""

from datetime import timedelta

import pytest
from django.core import signing

from articles.models import Article, Revision
from articles.publishing.pages import DATE_SLOT
from articles.publishing.preview import make_preview_link, read_token, revoke_preview_links
from articles.publishing.snapshot import freeze, take
from articles.publishing.windows import publish, save_revision
from articles.reading import fill
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_product,
    make_publication,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A working copy that uses a little of everything."""
    make_publication(help_lines="Call **112**.")
    make_product(slug="cards")
    return make_article(
        slug="draft",
        title="A draft nobody knows",
        topic=make_topic(sensitivity="sensitive"),
        authors=[make_author(photo=make_photo(), bio="Wrote [it](go:cards).")],
        hero=make_photo(),
        introduction="[Cards](go:cards), [itself](article:draft), proof.[^study]",
        sections=[("One", "### Deeper\n\n| a |\n| - |\n| b |"), ("Two", "::: offer cards\n:::")],
        faqs=[("Why?", "So.")],
        references=[{"key": "study", "title": "A study", "accessed_on": "2026-01-02"}],
    )


def path_of(link):
    return link.removeprefix("http://testserver")


def open_link(client, article):
    return client.get(path_of(make_preview_link(article)))


def test_preview_body_is_the_published_body(client, article):
    before = open_link(client, article).content.decode()
    revision = publish(save_revision(article))
    after = open_link(client, article).content.decode()
    page = client.get("/articles/draft/").content.decode()

    # One stored text: only its date, and a link to a page not yet public, depend on the moment.
    own = {("article", article.pk): "/articles/draft/"}
    assert revision.html == freeze(take(article)).columns["html"]
    assert fill(revision.html, {}, None) in before
    assert fill(revision.html, own, None) in after
    assert fill(revision.html, own, revision) in page
    assert revision.html.count(DATE_SLOT) == 1


def test_preview_shows_the_working_copy_not_what_is_live(client, article):
    publish(save_revision(article))
    Article.objects.filter(pk=article.pk).update(title="Changed since")

    assert "<h1>Changed since</h1>" in open_link(client, article).content.decode()


def test_preview_is_kept_and_found_by_nobody(client, article):
    response = open_link(client, article)

    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    expected = {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    assert {name: response[name] for name in names} == expected
    assert response.cookies == {}
    assert 'rel="canonical"' not in response.content.decode()


def test_preview_lists_what_must_be_mended(client, article):
    Article.objects.filter(pk=article.pk).update(introduction="[a](go:nothing)")

    assert "There is no product of this name" in open_link(client, article).content.decode()


def test_preview_makes_no_revision(client, article):
    open_link(client, article)

    assert not Revision.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_preview_only_shows(client, article, method):
    address = path_of(make_preview_link(article))

    assert getattr(client, method)(address).status_code == 405


def test_preview_answers_head(client, article):
    response = client.head(path_of(make_preview_link(article)))

    assert (response.status_code, response.content) == (200, b"")


def test_preview_link_lasts_seven_days(client, article, time_machine):
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    link = path_of(make_preview_link(article))

    statuses = []
    for wait in (timedelta(days=7), timedelta(seconds=2)):
        time_machine.shift(wait)
        statuses.append(client.get(link).status_code)

    assert statuses == [200, 404]


def test_preview_link_ends_when_it_is_revoked(client, article):
    old = path_of(make_preview_link(article))

    revoke_preview_links(article)

    statuses = [client.get(link).status_code for link in (old, path_of(make_preview_link(article)))]
    assert statuses == [404, 200]


def test_revoking_touches_nothing_else(article):
    before = take(article)
    Article.objects.filter(pk=article.pk).update(title="Changed by another")

    revoke_preview_links(article)

    article.refresh_from_db()
    assert article.title == "Changed by another"
    assert take(article) != before


def test_preview_link_outlives_a_change_of_slug(client, article):
    link = path_of(make_preview_link(article))
    Article.objects.filter(pk=article.pk).update(slug="renamed")

    assert client.get(link).status_code == 200


def test_preview_link_of_a_deleted_article_is_over(client, article):
    link = path_of(make_preview_link(article))
    article.delete()

    assert client.get(link).status_code == 404


def forge(article, **options):
    return signing.dumps([article.pk, article.preview_key], **options)


@pytest.mark.parametrize(
    "make_token",
    [
        pytest.param(lambda a: "nonsense", id="nonsense"),
        pytest.param(lambda a: "a:b:c", id="shaped-like-one"),
        pytest.param(lambda a: "%00%ff%20", id="odd-bytes"),
        pytest.param(lambda a: "٣:é:\u202e", id="unicode"),
        pytest.param(lambda a: "x" * 20_000, id="long"),
        pytest.param(lambda a: forge(a, salt="another"), id="another-purpose"),
        pytest.param(lambda a: forge(a, key="another", salt="articles.preview"), id="another-key"),
        pytest.param(lambda a: forge(a, salt="articles.preview")[:-1], id="cut"),
        pytest.param(lambda a: "Wzk5OV0" + forge(a, salt="articles.preview")[7:], id="altered"),
    ],
)
def test_preview_with_a_forged_token_is_not_found(client, article, make_token):
    response = client.get(f"/preview/{make_token(article)}/")

    assert (response.status_code, article.title in response.content.decode()) == (404, False)


def test_token_of_another_shape_is_not_read(article):
    tokens = [signing.dumps(value, salt="articles.preview") for value in (article.pk, [1], {})]

    assert [read_token(token) for token in tokens] == [None, None, None]


def test_draft_with_a_preview_link_is_nowhere_else(client, article):
    make_preview_link(article)
    author, topic = article.authors.get(), article.topic
    addresses = [
        "/",
        "/articles/",
        author.get_absolute_url(),
        topic.get_absolute_url(),
        "/guides/",
    ]

    found = [
        address for address in addresses if article.title in client.get(address).content.decode()
    ]

    assert found == []
    assert client.get("/articles/draft/").status_code == 404
    assert client.get(f"/preview/{article.pk}/").status_code == 404


def test_preview_link_shows_only_its_own_article(client, article):
    other = make_article(title="Another draft")

    content = open_link(client, article).content.decode()

    assert other.title not in content
