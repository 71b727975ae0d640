"""Guides at the desk: their form, chapters, versions and windows."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from articles.publishing.windows import save_revision
from guides.models import Guide, GuideRevision
from tests.articles.admin.forms import (
    errors,
    guide_form,
    messages_of,
    parse,
    row_of,
    shown,
    still_typed,
    text_of,
)
from tests.factories import make_article, make_guide, make_user, publish_article, publish_guide

ADD = "/admin/guides/guide/add/"


def folder(guide):
    return f"/admin/guides/guide/{guide.pk}"


def chapters(guide):
    return [(row.position, str(row)) for row in guide.chapters.all()]


def test_guide_is_added_with_its_chapters(editor_client, editor):
    article = make_article(title="Listen")
    rows = [{"article": article.pk}, {"title": "Own words", "body": "Some *words*."}]
    response = editor_client.post(ADD, guide_form(introduction="Hello.", chapters=rows))
    guide = Guide.objects.get()
    assert (response.status_code, guide.owner, guide.introduction) == (302, editor, "Hello.")
    assert chapters(guide) == [(1, "Listen"), (2, "Own words")]
    assert GuideRevision.objects.get().created_by == editor


def test_guide_is_published_and_read(client, editor_client):
    article = publish_article(title="Listen").article
    data = guide_form(slug="course", chapters=[{"article": article.pk}], _publish="on")
    response = editor_client.post(ADD, data, follow=True)
    assert messages_of(response)[-1] == 'Published. <a href="/guides/course/">Read it</a>'
    assert "Listen" in client.get("/guides/course/").text


def test_guide_without_chapters_is_saved_but_not_published(editor_client):
    response = editor_client.post(ADD, guide_form(title="Empty", _publish="on"), follow=True)
    assert "There is no chapter yet" in messages_of(response)[0]
    assert GuideRevision.objects.values_list("live_from").get() == (None,)


def test_preview_saves_nothing(editor_client):
    data = guide_form(title="Not yet", chapters=[{"title": "One", "body": "W"}], _preview="on")
    response = editor_client.post(ADD, data)
    assert parse(response).css_first("h1").text() == "Not yet"
    saved = (Guide.objects, GuideRevision.objects, LogEntry.objects)
    assert [rows.count() for rows in saved] == [0, 0, 0]


def test_preview_of_what_readers_see_has_the_dates_they_see(editor_client):
    live = publish_guide(chapters=[("One", "Words.")])
    page = editor_client.get(f"/guides/{live.slug}/").text
    data = guide_form(live.guide, closing="Not yet.", _preview="on")
    previews = [
        editor_client.post(f"{folder(live.guide)}/change/", data).text,
        editor_client.get(f"{folder(live.guide)}/revisions/{live.pk}/").text,
    ]
    assert [text_of(html, ".date") for html in previews] == [text_of(page, ".date")] * 2


@pytest.mark.parametrize("field", ["introduction", "closing", "chapters-1-body"])
def test_mistake_is_told_at_its_field_and_the_text_is_kept(editor_client, field):
    rows = [{"title": "One", "body": "Good."}, {"title": "Two", "body": "Good."}]
    data = guide_form(chapters=rows) | {field: "[it](go:nothing)"}
    response = editor_client.post(ADD, data)
    assert errors(response) == {field: ["There is no product of this name: “go:nothing”"]}
    assert still_typed(response, data) == {}


@pytest.mark.parametrize("both", [True, False], ids=["article and text", "neither"])
def test_chapter_is_an_article_or_a_text(editor_client, both):
    row = {"article": make_article().pk, "title": "Own"} if both else {"body": "Words."}
    data = guide_form(chapters=[{"article": "", "title": "", "body": ""} | row])
    response = editor_client.post(ADD, data)
    assert errors(response) == {
        "chapters-0": ["Choose an article, or give a title and a text of its own."]
    }
    assert still_typed(response, data) == {}


def test_chapters_change_places(editor_client):
    guide = make_guide(chapters=[("One", "W"), ("Two", "W"), ("Three", "W")])
    rows = [row_of(row, position=3 - number) for number, row in enumerate(guide.chapters.all())]
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide, chapters=rows))
    assert chapters(guide) == [(1, "Three"), (2, "Two"), (3, "One")]


def test_two_titles_are_both_shown_and_nothing_is_saved(client, editor_client):
    guide = make_guide(chapters=[("One", "Words.")])
    save_revision(guide)
    mine = guide_form(guide, title="Mine")
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide, title="Theirs"))
    client.force_login(make_user("editor"))
    response = client.post(f"{folder(guide)}/change/", mine)
    [choice] = response.context["writing"].choices
    assert (choice.clash.mine, choice.clash.theirs) == ("Mine", "Theirs")
    assert Guide.objects.get().title == "Theirs"


def test_chapter_changed_here_and_deleted_there_comes_back(editor_client):
    guide = make_guide(chapters=[("One", "Words."), ("Two", "Words.")])
    save_revision(guide)
    rows = [row_of(row) for row in guide.chapters.all()]
    mine = guide_form(guide, chapters=[rows[0], rows[1] | {"body": "My words."}])
    deleted = [rows[0], rows[1] | {"DELETE": "on"}]
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide, chapters=deleted))
    page = shown(editor_client.post(f"{folder(guide)}/change/", mine))
    editor_client.post(f"{folder(guide)}/change/", page | {"clash-0-choice": "mine"})
    assert list(guide.chapters.values_list("title", "body")) == [
        ("One", "Words."),
        ("Two", "My words."),
    ]


def test_comparison_names_articles(editor_client):
    guide = make_guide(chapters=[make_article(title="Listen")])
    data = guide_form(guide)
    editor_client.post(f"{folder(guide)}/change/", data)
    guide.refresh_from_db()
    rows = [row_of(row, article=make_article(title="Speak").pk) for row in guide.chapters.all()]
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide, chapters=rows))
    old, new = guide.revisions.order_by("pk").values_list("pk", flat=True)
    page = editor_client.get(f"{folder(guide)}/compare/{old}/{new}/")
    assert ["<del>Listen</del>" in page.text, "<ins>Speak</ins>" in page.text] == [True, True]


def test_restoring_brings_chapters_back(editor_client):
    guide = make_guide(chapters=[("One", "Words."), ("Two", "Words.")])
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide))
    guide.refresh_from_db()
    rows = [row_of(row, DELETE="on") for row in guide.chapters.all()]
    editor_client.post(f"{folder(guide)}/change/", guide_form(guide, chapters=rows))
    first = guide.revisions.order_by("pk").first()
    editor_client.post(f"{folder(guide)}/restore/{first.pk}/")
    assert chapters(guide) == [(1, "One"), (2, "Two")]


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_guide_is_scheduled_called_off_and_withdrawn(client, editor_client):
    guide = make_guide(slug="course", chapters=[("One", "Words.")])
    editor_client.post(f"{folder(guide)}/schedule/", {"at": "2026-06-02T08:00"})
    states = [editor_client.get(f"{folder(guide)}/change/").context["state"].name]
    editor_client.post(f"{folder(guide)}/call-off/")
    states.append(editor_client.get(f"{folder(guide)}/change/").context["state"].name)
    publish_guide(guide)
    editor_client.post(f"{folder(guide)}/withdraw/")
    states.append(editor_client.get(f"{folder(guide)}/change/").context["state"].name)
    assert (states, client.get("/guides/course/").status_code) == (
        ["scheduled", "never", "withdrawn"],
        410,
    )


def test_author_reads_their_own_guide_and_changes_nothing(author_client, author):
    guide = make_guide(owner=author, title="Before")
    page = author_client.get(f"{folder(guide)}/change/")
    assert "You may read this, not change it." in page.text
    response = author_client.post(f"{folder(guide)}/change/", guide_form(guide, title="After"))
    guide.refresh_from_db()
    assert (response.status_code, guide.title) == (403, "Before")


def test_list_tells_the_number_of_chapters_and_finds_by_text(editor_client):
    make_guide(title="Course", dek="For couples.", chapters=[("One", "W"), ("Two", "W")])
    make_guide(title="Other")
    result = editor_client.get("/admin/guides/guide/?q=couples").context["cl"].result_list
    assert [(row.title, row.chapter_total) for row in result] == [("Course", 2)]


def test_fields_of_its_own_are_folded_where_a_chapter_is_an_article(editor_client):
    guide = make_guide(chapters=[make_article(title="Listen"), ("Own words", "Some.")])

    page = parse(editor_client.get(f"{folder(guide)}/change/"))

    assert folded(page) == {"Listen": True, "Own words": False, "New chapter": False}


def test_what_is_typed_beside_an_article_is_not_folded_away(editor_client):
    rows = [{"article": make_article(title="Listen").pk, "title": "Too much"}]

    page = parse(editor_client.post(ADD, guide_form(chapters=rows)))

    assert next(iter(folded(page).values())) is False


def test_whoever_may_only_look_sees_them_folded_too(client, db):
    reader = make_user("author")
    reader.groups.clear()
    may_look = Permission.objects.filter(codename__in=("view_guide", "view_chapter"))
    reader.user_permissions.set(may_look)
    guide = make_guide(owner=reader, chapters=[make_article(title="Listen"), ("Own words", "So.")])
    client.force_login(reader)

    page = parse(client.get(f"{folder(guide)}/change/"))

    assert folded(page) == {"Listen": True, "Own words": False, "New chapter": False}


def folded(page):
    """Whether the fields of each chapter's own are folded, by its title."""
    return {
        row.css_first("[data-row-title]").text(strip=True): "open"
        not in row.css_first("[data-own]").attributes
        for row in page.css("[data-rows=chapters] [data-row]")
    }
