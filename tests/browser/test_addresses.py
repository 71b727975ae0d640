"""Old addresses at the desk: pages are chosen by title, and one row follows another."""

import pytest
from selenium.webdriver.common.keys import Keys

from articles.models import Redirect
from tests.factories import make_missed_path, make_user, publish_article

LIST = "/admin/articles/missedpath/"
CHOOSE = ".choose-page"


@pytest.fixture
def desk(browser, standing_rows):
    """A browser in which an editor is signed in; readers asked for three pages in vain."""
    publish_article(title="How to listen", slug="listen")
    for number in range(3):
        make_missed_path(path=f"/{number}/", count=9 - number)
    browser.sign_in(make_user("editor", username="editor"))
    return browser


def focused(desk):
    return desk.run("return document.activeElement.querySelector('th')?.textContent")


def choose(desk, words):
    """Look a page up by its title, and take the first."""
    button = desk.one(CHOOSE)
    desk.run("arguments[0].focus()", button)
    button.send_keys(Keys.ENTER)
    desk.wait(lambda: desk.one(".choices-note").text == "Type words of the title.")
    desk.type("q", words)
    desk.wait(lambda: len(desk.all("[role=option]")) == 1)
    desk.type("q", Keys.ENTER)
    desk.wait(lambda: not desk.all("dialog"))


def test_page_is_chosen_by_title_and_the_next_row_looked_at(desk):
    desk.open(LIST)
    choose(desk, "liste")
    field = desk.named("target")
    assert field.get_attribute("value") == "/articles/listen/"
    assert desk.driver.switch_to.active_element == field
    page = desk.one("html")
    field.send_keys(Keys.ENTER)
    desk.wait(lambda: desk._is_gone(page))
    assert focused(desk) == "/1/"
    assert "Readers of /0/ are led to /articles/listen/ now." in desk.one(".messagelist").text
    assert Redirect.objects.get().path == "/0/"


def test_refused_row_has_the_focus_and_is_seen(desk):
    for number in range(3, 25):
        make_missed_path(path=f"/{number}/")
    desk.command(
        "Emulation.setDeviceMetricsOverride",
        width=360,
        height=700,
        deviceScaleFactor=1,
        mobile=True,
    )
    desk.open(LIST)
    page, field = desk.one("html"), desk.all("[name=target]")[-1]
    field.send_keys("/nothing/here/", Keys.ENTER)
    desk.wait(lambda: desk._is_gone(page))
    place = desk.run("return document.activeElement.getBoundingClientRect().toJSON()")
    assert desk.driver.switch_to.active_element.get_attribute("value") == "/nothing/here/"
    assert 0 < place["top"] < 700
    assert desk.overflow() == 0


def test_redirect_finds_its_page_by_title(desk):
    desk.open("/admin/articles/redirect/add/")
    assert desk.one(CHOOSE).accessible_name == "Choose a page: Leads to:"
    choose(desk, "how")
    assert desk.named("target").get_attribute("value") == "/articles/listen/"
