"""Documents come in, as an editor does it: drop, look, change, make the draft."""

import json

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from articles.models import Article, ImportedDocument
from tests.factories import make_import, make_imported_document, make_outline, make_user

TEA = "---\ntitle: Tea time\n---\n\nBegin anywhere.\n\n## Leaves\n\nTwo spoons of them.\n"
START = "/admin/articles/import/add/"


@pytest.fixture
def editor(browser):
    user = make_user("editor")
    browser.sign_in(user)
    return user


@pytest.fixture
def phone(browser):
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=360,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )


def drop(browser, **files):
    """Drop files by name on the zone, as the browser does it."""
    browser.run(
        """
        const data = new DataTransfer();
        for (const [name, text] of Object.entries(JSON.parse(arguments[0])))
          data.items.add(new File([text], name));
        document.querySelector("[data-drop-zone]").dispatchEvent(
          new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
        """,
        json.dumps(files),
    )


def test_too_many_files_are_told_before_they_are_sent(browser, editor):
    browser.open(START)
    drop(browser, **{f"{number}.md": TEA for number in range(1001)})
    told = browser.run("return arguments[0].validationMessage", browser.named("documents"))
    assert told == "These are 1001 files. Put more than 1000 into a ZIP."
    drop(browser, **{"tea.md": TEA})
    assert browser.run("return arguments[0].checkValidity()", browser.named("documents"))


def test_dropped_document_is_changed_and_becomes_a_draft(browser, editor):
    browser.open(START)
    drop(browser, **{"tea.md": TEA})
    assert browser.one("[data-drop-files]").text == "tea.md (1 kB)"
    browser.press("Show what is in them")
    browser.driver.switch_to.frame(browser.one(".import-page iframe"))
    shown = browser.driver.find_element(By.TAG_NAME, "article").text
    browser.driver.switch_to.default_content()
    assert ("Tea time" in shown, "Two spoons of them." in shown) == (True, True)
    Select(browser.named("part-1-role")).select_by_visible_text("Question and answer")
    browser.press("Make the draft")
    assert browser.one("#content h1").get_attribute("textContent") != ""
    article = Article.objects.get()
    assert (article.title, article.faqs.get().question) == ("Tea time", "Leaves")


def test_long_import_goes_on_by_itself(browser, editor):
    batch = make_import()
    for number in range(12):
        text = TEA.replace("Tea", f"Tea {number}").encode()
        make_imported_document(batch, state="waiting", title="", data=text, position=number)
    browser.open(f"/admin/articles/import/{batch.pk}/change/")
    browser.wait(lambda: not browser.all("[data-progress]"), seconds=30)
    assert set(ImportedDocument.objects.values_list("state", flat=True)) == {"proposed"}
    assert len(browser.all(".import-list tbody tr")) == 12


def test_text_is_pasted_on_a_phone_without_scripts(browser, editor, phone):
    browser.disable_scripts()
    browser.open(START)
    widths = [browser.overflow()]
    browser.run("document.querySelector('[name=pasted]').value = arguments[0]", TEA)
    browser.press("Show what is in them")
    widths.append(browser.overflow())
    assert "Two spoons of them." in browser.one(".import-page article").text
    browser.press("Make the draft")
    assert (widths, Article.objects.get().title) == ([0, 0], "Tea time")


def test_list_is_worked_off_on_a_phone_without_scripts(browser, editor, phone):
    browser.disable_scripts()
    batch = make_import()
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title))
    browser.open(f"/admin/articles/import/{batch.pk}/change/")
    width = browser.overflow()
    browser.click("//input[@aria-label='Choose “Cake”']")
    browser.press("Make drafts of the chosen")
    assert (width, [row.title for row in Article.objects.all()]) == (0, ["Cake"])
