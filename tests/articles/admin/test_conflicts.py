"""Two people in one form: the second is told, and nobody's text is lost."""

import pytest

from articles.models import Article, Revision
from tests.articles.admin.forms import article_form, errors, messages_of, row_of, shown, still_typed
from tests.factories import make_article, make_user

MESSAGE = (
    "editor saved this after you opened it. Your text is below and not saved yet; theirs is "
    "in the history. Compare the two, then save again to put yours in its place."
)


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def article(author):
    return make_article(
        owner=author, title="Before", sections=[("One", "Old one."), ("Two", "Old two.")]
    )


@pytest.fixture
def mine(article):
    """The form as the second person opened it, with a title and a text of their own."""
    rows = [row_of(row) for row in article.sections.all()]
    rows[1]["body"] = "My two."
    form = article_form(article, title="Mine", sections=rows)
    del form["owner"]  # an author is shown it, not asked
    return form


@pytest.fixture
def save_theirs(client, editor, article):
    """The first person saves meanwhile."""

    def save(**fields):
        client.force_login(editor)
        client.post(change(article), article_form(article, title="Theirs", **fields))

    return save


def post(client, author, article, data):
    client.force_login(author)
    return client.post(change(article), data)


def test_second_to_save_is_told_by_whom_and_keeps_their_text(
    client, author, article, mine, save_theirs
):
    save_theirs()
    response = post(client, author, article, mine)
    assert errors(response) == {"": [MESSAGE]}
    assert still_typed(response, mine) == {}
    article.refresh_from_db()
    assert (article.title, article.sections.last().body) == ("Theirs", "Old two.")
    assert Revision.objects.count() == 1


def test_saving_again_puts_mine_in_place_and_theirs_is_in_the_history(
    client, author, article, mine, save_theirs
):
    save_theirs()
    page = shown(post(client, author, article, mine))
    again = mine | {"base_version": page["base_version"]}
    assert post(client, author, article, again).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.sections.last().body) == ("Mine", "My two.")
    assert list(Revision.objects.order_by("pk").values_list("title", flat=True)) == [
        "Theirs",
        "Mine",
    ]


def test_third_save_between_is_told_again(client, author, article, mine, save_theirs):
    save_theirs()
    page = shown(post(client, author, article, mine))
    article.refresh_from_db()
    save_theirs()
    response = post(client, author, article, mine | {"base_version": page["base_version"]})
    assert errors(response) == {"": [MESSAGE]}


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_save", "_continue"])
def test_no_button_saves_over_a_newer_text(client, editor, article, mine, save_theirs, button):
    save_theirs()
    response = post(client, editor, article, mine | {button: "on"})
    assert (response.status_code, Article.objects.get().title) == (200, "Theirs")


def test_restoring_meanwhile_is_a_change_too(client, editor, author, article, mine):
    client.force_login(editor)
    client.post(change(article), article_form(article, title="Theirs"))
    pk = Revision.objects.get().pk
    client.post(f"/admin/articles/article/{article.pk}/restore/{pk}/")
    assert "" in errors(post(client, author, article, mine))


def test_section_deleted_meanwhile_is_shown_and_saved_as_a_new_one(
    client, author, article, mine, save_theirs
):
    rows = [row_of(row) for row in article.sections.all()]
    rows[1]["DELETE"] = "on"
    save_theirs(sections=rows)
    response = post(client, author, article, mine)
    page = shown(response)
    assert (page["sections-1-id"], page["sections-1-body"]) == ("", "My two.")
    again = mine | {name: value for name, value in page.items() if name in mine}
    again |= {name: page[name] for name in page if name.endswith("_FORMS")}
    post(client, author, article, again)
    assert list(article.sections.values_list("heading", "body")) == [
        ("One", "Old one."),
        ("Two", "My two."),
    ]


def test_section_added_meanwhile_stays_beside_mine(client, author, article, mine, save_theirs):
    rows = [row_of(row) for row in article.sections.all()]
    save_theirs(sections=[*rows, {"heading": "Three", "body": "Theirs."}])
    page = shown(post(client, author, article, mine))
    post(client, author, article, mine | {"base_version": page["base_version"]})
    assert sorted(article.sections.values_list("heading", "body")) == [
        ("One", "Old one."),
        ("Three", "Theirs."),
        ("Two", "My two."),
    ]


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "1\0"])
def test_version_that_is_none_is_a_conflict_and_loses_nothing(
    client, author, article, mine, version
):
    response = post(client, author, article, mine | {"base_version": version})
    assert response.status_code == 200
    assert "" in errors(response)
    assert still_typed(response, mine) == {}


def test_saver_whose_account_is_gone_is_called_somebody(client, author, article, mine):
    gone = make_user("editor")
    client.force_login(gone)
    client.post(change(article), article_form(article, title="Theirs"))
    gone.delete()
    [message] = errors(post(client, author, article, mine))[""]
    assert message.startswith("Somebody saved this after you opened it.")


def test_first_to_save_hears_of_no_conflict(client, author, article, mine):
    client.force_login(author)
    response = client.post(change(article), mine | {"_continue": "on"}, follow=True)
    assert [message.startswith("The article") for message in messages_of(response)] == [True]


def test_source_added_meanwhile_under_the_same_key_is_told(client, author, article, save_theirs):
    source = {"key": "study", "title": "A study"}
    data = article_form(article, references=[source])
    save_theirs(references=[source])
    page = shown(post(client, author, article, data))
    response = post(client, author, article, data | {"base_version": page["base_version"]})
    assert errors(response) == {
        "references-0-key": ["Somebody else added a source of this key: choose another."]
    }
    assert article.references.count() == 1
