"""Writing, in the browser: the form with its script, the form without, and the page."""

import pytest
from selenium.webdriver.common.keys import Keys

from articles.models import Article, Revision
from tests.factories import make_article, make_author, make_topic, make_user

ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(standing_rows):
    return make_user("editor", username="editor")


@pytest.fixture
def desk(browser, editor):
    """A browser in which the editor is signed in."""
    browser.sign_in(editor)
    return browser


def shown(browser, selector):
    """What the page beside the text holds there."""
    script = """
    const page = document.querySelector("[data-page] iframe").contentDocument;
    return page.querySelector(arguments[0])?.textContent ?? "";
    """
    return browser.run(script, selector)


def test_article_is_written_published_and_read(browser, editor):
    make_topic(title="Peace")
    browser.open(ADD)
    browser.type("username", "editor")
    browser.type("password", "secret")
    browser.press("Log in")
    browser.type("title", "How to listen")
    assert browser.named("slug").get_attribute("value") == "how-to-listen"
    browser.type("introduction", "Begin with **silence**.")
    browser.wait(lambda: shown(browser, ".prose strong") == "silence")
    browser.click("//select[@name='topic']/option[.='Peace']")
    browser.press("Publish now")
    assert "Name an author" in browser.one(".messagelist").text
    Article.objects.get().authors.add(make_author())
    browser.open(f"/admin/articles/article/{Article.objects.get().pk}/change/")
    browser.press("Publish now")  # leads to what there is to consider
    browser.press("Publish now")
    browser.disable_scripts()
    browser.open("/articles/how-to-listen/")
    assert browser.one("h1").text == "How to listen"
    assert browser.one("article strong").text == "silence"


def test_added_row_is_shown_and_saved(desk):
    desk.open(ADD)
    desk.type("title", "Rows")
    desk.click("//button[.='Add section']")
    desk.type("sections-0-heading", "One")
    desk.type("sections-0-body", "Some *words*.")
    desk.wait(lambda: shown(desk, ".prose > section em") == "words")
    desk.press("Save draft")
    assert list(Article.objects.get().sections.values_list("heading", "body")) == [
        ("One", "Some *words*.")
    ]


def test_whole_form_works_without_javascript(browser, editor):
    make_topic(title="Peace")
    author = make_author(name="Maren")
    article = make_article(authors=[author], sections=[("One", "Words")])
    browser.disable_scripts()
    browser.open(f"/admin/login/?next=/admin/articles/article/{article.pk}/change/")
    browser.type("username", "editor")
    browser.type("password", "secret" + Keys.ENTER)
    browser.wait(lambda: browser.all("[name=introduction]"))
    browser.type("introduction", "Hello.")
    browser.named("sections-0-body").clear()
    browser.type("sections-0-body", "Other words.")
    browser.press("Publish now")  # leads to what there is to consider
    browser.press("Publish now")
    assert "Published" in browser.one(".messagelist").text
    browser.open(Revision.objects.live().get().get_absolute_url())
    assert "Other words." in browser.one("article").text
