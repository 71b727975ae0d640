"""Writing, in the browser: the form with its script, the form without, and the page."""

import base64
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from articles.models import Article, Photo, Revision
from tests.factories import image_bytes, make_article, make_author, make_topic, make_user

ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(standing_rows):
    return make_user("editor", username="editor")


@pytest.fixture
def desk(browser, editor):
    """A browser in which the editor is signed in."""
    browser.sign_in(editor)
    return browser


def status(browser, number=0):
    return browser.all("[data-markdown]:not(.empty-form *) [role=status]")[number].text


def test_article_is_written_published_and_read(browser, editor):
    make_topic(title="Peace")
    browser.open(ADD)
    browser.type("username", "editor")
    browser.type("password", "secret")
    browser.press("Log in")
    browser.type("title", "How to listen")
    assert browser.named("slug").get_attribute("value") == "how-to-listen"
    browser.type("introduction", "Begin with **silence**.")
    browser.wait(lambda: browser.preview.text == "Begin with silence.")
    browser.click("//select[@name='topic']/option[.='Peace']")
    browser.press("Publish now")
    assert "Name an author of “How to listen”" in browser.one(".messagelist").text
    Article.objects.get().authors.add(make_author())
    browser.open(f"/admin/articles/article/{Article.objects.get().pk}/change/")
    browser.press("Publish now")
    browser.disable_scripts()
    browser.open("/articles/how-to-listen/")
    assert browser.one("h1").text == "How to listen"
    assert browser.one("article strong").text == "silence"


def test_preview_tells_of_an_unknown_product_and_then_that_it_is_known(desk):
    desk.open(ADD)
    desk.type("introduction", "Buy [it](go:nothing)")
    desk.wait(lambda: status(desk) == "There is no product of this name: “go:nothing”")
    desk.named("introduction").clear()
    desk.type("introduction", "Buy nothing")
    desk.wait(lambda: status(desk) == "")
    assert desk.preview.text == "Buy nothing"


def test_preview_of_a_page_is_not_asked_for_before_somebody_writes(desk):
    pk = make_article(introduction="Words", sections=[("One", "Words"), ("Two", "Words")]).pk
    desk.requests()
    desk.open(f"/admin/articles/article/{pk}/change/")
    assert [url for url in desk.requests() if "/text/preview/" in url] == []
    desk.named("introduction").click()
    desk.wait(lambda: desk.preview.text == "Words")


def test_latest_answer_wins_over_a_slower_older_one(desk):
    desk.open(ADD)
    desk.run(
        """
        const { fetch } = window;
        window.fetch = (url, options) => new Promise((resolve, reject) => {
          const stop = () => reject(new DOMException("", "AbortError"));
          options.signal.addEventListener("abort", stop);
          const slow = options.body.get("text") === "first";
          setTimeout(() => fetch(url, options).then(resolve, reject), slow ? 600 : 0);
        });
        """
    )
    desk.type("introduction", "first")
    desk.run("return new Promise((done) => setTimeout(done, 350))")
    desk.type("introduction", " second")
    desk.wait(lambda: desk.preview.text == "first second")
    desk.run("return new Promise((done) => setTimeout(done, 400))")
    assert desk.preview.text == "first second"


def test_lost_connection_is_told_and_the_text_stays(desk):
    desk.open(ADD)
    desk.run("window.fetch = () => Promise.reject(new TypeError('offline'))")
    desk.type("introduction", "Words")
    desk.wait(lambda: status(desk) == "There is no connection. What you wrote is still here.")
    assert desk.named("introduction").get_attribute("value") == "Words"


def test_signed_out_writer_is_told_and_the_text_stays(desk):
    desk.open(ADD)
    desk.driver.delete_cookie("sessionid")
    desk.type("introduction", "Words")
    desk.wait(lambda: status(desk) == "You are signed out. Sign in again in another tab.")
    assert desk.named("introduction").get_attribute("value") == "Words"
    assert any("401" in line for line in desk.complaints())  # the browser notes every refusal


def test_added_row_has_a_preview_and_is_saved(desk):
    desk.open(ADD)
    desk.type("title", "Rows")
    desk.click("//a[contains(., 'Add another Section')]")
    desk.type("sections-0-heading", "One")
    desk.type("sections-0-body", "Some *words*.")
    desk.wait(
        lambda: (
            [node.text for node in desk.all("#sections-0 [aria-label=Preview]")] == ["Some words."]
        )
    )
    desk.press("Save draft")
    assert list(Article.objects.get().sections.values_list("heading", "body")) == [
        ("One", "Some *words*.")
    ]


def test_tab_leaves_the_field_and_types_nothing(desk):
    desk.open(ADD)
    desk.type("introduction", "Words" + Keys.TAB)
    assert desk.driver.switch_to.active_element.get_attribute("name") != "introduction"
    assert desk.named("introduction").get_attribute("value") == "Words"


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "bench.jpg"
    path.write_bytes(image_bytes(size=(64, 48)))
    return str(path)


GIVE = """
    const [field, kind, bytes] = arguments;
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt());
    const file = new File([content], "a.jpg", { type: "image/jpeg" });
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const name = kind === "paste" ? "clipboardData" : "dataTransfer";
    const Kind = kind === "paste" ? ClipboardEvent : DragEvent;
    field.dispatchEvent(new Kind(kind, { [name]: transfer, bubbles: true, cancelable: true }));
"""


@pytest.mark.parametrize("way", ["choose", "paste", "drop"])
def test_photo_comes_into_the_text_with_its_words_and_can_be_undone(desk, picture, way):
    desk.open(ADD)
    desk.type("introduction", "Before")
    give(desk, way, picture)
    dialog = desk.one("dialog[open]")
    dialog.find_element("name", "alt").send_keys("A bench")
    desk.click("//dialog//button[.='Add']")
    field = desk.named("introduction")
    desk.wait(lambda: "![" in field.get_attribute("value"))
    address = Photo.objects.get().file.url
    assert field.get_attribute("value").split() == ["Before", "![A", f"bench]({address})"]
    desk.wait(lambda: desk.all("[aria-label=Preview] img[alt='A bench']"))
    ActionChains(desk.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    assert field.get_attribute("value") == "Before"


def give(desk, way, picture):
    if way == "choose":
        desk.click("//button[.='Add a photo']")
        desk.one("dialog[open] input[type=file]").send_keys(picture)
        return
    content = base64.b64encode(Path(picture).read_bytes()).decode()
    desk.run(GIVE, desk.named("introduction"), way, content)


def test_photo_that_is_none_is_told_in_the_dialog_and_the_text_stays(desk, tmp_path):
    (tmp_path / "text.png").write_text("Only words.")
    desk.open(ADD)
    desk.type("introduction", "Before")
    give(desk, "choose", str(tmp_path / "text.png"))
    desk.one("dialog[open] [name=alt]").send_keys("A bench" + Keys.ENTER)
    desk.wait(
        lambda: (
            desk.one("dialog[open] [role=alert]").text
            == "This is not a JPEG, PNG, WebP, AVIF or GIF image."
        )
    )
    desk.click("//dialog//button[.='Cancel']")
    assert desk.named("introduction").get_attribute("value") == "Before"
    assert any("400" in line for line in desk.complaints())


def test_whole_form_works_without_javascript(browser, editor):
    make_topic(title="Peace")
    author = make_author(name="Maren")
    article = make_article(authors=[author], sections=[("One", "Words")])
    browser.disable_scripts()
    browser.open(f"/admin/login/?next=/admin/articles/article/{article.pk}/change/")
    browser.type("username", "editor")
    browser.type("password", "secret" + Keys.ENTER)
    browser.wait(lambda: browser.all("[name=introduction]"))
    browser.type("introduction", "Hello.")
    browser.named("sections-0-body").clear()
    browser.type("sections-0-body", "Other words.")
    browser.press("Publish now")
    assert "Published" in browser.one(".messagelist").text
    browser.open(Revision.objects.live().get().get_absolute_url())
    assert "Other words." in browser.one("article").text


def test_second_press_of_save_sends_nothing(desk):
    desk.open(ADD)
    sent = desk.run(
        """
        const form = document.querySelector("#article_form");
        let sent = 0;
        form.addEventListener("submit", (event) => {
          sent += !event.defaultPrevented;
          event.preventDefault();
        });
        form.noValidate = true;
        const button = form.querySelector("[name=_continue]");
        button.click(); button.click();
        return sent;
        """
    )
    assert sent == 1
