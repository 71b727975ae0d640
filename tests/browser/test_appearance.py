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


def test_shared_image_follows_what_is_typed_when_it_rests(desk):
    article = make_article(title="How to listen")
    save_revision(article)
    desk.open(f"/admin/articles/article/{article.pk}/change/")
    saved = image(desk)
    desk.type("title", "!")
    desk.wait(lambda: image(desk)[0] != saved[0])
    assert image(desk)[1].startswith("How to listen! – ")
    desk.run("document.querySelector('.social-card img').scrollIntoView()")
    width = "return document.querySelector('.social-card img').naturalWidth"
    desk.wait(lambda: desk.run(width) == 1200)


def test_outline_leads_to_how_it_appears(desk):
    article = make_article(title="How to listen")
    save_revision(article)
    desk.open(f"/admin/articles/article/{article.pk}/change/")
    desk.click("//nav[@data-outline]//a[contains(., 'How it appears')]")
    assert desk.run("return document.activeElement.textContent.trim()") == "How it appears"


def image(desk):
    return desk.run("""
      const { src, alt } = document.querySelector(".social-card img");
      return [src, alt];
    """)
