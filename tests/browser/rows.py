"""What a person does to the rows of a form, and what the outline and the database then hold."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from articles.publishing.windows import save_revision
from tests.factories import make_article, make_user


def make_three():
    """An article of three sections, two questions and a source."""
    article = make_article(
        sections=[("One", "First words."), ("Two", "Second words."), ("Three", "Third words.")],
        faqs=[("Why?", "Because."), ("When?", "Now.")],
        references=[{"key": "a", "title": "A book"}],
    )
    save_revision(article)
    return article


def open_form(browser, article):
    """The article's form, opened by an editor."""
    browser.sign_in(make_user("editor"))
    browser.open(f"/admin/articles/article/{article.pk}/change/")
    return browser


def save(desk):
    desk.press("Save draft")


def sections(article):
    return list(article.sections.values_list("heading", "body"))


def headings(article):
    return list(article.sections.values_list("heading", flat=True))


def questions(article):
    return list(article.faqs.values_list("question", flat=True))


def outline(desk, kind="sections"):
    """What the outline shows of one kind."""
    group = {"sections": 0, "chapters": 0, "faqs": 1, "references": 2}[kind]
    root = desk.all(".outline-group")[group]
    return [node.text for node in root.find_elements(By.CSS_SELECTOR, ".outline-title")]


def item(desk, words):
    return desk.driver.find_element(By.XPATH, f"//nav[@data-outline]//a[contains(., '{words}')]")


def choose(desk, row, words):
    """Choose from the menu of a row."""
    button = desk.one(f"#{row} [data-do=menu]")
    desk.run("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    desk.click(f"//*[@role='menuitem'][starts-with(., '{words}')]")


def focused(desk):
    return desk.driver.switch_to.active_element.get_attribute("name")


def said(desk):
    return desk.one(".said [role=status]").text


def undo(desk):
    desk.click("//button[.='Undo']")


def move_by_key(desk, arrow):
    ActionChains(desk.driver).key_down(Keys.ALT).send_keys(arrow).key_up(Keys.ALT).perform()


def type_on(desk, *keys):
    """Type where the focus is."""
    ActionChains(desk.driver).send_keys(*keys).perform()


def drag(desk, handle, target, above=True):
    """Drag by the mouse to just above or below the middle of another element."""
    height = target.size["height"]
    offset = (2 - height // 2) if above else (height // 2 - 2)
    actions = ActionChains(desk.driver, duration=30)
    actions.click_and_hold(handle).move_by_offset(0, 9)
    actions.move_to_element_with_offset(target, 0, offset).release().perform()


def caret(desk, name, at):
    desk.run(
        "const [field, at] = arguments; field.focus(); field.setSelectionRange(at, at)",
        desk.named(name),
        at,
    )
