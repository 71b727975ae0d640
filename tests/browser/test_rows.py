"""The rows of the form: made, divided, joined, turned, taken out, put back and folded."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from articles.models import Article
from guides.models import Chapter
from tests.browser.rows import (
    caret,
    choose,
    focused,
    headings,
    item,
    make_three,
    open_form,
    outline,
    questions,
    said,
    save,
    sections,
    type_on,
    undo,
)
from tests.factories import make_article, make_guide, make_user


@pytest.fixture
def article(standing_rows):
    return make_three()


@pytest.fixture
def desk(browser, article):
    return open_form(browser, article)


def test_section_is_inserted_in_the_middle(desk, article):
    insert = desk.one("#sections-0 .row-insert button")
    desk.run("arguments[0].scrollIntoView({block: 'center'})", insert)
    insert.click()
    assert focused(desk) == "sections-3-heading"
    assert outline(desk) == ["One", "Untitled section", "Two", "Three"]
    type_on(desk, "Between")
    desk.type("sections-3-body", "New words.")
    choose(desk, "sections-0", "Insert section above")
    type_on(desk, "Zero")
    save(desk)
    assert headings(article) == ["Zero", "One", "Between", "Two", "Three"]


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


def test_section_is_split_at_the_cursor(desk, article):
    caret(desk, "sections-0-body", 5)
    choose(desk, "sections-0", "Split")
    assert focused(desk) == "sections-3-heading"
    type_on(desk, "And then")
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
    assert questions(article) == ["When?", "Two"]


def test_every_change_can_be_undone(desk, article):
    before = sections(article)
    for verb in ("Split", "Merge", "Turn", "Remove", "Duplicate", "Move up"):
        caret(desk, "sections-1-body", 6)
        choose(desk, "sections-1", verb)
        assert outline(desk) != ["One", "Two", "Three"], verb
        undo(desk)
        assert outline(desk) == ["One", "Two", "Three"], verb
        assert outline(desk, "faqs") == ["Why?", "When?"], verb
    save(desk)
    assert sections(article) == before
    assert article.faqs.count() == 2


def test_what_was_written_since_is_kept_when_a_change_is_undone(desk, article):
    caret(desk, "sections-1-body", 6)
    choose(desk, "sections-1", "Split")
    type_on(desk, "Typed since")
    undo(desk)
    assert outline(desk) == ["One", "Two", "Three"]
    desk.click("//details[@data-removed]/summary[contains(., '1')]")
    desk.click("//button[@aria-label='Put back “Typed since”']")
    save(desk)
    assert headings(article) == ["One", "Two", "Typed since", "Three"]


def test_removed_section_is_gone_when_saved(desk, article):
    choose(desk, "sections-1", "Remove")
    assert said(desk) == "Section “Two” was removed."
    ActionChains(desk.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    assert outline(desk) == ["One", "Two", "Three"]
    choose(desk, "sections-1", "Remove")
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


def shown(desk):
    """Which sections show their text."""
    return [node.is_displayed() for node in desk.all("[data-rows=sections] textarea")]


def lead_from_the_page(desk, words):
    """Click on words of the page beside the form."""
    desk.driver.switch_to.frame(desk.one("[data-page] iframe"))
    desk.click(f"//p[.='{words}']")
    desk.driver.switch_to.default_content()


def test_rows_are_folded_and_this_is_remembered(desk):
    desk.click("//*[@id='sections-0']//button[@data-do='toggle']")
    assert desk.one("#sections-0 .row-gist").text == "First words."
    assert not desk.named("sections-0-body").is_displayed()
    desk.driver.refresh()
    assert not desk.named("sections-0-body").is_displayed()
    assert desk.named("sections-1-body").is_displayed()
    item(desk, "One").click()
    assert focused(desk) == "sections-0-heading"
    desk.click("//*[@id='sections-0']//button[@data-do='toggle']")
    lead_from_the_page(desk, "First words.")
    assert focused(desk) == "sections-0-heading"
    desk.click("//*[@data-rows='sections']//button[.='Collapse all']")
    assert shown(desk) == [False, False, False]
    desk.click("//*[@data-rows='sections']//button[.='Expand all']")
    assert shown(desk) == [True, True, True]


def test_row_with_an_error_is_never_folded(desk):
    desk.click("//*[@data-rows='sections']//button[.='Collapse all']")
    desk.run("document.querySelector('[name=sections-1-heading]').value = ''")
    save(desk)
    assert shown(desk) == [False, True, False]
    assert "1 problem" in item(desk, "Untitled section").text


def test_menu_is_walked_by_keyboard(desk):
    desk.run("document.querySelector('#sections-0 [data-do=menu]').focus()")
    type_on(desk, Keys.ENTER, Keys.END, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert desk.driver.switch_to.active_element.text == "Remove"
    type_on(desk, Keys.ESCAPE)
    assert desk.driver.switch_to.active_element == desk.one("#sections-0 [data-do=menu]")
    type_on(desk, Keys.ENTER, Keys.HOME, Keys.TAB)
    assert desk.driver.switch_to.active_element == desk.one("#sections-0 [data-do=menu]")


def test_chapters_have_the_same_and_new_ones_find_their_article(browser):
    guide = make_guide(chapters=[make_article(title="An article"), ("Own words", "Some text.")])
    make_article(title="Wanted")
    browser.sign_in(make_user("editor"))
    browser.open(f"/admin/guides/guide/{guide.pk}/change/")
    assert outline(browser) == ["An article", "Own words"]
    choose(browser, "chapters-0", "Duplicate")
    choose(browser, "chapters-1", "Insert chapter below")
    assert own_fields(browser) == [False, False, True, True]
    browser.click("//*[@id='chapters-3']//*[@role='combobox']")
    browser.driver.switch_to.active_element.send_keys("Wanted")
    browser.wait(lambda: browser.all(".select2-results__option--highlighted"))
    browser.wait(lambda: browser.one(".select2-results__option--highlighted").text == "Wanted")
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert outline(browser) == ["An article", "An article", "Own words", "Wanted"]
    assert own_fields(browser) == [False, False, True, False]
    save(browser)
    assert [str(chapter) for chapter in Chapter.objects.filter(guide=guide)] == [
        "An article",
        "An article",
        "Own words",
        "Wanted",
    ]


def own_fields(browser):
    """Whether the fields of each chapter's own are open."""
    return [bool(part.get_attribute("open")) for part in browser.all(".row [data-own]")]


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
    assert questions(article) == ["When?"]


def test_new_article_starts_in_its_title_and_makes_its_address(browser):
    browser.sign_in(make_user("editor"))
    browser.open("/admin/articles/article/add/")
    assert focused(browser) == "title"
    assert browser.all("[data-row]") == []
    browser.type("title", "How to listen")
    assert browser.named("slug").get_attribute("value") == "how-to-listen"
    browser.click("//button[.='Add section']")
    type_on(browser, "One")
    browser.type("sections-0-body", "Some *words*.")
    save(browser)
    assert sections(Article.objects.get()) == [("One", "Some *words*.")]
