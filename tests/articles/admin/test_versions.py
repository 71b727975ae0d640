"""Versions at the desk: named, looked at, compared, restored as a whole or in part."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Event, Revision
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import article_form, messages_of, parse, row_of, shown
from tests.factories import (
    make_article,
    make_guide,
    publish_article,
)

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def folder(article):
    return f"/admin/articles/article/{article.pk}"


def words(node):
    return " ".join(node.text(separator=" ").split())


def save(article, at=None, *, by=None, **fields):
    """The next version of an article, with these fields typed over, as somebody saved it."""
    Article.objects.filter(pk=article.pk).update(**fields)
    with time_machine.travel(at or NOW, tick=False):
        return save_revision(article, by=by)


@pytest.fixture
def article(db):
    """Saved as “Old”, then as “New”; not published."""
    article = make_article(title="Old", sections=[("First", "Old words here.")])
    save_revision(article)
    article.sections.update(body="New words here.")
    save(article, datetime.now(UTC), title="New")
    return article


def versions(article):
    """The versions' keys, the oldest first."""
    return list(article.revisions.order_by("pk").values_list("pk", flat=True))


# Names


def test_version_is_named_and_shown_where_it_stands(editor_client, editor, article):
    pk = versions(article)[0]
    data = {"name": " First try "}
    response = editor_client.post(f"{folder(article)}/revisions/{pk}/name/", data)
    assert response.url == f"{folder(article)}/revisions/?page=1#version-{pk}"
    assert article.revisions.get(pk=pk).name == "First try"
    assert Event.objects.of(article).first().verb == "named a version of"
    page = parse(editor_client.get(f"{folder(article)}/revisions/"))
    assert words(page.css_first(f"#version-{pk} strong")) == "First try"


def test_name_is_taken_away_by_an_empty_one(editor_client, article):
    pk = versions(article)[0]
    for name in ("First try", ""):
        editor_client.post(f"{folder(article)}/revisions/{pk}/name/", {"name": name})
    assert article.revisions.get(pk=pk).name == ""


def test_name_that_is_too_long_is_shown_again(editor_client, article):
    pk = versions(article)[0]
    data = {"name": "x" * 81}
    response = editor_client.post(f"{folder(article)}/revisions/{pk}/name/", data)
    assert (response.status_code, shown(response)["name"]) == (200, "x" * 81)
    assert "at most 80 characters" in response.text
    assert article.revisions.get(pk=pk).name == ""


def test_form_of_a_name_holds_the_name(editor_client, article):
    pk = versions(article)[0]
    article.revisions.filter(pk=pk).update(name="First try")
    page = editor_client.get(f"{folder(article)}/revisions/{pk}/name/")
    assert shown(page)["name"] == "First try"


def test_version_of_a_guide_is_named(editor_client):
    revision = save_revision(make_guide())
    address = f"/admin/guides/guide/{revision.guide_id}/revisions/"
    editor_client.post(f"{address}{revision.pk}/name/", {"name": "First"})
    page = parse(editor_client.get(address))
    assert words(page.css_first(f"#version-{revision.pk} strong")) == "First"


# Look and compare


@pytest.mark.parametrize("page", ["revisions/{}/", "revisions/{}/name/", "compare/{}/{}/"])
def test_version_of_another_article_is_not_found(editor_client, article, page):
    other = publish_article()
    address = f"{folder(article)}/{page.format(other.pk, other.pk)}"
    assert editor_client.get(address).status_code == 404


def test_version_is_shown_as_its_page(editor_client, article):
    response = editor_client.get(f"{folder(article)}/revisions/{versions(article)[0]}/")
    assert parse(response).css_first("h1").text() == "Old"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_two_that_are_chosen_are_compared(editor_client, article):
    old, new = versions(article)
    response = editor_client.get(f"{folder(article)}/compare/?old={old}&new={new}")
    assert response.url == f"{folder(article)}/compare/{old}/{new}/"


@pytest.mark.parametrize(
    "asked",
    ["", "old=1", "old=1&new=x", "old=-1&new=2", f"old={'9' * 5000}&new=1"],
    ids=["none", "one", "word", "negative", "long"],
)
def test_less_than_two_are_asked_for_again(editor_client, article, asked):
    response = editor_client.get(f"{folder(article)}/compare/?{asked}", follow=True)
    assert response.redirect_chain == [(f"{folder(article)}/revisions/", 302)]
    assert messages_of(response) == ["Choose two versions to compare."]


def items(page):
    """What a comparison says of each field and row, and whether it offers to put it back."""
    return {
        node.css_first("h3").text(): (
            words(node.css_first(".comparison-state")),
            node.css_first("button") is not None,
        )
        for node in page.css("article")
    }


def test_comparison_shows_the_whole_article_and_what_changed(editor_client, article):
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{old}/{new}/"))
    assert items(page) == {"Title": ("Changed", True), "Section “First”": ("Changed", True)}
    texts = [node.html for node in page.css("article .comparison-text")]
    assert texts == [
        '<p class="comparison-text"><del>Old</del><ins>New</ins></p>',
        '<p class="comparison-text"><del>Old</del><ins>New</ins> words here.</p>',
    ]
    assert [words(node) for node in page.css(".comparison-changes li")] == [
        "Title Changed",
        "Section “First” Changed",
    ]


def test_comparison_from_the_newest_offers_nothing_to_put_back(editor_client, article):
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{new}/{old}/"))
    assert [may for _, may in items(page).values()] == [False, False]


def test_comparison_offers_to_restore_all_of_the_older_one(editor_client, article):
    old, new = versions(article)
    buttons = [
        button.attributes["formaction"]
        for older, newer in ((old, new), (new, old))
        for button in parse(editor_client.get(f"{folder(article)}/compare/{older}/{newer}/")).css(
            ".row-links button"
        )
    ]
    assert buttons == [f"{folder(article)}/restore/{old}/"]


def test_comparison_is_swapped(editor_client, article):
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{old}/{new}/"))
    (swap,) = [node for node in page.css(".row-links a") if "Swap" in node.text()]
    assert swap.attributes["href"] == f"{folder(article)}/compare/{new}/{old}/"


def test_comparison_of_a_version_with_itself_finds_nothing(editor_client, article):
    pk = versions(article)[0]
    response = editor_client.get(f"{folder(article)}/compare/{pk}/{pk}/")
    assert "The two are the same." in response.text


def test_comparison_shows_markup_as_text(editor_client):
    article = make_article(title="<b>Bold</b>")
    save_revision(article)
    save(article, title="<script>alert(1)</script>")
    old, new = versions(article)
    page = parse(editor_client.get(f"{folder(article)}/compare/{old}/{new}/"))
    assert page.css("article script, article b") == []


def test_comparison_says_where_only_space_changed(editor_client):
    article = make_article(introduction="A\n\nB")
    save_revision(article)
    save(article, introduction="A\n\n\n\nB")
    old, new = versions(article)
    response = editor_client.get(f"{folder(article)}/compare/{old}/{new}/")
    assert "Only the space between paragraphs changed." in response.text


def test_comparison_costs_the_same_however_much_there_is(editor_client):
    def queries(rows):
        article = make_article(sections=[(f"{number}", "Words.") for number in range(rows)])
        save_revision(article)
        article.sections.update(body="Other.")
        old, new = save_revision(article).pk - 1, save_revision(article).pk
        with CaptureQueriesContext(
            connection,
        ) as captured:
            editor_client.get(f"{folder(article)}/compare/{old}/{new}/")
        return len(captured)

    queries(1)  # what is remembered from the first request
    assert queries(12) == queries(2)


# Restore


def test_version_of_another_article_is_not_restored(editor_client, article):
    other = publish_article()
    for address in (f"{folder(article)}/restore/{other.pk}/{end}" for end in ("", "part/")):
        assert editor_client.post(address, {"part": "title"}).status_code == 404


def test_restoring_brings_the_text_back_and_publishes_nothing(editor_client, editor, article):
    editor_client.post(f"{folder(article)}/restore/{versions(article)[0]}/")
    article.refresh_from_db()
    assert (article.title, article.sections.get().body) == ("Old", "Old words here.")
    assert (article.revisions.first().created_by, Revision.objects.live().count()) == (editor, 0)
    assert [row.title for row in article.revisions.order_by("pk")] == ["Old", "New", "Old"]


def test_part_is_restored_and_the_rest_stays(editor_client, editor, article):
    old = versions(article)[0]
    data = {"part": f"sections:{article.sections.get().key}"}
    response = editor_client.post(f"{folder(article)}/restore/{old}/part/", data, follow=True)
    newest = article.revisions.first()
    assert response.redirect_chain == [(f"{folder(article)}/compare/{old}/{newest.pk}/", 302)]
    assert messages_of(response) == [
        "Section “First” is back in the draft. Readers see no change until you publish it."
    ]
    article.refresh_from_db()
    assert (article.title, article.sections.get().body) == ("New", "Old words here.")
    assert (newest.created_by, Revision.objects.live().count()) == (editor, 0)


def test_part_the_draft_holds_is_said_to_be_there(editor_client, article):
    new = versions(article)[1]
    address = f"{folder(article)}/restore/{new}/part/"
    response = editor_client.post(address, {"part": "title"}, follow=True)
    assert messages_of(response) == [
        "Nothing was put back: the draft holds it, or what it leads to is gone."
    ]
    assert article.revisions.count() == 2


@pytest.mark.parametrize("part", ["", "sections", "sections:none", "nothing"])
def test_part_that_is_none_is_not_found(editor_client, article, part):
    old = versions(article)[0]
    response = editor_client.post(f"{folder(article)}/restore/{old}/part/", {"part": part})
    assert (response.status_code, article.revisions.count()) == (404, 2)


def test_part_is_not_restored_by_a_link(editor_client, article):
    address = f"{folder(article)}/restore/{versions(article)[0]}/part/?part=title"
    assert editor_client.get(address).status_code == 405


def test_form_that_is_open_meanwhile_is_saved_beside_what_was_put_back(editor_client, article):
    row = row_of(article.sections.get())
    data = article_form(article, title="Typed meanwhile", sections=[row])
    old, part = versions(article)[0], f"sections:{article.sections.get().key}"
    editor_client.post(f"{folder(article)}/restore/{old}/part/", {"part": part})
    editor_client.post(f"{folder(article)}/change/", data)
    article.refresh_from_db()
    assert (article.title, article.sections.get().body) == ("Typed meanwhile", "Old words here.")
