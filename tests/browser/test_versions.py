"""The history of an article, in the browser: folded, named, compared, restored by section."""

import pytest

from articles.models import Article
from articles.publishing.windows import publish, save_revision
from tests.browser.test_reading import LONG, telephone
from tests.factories import make_article, make_user


@pytest.fixture
def article(standing_rows):
    """Published, then saved five times; the last time without its second section."""
    article = make_article(
        title="How to listen",
        introduction="Begin with silence.",
        sections=[("Why", "So that they speak."), ("How", f"Sit down.\n\n{LONG * 3}")],
    )
    publish(save_revision(article))
    for number in range(4):
        save(article, dek=f"Dek number {number}")
    article.sections.last().delete()
    article.sections.update(body="So that they speak freely.")
    save(article, title="Listening")
    return article


def save(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


@pytest.fixture
def desk(browser, article):
    """A browser with the versions of the article, as its editor sees them."""
    browser.sign_in(make_user("editor", username="editor"))
    browser.open(f"/admin/articles/article/{article.pk}/revisions/")
    return browser


def open_run(desk):
    desk.click("//li[contains(@class, 'version-run')]/details/summary")


def visible(desk):
    return [row.get_attribute("id") for row in desk.all(".version") if row.is_displayed()]


def test_plain_saves_are_folded_until_they_are_asked_for(desk, article):
    pks = list(article.revisions.values_list("pk", flat=True))
    assert visible(desk) == [f"version-{pks[0]}", f"version-{pks[-1]}"]
    assert desk.one(".version-run summary").text.startswith("4 saves")
    open_run(desk)
    assert visible(desk) == [f"version-{pk}" for pk in pks]


def test_version_is_named_where_it_stands_and_stands_alone_then(desk, article):
    first = article.revisions.order_by("pk")[1]
    open_run(desk)
    row = f"//li[@id='version-{first.pk}']"
    desk.click(f"{row}//details/summary")
    field = desk.one(f"#version-{first.pk} input[name=name]")
    field.send_keys("Before the talk\n")
    desk.wait(lambda: desk.all(f"#version-{first.pk} strong"))
    assert desk.one(f"#version-{first.pk} strong").text == "Before the talk"
    assert desk.one(f"#version-{first.pk}").is_displayed()
    assert desk.one(".version-run summary").text.startswith("3 saves")


def test_two_are_chosen_and_compared_and_a_section_comes_back(desk, article):
    pks = list(article.revisions.order_by("pk").values_list("pk", flat=True))
    open_run(desk)
    desk.one(f"input[name=old][value='{pks[1]}']").click()
    desk.one(f"input[name=new][value='{pks[-1]}']").click()
    desk.press("Compare the chosen two")
    assert desk.driver.current_url.endswith(f"/compare/{pks[1]}/{pks[-1]}/")
    assert [row.text for row in desk.all(".comparison-changes li")] == [
        "Title Changed",
        "Dek Changed",
        "Section “Why” Changed",
        "Section “How” Removed",
    ]
    assert [mark.text for mark in desk.all(".is-changed .comparison-text ins")][-1] == " freely"
    desk.click("//article[contains(@class, 'is-removed')]//button")
    desk.wait(lambda: desk.all(".messagelist"))
    assert "Section “How” is back in the draft." in desk.one(".messagelist").text
    assert desk.all(".is-removed") == []
    assert list(article.sections.values_list("heading", "body")) == [
        ("Why", "So that they speak freely."),
        ("How", f"Sit down.\n\n{LONG * 3}"),
    ]


def test_history_works_without_scripts(desk, article):
    desk.disable_scripts()
    desk.driver.refresh()
    desk.press("Compare the chosen two")
    desk.click("//article[@id='at-title']//button")
    desk.wait(lambda: desk.all(".messagelist"))
    assert Article.objects.get().title == "How to listen"


def test_history_does_not_scroll_sideways_on_a_telephone(desk, article):
    pks = list(article.revisions.order_by("pk").values_list("pk", flat=True))
    open_run(desk)
    overflows = [telephone(desk, "light"), telephone(desk, "dark")]
    for page in (f"compare/{pks[0]}/{pks[-1]}", f"revisions/{pks[0]}/name"):
        desk.open(f"/admin/articles/article/{article.pk}/{page}/")
        overflows += [telephone(desk, "light"), telephone(desk, "dark")]
    assert overflows == [0] * 6
