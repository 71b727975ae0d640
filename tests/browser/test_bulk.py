"""Many articles at once, as an editor does it: tick, choose, look, do, undo; on a phone too."""

import pytest
from selenium.webdriver.support.ui import Select

from articles.models import Article
from tests.factories import make_article, make_topic, make_user

EXPECTED = [["One", "Trust", "Money"], ["Two", "Trust", "Money"]]


@pytest.fixture
def articles(browser):
    trust, _ = make_topic(title="Trust"), make_topic(title="Money")
    browser.sign_in(make_user("editor"))
    return [make_article(title=title, topic=trust) for title in ("One", "Two", "Three")]


def topics():
    return dict(Article.objects.values_list("title", "topic__title"))


def change_two(browser):
    browser.open("/admin/articles/article/")
    for title in ("One", "Two"):
        browser.click(f"//tr[.//a[.='{title}']]//input[@type='checkbox']")
    Select(browser.named("action")).select_by_visible_text("Change the topic …")
    browser.press("Go")
    Select(browser.named("topic")).select_by_visible_text("Money")
    browser.press("Show what will change")
    shown = [row.text.split() for row in browser.all(".bulk-list tbody tr")]
    overflow = browser.overflow()
    browser.press("Change 2 articles")
    return shown, overflow


def test_topic_of_two_is_changed_and_undone(browser, articles):
    shown, overflow = change_two(browser)
    assert (shown, overflow) == (EXPECTED, 0)
    assert topics() == {"One": "Money", "Two": "Money", "Three": "Trust"}
    browser.press("Undo")
    assert browser.one(".messagelist").text == "Undone: Topic: Money, 2 articles."
    assert set(topics().values()) == {"Trust"}


def test_topic_of_two_is_changed_on_a_phone_without_scripts(browser, articles):
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=360,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )
    browser.disable_scripts()
    shown, overflow = change_two(browser)
    assert (shown, overflow) == (EXPECTED, 0)
    assert topics() == {"One": "Money", "Two": "Money", "Three": "Trust"}
