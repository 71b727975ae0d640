"""Two people in one article, and one person in two tabs, in a real browser."""

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import Article, Draft
from articles.publishing.windows import save_revision
from tests.browser.form import change, value, wait_for, write
from tests.factories import make_article, make_user


@pytest.fixture
def author(standing_rows):
    return make_user("author", username="ana", first_name="Ana")


@pytest.fixture
def article(author):
    article = make_article(
        owner=author,
        title="How to listen",
        introduction="First.\n\nMiddle.\n\nLast.",
        sections=[("One", "Old one."), ("Two", "Old two.")],
        faqs=[("Why?", "Because.")],
    )
    save_revision(article, by=author)
    return article


@pytest.fixture
def desk(browser, author, article):
    """A browser in which the author has the form of their article open."""
    browser.sign_in(author)
    browser.open(change(article))
    return browser


def save_theirs(article, **bodies):
    """Somebody else saves meanwhile; sections by their heading."""
    editor = make_user("editor", first_name="Ed")
    for heading, body in bodies.items():
        article.sections.filter(heading=heading).update(body=body)
    Article.objects.filter(pk=article.pk).update(updated_by=editor)
    article.refresh_from_db()
    return save_revision(article, by=editor)


def test_what_two_people_saved_is_merged_and_told(desk, article):
    write(desk, "sections-0-body", " Mine.")
    save_theirs(article, Two="Theirs.")
    write(desk, "introduction", " Mine too.")
    desk.wait(lambda: desk.all("[data-newer]"))
    assert desk.one("[data-newer]").text == (
        "Ed saved this meanwhile. What you write is merged with it when you save. Show it here now"
    )
    desk.click("//button[.='Show it here now']")
    desk.wait(lambda: value(desk, "sections-1-body") == "Theirs.")
    assert value(desk, "sections-0-body") == "Old one. Mine."
    desk.press("Save draft")
    assert list(article.sections.values_list("body", flat=True)) == ["Old one. Mine.", "Theirs."]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Keep mine", "My one."),
        ("Keep theirs", "Their one."),
        ("Keep both", "My one.\n\nTheir one."),
    ],
)
def test_clash_is_settled_by_one_click_and_seen_in_the_text(desk, article, choice, expected):
    desk.named("sections-0-body").clear()
    write(desk, "sections-0-body", "My one.")
    save_theirs(article, One="Their one.")
    desk.press("Save draft")
    assert [node.text for node in desk.all(".clash-text")] == ["My one.", "Their one."]
    desk.click(f"//button[.='{choice}']")
    assert value(desk, "sections-0-body") == expected
    desk.press("Save draft")
    assert article.sections.first().body == expected


def test_clash_can_be_chosen_anew_before_it_is_saved(desk, article):
    desk.named("sections-0-body").clear()
    write(desk, "sections-0-body", "My one.")
    save_theirs(article, One="Their one.")
    desk.press("Save draft")
    for choice, expected in (("theirs", "Their one."), ("mine", "My one.")):
        desk.click(f"//button[.='Keep {choice}']")
        assert value(desk, "sections-0-body") == expected
    desk.click("//button[.='Keep both']")
    assert value(desk, "sections-0-body") == "My one.\n\nTheir one."


def test_same_person_in_two_tabs_meets_no_clash(desk, article):
    write(desk, "introduction", " From the first")
    wait_for(desk, "Kept at")
    first = desk.driver.current_window_handle
    desk.driver.switch_to.new_window("tab")
    desk.open(change(article))
    assert value(desk, "introduction").endswith("Last. From the first")
    write(desk, "introduction", " and the second.")
    write(desk, "sections-0-body", " Second.")
    wait_for(desk, "Kept at")
    desk.press("Save draft")
    assert not desk.all(".clashes")
    second = desk.driver.current_window_handle
    desk.driver.switch_to.window(first)
    write(desk, "sections-1-body", " First.")
    wait_for(desk, "Kept at")
    assert "You saved this meanwhile in another tab." in desk.one("[data-newer]").text
    desk.press("Save draft")
    assert not desk.all(".clashes")
    desk.driver.switch_to.window(second)
    desk.driver.close()
    desk.driver.switch_to.window(first)
    article.refresh_from_db()
    assert article.introduction.endswith("Last. From the first and the second.")
    assert list(article.sections.values_list("body", flat=True)) == [
        "Old one. Second.",
        "Old two. First.",
    ]


def test_others_are_seen_with_the_part_they_are_in(desk, article):
    draft = Draft.objects.create(
        user=make_user("editor", first_name="Ed"),
        content_type=ContentType.objects.get_for_model(article),
        object_id=article.pk,
        place=f"sections:{article.sections.last().key}",
    )
    desk.open(change(article))
    desk.wait(lambda: desk.one("[data-others]").text == "Ed is writing here too, in “Two”.")
    draft.delete()
    write(desk, "introduction", " More.")
    desk.wait(lambda: desk.one("[data-others]").text == "")
