"""The page of an article's links: make one, see them, end them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ShareLink
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import make_article, make_share_link, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


@pytest.fixture
def article(author):
    return make_article(owner=author, title="Listening")


def folder(article):
    return f"/admin/articles/article/{article.pk}"


def words(node):
    return " ".join(node.text(separator=" ").split())


@time_machine.travel(NOW, tick=False)
def test_link_is_made_and_shown_with_its_address(editor_client, editor, article):
    data = {"label": "Dr Okafor", "version": "", "days": 3, "may_comment": "on"}

    response = editor_client.post(f"{folder(article)}/share/", data, follow=True)

    link = ShareLink.objects.get()
    made = (link.label, link.revision, link.may_comment, link.created_by, link.expires_at)
    assert made == ("Dr Okafor", None, True, editor, NOW + timedelta(days=3))
    assert messages_of(response) == ["The link is made: copy it below."]
    assert response.redirect_chain == [(f"{folder(article)}/share/#link-{link.pk}", 302)]
    field = parse(response).css_first(f"#link-{link.pk} input[readonly]")
    assert field.attributes["value"] == f"http://testserver/preview/{link.key}/"
    assert words(parse(response).css_first(f"#link-{link.pk} ul")) == (
        "It shows: The draft as it is saved Its readers may leave comments "
        "Made 1 June 2026, 12:00 by editor Not opened yet Runs out 4 June 2026, 12:00"
    )


def test_shared_link_shows_the_draft_to_anybody(editor_client, article):
    response = editor_client.post(f"{folder(article)}/share/", {"days": 7}, follow=True)

    address = parse(response).css_first("[data-copy] input").attributes["value"]
    page = Client().get(address.removeprefix("http://testserver"))
    assert parse(page).css_first("h1").text() == "Listening"


def test_link_to_a_version_shows_it(editor_client, editor, article):
    revision = save_revision(article, by=editor)
    data = {"version": revision.pk, "days": 7}

    page = parse(editor_client.post(f"{folder(article)}/share/", data, follow=True))

    assert ShareLink.objects.get().revision == revision
    when = timezone.localtime(revision.created_at)
    expected = f"It shows: The version of {when:%-d %B %Y, %H:%M} by editor"
    assert words(page.css_first(".shared li")) == expected


def test_form_starts_with_the_draft_for_a_week(editor_client, article):
    page = shown(editor_client.get(f"{folder(article)}/share/"))

    page.pop("csrfmiddlewaretoken")
    assert page == {"label": "", "version": "", "days": "7"}


def test_named_version_is_offered_by_its_name(editor_client, article):
    revision = save_revision(article)
    revision.name = "For the lawyer"
    revision.save()

    page = parse(editor_client.get(f"{folder(article)}/share/"))

    [_, option] = page.css("select[name=version] option")
    assert words(option).endswith("(“For the lawyer”)")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"days": "soon"}, "days"),
        ({"days": ""}, "days"),
        ({"label": "x" * 81}, "label"),
        ({"version": "4711"}, "version"),
        ({"version": "abc"}, "version"),
    ],
)
def test_link_that_cannot_be_is_refused(editor_client, article, data, field):
    response = editor_client.post(f"{folder(article)}/share/", {"days": 7} | data)

    assert (response.status_code, [*response.context["form"].errors]) == (200, [field])
    assert not ShareLink.objects.exists()


def test_version_of_another_article_is_not_shared(editor_client, article):
    other = save_revision(make_article())

    editor_client.post(f"{folder(article)}/share/", {"days": 7, "version": other.pk})

    assert not ShareLink.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_links_that_are_over_are_folded_and_say_when_they_ended(editor_client, article):
    make_share_link(article, label="Works", opened_at=NOW)
    make_share_link(article, label="Revoked", revoked_at=NOW)
    make_share_link(article, expires_at=NOW)

    page = parse(editor_client.get(f"{folder(article)}/share/"))

    [works] = page.css("section .shared")
    over = page.css("details.closed-links .shared")
    assert "First opened 1 June 2026, 12:00" in words(works)
    assert [words(row.css_first("h3")) for row in over] == ["Without a name", "Revoked"]
    assert [words(row.css("li")[-1]) for row in over] == [
        "Ran out 1 June 2026, 12:00",
        "Revoked 1 June 2026, 12:00",
    ]
    assert page.css("details.closed-links input, details.closed-links form") == []


def test_revoked_link_leads_nowhere_and_others_work(editor_client, article):
    link, other = make_share_link(article), make_share_link(article)

    response = editor_client.post(f"{folder(article)}/share/{link.pk}/revoke/", follow=True)

    assert messages_of(response) == ["This link leads nowhere any more."]
    guest = Client()
    statuses = [guest.get(f"/preview/{row.key}/").status_code for row in (link, other)]
    assert statuses == [404, 200]


def test_all_links_are_revoked_at_once(editor_client, article):
    links = [make_share_link(article) for _ in range(2)]

    response = editor_client.post(f"{folder(article)}/unshare/", follow=True)

    assert messages_of(response) == ["No link given out so far works any more."]
    guest = Client()
    assert [guest.get(f"/preview/{row.key}/").status_code for row in links] == [404, 404]


def test_link_of_another_article_is_not_revoked(editor_client, article):
    link = make_share_link()

    response = editor_client.post(f"{folder(article)}/share/{link.pk}/revoke/")

    link.refresh_from_db()
    assert (response.status_code, link.revoked_at) == (404, None)


def test_revoking_is_not_done_by_a_link(editor_client, article):
    link = make_share_link(article)

    assert editor_client.get(f"{folder(article)}/share/{link.pk}/revoke/").status_code == 405


def test_authors_share_what_is_theirs(author_client, article):
    other = make_article(owner=make_user("editor"))

    answers = [
        author_client.post(f"{folder(row)}/share/", {"days": 7}).status_code
        for row in (article, other)
    ]

    assert answers == [302, 403]
    assert ShareLink.objects.get().article == article


def test_page_costs_the_same_with_more_links(
    editor_client, editor, article, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            revision = save_revision(article, by=editor)
            make_share_link(article, revision=revision, created_by=editor)

    add(1)
    editor_client.get(f"{folder(article)}/share/")
    with CaptureQueriesContext(connection) as queries:
        editor_client.get(f"{folder(article)}/share/")
    add(10)
    with django_assert_num_queries(len(queries)):
        editor_client.get(f"{folder(article)}/share/")
    assert len(queries) <= 12
