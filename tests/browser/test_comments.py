"""Comments beside the text, and what a guest says by a link, in the browser."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from articles.models import Comment
from tests.factories import make_article, make_comment, make_share_link, make_user

CASES = json.loads(
    (Path(__file__).parents[1] / "articles/reviewing/anchors.json").read_text(encoding="utf-8")
)
BODY = "Wait until they are done. Then say what you heard, in your own words. Ask if it is so."
PASSAGE = "say what you heard"


@pytest.fixture
def editor(standing_rows):
    return make_user("editor", username="editor", first_name="Edith")


@pytest.fixture
def article(editor):
    return make_article(
        owner=editor, introduction="Begin here.", sections=[("Listen", BODY), ("Ask", "Ask.")]
    )


@pytest.fixture
def signed_in(browser, editor):
    """A browser in which the editor is signed in, who has begun nothing elsewhere."""
    browser.command(
        "Storage.clearDataForOrigin", origin=browser.server.url, storageTypes="local_storage"
    )
    browser.sign_in(editor)
    return browser


@pytest.fixture
def desk(signed_in, article):
    """The article's form, opened by the editor."""
    signed_in.open(page_of(article))
    return signed_in


def stand_still(browser):
    """Let no page scroll smoothly."""
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.command("Emulation.setEmulatedMedia", features=features)


def page_of(article, page="change"):
    return f"/admin/articles/article/{article.pk}/{page}/"


def place_of(article):
    return f"sections:{article.sections.first().key}"


def select(browser, words, name="sections-0-body"):
    """Select words in a text, as with the mouse."""
    browser.run(
        "const [text, words] = arguments; const at = text.value.indexOf(words);"
        "text.focus(); text.setSelectionRange(at, at + words.length)",
        browser.named(name),
        words,
    )


def selected(browser):
    return browser.run(
        "const { value, selectionStart, selectionEnd } = document.activeElement;"
        "return value?.slice(selectionStart, selectionEnd)"
    )


def begin(browser):
    """Press the tool for a comment."""
    browser.wait(lambda: browser.all("[data-tool=comment]"))
    browser.one("[data-tool=comment]").click()


def comment(browser, text):
    """Comment on what is selected and wait until that has arrived."""
    count = Comment.objects.count()
    begin(browser)
    browser.one(".composer textarea").send_keys(text)
    browser.click("//div[@class='composer']//button[.='Comment']")
    browser.wait(lambda: Comment.objects.count() == count + 1)
    browser.wait(lambda: not browser.all(".composer"))
    return Comment.objects.last()


def do(browser, thread, words):
    """Press a button of a thread, or open what is folded there."""
    browser.click(f"//*[@data-thread='{thread.pk}']//*[self::button or self::summary][.='{words}']")


def texts(browser, selector="[data-remark-text]"):
    """The words of all these elements, also while their list is shown anew."""
    script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
    return browser.run(script, selector)


def show(browser):
    browser.click("//button[starts-with(., 'Comments')]")


def said(browser):
    return browser.one("[data-comments-said]").text


def tab(browser):
    return browser.one("#pane-tab-comments").text


def test_passages_are_found_as_the_server_finds_them(desk):
    found = desk.driver.execute_async_script(
        """
        const [cases, done] = arguments;
        const read = (text) => {
          const [before, rest] = text.split("⟦");
          if (rest === undefined) return [before, null];
          const [words, after] = rest.split("⟧");
          return [before + words + after, [before.length, before.length + words.length]];
        };
        import("/static/js/desk/anchors.js").then(({ anchor, find }) => {
          done(cases.map(({ name, was, now }) => {
            const [text, [start, end]] = read(was);
            const [changed, expected] = read(now);
            return [name, find(changed, anchor(text, start, end)), expected];
          }));
        });
        """,
        CASES,
    )
    assert [case for case in found if case[1] != case[2]] == []
    assert len(found) == len(CASES)


def test_passage_is_commented_on_and_found_after_edits(desk, article):
    select(desk, PASSAGE)
    made = comment(desk, "Always?")
    kept = (made.text, made.place, made.quote, made.before, made.after)
    before, after = BODY.split(PASSAGE)
    assert kept == ("Always?", place_of(article), PASSAGE, before, after[:40])
    assert (tab(desk), desk.one(".row-comments").text) == ("Comments (1)", "1 comment")

    text = desk.named("sections-0-body")
    text.send_keys(Keys.CONTROL, Keys.HOME)
    text.send_keys("At first: ")
    text.send_keys(Keys.CONTROL, Keys.END)
    text.send_keys(" Once more.")
    desk.one("[data-quote] button").click()
    assert selected(desk) == PASSAGE

    text.send_keys("write a letter")
    desk.wait(lambda: desk.one("[data-changed]").is_displayed())
    desk.one("[data-quote] button").click()
    assert said(desk) == "The passage has changed: it is not in the text any more."


def test_comment_is_answered_resolved_and_reopened(desk, article, editor):
    thread = make_comment(article, text="Why?", place="introduction", quote="Begin here")
    show(desk)
    desk.wait(lambda: desk.all("[data-thread]"))
    do(desk, thread, "Reply")
    desk.one(".composer textarea").send_keys("Because.")
    do(desk, thread, "Resolve")
    desk.wait(lambda: tab(desk) == "Comments")
    # What is being written stays, wherever its thread goes.
    desk.one(".comments > details summary").click()
    assert desk.one(".composer textarea").get_attribute("value") == "Because."
    do(desk, thread, "Reopen")
    desk.wait(lambda: tab(desk) == "Comments (1)")
    desk.one(".composer textarea").send_keys(Keys.CONTROL, Keys.ENTER)
    desk.wait(lambda: desk.all(".reply"))
    assert texts(desk, ".reply [data-remark-text]") == ["Because."]
    thread.refresh_from_db()
    assert (thread.resolved_at, thread.replies.get().written_by) == (None, editor)


def test_own_words_are_changed_and_deleted(desk, article, editor):
    mine = make_comment(article, text="Wrnog\nline", written_by=editor)
    show(desk)
    desk.wait(lambda: desk.all("[data-thread]"))
    do(desk, mine, "Edit")
    field = desk.one(".composer textarea")
    assert field.get_attribute("value") == "Wrnog\nline"
    field.clear()
    field.send_keys("Wrong")
    desk.click("//button[.='Change']")
    desk.wait(lambda: texts(desk) == ["Wrong"])
    do(desk, mine, "Delete …")
    do(desk, mine, "Delete it for good")
    desk.wait(lambda: not desk.all("[data-thread]"))
    assert (said(desk), Comment.objects.count()) == ("Deleted.", 0)


def test_whole_of_it_is_done_by_keyboard(desk, article):
    select(desk, PASSAGE)
    ActionChains(desk.driver).key_down(Keys.CONTROL).key_down(Keys.ALT).send_keys("m").key_up(
        Keys.ALT
    ).key_up(Keys.CONTROL).perform()
    assert desk.one(".composer-place").text == "On: Listen"
    desk.driver.switch_to.active_element.send_keys("Why?", Keys.CONTROL, Keys.ENTER)
    desk.wait(lambda: Comment.objects.count() == 1)
    desk.wait(lambda: desk.driver.switch_to.active_element == desk.named("sections-0-body"))
    assert selected(desk) == PASSAGE
    desk.run("document.querySelector('#pane-tab-comments').focus()")
    desk.driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    assert desk.driver.switch_to.active_element.text == "The page"
    assert desk.one("[data-page-view]").is_displayed()
    assert not desk.one("[data-comments-panel]").is_displayed()


def test_what_is_written_stays_when_the_page_is_left(desk, article):
    desk.requests()
    select(desk, PASSAGE)
    begin(desk)
    desk.one(".composer textarea").send_keys("Half a thought")
    desk.run("return new Promise((done) => setTimeout(done, 900))")
    # It is no part of the article, which would be kept otherwise.
    assert [url for url in desk.requests() if "/keep/" in url] == []
    desk.open(page_of(article))
    show(desk)
    assert desk.one(".composer textarea").get_attribute("value") == "Half a thought"
    assert desk.one(".composer .thread-quote").text == PASSAGE
    desk.click("//div[@class='composer']//button[.='Comment']")
    desk.wait(lambda: Comment.objects.count() == 1)
    assert Comment.objects.get().quote == PASSAGE


def test_signed_out_commenter_signs_in_and_sends_it(desk):
    select(desk, PASSAGE)
    begin(desk)
    desk.one(".composer textarea").send_keys("Why?")
    desk.driver.delete_cookie("sessionid")
    desk.click("//div[@class='composer']//button[.='Comment']")
    desk.wait(lambda: desk.all("dialog[open]"))
    desk.one("dialog [name=username]").send_keys("editor")
    desk.one("dialog [name=password]").send_keys("secret", Keys.ENTER)
    desk.wait(lambda: not desk.all("dialog[open]"))
    assert said(desk) == "You are signed in again: send it once more."
    desk.click("//div[@class='composer']//button[.='Comment']")
    desk.wait(lambda: Comment.objects.count() == 1)
    assert Comment.objects.get().text == "Why?"
    assert ["401" in line for line in desk.complaints()] == [True]  # the browser notes refusals


def test_lost_connection_is_told_and_the_words_stay(desk):
    select(desk, PASSAGE)
    begin(desk)
    desk.wait(lambda: desk.one(".composer textarea") == desk.driver.switch_to.active_element)
    desk.run("window.fetch = () => Promise.reject(new TypeError('offline'))")
    desk.one(".composer textarea").send_keys("Why?")
    desk.click("//div[@class='composer']//button[.='Comment']")
    desk.wait(lambda: desk.one(".composer-problem").text == "There is no connection.")
    assert desk.one(".composer textarea").get_attribute("value") == "Why?"


def test_link_to_a_comment_leads_to_its_passage(signed_in, article):
    thread = make_comment(article, text="Why?", place=place_of(article), quote=PASSAGE)
    signed_in.requests()
    signed_in.open(f"{page_of(article)}#comment-{thread.pk}")
    signed_in.wait(lambda: selected(signed_in) == PASSAGE)
    assert signed_in.one(f"[data-thread='{thread.pk}']").is_displayed()
    assert [url for url in signed_in.requests() if "/comments/" in url] == []


def test_count_of_a_section_leads_to_its_threads(signed_in, article):
    make_comment(article, text="Elsewhere")
    thread = make_comment(article, text="Why?", place=place_of(article))
    signed_in.open(page_of(article))
    make_comment(article, text="Meanwhile")
    signed_in.one("#sections-0 .row-comments").click()
    signed_in.wait(lambda: "Meanwhile" in texts(signed_in))
    chosen = signed_in.one("[data-chosen]")
    focused = signed_in.driver.switch_to.active_element
    assert chosen.get_attribute("data-thread") == str(thread.pk)
    assert focused in chosen.find_elements(By.CSS_SELECTOR, "button")


def test_threads_follow_their_sections(signed_in, article):
    make_comment(article, text="On asking", place=f"sections:{article.sections.last().key}")
    make_comment(article, text="On listening", place=place_of(article))
    signed_in.open(page_of(article))
    show(signed_in)
    assert texts(signed_in) == ["On listening", "On asking"]
    signed_in.one("#sections-1 [data-do=move-up]").click()
    signed_in.wait(lambda: texts(signed_in) == ["On asking", "On listening"])


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_pages_fit_their_window(signed_in, article, editor, theme, width):
    link = make_share_link(article, may_comment=True, label="word" * 20)
    for place in ("introduction", place_of(article), ""):
        make_comment(article, text="word" * 60, place=place, quote="word" * 60, written_by=editor)
        make_comment(article, text="word" * 60, guest_name="word" * 20, share_link=link)
    signed_in.command(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )
    features = [{"name": "prefers-color-scheme", "value": theme}]
    signed_in.command("Emulation.setEmulatedMedia", features=features)
    over = {}
    for address in (
        page_of(article, "comments"),
        page_of(article, "share"),
        f"/preview/{link.key}/",
        page_of(article),
    ):
        signed_in.open(address)
        over[address] = signed_in.overflow()
    show(signed_in)
    signed_in.wait(lambda: signed_in.all("[data-thread]"))
    over["panel"] = signed_in.overflow()
    assert {address: pixels for address, pixels in over.items() if pixels > 0} == {}


def test_guest_comments_without_cookies_or_scripts(browser, article):
    link = make_share_link(article, may_comment=True)
    browser.disable_scripts()
    stand_still(browser)
    browser.open(f"/preview/{link.key}/")
    browser.type("name", "Ada")
    browser.type("quote", PASSAGE)
    browser.type("text", "Always?")
    browser.press("Send the comment")
    assert browser.one(".talk-text").text == "Always?"
    made = Comment.objects.get()
    assert (made.guest_name, made.place, made.quote) == ("Ada", place_of(article), PASSAGE)
    assert browser.driver.current_url.endswith(f"/preview/{link.key}/#comment-{made.pk}")
    assert browser.driver.get_cookies() == []


def test_editor_finds_what_a_guest_said_without_scripts(signed_in, article):
    link = make_share_link(article)
    make_comment(article, guest_name="Ada", share_link=link, text="Always?")
    signed_in.disable_scripts()
    signed_in.open(page_of(article, "comments"))
    signed_in.click("//summary[.='Reply']")
    signed_in.one(".thread textarea").send_keys("Nearly.")
    signed_in.press("Send the reply")
    assert [node.text for node in signed_in.all(".remark-text")] == ["Always?", "Nearly."]
    signed_in.press("Resolve")
    assert signed_in.one("details.resolved > summary").text == "Resolved (1)"


def test_address_is_copied(signed_in, article):
    link = make_share_link(article)
    signed_in.open(page_of(article, "share"))
    signed_in.click("//button[.='Copy']")
    signed_in.wait(lambda: signed_in.one("[data-copy] [role=status]").text == "Copied")
    signed_in.named("label").send_keys(Keys.CONTROL, "v")
    expected = f"http://testserver/preview/{link.key}/"
    assert signed_in.driver.find_element(By.NAME, "label").get_attribute("value") == expected
