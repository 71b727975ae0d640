"""What is counted of readers in a real browser: with the script, without it, and of nobody."""

import pytest
from django.core.cache import caches
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from articles.models import ClickCount, ViewCount
from tests.factories import (
    make_article,
    make_merchant,
    make_product,
    make_publication,
    make_share_link,
    make_user,
    publish_article,
)

TEXT = "Words with [cards](go:cards) and [a lamp](go:lamp)."
OPTED_OUT = {
    "do-not-track": ("doNotTrack", "1", "DNT"),
    "privacy-control": ("globalPrivacyControl", True, "Sec-GPC"),
}


@pytest.fixture(autouse=True)
def person(browser):
    """No robot: what says so is taken out of the browser's name."""
    caches["readers"].clear()
    agent = browser.command("Browser.getVersion")["userAgent"]
    browser.command("Emulation.setUserAgentOverride", userAgent=agent.replace("Headless", ""))
    yield
    browser.command("Emulation.setUserAgentOverride", userAgent="")


@pytest.fixture
def products(standing_rows, live_server):
    """One behind our own address, and one whose merchant wants its own; both lead to us."""
    make_product(slug="cards", destination=f"{live_server.url}/?shop=cards")
    plain = make_merchant(may_cloak=False)
    make_product(slug="lamp", merchant=plain, destination=f"{live_server.url}/?shop=lamp")


@pytest.fixture
def page(products):
    return publish_article(slug="listen", sections=[("One", "Words."), ("Two", TEXT)])


def read(browser, page):
    """Open a page and wait until its view is counted."""
    browser.open(page.get_absolute_url())
    browser.wait(views)


def follow(browser, words):
    browser.click(f"//main//a[.='{words}']")
    browser.wait(lambda: "shop=" in browser.driver.current_url)


def views():
    return list(ViewCount.objects.values_list("source", "views"))


def clicks():
    fields = ("link__slug", "source", "placement", "clicks", "seen_clicks")
    return list(ClickCount.objects.values_list(*fields))


def open_in_another_tab(browser, link):
    """Open it there, close that tab and come back."""
    first, known = browser.driver.current_window_handle, browser.driver.window_handles
    ActionChains(browser.driver).key_down(Keys.CONTROL).click(link).key_up(Keys.CONTROL).perform()
    for handle in browser.wait(lambda: set(browser.driver.window_handles) - set(known)):
        browser.driver.switch_to.window(handle)
        browser.driver.close()
    browser.driver.switch_to.window(first)


def told(browser):
    """What the browser told of its reader."""
    return [address for address in browser.requests() if "/count/" in address]


def test_reading_is_counted_once_without_a_cookie(browser, page):
    read(browser, page)
    browser.open(page.get_absolute_url())

    assert views() == [(page.source, 1)]
    assert browser.command("Network.getAllCookies")["cookies"] == []
    assert set(told(browser)) == {f"{browser.server.url}/count/view/"}


def test_following_a_link_is_counted_as_of_a_page_that_was_read(browser, page):
    read(browser, page)
    follow(browser, "cards")

    assert clicks() == [("cards", page.source, "section-2", 1, 1)]
    assert browser.command("Network.getAllCookies")["cookies"] == []


def test_what_somebody_copies_stays_clean(browser, page):
    read(browser, page)
    link = browser.one('main a[href*="/go/cards/"]')
    before = link.get_dom_attribute("href")
    open_in_another_tab(browser, link)

    clean = f"/go/cards/?from={page.source}.section-2"
    assert (before, link.get_dom_attribute("href")) == (clean, clean)


def test_following_a_link_by_the_keyboard_is_counted(browser, page):
    read(browser, page)
    browser.one('main a[href*="/go/cards/"]').send_keys(Keys.ENTER)
    browser.wait(clicks)

    assert clicks() == [("cards", page.source, "section-2", 1, 1)]


def test_following_a_link_to_the_merchants_own_address_is_counted(browser, page):
    read(browser, page)
    assert (
        browser.one("main a[data-go]")
        .get_attribute("href")
        .startswith(f"{browser.server.url}/?shop=lamp")
    )
    follow(browser, "a lamp")
    browser.wait(clicks)

    assert clicks() == [("lamp", page.source, "section-2", 1, 1)]


def test_following_a_link_in_another_tab_is_counted(browser, page):
    read(browser, page)
    open_in_another_tab(browser, browser.one("main a[data-go]"))
    browser.wait(clicks)

    assert clicks() == [("lamp", page.source, "section-2", 1, 1)]


def test_another_link_counts_nothing(browser, page):
    read(browser, page)
    told(browser)
    browser.click("//header//a")
    browser.wait(lambda: browser.driver.current_url != page.get_absolute_url())

    assert (told(browser), clicks()) == ([], [])


@pytest.fixture(params=OPTED_OUT)
def opted_out(request, browser):
    """A browser whose reader asks to be left out, as it tells scripts and servers."""
    name, value, header = OPTED_OUT[request.param]
    source = f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value!r}}})"
    source = source.replace("True", "true")
    added = browser.command("Page.addScriptToEvaluateOnNewDocument", source=source)
    browser.command("Network.setExtraHTTPHeaders", headers={header: "1"})
    yield browser
    browser.command("Page.removeScriptToEvaluateOnNewDocument", **added)
    browser.command("Network.setExtraHTTPHeaders", headers={})


def test_who_asks_to_be_left_out_tells_nothing(opted_out, page):
    opted_out.open(page.get_absolute_url())
    follow(opted_out, "a lamp")
    opted_out.open(page.get_absolute_url())
    follow(opted_out, "cards")

    assert (told(opted_out), views()) == ([], [])
    assert clicks() == [("cards", page.source, "section-2", 1, 0)]


def test_without_scripts_links_lead_and_clicks_are_counted(browser, page):
    browser.disable_scripts()
    browser.open(page.get_absolute_url())
    follow(browser, "cards")

    assert (told(browser), views()) == ([], [])
    assert clicks() == [("cards", page.source, "section-2", 1, 0)]


def test_preview_counts_nothing(browser, products):
    editor = make_user("editor")
    article = make_article(owner=editor, sections=[("One", TEXT)])
    address = f"/preview/{make_share_link(article).key}/"
    browser.open(address)
    follow(browser, "cards")
    browser.open(address)
    follow(browser, "a lamp")

    assert (told(browser), views(), clicks()) == ([], [], [])


def test_where_editors_chose_not_to_count_there_is_no_script(browser, page):
    make_publication(count_views=False)
    browser.open(page.get_absolute_url())

    assert browser.all("script[src], [data-source]") == []
    follow(browser, "cards")
    assert (told(browser), views()) == ([], [])
    assert clicks() == [("cards", page.source, "section-2", 1, 0)]
