"""Windows at the desk: schedule, withdraw."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.models import Revision
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import make_article, make_redirect, publish_article

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
    assert "Choose a topic" in response.text
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


def test_withdrawing_names_the_old_addresses_that_lead_to_it(editor_client):
    article = publish_article().article
    make_redirect(path="/of-the-site-before/", target=f"candor:article/{article.pk}")
    page = editor_client.get(f"{folder(article)}/withdraw/")
    assert "<li>/of-the-site-before/</li>" in page.content.decode()


def test_withdrawing_leads_readers_on_where_that_is_asked(client, editor_client):
    publish_article(slug="soup")
    revision = publish_article(slug="tea")
    make_redirect(path="/articles/tea/", target="/topics/")
    address = f"{folder(revision.article)}/withdraw/"
    response = editor_client.post(address, {"target": "/articles/soup/"}, follow=True)
    assert messages_of(response) == ["Withdrawn. Its address now leads on."]
    assert client.get("/articles/tea/")["Location"] == "/articles/soup/"


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("/nowhere/", "No page answers at this address."),
        ("/articles/tea/", "It would lead back to /articles/tea/."),
        ("/old/", "It would lead back to /articles/tea/: /old/ leads there already."),
    ],
)
def test_withdrawing_leads_nobody_astray(client, editor_client, target, error):
    revision = publish_article(slug="tea")
    make_redirect(path="/old/", target="/articles/tea/")
    address = f"{folder(revision.article)}/withdraw/"
    response = editor_client.post(address, {"target": target})
    assert parse(response).css_first(".errorlist").text(strip=True) == error
    assert client.get("/articles/tea/").status_code == 200


def test_what_is_only_scheduled_leads_nobody_on(editor_client):
    article = make_article()
    editor_client.post(f"{folder(article)}/schedule/", {"at": "2099-06-02T08:00"})
    page = editor_client.get(f"{folder(article)}/withdraw/")
    assert parse(page).css_first("[name=target]") is None
    response = editor_client.post(f"{folder(article)}/withdraw/", follow=True)
    assert messages_of(response) == ["Withdrawn. Its address now says so."]


def test_publishing_tells_of_a_redirect_that_rests_from_now_on(editor_client):
    article = make_article(slug="tea")
    make_redirect(path="/articles/tea/", target="/articles/")
    response = editor_client.post(f"{folder(article)}/schedule/", {"at": ""}, follow=True)
    published, rests = messages_of(response)
    assert (published[:10], rests[:48]) == (
        "Published.",
        "A redirect led readers from this address to anot",
    )


def test_publishing_tells_of_no_redirect_that_led_nowhere(editor_client):
    article = make_article(slug="tea")
    make_redirect(path="/articles/tea/", target="")
    response = editor_client.post(f"{folder(article)}/schedule/", {"at": ""}, follow=True)
    assert [message[:10] for message in messages_of(response)] == ["Published."]


def test_withdrawing_ends_the_page_and_says_so(client, editor_client):
    revision = publish_article(slug="gone")
    response = editor_client.post(f"{folder(revision.article)}/withdraw/", follow=True)
    assert messages_of(response) == ["Withdrawn. Its address now says so."]
    assert client.get("/articles/gone/").status_code == 410


@pytest.mark.parametrize(
    ("data", "is_moved"),
    [({"is_update": ""}, True), ({"is_update": "no"}, False), ({"is_update": "yes"}, True)],
    ids=["by what changed", "no", "yes"],
)
def test_schedule_lets_editors_say_whether_it_is_an_update(editor_client, data, is_moved):
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        revision = publish_article(title="A quiet talk")
    article = revision.article
    article.title = "Another title"
    article.save()

    with time_machine.travel(NOW, tick=False):
        editor_client.post(f"{folder(article)}/schedule/", data)

    live = article.revisions.filter(title="Another title").get()
    assert (live.modified_at > live.published_at) == is_moved


def test_schedule_refuses_what_is_no_answer(editor_client, article):
    response = editor_client.post(f"{folder(article)}/schedule/", {"is_update": "perhaps"})

    assert "perhaps is not one of the available choices" in response.text
    assert not Revision.objects.ever_live().exists()
