"""What search results and social cards will show follows what is typed."""

import pytest

from articles.publishing.windows import save_revision
from tests.factories import make_article, make_user


@pytest.fixture
def desk(browser, standing_rows):
    browser.sign_in(make_user("editor"))
    return browser


def test_search_result_and_counts_follow_what_is_typed(desk):
    article = make_article(title="How to listen", dek="", sections=[("One", "Two three.")])
    save_revision(article)
    desk.open(f"/admin/articles/article/{article.pk}/change/")
    assert counts(desk) == "3 words, 1 min"
    desk.click("//summary[contains(., 'For search results')]")
    desk.type("search_title", "Listening")
    desk.type("introduction", "Four more words here.")
    desk.wait(lambda: counts(desk) == "7 words, 1 min")
    assert desk.one(".search-result .search-title").text == "Listening – The Test Gazette"
    assert "Title: 9 of about 60 letters" in desk.one(".appearance-search").text


def counts(desk):
    """Read in one step: the element is replaced with each answer."""
    return desk.run("return document.querySelector('.appearance-counts').textContent")
