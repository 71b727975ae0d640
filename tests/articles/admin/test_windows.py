"""Versions and windows at the desk: compare, restore, schedule, withdraw."""

from datetime import UTC, datetime

import pytest
import time_machine

from articles.models import Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import make_article, publish_article

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def folder(article):
    return f"/admin/articles/article/{article.pk}"


@pytest.fixture
def article(db):
    """Saved as “Old”, then as “New”; not published."""
    article = make_article(title="Old", sections=[("First", "Old words here.")])
    save_revision(article)
    article.title = "New"
    article.save()
    article.sections.update(body="New words here.")
    save_revision(article)
    return article


def versions(article):
    """The versions' keys, the oldest first."""
    return list(article.revisions.order_by("pk").values_list("pk", flat=True))


def test_versions_are_listed_newest_first_with_their_windows(editor_client, article):
    old, _ = article.revisions.order_by("pk")
    with time_machine.travel(NOW, tick=False):
        publish(old)
        page = parse(editor_client.get(f"{folder(article)}/revisions/"))
    rows = [
        " ".join(row.text(separator=" ").split()) for row in page.css("table.revisions tbody tr")
    ]
    assert ["Live since 1 June 2026, 12:00:00" in row for row in rows] == [False, True]
    assert ["Restore" in row for row in rows] == [False, True]


def test_article_never_saved_has_no_versions(editor_client):
    page = editor_client.get(f"{folder(make_article())}/revisions/")
    assert "Nothing has been saved yet." in page.text


def test_comparison_marks_the_words_that_changed(editor_client, article):
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{old}/{new}/"))
    changes = {
        node.css_first("h2").text(): node.css_first("p").html for node in page.css("section")
    }
    assert [part in changes["Title"] for part in ("<del>Old</del>", "<ins>New</ins>")] == [True] * 2
    body = changes["Section “First”: body"]
    assert "<del>Old</del><ins>New</ins> words here." in body


def test_comparison_of_a_version_with_itself_finds_nothing(editor_client, article):
    pk = versions(article)[0]
    response = editor_client.get(f"{folder(article)}/compare/{pk}/{pk}/")
    assert "The two are the same." in response.text


def test_comparison_shows_markup_as_text(editor_client):
    article = make_article(title="<b>Bold</b>")
    save_revision(article)
    article.title = "<script>alert(1)</script>"
    article.save()
    save_revision(article)
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{old}/{new}/"))
    assert page.css("section script, section b") == []


@pytest.mark.parametrize("page", ["revisions/{}/", "compare/{}/{}/"])
def test_version_of_another_article_is_not_found(editor_client, article, page):
    other = publish_article()
    address = f"{folder(article)}/{page.format(other.pk, other.pk)}"
    assert editor_client.get(address).status_code == 404


def test_version_of_another_article_is_not_restored(editor_client, article):
    other = publish_article()
    address = f"{folder(article)}/restore/{other.pk}/"
    assert editor_client.post(address).status_code == 404


def test_version_is_shown_as_its_page(editor_client, article):
    response = editor_client.get(f"{folder(article)}/revisions/{versions(article)[0]}/")
    assert parse(response).css_first("h1").text() == "Old"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_restoring_brings_the_text_back_and_publishes_nothing(editor_client, editor, article):
    editor_client.post(f"{folder(article)}/restore/{versions(article)[0]}/")
    article.refresh_from_db()
    assert (article.title, article.sections.get().body) == ("Old", "Old words here.")
    assert (article.revisions.first().created_by, Revision.objects.live().count()) == (editor, 0)
    assert [row.title for row in article.revisions.order_by("pk")] == ["Old", "New", "Old"]


# Schedule


@time_machine.travel(NOW, tick=False)
def test_schedule_is_in_the_publications_time_zone(editor_client, article):
    data = {"at": "2026-06-02T08:00:00", "until": "2026-07-01T00:00"}
    response = editor_client.post(f"{folder(article)}/schedule/", data, follow=True)
    assert messages_of(response) == ["Goes live on 2 June 2026, 08:00:00."]
    revision = Revision.objects.scheduled().get()
    assert (revision.title, revision.live_from, revision.live_until) == (
        "New",
        datetime(2026, 6, 2, 6, tzinfo=UTC),
        datetime(2026, 6, 30, 22, tzinfo=UTC),
    )


@time_machine.travel(NOW, tick=False)
def test_schedule_takes_the_newest_text_also_if_no_version_holds_it(editor_client):
    article = make_article(title="Unsaved as a version")
    editor_client.post(f"{folder(article)}/schedule/", {"at": "2026-06-02T08:00"})
    assert Revision.objects.scheduled().get().title == "Unsaved as a version"


@time_machine.travel(NOW, tick=False)
def test_schedule_without_a_start_publishes_at_once(editor_client, article):
    data = {"at": "", "until": "2026-06-02T08:00"}
    editor_client.post(f"{folder(article)}/schedule/", data)
    assert Revision.objects.live().get().live_until == datetime(2026, 6, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "until", "expected"),
    [
        ("2026-06-01T11:59:59", "", {"at": ["This moment has passed."]}),
        ("soon", "", {"at": ["Enter a valid date/time."]}),
        ("2026-06-02T08:00", "2026-06-02T08:00", {"until": ["The end must come after the start."]}),
        (
            "2026-06-02T08:00:00.2",
            "2026-06-02T08:00:00.9",
            {"until": ["The end must come after the start."]},
        ),
        ("", "2026-06-01T12:00:00.5", {"until": ["The end must come after the start."]}),
        ("", "2026-06-01T11:00", {"until": ["The end must come after the start."]}),
        (
            "2027-03-28T02:30",
            "",
            {
                "at": [
                    (
                        "2027-03-28 02:30:00 couldn’t be interpreted in time zone Europe/Paris; "
                        "it may be ambiguous or it may not exist."
                    )
                ]
            },
        ),
        ("0001-01-01T00:00", "", {"at": ["This moment has passed."]}),
    ],
    ids=[
        "past",
        "no time",
        "ends at once",
        "within a second",
        "within this second",
        "ends before",
        "no such hour",
        "first year",
    ],
)
@time_machine.travel(NOW, tick=False)
def test_schedule_that_cannot_be_is_refused(editor_client, article, at, until, expected):
    data = {"at": at, "until": until}
    response = editor_client.post(f"{folder(article)}/schedule/", data)
    assert response.status_code == 200
    assert {
        name: list(found) for name, found in response.context["form"].errors.items()
    } == expected
    page = shown(response)
    assert {name: page[name] for name in data} == data
    assert Revision.objects.current().count() == 0


@time_machine.travel(NOW, tick=False)
def test_schedule_of_what_is_incomplete_says_why(editor_client):
    article = make_article(topic=None, title="Half")
    response = editor_client.post(f"{folder(article)}/schedule/", {"at": "2026-06-02T08:00"})
    assert "Choose a topic for “Half”" in response.text
    assert Revision.objects.current().count() == 0


@time_machine.travel(NOW, tick=False)
def test_schedule_is_called_off_and_what_is_live_stays(editor_client):
    article = publish_article(title="Live").article
    article.title = "Later"
    article.save()
    editor_client.post(f"{folder(article)}/schedule/", {"at": "2026-06-02T08:00"})
    response = editor_client.post(f"{folder(article)}/call-off/", follow=True)
    assert messages_of(response)[-1] == "The schedule is called off."
    assert list(Revision.objects.current().values_list("title", "live_until")) == [("Live", None)]


# Withdraw


def test_withdrawing_asks_first(editor_client):
    revision = publish_article()
    page = editor_client.get(f"{folder(revision.article)}/withdraw/")
    assert (page.status_code, Revision.objects.live().count()) == (200, 1)


def test_withdrawing_ends_the_page_and_says_so(client, editor_client):
    revision = publish_article(slug="gone")
    response = editor_client.post(f"{folder(revision.article)}/withdraw/", follow=True)
    assert messages_of(response) == ["Withdrawn. Its address now says so."]
    assert client.get("/articles/gone/").status_code == 410
