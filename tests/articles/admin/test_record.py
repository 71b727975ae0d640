"""What readers are told of the past, at the desk: corrections, and versions kept from them."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Event
from articles.publishing.correcting import amend, corrections_of
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import make_article, make_submission, publish_article, publish_guide

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NOTE = {"on": "2026-03-04", "was": "It was four."}

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(time_machine):
    """Live as “Two” with a note, and as “One” the day before."""
    time_machine.move_to(NOON, tick=False)
    article = publish_article(title="One", slug="tea").article
    time_machine.shift(DAY)
    Article.objects.update(title="Two")
    publish(save_revision(article), correction="It was four.")
    return article


def folder(article):
    return f"/admin/articles/article/{article.pk}"


def notes(article):
    return [row["text"] for row in corrections_of(article)]


def words(response):
    return " ".join(parse(response).css_first("#content-main").text(separator=" ").split())


# A note goes out with a version


def test_note_goes_out_with_a_version(editor_client, article):
    data = {"correction": "  It was five,\r\n not  four. "}
    response = editor_client.post(f"{folder(article)}/schedule/", data, follow=True)

    assert messages_of(response)[0].startswith("Published.")
    assert notes(article) == ["It was four.", "It was five, not four."]


def test_planned_note_stands_in_the_form_again(editor_client, article):
    data = {"at": "2026-04-01T08:00", "correction": "It was five."}
    editor_client.post(f"{folder(article)}/schedule/", data)

    page = editor_client.get(f"{folder(article)}/schedule/")

    assert shown(page)["correction"] == "It was five."


def test_planned_note_that_does_not_go_out_is_told(editor_client, article):
    data = {"at": "2026-04-01T08:00", "correction": "It was five."}
    editor_client.post(f"{folder(article)}/schedule/", data)

    response = editor_client.post(f"{folder(article)}/schedule/", {"at": ""}, follow=True)

    assert messages_of(response)[-1] == (
        "The correction of the version that was scheduled did not go out with it: “It was five.”"
    )
    assert notes(article) == ["It was four."]


@pytest.mark.parametrize("text", ["x" * 601, "\0"])
def test_note_that_cannot_be_is_shown_again(editor_client, article, text):
    response = editor_client.post(f"{folder(article)}/schedule/", {"correction": text})

    assert response.status_code == 200
    assert parse(response).css_first(".errorlist") is not None
    assert shown(response)["correction"] == text.replace("\0", "\ufffd")
    assert notes(article) == ["It was four."]


def test_note_is_offered_only_where_readers_saw_something(editor_client, article):
    draft = make_article()

    assert "correction" not in shown(editor_client.get(f"{folder(draft)}/schedule/"))
    editor_client.post(f"{folder(draft)}/schedule/", {"correction": "It was four."})
    assert notes(draft) == []


def test_note_goes_out_with_what_was_submitted(editor_client, article):
    Article.objects.update(title="Three")
    submission = make_submission(article)
    data = {"decision": "publish", "seen": submission.revision_id, "correction": "It was five."}

    editor_client.post(f"{folder(article)}/review/", data)

    assert notes(article) == ["It was four.", "It was five."]


def test_first_publication_of_what_was_submitted_has_no_note(editor_client):
    submission = make_submission()
    data = {"decision": "publish", "seen": submission.revision_id}

    editor_client.post(f"{folder(submission.article)}/review/", data)

    assert submission.article.revisions.live().get().corrections == []


# Notes that readers see


def test_note_is_amended(editor_client, article):
    data = NOTE | {"text": "It was 4."}
    response = editor_client.post(f"{folder(article)}/corrections/", data, follow=True)

    assert messages_of(response) == ["Readers see the note like this now."]
    assert notes(article) == ["It was 4."]


def test_note_that_was_amended_is_amended_again(editor_client, article):
    amend(article, {"on": NOTE["on"], "text": NOTE["was"]}, "It was 4.")
    data = NOTE | {"was": "It was 4.", "text": "It was not five."}
    editor_client.post(f"{folder(article)}/corrections/", data)

    assert notes(article) == ["It was not five."]


def test_note_is_removed(editor_client, article):
    data = NOTE | {"text": "", "remove": "on"}
    response = editor_client.post(f"{folder(article)}/corrections/", data, follow=True)

    assert messages_of(response) == ["The note is gone."]
    assert "has been corrected yet" in words(response)


@pytest.mark.parametrize("text", ["", "x" * 601])
def test_note_that_is_none_is_shown_again(editor_client, article, text):
    response = editor_client.post(f"{folder(article)}/corrections/", NOTE | {"text": text})

    assert (response.status_code, shown(response)["text"]) == (200, text)
    assert parse(response).css_first(".errorlist") is not None
    assert notes(article) == ["It was four."]


@pytest.mark.parametrize("sent", [NOTE, {"on": "x", "was": "x"}, {}])
def test_note_that_somebody_else_changed_says_so_and_loses_nothing(editor_client, article, sent):
    amend(article, {"on": NOTE["on"], "text": NOTE["was"]}, "It was 4.")
    data = sent | {"text": "It was five."}
    response = editor_client.post(f"{folder(article)}/corrections/", data, follow=True)

    assert messages_of(response) == [
        "Somebody else changed this note meanwhile: look at it below. You typed: “It was five.”"
    ]
    assert notes(article) == ["It was 4."]


def test_note_that_somebody_else_removed_is_gone(editor_client, article):
    amend(article, {"on": NOTE["on"], "text": NOTE["was"]}, "")
    data = NOTE | {"text": "x", "remove": "on"}
    response = editor_client.post(f"{folder(article)}/corrections/", data, follow=True)

    assert messages_of(response) == ["Somebody else changed this note meanwhile: look at it below."]


def test_guide_has_the_page_too(editor_client):
    guide = publish(publish_guide(chapters=[("One", "Words.")]), correction="It was four.").guide

    page = editor_client.get(f"/admin/guides/guide/{guide.pk}/corrections/")

    assert shown(page)["text"] == "It was four."


# Versions that are kept from readers


def past_of(article):
    return article.revisions.get(title="One")


def test_past_version_is_kept_from_readers_and_shown_again(editor_client, article):
    past = past_of(article)
    address = f"{folder(article)}/revisions/{past.pk}/withhold/"

    response = editor_client.post(address, {"reason": "It named a person."}, follow=True)

    assert messages_of(response) == ["Readers see the reason in its place."]
    assert "Kept from readers: It named a person." in words(response)
    assert past_of(article).withheld_because == "It named a person."

    response = editor_client.post(address, {"show": "on"}, follow=True)
    assert messages_of(response) == ["Readers can read it again."]
    assert past_of(article).withheld_because == ""


def test_versions_of_one_text_are_kept_together(editor_client, article, time_machine):
    one, two = article.revisions.order_by("pk")
    publish(one)
    time_machine.shift(DAY)
    publish(two)
    address = f"{folder(article)}/revisions/{one.pk}/withhold/"

    assert "1 other version has the same text" in words(editor_client.get(address))
    response = editor_client.post(address, {"reason": "It named a person."}, follow=True)

    assert messages_of(response) == [
        "Readers see the reason in its place, in all 2 versions of this text."
    ]


@pytest.mark.parametrize("reason", ["", " ", "x" * 201, "\0"])
def test_reason_that_is_none_is_shown_again(editor_client, article, reason):
    address = f"{folder(article)}/revisions/{past_of(article).pk}/withhold/"
    response = editor_client.post(address, {"reason": reason})

    assert response.status_code == 200
    assert parse(response).css_first(".errorlist") is not None
    assert past_of(article).withheld_because == ""


def test_text_that_readers_get_now_is_not_kept_from_them(editor_client, article, time_machine):
    time_machine.shift(DAY)
    publish(past_of(article))
    for revision in article.revisions.filter(title="One"):
        address = f"{folder(article)}/revisions/{revision.pk}/withhold/"
        response = editor_client.post(address, {"reason": "It named a person."}, follow=True)
        assert messages_of(response) == ["Readers get this text now. Publish another one first."]
    assert not Event.objects.filter(verb__startswith="kept").exists()


def test_version_that_readers_never_saw_is_no_version_of_the_record(editor_client, article):
    draft = save_revision(make_article())
    unseen = publish(save_revision(draft.article), at=NOON + 99 * DAY)
    addresses = [
        f"{folder(article)}/revisions/{unseen.pk}/withhold/",
        f"{folder(draft.article)}/revisions/{unseen.pk}/withhold/",
        f"{folder(article)}/revisions/{10**30}/withhold/",
    ]

    assert [editor_client.get(address).status_code for address in addresses] == [404] * 3


def test_ways_stand_on_the_timeline_for_who_may_publish(client, editor, author, article):
    Article.objects.update(owner=author)

    def ways():
        page = parse(client.get(f"{folder(article)}/revisions/"))
        return [
            link.attributes["href"].removeprefix(folder(article))
            for link in page.css("#content-main a")
            if link.attributes["href"].endswith(("/withhold/", "/corrections/", "/changes/"))
        ]

    client.force_login(author)
    assert ways() == ["/articles/tea/changes/"]
    client.force_login(editor)
    assert ways() == [
        "/articles/tea/changes/",
        "/corrections/",
        f"/revisions/{past_of(article).pk}/withhold/",
    ]
