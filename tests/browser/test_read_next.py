"""Read next: found while one types, pinned with one press, with and without a script."""

import pytest

from tests.factories import make_user, publish_article


@pytest.fixture
def desk(browser, standing_rows):
    browser.sign_in(make_user("editor"))
    for title in ("Say when", "When plans fall apart", "Tea"):
        publish_article(title=title)
    browser.open(f"/admin/articles/article/{publish_article(title='Talk').article.pk}/next/")
    return browser


def titles(desk, part):
    """As one question, since the page may be on its way out."""
    links = f"section[aria-labelledby={part}] .next-title a"
    return desk.run("return [...document.querySelectorAll(arguments[0])].map(a => a.text)", links)


def focused(desk):
    return desk.run("return document.activeElement.ariaLabel")


def test_articles_are_found_while_one_types_and_pinned(desk):
    desk.type("q", "when")
    desk.wait(lambda: titles(desk, "another") == ["When plans fall apart", "Say when"])
    assert desk.one("[data-next-said]").text == "2 articles."
    desk.press("Pin")
    assert titles(desk, "pinned") == ["When plans fall apart"]
    assert focused(desk) == "Unpin: When plans fall apart"


def test_articles_are_pinned_and_ordered_without_a_script(desk):
    desk.disable_scripts()
    for title in ("Tea", "Say when"):
        desk.named("q").clear()
        desk.type("q", title)
        desk.press("Search")
        desk.press("Pin")
        desk.wait(lambda title=title: title in titles(desk, "pinned"))
    assert titles(desk, "pinned") == ["Tea", "Say when"]
    desk.one("button[name=up]:not([disabled])").click()
    desk.wait(lambda: titles(desk, "pinned") == ["Say when", "Tea"])
