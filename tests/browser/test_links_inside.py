"""Words that name another page: looked for when asked, linked with one click, and undone."""

import pytest
from selenium.webdriver.common.keys import Keys

from articles.discovery.subjects import note_phrases
from articles.publishing.windows import save_revision
from tests.browser.form import change, kept, value, wait_for, write
from tests.factories import make_article, make_user, publish_article

LOOK = "//button[.='Look for links']"
BODY = "sections-0-body"


@pytest.fixture
def desk(browser, standing_rows):
    """A browser in which an editor has a draft open that names two pages."""
    editor = make_user("editor", username="editor")
    for title, slug in [("Green tea leaves", "tea"), ("Brass kettles", "brass")]:
        note_phrases(publish_article(title=title, slug=slug).article)
    article = make_article(
        owner=editor,
        introduction="Of green tea leaves.",
        sections=[("One", "😀 Brass kettles boil green tea leaves."), ("Two", "Green tea leaves.")],
    )
    save_revision(article, by=editor)
    browser.sign_in(editor)
    browser.open(change(article))
    return browser


def said(desk):
    return desk.one("[data-links-said]").text


def proposed(desk):
    return [item.text.split("\n") for item in desk.all("[data-links-list] > li")]


def look(desk, words):
    desk.click(LOOK)
    desk.wait(lambda: said(desk) == words)


def focused(desk):
    return desk.run("return document.activeElement.ariaLabel ?? document.activeElement.textContent")


def test_words_are_linked_with_one_click_and_back_with_undo(desk):
    assert not any("/text/links/" in address for address in desk.requests())
    look(desk, "2 phrases name other pages.")
    assert proposed(desk) == [
        [
            "In “Introduction”",
            "Of green tea leaves.",
            "would lead to Green tea leaves",
            "Link it",
        ],
        [
            "In “One”",
            "😀 Brass kettles boil green tea leaves.",
            "would lead to Brass kettles",
            "Link it",
        ],
    ]
    desk.click("(//button[.='Link it'])[2]")
    linked = "😀 [Brass kettles](article:brass) boil green tea leaves."
    desk.wait(lambda: value(desk, BODY) == linked)
    assert said(desk) == "1 more phrase names another page."
    assert focused(desk) == "Link it: “green tea leaves” to “Green tea leaves”"
    wait_for(desk, "Kept")
    desk.wait(lambda: kept(BODY) == linked)
    desk.named(BODY).send_keys(Keys.CONTROL, "z")
    assert value(desk, BODY) == "😀 Brass kettles boil green tea leaves."


def test_the_place_of_the_words_is_one_click_away(desk):
    look(desk, "2 phrases name other pages.")
    desk.run("arguments[0].click()", desk.one("#sections-0 [data-do=toggle]"))
    desk.click("//button[.='In “One”']")
    assert desk.run("""
      const text = document.activeElement;
      return [text.name, text.value.slice(text.selectionStart, text.selectionEnd)];
    """) == [BODY, "Brass kettles"]
    desk.run("document.activeElement.value = 'New: brass kettles'")
    desk.click("//button[.='In “One”']")
    assert desk.run("return document.activeElement.name") == BODY


def test_the_same_page_is_never_linked_twice(desk):
    look(desk, "2 phrases name other pages.")
    desk.click("(//button[.='Link it'])[1]")
    desk.wait(lambda: value(desk, "introduction") == "Of [green tea leaves](article:tea).")
    assert [title for *_, title, _ in proposed(desk)] == ["would lead to Brass kettles"]
    look(desk, "1 phrase names another page.")
    desk.click("//button[.='Link it']")
    desk.wait(lambda: said(desk) == "Nothing more names another page.")
    assert focused(desk) == "Look for links"
    look(desk, "No words of these texts name another page.")
    assert proposed(desk) == []


def test_the_line_at_the_foot_takes_it_back(desk):
    look(desk, "2 phrases name other pages.")
    desk.click("(//button[.='Link it'])[1]")
    desk.wait(
        lambda: desk.one(".said p").text == "“green tea leaves” leads to “Green tea leaves” now."
    )
    desk.click("//div[contains(@class, 'said')]//button[.='Undo']")
    desk.wait(lambda: value(desk, "introduction") == "Of green tea leaves.")


def test_what_was_typed_meanwhile_is_looked_at_first(desk):
    look(desk, "2 phrases name other pages.")
    desk.run("document.querySelector('[name=introduction]').value = 'New: our green tea leaves.'")
    desk.click("(//button[.='Link it'])[1]")
    desk.wait(lambda: value(desk, "introduction") == "New: our [green tea leaves](article:tea).")
    write(desk, BODY, " [x](article:brass)")
    desk.click("//button[.='Link it']")
    desk.wait(lambda: said(desk) == "No words of these texts name another page.")
    assert value(desk, BODY).startswith("😀 Brass kettles boil")


def test_what_is_folded_or_removed_is_left_alone(desk):
    desk.run("document.querySelector('[name=introduction]').value = 'Words.'")
    fold = desk.one("#sections-0 [data-do=toggle]")
    desk.run("arguments[0].click()", fold)
    look(desk, "1 phrase names another page.")
    assert proposed(desk) == [
        ["In “Two”", "Green tea leaves.", "would lead to Green tea leaves", "Link it"]
    ]
    desk.run("arguments[0].click()", fold)
    write(desk, BODY, " [x](article:tea)")
    desk.run("arguments[0].click()", fold)
    look(desk, "No words of these texts name another page.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- Words\n- Our green tea leaves\n- Words", "Our green tea leaves"),
        ("> Words.\n>\n> Our green tea leaves", "Our green tea leaves"),
        ("Before.\n\n**Our** green tea leaves.\n\nAfter.", "Our green tea leaves."),
        (
            f"{'We say ' * 12}and green tea leaves {'or so ' * 12}",
            f"… {'say We ' * 7}say and green tea leaves {'or so ' * 9}or …",
        ),
    ],
    ids=["list", "quotation", "paragraph", "long"],
)
def test_words_are_shown_in_their_surroundings(desk, text, shown):
    desk.run("document.querySelector('[name=introduction]').value = arguments[0]", text)
    look(desk, "2 phrases name other pages.")
    assert proposed(desk)[0][1] == shown


def test_failure_is_said(desk):
    desk.run("document.querySelector('[name=introduction]').value = 'x'.repeat(100001)")
    desk.click(LOOK)
    desk.wait(lambda: said(desk).startswith("This text has 100,001 bytes"))
    assert any("413" in complaint for complaint in desk.complaints())


@pytest.mark.parametrize("width", [320, 360])
def test_panel_fits_a_phone(desk, width):
    desk.command(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=700,
        deviceScaleFactor=1,
        mobile=False,
    )
    look(desk, "2 phrases name other pages.")
    assert desk.overflow() == 0
