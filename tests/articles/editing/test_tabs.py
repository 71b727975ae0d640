"""One person in several tabs, and going back: no false conflict, nothing lost, nothing doubled."""

import json
from itertools import permutations

import pytest

from articles.models import Draft
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import errors, messages_of, shown
from tests.factories import make_article, make_user


@pytest.fixture
def article(author):
    article = make_article(
        owner=author, introduction="Old.", sections=[("One", "Old one."), ("Two", "Old two.")]
    )
    save_revision(article)
    return article


class Tab:
    """A form that is open in one tab."""

    def __init__(self, client, article):
        self.client, self.url = client, f"/admin/articles/article/{article.pk}/change/"
        self.response = client.get(self.url)
        self.fields, self.serial = shown(self.response), 0

    def type(self, **fields):
        """Type and be kept, whole."""
        self.fields |= {name.replace("__", "-"): value for name, value in fields.items()}
        self.serial += 10
        typed = {
            name: value if isinstance(value, list) else [value]
            for name, value in self.fields.items()
        }
        opened = typed.pop("opened")[0]
        body = {"opened": opened, "serial": self.serial, "is_whole": True, "typed": typed}
        response = self.client.post(
            "/admin/articles/article/keep/", json.dumps(body), content_type="application/json"
        )
        assert response.status_code == 200

    def save(self):
        response = self.client.post(self.url, self.fields | {"_continue": "on"})
        assert (response.status_code, response.status_code == 200 and errors(response)) == (
            302,
            False,
        )


@pytest.fixture
def open_tab(author_client, article):
    return lambda: Tab(author_client, article)


def texts(article):
    article.refresh_from_db()
    return [article.introduction, *article.sections.values_list("body", flat=True)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_tabs_that_write_in_turn_are_saved_in_any_order(article, open_tab, order):
    tabs = [open_tab()]
    tabs[0].type(introduction="Old. Hello")
    tabs.append(open_tab())
    tabs[1].type(introduction="Old. Hello world", sections__0__body="Old one. And more.")
    tabs[0].type(sections__1__body="Old two. And more.")
    tabs.append(open_tab())
    tabs[2].type(introduction="Old. Hello world!")
    for number in order:
        tabs[number].save()
    assert texts(article) == ["Old. Hello world!", "Old one. And more.", "Old two. And more."]


def test_tab_opened_meanwhile_shows_what_the_first_typed_and_not_twice(article, open_tab):
    first = open_tab()
    first.type(introduction="Old. Hello")
    second = open_tab()
    assert second.fields["introduction"].strip() == "Old. Hello"
    first.type(introduction="Old. Hello my")
    third = open_tab()
    assert third.fields["introduction"].strip() == "Old. Hello my"
    assert open_tab().fields["introduction"].strip() == "Old. Hello my"


def test_text_typed_in_the_first_tab_after_a_second_opened_is_saved_there(article, open_tab):
    first = open_tab()
    first.type(introduction="Old. Hello")
    open_tab()
    first.type(introduction="Old. Hello my")
    first.save()
    assert texts(article)[0] == "Old. Hello my"
    assert open_tab().response.context["writing"].typed is None


def test_somebody_elses_save_takes_nothing_from_a_tab_that_another_holds(
    article, open_tab, client, author
):
    first = open_tab()
    first.type(introduction="Old. Hello")
    open_tab().type(sections__1__body="Mine too.")
    article.sections.filter(heading="One").update(body="Theirs.")
    save_revision(article, by=make_user("editor"))
    first.save()
    assert texts(article) == ["Old. Hello", "Theirs.", "Old two."]


def test_form_saved_and_gone_back_to_is_saved_once_more(article, open_tab):
    tab = open_tab()
    tab.type(introduction="First try.")
    tab.save()
    tab.fields["introduction"] = "Second try."
    tab.save()
    assert texts(article)[0] == "Second try."


def test_form_saved_without_script_and_gone_back_to_is_saved_once_more(article, open_tab):
    tab = open_tab()
    for words in ("First try.", "Second try."):
        tab.fields["introduction"] = words
        tab.save()
    assert texts(article)[0] == "Second try."


def test_new_section_saved_and_gone_back_to_is_no_second_one(article, open_tab):
    tab = open_tab()
    tab.fields |= {
        "sections-2-heading": "New",
        "sections-2-body": "Words.",
        "sections-2-key": "",
        "sections-TOTAL_FORMS": "3",
    }
    tab.save()
    tab.fields["sections-2-body"] = "Better words."
    tab.save()
    assert texts(article) == ["Old.", "Old one.", "Old two.", "Better words."]


def test_new_section_typed_in_one_tab_is_the_same_in_the_next(article, open_tab):
    first = open_tab()
    row = {"sections__2__heading": "New", "sections__2__body": "Words.", "sections__2__key": ""}
    first.type(**row, sections__TOTAL_FORMS="3")
    second = open_tab()
    second.type(introduction="More.")
    second.save()
    first.save()
    assert texts(article) == ["More.", "Old one.", "Old two.", "Words."]


def test_both_tabs_that_changed_one_passage_differently_do_clash(article, open_tab):
    first, second = open_tab(), open_tab()
    first.type(introduction="One thing.")
    first.save()
    second.type(introduction="Another thing.")
    response = second.client.post(second.url, second.fields)
    assert errors(response).keys() == {""}
    assert [clash.label for clash in response.context["writing"].clashes] == ["Introduction"]


def test_clash_is_still_asked_about_after_the_page_was_closed(article, open_tab):
    first, second = open_tab(), open_tab()
    first.type(introduction="One thing.")
    first.save()
    second.type(introduction="Another thing.")
    second.client.post(second.url, second.fields)
    again = open_tab()
    assert again.fields["introduction"].strip() == "Another thing.\n\nOne thing."
    assert [clash.label for clash in again.response.context["writing"].clashes] == ["Introduction"]
    again.fields["clash-0-choice"] = "theirs"
    again.save()
    assert texts(article)[0] == "One thing."


def test_saving_absorbs_what_the_form_was_opened_with(article, open_tab):
    open_tab().type(introduction="Hello.")
    second = open_tab()
    second.save()
    assert texts(article)[0] == "Hello."
    assert not Draft.objects.unsaved().exists()


def test_answer_that_never_came_back_does_not_undo_what_others_saved(article, open_tab, client):
    tab = open_tab()
    tab.type(introduction="Mine.")
    article.introduction = "Theirs."
    article.sections.filter(heading="One").update(body="Their one.")
    article.save()
    save_revision(article, by=make_user("editor"))
    # It is merged, and clashes; the writer sees none of it, and sends the old text once more.
    tab.client.post(tab.url, tab.fields)
    tab.type(introduction="Mine.", sections__1__body="My two.")
    again = open_tab()
    again.fields["clash-0-choice"] = "mine"
    again.save()
    assert texts(article) == ["Mine.", "Their one.", "My two."]


def test_thrown_away_text_is_gone_from_every_layer(article, open_tab):
    open_tab().type(introduction="Hello.")
    tab = open_tab()
    response = tab.client.post(
        "/admin/articles/article/discard/", {"opened": tab.fields["opened"]}, follow=True
    )
    assert messages_of(response) == ["What was not saved is gone."]
    assert open_tab().fields["introduction"].strip() == "Old."
    assert not Draft.objects.exists()
