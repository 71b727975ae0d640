"""The outline and the rows of the form: gone to, moved, made, divided, joined, taken out."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from articles.models import Article
from articles.publishing.windows import save_revision
from guides.models import Chapter
from tests.factories import make_article, make_guide, make_user

MOVES = Keys.ALT


@pytest.fixture
def article(standing_rows):
    article = make_article(
        sections=[("One", "First words."), ("Two", "Second words."), ("Three", "Third words.")],
        faqs=[("Why?", "Because."), ("When?", "Now.")],
        references=[{"key": "a", "title": "A book"}],
    )
    save_revision(article)
    return article


@pytest.fixture
def desk(browser, article):
    """The article's form, opened by an editor."""
    browser.sign_in(make_user("editor", username="editor"))
    browser.open(f"/admin/articles/article/{article.pk}/change/")
    return browser


def save(desk):
    desk.press("Save draft")


def sections(article):
    return list(article.sections.values_list("heading", "body"))


def headings(article):
    return list(article.sections.values_list("heading", flat=True))


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


def hold(desk, keys, key):
    ActionChains(desk.driver).key_down(keys).send_keys(key).key_up(keys).perform()


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


# Going there


def test_outline_shows_everything_and_a_click_goes_there(desk):
    assert outline(desk) == ["One", "Two", "Three"]
    assert outline(desk, "faqs") == ["Why?", "When?"]
    assert outline(desk, "references") == ["A book"]
    item(desk, "When?").click()
    assert focused(desk) == "faqs-1-question"
    top = desk.run("return document.querySelector('#faqs-1').getBoundingClientRect().top")
    assert top >= desk.run("return document.querySelector('[data-bar]').getBoundingClientRect().bottom")
    assert [node.text for node in desk.all("[data-outline] [aria-current]")] == ["When?"]


def test_outline_goes_to_fields_outside_the_rows(desk):
    item(desk, "Introduction").click()
    assert focused(desk) == "introduction"
    item(desk, "For search results").click()
    assert focused(desk) == "search_title"


def test_outline_follows_what_is_typed(desk):
    desk.named("sections-1-heading").clear()
    assert outline(desk) == ["One", "Untitled section", "Three"]
    desk.type("sections-1-heading", "A new name")
    assert outline(desk) == ["One", "A new name", "Three"]
    assert desk.one("#sections-1 h3").text == "A new name"


def test_outline_tells_of_problems_comments_and_people(desk, article):
    place = f"sections:{article.sections.get(heading='Two').key}"
    desk.run(
        """
        const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
        const [place] = arguments;
        tell("desk:others", [{ name: "Ana", place }]);
        tell("desk:problems", [["section “Two”", "No such product"], ["topic", "Choose one"]]);
        document.querySelector("#sections-1").dataset.comments = 2;
        """,
        place,
    )
    badges = item(desk, "Two").find_element(By.CSS_SELECTOR, ".outline-badges")
    desk.wait(lambda: badges.text.split("\n") == ["Ana is here", "1 problem", "2 comments"])
    status = desk.one("[data-outline] [role=status]")
    assert status.get_attribute("textContent") == "Ana is in “Two”."


# Moving


def test_section_is_dragged_in_the_outline(desk, article):
    drag(desk, item(desk, "Three"), item(desk, "One"))
    assert outline(desk) == ["Three", "One", "Two"]
    assert said(desk) == "Section “Three” is now 1 of 3."
    save(desk)
    assert headings(article) == ["Three", "One", "Two"]


def test_section_is_dragged_by_its_handle(desk, article):
    desk.click("//button[.='Collapse all']")
    drag(desk, desk.one("#sections-0 .row-grip"), desk.one("#sections-1"), above=False)
    save(desk)
    assert headings(article) == ["Two", "One", "Three"]


def test_escape_calls_a_drag_off(desk):
    actions = ActionChains(desk.driver, duration=30)
    actions.click_and_hold(item(desk, "Three")).move_to_element(item(desk, "One")).perform()
    assert len(desk.all(".drop-line")) == 1
    ActionChains(desk.driver).send_keys(Keys.ESCAPE).release().perform()
    assert outline(desk) == ["One", "Two", "Three"]
    assert desk.all(".drop-line") == []


def test_section_is_moved_by_buttons(desk, article):
    desk.click("//*[@id='sections-0']//button[@data-do='move-down']")
    assert desk.driver.switch_to.active_element.get_attribute("data-do") == "move-down"
    choose(desk, "sections-2", "Move up")
    ActionChains(desk.driver).move_to_element(item(desk, "Two")).perform()
    desk.click("//nav[@data-outline]//li[contains(., 'Two')]//button[@aria-label='Move down']")
    assert outline(desk) == ["Three", "Two", "One"]
    save(desk)
    assert headings(article) == ["Three", "Two", "One"]


def test_section_is_moved_by_keyboard_and_keeps_the_focus(desk, article):
    link = item(desk, "One")
    desk.run("arguments[0].focus()", link)
    hold(desk, MOVES, Keys.ARROW_DOWN)
    assert said(desk) == "Section “One” is now 2 of 3."
    hold(desk, MOVES, Keys.ARROW_DOWN)
    hold(desk, MOVES, Keys.ARROW_DOWN)
    assert said(desk) == "It is the last."
    assert desk.driver.switch_to.active_element == link
    desk.run("document.querySelector('#sections-2 [data-do=toggle]').focus()")
    hold(desk, MOVES, Keys.ARROW_UP)
    save(desk)
    assert headings(article) == ["Three", "Two", "One"]


# Making


def test_section_is_inserted_in_the_middle(desk, article):
    insert = desk.one("#sections-0 .row-insert button")
    desk.run("arguments[0].scrollIntoView({block: 'center'})", insert)
    insert.click()
    assert focused(desk) == "sections-3-heading"
    assert outline(desk) == ["One", "Untitled section", "Two", "Three"]
    ActionChains(desk.driver).send_keys("Between").perform()
    desk.type("sections-3-body", "New words.")
    choose(desk, "sections-0", "Insert section above")
    ActionChains(desk.driver).send_keys("Zero").perform()
    save(desk)
    assert headings(article) == ["Zero", "One", "Between", "Two", "Three"]


def test_row_is_added_at_the_end_from_the_outline(desk, article):
    desk.click("//nav[@data-outline]//button[@aria-label='Add FAQ']")
    ActionChains(desk.driver).send_keys("How?").send_keys(Keys.TAB).perform()
    desk.type("faqs-2-answer", "So.")
    save(desk)
    assert list(article.faqs.values_list("question", flat=True)) == ["Why?", "When?", "How?"]


def test_section_is_duplicated(desk, article):
    choose(desk, "sections-0", "Duplicate")
    save(desk)
    copies = list(article.sections.filter(heading="One"))
    assert sections(article)[:3] == [("One", "First words.")] * 2 + [("Two", "Second words.")]
    assert copies[0].key != copies[1].key


def test_source_is_duplicated_under_a_key_of_its_own(desk, article):
    choose(desk, "references-0", "Duplicate")
    assert focused(desk) == "references-1-title"
    save(desk)
    assert list(article.references.values_list("key", "title")) == [
        ("a", "A book"),
        ("a-2", "A book"),
    ]


# Dividing, joining, turning


def test_section_is_split_at_the_cursor(desk, article):
    caret(desk, "sections-0-body", 5)
    choose(desk, "sections-0", "Split")
    assert focused(desk) == "sections-3-heading"
    ActionChains(desk.driver).send_keys("And then").perform()
    save(desk)
    assert sections(article)[:2] == [("One", "First"), ("And then", "words.")]


def test_heading_at_the_cursor_becomes_that_of_the_new_section(desk, article):
    body = "First.\n\n### Inside ##\n\nSecond.\n\n#### Deeper\n\nThird."
    article.sections.filter(heading="One").update(body=body)
    desk.driver.refresh()
    caret(desk, "sections-0-body", body.index("Inside"))
    choose(desk, "sections-0", "Split")
    assert focused(desk) == "sections-3-body"
    save(desk)
    assert sections(article)[:2] == [
        ("One", "First."),
        ("Inside", "Second.\n\n#### Deeper\n\nThird."),
    ]


def test_split_asks_for_a_cursor_first(desk):
    choose(desk, "sections-0", "Split")
    item = desk.one(".row-menu [data-name=split]")
    assert item.text.split("\n") == ["Split at the cursor", "Put the cursor into the text first"]
    assert outline(desk) == ["One", "Two", "Three"]


def test_section_is_merged_with_the_next(desk, article):
    choose(desk, "sections-0", "Merge")
    assert focused(desk) == "sections-0-body"
    save(desk)
    assert sections(article) == [
        ("One", "First words.\n\n### Two\n\nSecond words."),
        ("Three", "Third words."),
    ]


def test_section_becomes_a_question_and_back(desk, article):
    key = article.sections.get(heading="Two").key
    choose(desk, "sections-1", "Turn into an FAQ")
    assert said(desk) == "“Two” is an FAQ now."
    assert focused(desk) == "faqs-2-question"
    save(desk)
    assert headings(article) == ["One", "Three"]
    assert article.faqs.last().answer == "Second words."
    assert article.faqs.last().key != key
    choose(desk, "faqs-0", "Turn into a section")
    save(desk)
    assert sections(article)[-1] == ("Why?", "Because.")
    assert list(article.faqs.values_list("question", flat=True)) == ["When?", "Two"]


def test_section_dropped_among_the_questions_becomes_one_there(desk, article):
    drag(desk, item(desk, "Two"), item(desk, "When?"))
    save(desk)
    assert headings(article) == ["One", "Three"]
    assert list(article.faqs.values_list("question", flat=True)) == ["Why?", "Two", "When?"]


# The way back


def change(desk, verb):
    caret(desk, "sections-1-body", 6)
    choose(desk, "sections-1", verb)


@pytest.mark.parametrize("verb", ["Split", "Merge", "Turn", "Remove", "Duplicate", "Move up"])
def test_every_change_can_be_undone(desk, article, verb):
    before = sections(article)
    change(desk, verb)
    assert outline(desk) != ["One", "Two", "Three"]
    undo(desk)
    assert outline(desk) == ["One", "Two", "Three"]
    assert outline(desk, "faqs") == ["Why?", "When?"]
    save(desk)
    assert sections(article) == before
    assert article.faqs.count() == 2


def test_what_was_written_since_is_kept_when_a_change_is_undone(desk, article):
    change(desk, "Split")
    ActionChains(desk.driver).send_keys("Typed since").perform()
    undo(desk)
    assert outline(desk) == ["One", "Two", "Three"]
    desk.click("//details[@data-removed]/summary[contains(., '1')]")
    desk.click("//button[@aria-label='Put back “Typed since”']")
    save(desk)
    assert headings(article) == ["One", "Two", "Typed since", "Three"]


def test_removed_section_is_gone_when_saved(desk, article):
    choose(desk, "sections-1", "Remove")
    assert said(desk) == "Section “Two” was removed."
    save(desk)
    assert headings(article) == ["One", "Three"]


def test_removed_section_is_put_back_where_it_stood_also_on_another_day(desk, article):
    desk.type("sections-1-body", " More.")
    choose(desk, "sections-1", "Remove")
    desk.wait(lambda: "Kept at" in desk.one("[data-kept]").text)
    desk.driver.refresh()
    assert outline(desk) == ["One", "Three"]
    desk.click("//*[@data-rows='sections']//details[@data-removed]/summary")
    desk.click("//button[@aria-label='Put back “Two”']")
    save(desk)
    assert sections(article)[1] == ("Two", "Second words. More.")


# Folding


def test_rows_are_folded_and_this_is_remembered(desk):
    desk.click("//*[@id='sections-0']//button[@data-do='toggle']")
    assert desk.one("#sections-0 .row-gist").text == "First words."
    assert not desk.named("sections-0-body").is_displayed()
    desk.driver.refresh()
    assert not desk.named("sections-0-body").is_displayed()
    assert desk.named("sections-1-body").is_displayed()
    item(desk, "One").click()
    assert focused(desk) == "sections-0-heading"
    desk.click("//*[@data-rows='sections']//button[.='Collapse all']")
    assert [node.is_displayed() for node in desk.all("[data-rows=sections] textarea")] == [False] * 3
    desk.click("//*[@data-rows='sections']//button[.='Expand all']")
    assert [node.is_displayed() for node in desk.all("[data-rows=sections] textarea")] == [True] * 3


def test_row_with_an_error_is_never_folded(desk):
    desk.click("//*[@data-rows='sections']//button[.='Collapse all']")
    desk.run("document.querySelector('[name=sections-1-heading]').value = ''")
    save(desk)
    shown = [node.is_displayed() for node in desk.all("[data-rows=sections] textarea")]
    assert shown == [False, True, False]
    assert "1 problem" in item(desk, "Untitled section").text


# Menus, phones, guides, no scripts


def test_menu_is_walked_by_keyboard(desk):
    desk.run("document.querySelector('#sections-0 [data-do=menu]').focus()")
    ActionChains(desk.driver).send_keys(Keys.ENTER, Keys.END, Keys.ARROW_DOWN, Keys.ARROW_UP).perform()
    assert desk.driver.switch_to.active_element.text == "Remove"
    ActionChains(desk.driver).send_keys(Keys.ESCAPE).perform()
    assert desk.driver.switch_to.active_element == desk.one("#sections-0 [data-do=menu]")
    ActionChains(desk.driver).send_keys(Keys.ENTER, Keys.HOME, Keys.TAB).perform()
    assert desk.driver.switch_to.active_element == desk.one("#sections-0 [data-do=menu]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outline_and_rows_fit_a_phone(desk, scheme):
    desk.command(
        "Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    desk.command("Emulation.setEmulatedMedia", features=[feature])
    desk.driver.refresh()
    assert desk.overflow() == 0
    desk.click("//nav[@data-outline]//summary")
    assert desk.overflow() == 0
    item(desk, "Three").click()
    assert focused(desk) == "sections-2-heading"
    assert not item(desk, "Three").is_displayed()
    choose(desk, "sections-0", "Move down")
    assert outline_on_phone(desk) == ["Two", "One", "Three"]
    assert desk.overflow() == 0


def outline_on_phone(desk):
    desk.run("document.querySelector('[data-outline] details').open = true")
    return outline(desk)


def test_chapters_have_the_same_and_new_ones_find_their_article(browser):
    guide = make_guide(chapters=[make_article(title="An article"), ("Own words", "Some text.")])
    make_article(title="Wanted")
    browser.sign_in(make_user("editor"))
    browser.open(f"/admin/guides/guide/{guide.pk}/change/")
    assert outline(browser) == ["An article", "Own words"]
    choose(browser, "chapters-0", "Duplicate")
    choose(browser, "chapters-1", "Insert chapter below")
    browser.click("//*[@id='chapters-3']//*[@role='combobox']")
    browser.driver.switch_to.active_element.send_keys("Wanted")
    browser.wait(lambda: browser.all(".select2-results__option--highlighted"))
    browser.wait(lambda: browser.one(".select2-results__option--highlighted").text == "Wanted")
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert outline(browser) == ["An article", "An article", "Own words", "Wanted"]
    save(browser)
    assert [str(chapter) for chapter in Chapter.objects.filter(guide=guide)] == [
        "An article",
        "An article",
        "Own words",
        "Wanted",
    ]


def test_rows_are_ordered_added_and_removed_without_scripts(desk, article):
    desk.disable_scripts()
    desk.driver.refresh()
    for number, position in enumerate((3, 1, 2)):
        desk.named(f"sections-{number}-position").clear()
        desk.type(f"sections-{number}-position", str(position))
    desk.named("faqs-0-DELETE").click()
    desk.type("sections-3-heading", "Four")
    desk.type("sections-3-body", "Words.")
    save(desk)
    assert headings(article) == ["Two", "Three", "One", "Four"]
    assert list(article.faqs.values_list("question", flat=True)) == ["When?"]


def test_new_article_starts_in_its_title_and_makes_its_address(browser):
    browser.sign_in(make_user("editor"))
    browser.open("/admin/articles/article/add/")
    assert focused(browser) == "title"
    assert browser.all("[data-row]") == []
    browser.type("title", "How to listen")
    assert browser.named("slug").get_attribute("value") == "how-to-listen"
    browser.click("//button[.='Add section']")
    ActionChains(browser.driver).send_keys("One").perform()
    browser.type("sections-0-body", "Some *words*.")
    save(browser)
    assert sections(Article.objects.get()) == [("One", "Some *words*.")]


START = """
const at = document.querySelector("script[src*='desk/form']").src;
const [{ startRows }, { startOutline }] = await Promise.all(
  ["rows.js", "outline.js"].map((name) => import(new URL(name, at)))
);
const page = new DOMParser().parseFromString(await (await fetch("")).text(), "text/html");
document.querySelector("[data-desk]").replaceWith(page.querySelector("[data-desk]"));
const desk = document.querySelector("[data-desk]");
const start = performance.now();
startOutline(desk, startRows(desk));
done(performance.now() - start);
"""


def test_rows_of_a_long_article_start_fast(browser):
    article = make_article(
        sections=[(f"Section {n}", "Some words. " * 200) for n in range(40)],
        faqs=[(f"Question {n}?", "An answer. " * 40) for n in range(30)],
    )
    browser.sign_in(make_user("editor"))
    browser.open(f"/admin/articles/article/{article.pk}/change/")
    milliseconds = browser.driver.execute_async_script(f"const [done] = arguments; (async () => {{ {START} }})()")
    assert len(outline(browser)) == 40
    assert milliseconds < 250, "it is 20 to 40 on a machine with nothing else to do"
