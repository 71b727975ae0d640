"""Two people in one form: what both did is merged, and where they clash both texts are shown."""

import json

import pytest

from articles.models import Article, Draft, Revision
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import article_form, errors, messages_of, row_of, shown
from tests.factories import make_article, make_user

CLASH = (
    "editor saved this while you wrote, and you both changed the same passage. Nothing is saved "
    "yet: both texts are below. Choose, then save again."
)
MERGED = "editor saved this while you wrote: their changes and yours are both in it."


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def article(author):
    article = make_article(
        owner=author, title="Before", sections=[("One", "Old one."), ("Two", "Old two.")]
    )
    save_revision(article)
    return article


def form_of(article, *, bodies=("Old one.", "Old two."), **fields):
    rows = [row_of(row) for row in article.sections.all()]
    rows = [row | {"body": body} for row, body in zip(rows, bodies, strict=True)]
    form = article_form(article, **{"sections": rows} | fields)
    del form["owner"]  # an author is shown it, not asked
    return form


@pytest.fixture
def save_theirs(client, editor, article):
    """The first person saves meanwhile."""

    def save(**fields):
        client.force_login(editor)
        client.post(change(article), form_of(article, **fields) | {"owner": article.owner_id})

    return save


def post(client, author, article, data):
    client.force_login(author)
    return client.post(change(article), data)


def bodies_of(article):
    return list(article.sections.values_list("body", flat=True))


def test_changes_of_two_sections_are_merged_and_told(client, author, article, save_theirs):
    mine = form_of(article, bodies=("My one.", "Old two."))
    save_theirs(bodies=("Old one.", "Their two."))
    client.force_login(author)
    response = client.post(change(article), mine | {"_continue": "on"}, follow=True)
    assert bodies_of(article) == ["My one.", "Their two."]
    assert MERGED in messages_of(response)


def test_changes_of_two_paragraphs_of_one_section_are_merged(client, author, article, save_theirs):
    article.sections.filter(heading="One").update(body="First.\n\nMiddle.\n\nLast.")
    save_revision(article)
    mine = form_of(article, bodies=("First.\n\nMiddle.\n\nMy last.", "Old two."))
    save_theirs(bodies=("Their first.\n\nMiddle.\n\nLast.", "Old two."))
    assert post(client, author, article, mine).status_code == 302
    assert bodies_of(article)[0] == "Their first.\n\nMiddle.\n\nMy last."


def test_section_added_by_each_stays(client, author, article, save_theirs):
    rows = [row_of(row) for row in article.sections.all()]
    mine = form_of(article) | article_form(
        article, sections=[*rows, {"heading": "Mine", "body": "Mine.", "position": 3}]
    )
    save_theirs(
        sections=[*rows, {"heading": "Theirs", "body": "Theirs.", "position": 3}],
        bodies=("Old one.", "Old two."),
    )
    del mine["owner"]
    assert post(client, author, article, mine).status_code == 302
    assert sorted(article.sections.values_list("heading", flat=True)) == [
        "Mine",
        "One",
        "Theirs",
        "Two",
    ]


def test_same_change_by_both_is_no_conflict(client, author, article, save_theirs):
    mine = form_of(article, title="Same")
    save_theirs(title="Same")
    assert post(client, author, article, mine).status_code == 302
    assert Revision.objects.count() == 2


def test_clash_saves_nothing_and_shows_both_texts(client, author, article, save_theirs):
    mine = form_of(article, bodies=("My one.", "Old two."))
    save_theirs(bodies=("Their one.", "Old two."))
    response = post(client, author, article, mine)
    assert errors(response) == {"": [CLASH]}
    assert shown(response)["sections-0-body"].strip() == "My one.\n\nTheir one."
    assert bodies_of(article) == ["Their one.", "Old two."]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("mine", "My one."),
        ("theirs", "Their one."),
        ("both", "My one.\n\nTheir one."),
    ],
)
def test_clash_is_settled_by_a_choice(client, author, article, save_theirs, choice, expected):
    mine = form_of(article, bodies=("My one.", "Old two."))
    save_theirs(bodies=("Their one.", "Old two."))
    page = shown(post(client, author, article, mine))
    again = page | {"clash-0-choice": choice}
    assert post(client, author, article, again).status_code == 302
    assert bodies_of(article) == [expected, "Old two."]


def test_clash_edited_by_hand_stands_as_it_was_edited(client, author, article, save_theirs):
    mine = form_of(article, bodies=("My one.", "Old two."))
    save_theirs(bodies=("Their one.", "Old two."))
    page = shown(post(client, author, article, mine))
    again = page | {"clash-0-choice": "theirs", "sections-0-body": "Our one."}
    post(client, author, article, again)
    assert bodies_of(article) == ["Our one.", "Old two."]


def test_third_save_between_is_merged_again(client, author, article, save_theirs):
    mine = form_of(article, title="Mine")
    save_theirs(title="Theirs")
    page = shown(post(client, author, article, mine))
    article.refresh_from_db()
    save_theirs(title="Theirs", bodies=("Old one.", "Newer two."))
    page["clash-0-choice"] = "mine"
    assert post(client, author, article, page).status_code == 302
    article.refresh_from_db()
    assert (article.title, bodies_of(article)) == ("Mine", ["Old one.", "Newer two."])


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_save", "_continue", "_checklist"])
def test_no_button_saves_over_a_newer_text(client, editor, article, save_theirs, button):
    mine = form_of(article, title="Mine")
    save_theirs(title="Theirs")
    response = post(client, editor, article, mine | {button: "on"})
    assert (response.status_code, Article.objects.get().title) == (200, "Theirs")


def test_clash_is_kept_as_a_draft_too(client, author, article, save_theirs):
    mine = form_of(article, title="Mine")
    save_theirs(title="Theirs")
    post(client, author, article, mine)
    assert [draft.title for draft in Draft.objects.filter(user=author)] == ["Mine"]


def test_restoring_meanwhile_is_merged(client, editor, author, article, save_theirs):
    save_theirs(bodies=("Their one.", "Old two."))
    mine = form_of(article, bodies=("Their one.", "My two."))
    client.force_login(editor)
    first = Revision.objects.earliest("pk").pk
    client.post(f"/admin/articles/article/{article.pk}/restore/{first}/")
    assert post(client, author, article, mine).status_code == 302
    assert bodies_of(article) == ["Old one.", "My two."]


def test_section_deleted_there_and_changed_here_is_asked_about(
    client, author, article, save_theirs
):
    rows = [row_of(row) for row in article.sections.all()]
    mine = form_of(article, bodies=("Old one.", "My two."))
    save_theirs(sections=[rows[0], rows[1] | {"DELETE": "on"}])
    page = shown(post(client, author, article, mine))
    assert post(client, author, article, page | {"clash-0-choice": "theirs"}).status_code == 302
    assert bodies_of(article) == ["Old one."]


def test_untouched_section_deleted_there_stays_deleted(client, author, article, save_theirs):
    rows = [row_of(row) for row in article.sections.all()]
    mine = form_of(article, title="Mine")
    save_theirs(sections=[rows[0], rows[1] | {"DELETE": "on"}])
    assert post(client, author, article, mine).status_code == 302
    assert bodies_of(article) == ["Old one."]


@pytest.mark.parametrize("token", ["", "abc", "a:b:c", "1\0"])
def test_form_that_does_not_say_what_it_was_made_of_loses_nothing(client, author, article, token):
    mine = form_of(article, bodies=("My one.", "Old two.")) | {"opened": token}
    assert post(client, author, article, mine).status_code == 302
    assert bodies_of(article) == ["My one.\n\nOld one.", "Old two."]


def test_token_of_another_article_is_none(client, author, article):
    other = make_article(owner=author)
    save_revision(other)
    mine = form_of(article, title="Mine") | {"opened": article_form(other)["opened"]}
    assert errors(post(client, author, article, mine)).keys() == {""}


def test_saver_whose_account_is_gone_is_called_somebody(client, author, article):
    gone, mine = make_user("editor"), form_of(article, title="Mine")
    client.force_login(gone)
    theirs = form_of(article, title="Theirs") | {"owner": article.owner_id}
    client.post(change(article), theirs)
    gone.delete()
    [message] = errors(post(client, author, article, mine))[""]
    assert message.startswith("Somebody saved this while you wrote")


def test_owner_changed_there_is_not_changed_back(client, editor, article):
    heir = make_user("author")
    mine = article_form(article, title="Mine")
    mine |= {"initial-owner": article.owner_id, "initial-review_due_on": ""}
    Article.objects.update(owner=heir)
    save_revision(article)
    article.sections.filter(heading="Two").update(body="Their two.")
    save_revision(article)
    assert post(client, editor, article, mine).status_code == 302
    assert Article.objects.get().owner == heir


def test_source_added_by_both_under_one_key_is_asked_about(client, author, article, save_theirs):
    mine = form_of(article, references=[{"key": "study", "title": "My study"}])
    save_theirs(references=[{"key": "study", "title": "Their study"}])
    page = shown(post(client, author, article, mine))
    assert post(client, author, article, page | {"clash-0-choice": "theirs"}).status_code == 302
    assert list(article.references.values_list("title", flat=True)) == ["Their study"]


def test_clash_too_large_to_be_kept_is_shown_all_the_same(
    client, author, article, save_theirs, settings
):
    mine = form_of(article, bodies=("m " * 1_500, "Old two."))
    save_theirs(bodies=("t " * 1_500, "Old two."))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    response = post(client, author, article, mine)
    assert errors(response) == {"": [CLASH]}
    assert not Draft.objects.filter(user=author).exists()


@pytest.mark.parametrize("field", ["sections", "authors", "tags", "title", "nonsense"])
def test_clash_that_nobody_was_asked_about_changes_nothing_it_cannot(
    client, author, article, field
):
    clash = {"rows": "", "key": "", "field": field, "label": "", "mine": "x", "theirs": 7}
    data = form_of(article, title="Mine", kind="article")
    data |= {"clash-0": json.dumps(clash), "clash-0-choice": "theirs"}
    data |= {"clash-1": "nonsense", "clash-1-choice": "mine"}
    assert post(client, author, article, data).status_code == 302
    article.refresh_from_db()
    assert article.title == ("7" if field == "title" else "Mine")
