"""Reading a guide: what was read is kept in the browser, and nowhere else."""

import json
from functools import partial

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from articles.models import Article
from articles.publishing.windows import publish, save_revision
from tests.factories import make_publication, make_topic, publish_article, publish_guide

LONG = "\n\n".join(["Words upon words."] * 40)
BLOCKED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("No.") } });
"""
PAGES = ("/guides/", "/guides/course/", "/guides/course/first/", "/guides/course/end/")

#: What the links to what is next lead through, from the first chapter on.
PATH = ("/guides/course/a-pause/", "/articles/last/", "/guides/course/end/")


@pytest.fixture(autouse=True)
def course(standing_rows):
    """Two articles longer than the window, and between them a text of the guide's own."""
    first, last = (
        publish_article(slug=slug, title=slug.capitalize(), sections=[("One", LONG), ("Two", LONG)])
        for slug in ("first", "last")
    )
    return publish_guide(
        slug="course",
        title="A course",
        closing="How it ends.",
        chapters=[first.article, ("A pause", LONG), last.article],
    )


def read(browser, slug, guide="course"):
    """Open a chapter and scroll to its end."""
    browser.open(f"/guides/{guide}/{slug}/")
    browser.run("document.querySelector('[data-steps]').scrollIntoView({behavior: 'instant'})")
    browser.wait(lambda: marks(browser, ".guide-place").get(slug))


def marks(browser, place):
    """Which chapters a list marks as read, by their slugs."""
    return {
        item.find_element(By.TAG_NAME, "a").get_attribute("href").split("/")[-2]: not (
            item.find_element(By.CSS_SELECTOR, "[data-read]").get_property("hidden")
        )
        for item in browser.all(f"{place} [data-chapter]")
    }


def shown(browser, selector):
    return [element.text for element in browser.all(selector) if element.is_displayed()]


def leads_to(browser):
    link = browser.one(".chapters [data-continue]")
    return link.text, link.get_attribute("href").removeprefix(browser.server.url)


def test_guide_not_begun_offers_to_start(browser):
    browser.open("/guides/course/")

    assert leads_to(browser) == ("Start with: First", "/guides/course/first/")
    assert (shown(browser, "[data-begun]"), shown(browser, "[data-read]")) == ([], [])
    assert shown(browser, ".guide-jump a") == ["3 chapters, 3 minutes", "Start reading"]


def test_chapter_is_read_once_its_end_is_seen(browser):
    browser.open("/guides/course/first/")
    before = marks(browser, ".guide-place")
    read(browser, "first")

    assert not any(before.values())
    browser.one(".guide-place summary").send_keys(Keys.ENTER)
    assert shown(browser, ".guide-place [data-begun]") == ["1 of 3 read"]
    assert browser.one(".guide-place progress").get_property("value") == 1
    browser.open("/guides/course/")
    assert marks(browser, ".chapters") == {"first": True, "a-pause": False, "last": False}
    assert browser.one("[data-chapter] .chapter-minutes").text == "1 min Read"
    assert "1 of 3 read" in shown(browser, "[data-begun]")
    assert leads_to(browser) == ("Continue with: A pause", "/guides/course/a-pause/")


def test_guide_goes_on_where_reading_stopped(browser):
    browser.open("/guides/course/last/")
    browser.run("document.getElementById('two').scrollIntoView({behavior: 'instant'})")
    browser.open("/guides/course/")

    assert leads_to(browser) == ("Continue with: Last", "/guides/course/last/#two")
    browser.one(".guide-jump [data-continue]").click()
    browser.wait(lambda: browser.run("return location.hash") == "#two")


def test_guide_goes_on_from_the_first_when_the_last_is_read(browser):
    read(browser, "last")
    browser.open("/guides/course/")

    assert leads_to(browser) == ("Continue with: First", "/guides/course/first/")


def test_guide_that_is_read_leads_to_its_end(browser):
    for slug in ("first", "a-pause", "last"):
        read(browser, slug)
    browser.open("/guides/course/")

    assert leads_to(browser) == ("You have read it all: to the end", "/guides/course/end/")
    browser.open("/guides/course/end/")
    assert "3 of 3 read" in shown(browser, "[data-begun]")
    browser.open("/guides/")
    assert shown(browser, ".card-guide [data-begun]") == ["3 of 3 read"]


def test_progress_is_forgotten_when_told_so(browser):
    read(browser, "first")
    browser.open("/guides/course/")
    browser.one("[data-forget]").send_keys(Keys.ENTER)

    assert (
        browser.one(".chapters [role=status]").text == "Your progress in this guide is forgotten."
    )
    assert leads_to(browser) == ("Start with: First", "/guides/course/first/")
    assert (shown(browser, "[data-begun]"), shown(browser, "[data-read]")) == ([], [])
    assert browser.run("return document.activeElement.matches('[data-continue]')") is True
    assert browser.run("return localStorage.length") == 0


def test_progress_of_an_article_survives_its_new_address(browser):
    read(browser, "first")
    Article.objects.filter(slug="first").update(slug="moved", title="Moved")
    publish(save_revision(Article.objects.get(slug="moved")))
    browser.open("/guides/course/")

    assert marks(browser, ".chapters") == {"moved": True, "a-pause": False, "last": False}


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "null",
        "[]",
        '{"read": 3}',
        '{"read": ["own:gone", 7, null], "at": "own:gone", "anchor": "x"}',
    ],
    ids=["no JSON", "null", "a list", "a number", "chapters that are gone"],
)
def test_progress_that_makes_no_sense_is_none(browser, course, kept):
    browser.open("/guides/course/")
    browser.run("localStorage.setItem(arguments[0], arguments[1])", f"guide:{course.source}", kept)
    browser.open("/guides/course/")

    assert leads_to(browser) == ("Start with: First", "/guides/course/first/")
    assert shown(browser, "[data-read]") == []


def test_progress_is_only_what_the_browser_keeps(browser, course):
    read(browser, "first")
    browser.open("/guides/course/")

    kept = json.loads(browser.run(f"return localStorage.getItem('guide:{course.source}')"))
    article = Article.objects.get(slug="first").revisions.get()
    assert kept == {"read": [article.source], "at": article.source, "anchor": "two", "total": 3}
    assert browser.command("Network.getAllCookies")["cookies"] == []


def test_sensitive_chapter_leaves_nothing_in_the_browser(browser):
    """Nor does the way out: it takes with it what was kept of the guide's other chapters."""
    safe = publish_article(slug="safe", topic=make_topic(sensitivity="sensitive"))
    chapters = [Article.objects.get(slug="first"), safe.article, ("A pause", LONG)]
    mixed = publish_guide(slug="mixed", title="Mixed", chapters=chapters)
    key = f"guide:{mixed.source}"

    browser.open("/guides/mixed/safe/")
    browser.run("document.querySelector('[data-steps]').scrollIntoView({behavior: 'instant'})")
    browser.open("/guides/mixed/")
    assert browser.run("return localStorage.length") == 0
    assert leads_to(browser) == ("Start with: First", "/guides/mixed/first/")

    read(browser, "first", guide="mixed")
    browser.open("/guides/mixed/safe/")
    browser.open("/guides/mixed/")
    assert leads_to(browser) == ("Continue with: A pause", "/guides/mixed/a-pause/")
    assert "1 of 2 read" in shown(browser, "[data-begun]")
    assert safe.source not in browser.run("return localStorage.getItem(arguments[0])", key)

    make_publication(exit_address=f"{browser.server.url}/guides/")
    browser.open("/guides/mixed/safe/")
    browser.one("a.exit").click()
    browser.wait(lambda: browser.driver.current_url.endswith("/guides/"))
    assert browser.run("return localStorage.length") == 0


def test_reading_sends_nothing_but_what_is_counted(browser):
    browser.open("/guides/course/first/")
    browser.wait(lambda: browser.run("return document.readyState") == "complete")
    browser.requests()
    browser.run("document.querySelector('[data-steps]').scrollIntoView({behavior: 'instant'})")
    browser.wait(lambda: marks(browser, ".guide-place")["first"])

    sent = {url.removeprefix(browser.server.url) for url in browser.requests()}
    assert sent - {"/count/view/"} == set()


def test_guide_reads_without_scripts(browser):
    browser.disable_scripts()
    browser.open("/guides/course/")
    browser.one(".chapters [data-continue]").send_keys(Keys.ENTER)
    browser.one(".guide-place summary").click()
    assert shown(browser, ".guide-place li a") == ["First", "A pause", "Last", "The end"]
    for page in PATH:
        browser.one("[rel=next]").send_keys(Keys.ENTER)
        browser.wait(partial(browser.all, f"[rel=canonical][href$='{page}']"))
    assert shown(browser, "[data-begun], [data-read], [data-forget]") == []


def test_guide_reads_where_nothing_may_be_kept(browser):
    script = browser.command("Page.addScriptToEvaluateOnNewDocument", source=BLOCKED)
    try:
        for page in PAGES:
            browser.open(page)
            assert shown(browser, "[data-begun], [data-read]") == []
        browser.open("/guides/course/last/")
        assert browser.one(".guide-place progress").get_property("value") == 2
    finally:
        browser.command("Page.removeScriptToEvaluateOnNewDocument", **script)


@pytest.mark.parametrize("width", [320, 360])
def test_guide_begun_fits_a_telephone(browser, width):
    read(browser, "first")
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=740,
        deviceScaleFactor=2,
        mobile=True,
    )
    overflows = {}
    for page in PAGES:
        browser.open(page)
        for summary in browser.all(".guide-place summary"):
            summary.click()
        overflows[page] = browser.overflow()
    assert overflows == dict.fromkeys(PAGES, 0)


@pytest.mark.parametrize("page", PAGES)
def test_targets_are_large_enough(browser, page):
    read(browser, "first")
    browser.open(page)
    for summary in browser.all(".guide-place summary"):
        summary.click()
    ours = ".guide-place a, .guide-place summary, .steps a, .chapters-start a, [data-forget]"
    shown_ones = [element for element in browser.all(ours) if element.is_displayed()]
    assert [e.text for e in shown_ones if min(e.size["width"], e.size["height"]) < 24] == []
