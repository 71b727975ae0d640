"""Leaving a page that can put its reader at risk: by its control, and by Shift three times."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.factories import make_publication, make_topic, publish_article


@pytest.fixture
def page(browser, standing_rows):
    """A sensitive page, reached from another one; it is left for a page of another host."""
    other = browser.server.url.replace("localhost", "127.0.0.1")
    make_publication(exit_address=f"{other}/weather/")
    publish_article(kind="page", slug="weather")
    publish_article(slug="safe", topic=make_topic(slug="home", sensitivity="sensitive"))

    def open_page():
        browser.open("/guides/")
        browser.open("/articles/safe/")
        return browser

    return open_page


def press_shift(browser, times, then=None):
    actions = ActionChains(browser.driver)
    for _ in range(times):
        actions.key_down(Keys.SHIFT).key_up(Keys.SHIFT)
    (actions.send_keys(then) if then else actions).perform()


def told(browser):
    return browser.one(".exit-told").get_attribute("textContent")


def is_left(browser):
    return browser.driver.current_url.endswith("/weather/")


@pytest.mark.parametrize("way", ["control", "keys"])
def test_page_is_left_and_back_does_not_return(page, way):
    browser = page()
    before = browser.run("return history.length")
    if way == "control":
        browser.click("//a[starts-with(., 'Exit this page')]")
    else:
        press_shift(browser, 3)
    browser.wait(lambda: is_left(browser))
    assert browser.run("return history.length") == before
    browser.driver.back()
    browser.wait(lambda: browser.driver.current_url.endswith("/guides/"))


def test_shift_is_counted_by_itself_only(page):
    browser = page()
    press_shift(browser, 1)
    assert told(browser) == "Shift: press it twice more to leave this page."
    press_shift(browser, 1, then="a")  # another key: it was for typing
    assert told(browser) == ""
    for key in (Keys.TAB, "a", Keys.F2) * 2:
        ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(key).key_up(
            Keys.SHIFT
        ).perform()
    assert told(browser) == ""
    browser.run(
        "const field = document.createElement('input');"
        "document.querySelector('main').prepend(field); field.focus()"
    )
    press_shift(browser, 4)
    assert (told(browser), is_left(browser)) == ("", False)


def test_without_scripts_it_is_a_link(page, browser):
    browser.disable_scripts()
    page()
    assert browser.one(".exit").text == "Exit this page"
    browser.one(".exit").click()
    browser.wait(lambda: is_left(browser))
