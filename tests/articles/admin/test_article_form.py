"""Writing in the form: what is saved, when a version is made, what each button does."""

from datetime import UTC, datetime

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from articles.models import Article, Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import (
    article_form,
    messages_of,
    parse,
    publish_form,
    row_of,
    shown,
    text_of,
)
from tests.factories import make_article, make_author, make_topic, publish_article

ADD = "/admin/articles/article/add/"


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def complete_form(**fields):
    """A new article with everything a published one needs, rows of every kind included."""
    rows = {
        "sections": [
            {"heading": "Begin", "body": "Sit down.", "position": 1},
            {"heading": "Go on", "body": "Listen[^study].", "position": 2},
        ],
        "faqs": [{"question": "Why?", "answer": "Because."}],
        "references": [{"key": "study", "title": "A study", "url": "https://example.org/study"}],
    }
    defaults = {"topic": make_topic().pk, "authors": [make_author().pk], "tags": "talk, peace"}
    return article_form(**rows | defaults | fields)


def test_adding_saves_the_article_with_its_rows_and_who_made_it(editor_client, editor):
    editor_client.post(ADD, complete_form(introduction="Hello."))
    article = Article.objects.get()
    assert (article.title, article.introduction) == ("A new article", "Hello.")
    assert (article.owner, article.updated_by, article.version) == (editor, editor, 1)
    assert sorted(article.tags.names()) == ["peace", "talk"]
    assert list(article.sections.values_list("position", "heading", "body")) == [
        (1, "Begin", "Sit down."),
        (2, "Go on", "Listen[^study]."),
    ]
    assert list(article.faqs.values_list("position", "question")) == [(1, "Why?")]
    assert list(article.references.values_list("position", "key")) == [(1, "study")]


def test_adding_for_somebody_else_makes_them_the_owner(editor_client, author):
    editor_client.post(ADD, complete_form(owner=author.pk))
    assert Article.objects.get().owner == author


def test_saving_makes_one_version_noted_as_the_savers(editor_client, editor):
    editor_client.post(ADD, complete_form())
    assert list(Revision.objects.values_list("title", "created_by", "live_from")) == [
        ("A new article", editor.pk, None)
    ]


def test_saving_the_same_again_makes_no_version(editor_client):
    article = make_article()
    for _ in range(2):
        article.refresh_from_db()
        editor_client.post(change(article), article_form(article))
    assert Revision.objects.count() == 1


def test_saving_what_a_browser_sends_of_the_same_text_makes_no_version(editor_client):
    article = make_article(introduction="One.\n\nTwo.", sections=[("First", "a\nb")])
    editor_client.post(change(article), article_form(article))
    article.refresh_from_db()
    rows = [row_of(article.sections.get(), body="a\r\nb")]
    data = article_form(article, introduction="One.\r\n\r\nTwo.", sections=rows)
    editor_client.post(change(article), data)
    assert (Revision.objects.count(), Article.objects.get().introduction) == (1, "One.\n\nTwo.")


def test_saving_a_changed_section_makes_another_version(editor_client):
    article = make_article(sections=[("First", "Old words.")])
    editor_client.post(change(article), article_form(article))
    article.refresh_from_db()
    rows = [row_of(article.sections.get(), body="New words.")]
    editor_client.post(change(article), article_form(article, sections=rows))
    bodies = [row.content["sections"][0]["body"] for row in Revision.objects.order_by("pk")]
    assert bodies == ["Old words.", "New words."]


def test_form_of_a_saved_article_sends_back_what_is_saved(editor_client):
    references = [{"key": "study", "title": "A study", "year": 2020}]
    article = make_article(faqs=[("Why?", "Because.")], references=references, tags=["peace"])
    page = shown(editor_client.get(change(article)))
    sent = {
        name: value
        for name, value in article_form(article).items()
        # Without JavaScript there are empty rows to write in.
        if value != [] and name != "opened" and not name.endswith("-TOTAL_FORMS")
    }
    assert {name: page.get(name) for name in sent} == {
        name: [str(item) for item in value] if isinstance(value, list) else str(value)
        for name, value in sent.items()
    }


def test_save_and_close_leads_to_the_list(editor_client):
    response = editor_client.post(ADD, complete_form(_save="on"))
    assert (response.status_code, response.url) == (302, "/admin/articles/article/")


def test_save_draft_stays_in_the_form(editor_client):
    response = editor_client.post(ADD, complete_form(_continue="on"))
    assert response.url == change(Article.objects.get())


def test_publish_makes_the_page_live_and_says_where(editor_client, editor):
    response = publish_form(editor_client, ADD, complete_form())
    assert response.redirect_chain == [(change(Article.objects.get()), 302)]
    assert messages_of(response)[-1] == (
        'Published. <a href="/articles/a-new-article/">Read it</a>'
    )
    assert Revision.objects.live().get().created_by == editor
    assert editor_client.get("/articles/a-new-article/").status_code == 200


def test_publishing_a_change_replaces_what_is_live(editor_client):
    article = publish_article(title="Old").article
    publish_form(editor_client, change(article), article_form(article, title="New"))
    assert list(Revision.objects.live().values_list("title", flat=True)) == ["New"]


def test_publishing_what_is_incomplete_says_why_and_keeps_the_draft(editor_client):
    data = complete_form(topic="", authors=[], title="Half", _publish="on")
    response = editor_client.post(ADD, data, follow=True)
    form = change(Article.objects.get())
    assert messages_of(response) == [
        (
            "Saved, but not published. Mend this first:"
            f'<br><a href="{form}#at-topic">Topic</a>: Choose a topic'
            f'<br><a href="{form}#at-authors">Authors</a>: Name an author'
        )
    ]
    assert Article.objects.get().title == "Half"
    assert list(Revision.objects.values_list("title", "live_from")) == [("Half", None)]


def test_schedule_saves_and_asks_for_the_moment(editor_client):
    response = editor_client.post(ADD, complete_form(_schedule="on"))
    article = Article.objects.get()
    assert response.url == f"/admin/articles/article/{article.pk}/schedule/"
    assert article.revisions.count() == 1


def test_preview_of_a_new_article_shows_the_form_and_saves_nothing(editor_client):
    response = editor_client.post(ADD, complete_form(title="Not yet", _preview="on"))
    assert parse(response).css_first("h1").text() == "Not yet"
    assert [node.text().strip() for node in parse(response).css("h2[id]")] >= ["Begin", "Go on"]
    assert (Article.objects.count(), Revision.objects.count()) == (0, 0)
    assert LogEntry.objects.count() == 0


def test_preview_of_a_change_shows_it_and_saves_nothing(editor_client):
    article = make_article(title="Saved", sections=[("First", "Old words.")])
    rows = [row_of(article.sections.get(), body="New words."), {"heading": "More", "body": "Yes."}]
    data = article_form(article, title="Changed", sections=rows, _preview="on")
    response = editor_client.post(change(article), data)
    assert [parse(response).css_first("h1").text(), "New words." in response.text] == [
        "Changed",
        True,
    ]
    article.refresh_from_db()
    assert (article.title, article.version, article.sections.get().body) == (
        "Saved",
        0,
        "Old words.",
    )
    assert (Revision.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_preview_of_what_readers_see_has_the_dates_they_see(editor_client):
    live = publish(save_revision(make_article()), dated=datetime(2026, 3, 3, 12, tzinfo=UTC))
    article = live.article
    data = article_form(article, introduction="Not yet.")
    form = editor_client.get(change(article)).context["page_body"]
    previews = [
        form,
        editor_client.post(change(article), data | {"_preview": "on"}).text,
        editor_client.get(f"/admin/articles/article/{article.pk}/revisions/{live.pk}/").text,
    ]
    editor_client.post(change(article), data)
    draft = save_revision(article)
    previews.append(
        editor_client.get(f"/admin/articles/article/{article.pk}/revisions/{draft.pk}/").text
    )
    assert [text_of(html, ".date") for html in previews] == ["Published 3 March 2026"] * 4


def test_preview_of_what_nobody_sees_says_so(editor_client):
    article = make_article()
    draft = save_revision(article)
    previews = [
        editor_client.get(change(article)).context["page_body"],
        editor_client.post(change(article), article_form(article, _preview="on")).text,
        editor_client.get(f"/admin/articles/article/{article.pk}/revisions/{draft.pk}/").text,
    ]
    assert [text_of(html, ".date") for html in previews] == ["Not published"] * 3


def test_preview_is_kept_by_nobody(editor_client):
    response = editor_client.post(ADD, complete_form(_preview="on"))
    assert response["Cache-Control"].startswith("no-store")
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_preview_shows_what_publishing_then_shows(editor_client):
    data = complete_form(introduction="Hello [there](https://example.org/).")
    preview = parse(editor_client.post(ADD, data | {"_preview": "on"})).css_first("article")
    publish_form(editor_client, ADD, data)
    page = parse(editor_client.get("/articles/a-new-article/")).css_first("article")
    for node in (*preview.css("time, .published"), *page.css("time, .published")):
        node.decompose()
    assert preview.css_first(".prose").html == page.css_first(".prose").html


def test_citation_of_a_source_added_in_the_same_form_is_accepted(editor_client):
    data = article_form(
        introduction="As shown[^new].", references=[{"key": "new", "title": "A new study"}]
    )
    response = editor_client.post(ADD, data)
    assert response.status_code == 302
    assert Article.objects.get().references.get().key == "new"


def test_pressing_save_twice_on_a_new_article_makes_one(editor_client):
    data = complete_form()
    first, second = editor_client.post(ADD, data), editor_client.post(ADD, data)
    assert (first.status_code, second.status_code) == (302, 200)
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


def test_pressing_save_twice_on_a_change_saves_it_once(editor_client):
    article = make_article()
    data = article_form(article, title="Changed")
    first, second = (editor_client.post(change(article), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Revision.objects.count() == 1


def test_state_bar_tells_where_the_article_stands(editor_client):
    article = make_article()
    states = [editor_client.get(change(article)).context["state"].name]
    revision = publish(save_revision(article))
    states.append(editor_client.get(change(article)).context["state"].name)
    article.title = "Changed"
    article.save()
    save_revision(article)
    states.append(editor_client.get(change(article)).context["state"].name)
    assert (states, revision.is_live) == (["never", "live", "changed"], True)


def test_reader_of_an_article_has_no_button_to_save(author_client, author):
    author.groups.clear()
    author.user_permissions.add(Permission.objects.get(codename="view_article"))
    page = parse(author_client.get(change(make_article(owner=author))))
    assert page.css("input[type=submit][name]") == []
    assert "You may read this, not change it." in page.body.text()
