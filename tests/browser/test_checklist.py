"""The checklist beside the form: it follows what is typed, and a fix is undone as typing is."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from articles.models import Dismissal
from articles.publishing.windows import save_revision
from tests.browser.form import change, value, write
from tests.factories import make_article, make_user, publish_article

BODY = "sections-0-body"
LINK = "[here](https://kettles.test/)"
LEAVES = "Made of [their leaves](/articles/leaves/)."
TAB = "//button[@role='tab'][starts-with(., 'Checklist')]"


@pytest.fixture
def desk(browser, standing_rows):
    """A browser in which an editor has a draft open."""
    editor = make_user("editor", username="editor")
    publish_article(slug="leaves")
    article = make_article(owner=editor, sections=[("Why", LEAVES)])
    save_revision(article, by=editor)
    browser.sign_in(editor)
    browser.open(change(article))
    browser.wait(lambda: passages(browser))
    browser.click(TAB)
    return browser


def passages(desk):
    """What the open findings are about."""
    script = """
    const findings = document.querySelectorAll("[data-finding]");
    return [...findings].map((row) => row.dataset.passage);
    """
    return desk.run(script)


def finding(desk, passage):
    return desk.one(f'[data-finding][data-passage*="{passage}"]')


def selected(desk):
    script = """
    const text = document.activeElement;
    return text.value?.slice(text.selectionStart, text.selectionEnd);
    """
    return desk.run(script)


def test_list_follows_what_is_typed_and_keeps_what_was_set_aside(desk):
    count = len(passages(desk))
    write(desk, BODY, f" Read {LINK}.")
    desk.wait(lambda: LINK in passages(desk))
    words = f"Checklist: {count + 1} to consider"
    assert desk.one("[data-checklist-words]").text == words
    finding(desk, LINK).find_element(By.CSS_SELECTOR, "[data-go]").click()
    desk.wait(lambda: selected(desk) == LINK)
    finding(desk, LINK).find_element(By.CSS_SELECTOR, ".finding-aside summary").click()
    finding(desk, LINK).find_element(By.TAG_NAME, "textarea").send_keys("It is quoted")
    finding(desk, LINK).find_element(By.NAME, "_dismiss").click()
    desk.wait(lambda: LINK not in passages(desk))
    assert Dismissal.objects.get().reason == "It is quoted"
    assert value(desk, BODY) == f"{LEAVES} Read {LINK}."
    desk.click("//summary[.='Set aside (1)']")
    assert "No problem here: It is quoted" in desk.one(".finding.is-aside").text


def test_fix_is_put_into_the_text_and_undone(desk):
    finding(desk, "their leaves").find_element(By.NAME, "_fix").click()
    assert value(desk, BODY) == "Made of [their leaves](article:leaves)."
    desk.wait(lambda: not any("their leaves" in passage for passage in passages(desk)))
    desk.named(BODY).click()
    ActionChains(desk.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    assert value(desk, BODY) == LEAVES
    desk.wait(lambda: any("their leaves" in passage for passage in passages(desk)))
