"""Looking for words: titles are proposed while somebody types, and all works without that."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.factories import make_author, make_topic, publish_article

#: In one step, as the list may change while it is read.
PROPOSED = """
return [...document.querySelectorAll(".suggestions [role=option]")]
  .filter((option) => option.checkVisibility()).map((option) => option.textContent)
"""


@pytest.fixture(autouse=True)
def pages(standing_rows):
    for title in ("Making friends", "Making tea", "Saying sorry"):
        publish_article(title=title, slug=title.lower().replace(" ", "-"))


def proposed(browser):
    return browser.run(PROPOSED)


def type_words(browser, words, *, count):
    browser.open("/search/")
    browser.type("q", words)
    browser.wait(lambda: len(proposed(browser)) == count)


def test_titles_are_proposed_and_chosen_by_keyboard(browser):
    type_words(browser, "mak", count=2)
    field = browser.named("q")
    assert proposed(browser) == ["Making tea", "Making friends"]
    assert field.get_attribute("aria-expanded") == "true"

    field.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert field.get_attribute("aria-activedescendant") == "suggestion-1"
    field.send_keys(Keys.ENTER)

    browser.wait(lambda: "/articles/making-friends/" in browser.driver.current_url)


def test_a_proposed_title_is_chosen_by_a_click(browser):
    type_words(browser, "making f", count=1)

    browser.one(".suggestions [role=option]").click()

    browser.wait(lambda: "/articles/making-friends/" in browser.driver.current_url)


def test_enter_without_a_choice_searches(browser):
    type_words(browser, "making", count=2)

    browser.named("q").send_keys(Keys.ENTER)

    browser.wait(lambda: "?q=making" in browser.driver.current_url)
    assert browser.one(".search-answer").text == "2 pages with this word."


def test_each_result_leads_to_its_own_page_and_nothing_else_does(browser):
    browser.open("/search/?q=making")

    browser.all(".results a")[0].click()
    browser.wait(lambda: "/articles/making-tea/" in browser.driver.current_url)
    browser.open("/search/?q=making")
    browser.one(".search-narrow summary").click()

    assert browser.one(".search-narrow select").is_displayed()


def test_escape_closes_what_is_proposed_and_keeps_what_is_typed(browser):
    type_words(browser, "making", count=2)

    browser.named("q").send_keys(Keys.ESCAPE)

    assert proposed(browser) == []
    assert browser.named("q").get_property("value") == "making"


def test_the_down_arrow_opens_the_list_again(browser):
    type_words(browser, "making", count=2)
    field = browser.named("q")

    for keys in (Keys.ARROW_DOWN, Keys.ALT + Keys.ARROW_DOWN):
        field.send_keys(Keys.ESCAPE)
        assert proposed(browser) == []
        field.send_keys(keys)
        browser.wait(lambda: len(proposed(browser)) == 2)


def test_how_many_are_proposed_is_said_and_what_they_are(browser):
    make_author(name="Making Hay")

    type_words(browser, "making", count=3)

    assert proposed(browser)[0] == "Making Hay Author"
    status = browser.one(".search-words [role=status]")
    assert status.get_property("textContent") == "3 suggestions"
    browser.type("q", " hay")
    browser.wait(lambda: status.get_property("textContent") == "1 suggestion")
    browser.named("q").send_keys(Keys.ESCAPE)
    assert status.get_property("textContent") == ""


def test_the_chosen_one_is_seen_without_colours(browser):
    type_words(browser, "making", count=2)

    browser.named("q").send_keys(Keys.ARROW_DOWN)

    outline = browser.one("[aria-selected=true]").value_of_css_property("outline-style")
    assert outline == "solid"


@pytest.mark.parametrize("address", ["/search/?q=making+yyy", "/search/?q=qqq", "/articles/long/"])
def test_long_words_keep_to_a_narrow_page(browser, address):
    long = "x" * 75
    author, topic = make_author(name=long), make_topic(title=long)
    publish_article(title=f"Making {long}", slug="long", authors=[author], topic=topic)
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=320,
        height=700,
        deviceScaleFactor=1,
        mobile=False,
    )

    browser.open(address.replace("yyy", "y" * 75).replace("qqq", "q" * 75))

    assert browser.overflow() == 0


def test_the_list_closes_where_nothing_begins_so(browser):
    type_words(browser, "making", count=2)

    browser.type("q", "zzz")

    browser.wait(lambda: proposed(browser) == [])
    assert browser.named("q").get_attribute("aria-expanded") == "false"


def test_it_works_without_scripts(browser):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open("/search/")
        browser.type("q", "sorry" + Keys.ENTER)
        browser.wait(lambda: "?q=sorry" in browser.driver.current_url)
        assert browser.one(".results a").text == "Saying sorry"
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)
