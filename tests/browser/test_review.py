"""An article's way from its author to its editors, back, and to its readers, in the browser."""

import pytest
from selenium.webdriver.common.keys import Keys

from articles.models import Article, Revision, Submission
from tests.factories import make_article, make_submission, make_user

THEMES = ("light", "dark")


@pytest.fixture
def author(standing_rows):
    return make_user("author", username="ann", first_name="Ann")


@pytest.fixture
def editor(standing_rows):
    return make_user("editor", username="eve", first_name="Eve")


@pytest.fixture
def article(author):
    return make_article(title="How to listen", introduction="Begin.", owner=author)


def fits_a_phone(browser):
    """Whether the page needs no scrolling sideways at 360 pixels, in both themes."""
    beyond = []
    for theme in THEMES:
        features = [{"name": "prefers-color-scheme", "value": theme}]
        browser.command("Emulation.setEmulatedMedia", features=features)
        size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
        browser.command("Emulation.setDeviceMetricsOverride", **size)
        beyond.append(browser.overflow())
    browser.command("Emulation.clearDeviceMetricsOverride")
    browser.command("Emulation.setEmulatedMedia", features=[])
    return beyond == [0, 0]


def follow(browser, words):
    """Follow the link of these words and wait for its page."""
    page = browser.one("html")
    browser.click(f"//main//a[normalize-space(.)='{words}']")
    browser.wait(lambda: browser._is_gone(page))


def standing(browser):
    return browser.one(".review-standing").text.partition(",")[0]


def test_article_is_submitted_returned_submitted_again_and_published(
    browser, author, editor, article
):
    change = f"/admin/articles/article/{article.pk}/change/"

    # The author writes and submits.
    browser.sign_in(author)
    browser.open(change)
    browser.type("introduction", " Then be silent.")
    browser.press("Submit for review …")
    assert fits_a_phone(browser)
    browser.type("note", "Is it too short?")
    browser.press("Submit for review")
    assert "Waiting for review since" in browser.one(".bar-state").text
    assert fits_a_phone(browser)

    # An editor finds it in the queue, and returns it with a note.
    browser.sign_in(editor)
    browser.open("/admin/review/")
    assert "Is it too short?" in browser.one(".review-card").text
    assert fits_a_phone(browser)
    follow(browser, "How to listen")
    assert fits_a_phone(browser)
    browser.press("Return with the note")
    assert "Say what is missing" in browser.one(".errorlist").text
    browser.type("answer", "Yes: say how long.")
    browser.press("Return with the note")
    assert standing(browser) == "Returned with a note by Eve"

    # The author is told, mends it, and submits it again.
    browser.sign_in(author)
    browser.open("/admin/notices/")
    assert fits_a_phone(browser)
    follow(browser, "Eve returned “How to listen” with a note.")
    assert browser.one(".review-note.is-answer").text.splitlines()[-1] == "Yes: say how long."
    assert fits_a_phone(browser)
    browser.open(change)
    browser.type("introduction", " For a minute.")
    browser.press("Submit for review …")
    browser.press("Submit for review")

    # The editor publishes it; readers read it, and the author is told.
    browser.sign_in(editor)
    browser.open(change)
    follow(browser, "Review …")
    assert "Yes: say how long." in browser.one(".review-earlier").text
    browser.press("Publish")
    assert "Published." in browser.one(".messagelist").text
    browser.open(Revision.objects.live().get().get_absolute_url())
    assert "Begin. Then be silent. For a minute." in browser.one("article").text
    browser.sign_in(author)
    browser.open("/admin/notices/")
    assert browser.all(".is-unread a")[0].text == "Eve published “How to listen”."
    browser.press("Mark all as read")
    assert browser.all(".is-unread") == []


def test_review_works_without_javascript(browser, author, editor, article):
    browser.disable_scripts()
    browser.sign_in(author)
    browser.open(f"/admin/articles/article/{article.pk}/change/")
    browser.type("introduction", " Then be silent.")
    browser.press("Submit for review …")
    browser.press("Submit for review")
    assert Article.objects.get().introduction == "Begin. Then be silent."
    browser.press("Take back")
    assert Submission.objects.get().outcome == "taken_back"
    browser.press("Submit for review …")
    browser.press("Submit for review")
    browser.sign_in(editor)
    browser.open(f"/admin/articles/article/{article.pk}/review/")
    browser.press("Approve")
    assert standing(browser) == "Approved by Eve"


def test_enter_in_a_field_decides_nothing(browser, editor, article):
    browser.sign_in(editor)
    make_submission(article)
    browser.open(f"/admin/articles/article/{article.pk}/review/")
    browser.type("answer", "Lovely")
    page = browser.one("html")
    browser.type("at", Keys.ENTER)
    browser.wait(lambda: browser._is_gone(page))
    assert browser.one(".errorlist").text.startswith("Nothing is decided yet")
    assert browser.named("answer").get_attribute("value") == "Lovely"
    assert Submission.objects.get().outcome == "waiting"
