"""Writing in a text field: its tools, shortcuts, choosers, what is pasted and dropped."""

import base64
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from articles.models import Article, Photo
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_photo,
    make_product,
    make_user,
    publish_article,
    publish_guide,
)

ADD = "/admin/articles/article/add/"


@pytest.fixture
def desk(browser, standing_rows):
    """The form of a new article, with an editor signed in."""
    browser.sign_in(make_user("editor", username="editor"))
    browser.open(ADD)
    return browser


def text_of(desk):
    return desk.named("introduction").get_attribute("value")


def write(desk, text, start=None, end=None):
    """Put a text into the introduction and select a part of it; without one, its end."""
    desk.run(
        """
        const [text, start, end] = arguments;
        const field = document.querySelector("[name=introduction]");
        field.focus();
        field.select();
        document.execCommand("insertText", false, text);
        field.setSelectionRange(start ?? text.length, end ?? start ?? text.length);
        """,
        text,
        start,
        end,
    )


def selected(desk):
    return desk.run(
        """
        const field = document.querySelector("[name=introduction]");
        return field.value.slice(field.selectionStart, field.selectionEnd);
        """
    )


def use(desk, tool):
    desk.one(f"[data-tool={tool}]").click()


def keys(desk, *held, key):
    chain = ActionChains(desk.driver)
    for one in held:
        chain.key_down(one)
    chain.send_keys(key)
    for one in reversed(held):
        chain.key_up(one)
    chain.perform()


def undo(desk):
    keys(desk, Keys.CONTROL, key="z")


def focused(desk):
    return desk.driver.switch_to.active_element


def name_of_focused(desk):
    return focused(desk).get_attribute("name")


# The tools


PUT_IN = [
    ("bold", "one two", (4, 7), "one **two**"),
    ("italic", "one two", (4, 7), "one *two*"),
    ("italic", "**two**", (2, 5), "***two***"),
    ("bold", "two words", (1, 1), "**two** words"),
    ("heading", "One\n\nTwo", (6, 6), "One\n\n### Two"),
    ("bullets", "One\nTwo", (0, 7), "- One\n- Two"),
    ("numbers", "One\n\nTwo", (0, 8), "1. One\n\n2. Two"),
    ("numbers", "- One\n- Two", (0, 11), "1. One\n2. Two"),
    ("quote", "One\n\nTwo", (0, 8), "> One\n>\n> Two"),
]


def test_tool_puts_its_mark_in_and_undo_takes_it_out(desk):
    seen = []
    for tool, before, part, _ in PUT_IN:
        write(desk, before, *part)
        use(desk, tool)
        after = text_of(desk)
        undo(desk)
        seen.append((tool, text_of(desk), part, after))
    assert seen == PUT_IN
    assert name_of_focused(desk) == "introduction"


AGAIN = [
    ("bold", "one two", (4, 7), ["one **two**", "one two"]),
    ("bold", "**two** words", (3, 3), ["two words", "**two** words"]),
    ("italic", "***two***", (3, 6), ["**two**", "***two***"]),
    ("bold", "one", (3, 3), ["one****", "one"]),
    ("heading", "One", (0, 0), ["### One", "#### One", "One"]),
    ("bullets", "One\nTwo", (0, 7), ["- One\n- Two", "One\nTwo"]),
    ("numbers", "One", (1, 1), ["1. One", "One"]),
    ("quote", "One\n\nTwo", (0, 8), ["> One\n>\n> Two", "One\n\nTwo"]),
]


def test_tool_used_again_takes_its_mark_away(desk):
    seen = []
    for tool, before, part, steps in AGAIN:
        write(desk, before, *part)
        texts = []
        for _ in steps:
            use(desk, tool)
            texts.append(text_of(desk))
        seen.append((tool, before, part, texts))
    assert seen == AGAIN


def test_tools_are_one_bar_that_goes_along_and_does_not_move_the_text(desk):
    pk = make_article(sections=[(f"Part {n}", "Words. " * 300) for n in range(4)]).pk
    desk.open(f"/admin/articles/article/{pk}/change/")
    assert desk.all("[role=toolbar]") == []
    desk.named("sections-0-body").click()
    field = desk.named("sections-2-body")
    desk.run("arguments[0].scrollIntoView({ block: 'start' }); scrollBy(0, -300)", field)
    top = "return arguments[0].getBoundingClientRect().top"
    before = desk.run(top, field)
    desk.run("arguments[0].focus({ preventScroll: true })", field)
    desk.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert abs(desk.run(top, field) - before) < 2
    assert len(desk.all("[role=toolbar]")) == 1
    assert desk.run("return arguments[0].previousElementSibling.matches('[data-tools]')", field)


def test_tools_stay_in_sight_and_hide_no_line_that_is_written_in(desk):
    pk = make_article(introduction="Words.\n" * 200).pk
    desk.open(f"/admin/articles/article/{pk}/change/")
    desk.named("introduction").click()
    desk.run(
        """
        const field = document.querySelector("[name=introduction]");
        field.setSelectionRange(0, 0);
        scrollTo(0, 2500);
        """
    )
    tools = "return document.querySelector('[data-tools]').getBoundingClientRect()"
    bar = "return document.querySelector('.desk-bar').getBoundingClientRect().bottom"
    desk.wait(lambda: abs(desk.run(tools)["top"] - desk.run(bar)) < 8)
    desk.named("introduction").send_keys("X")
    field = "return document.querySelector('[name=introduction]').getBoundingClientRect().top"
    desk.wait(lambda: desk.run(field) >= desk.run(tools)["bottom"] - 1)


def test_tools_are_in_rows_that_were_added(desk):
    desk.click("//button[.='Add section']")
    desk.named("sections-0-body").send_keys("word" + Keys.SHIFT + Keys.HOME)
    use(desk, "bold")
    assert desk.named("sections-0-body").get_attribute("value") == "**word**"


def test_tools_are_walked_by_arrows_and_left_by_tab_and_escape(desk):
    write(desk, "Words")
    keys(desk, Keys.ALT, key=Keys.F10)
    names = []
    for key in (Keys.ARROW_RIGHT, Keys.END, Keys.ARROW_RIGHT, Keys.ARROW_LEFT):
        names.append(focused(desk).get_attribute("data-tool"))
        focused(desk).send_keys(key)
    assert names == ["bold", "italic", "help", "bold"]
    focused(desk).send_keys(Keys.TAB)
    assert name_of_focused(desk) == "introduction"
    keys(desk, Keys.SHIFT, key=Keys.TAB)
    assert focused(desk).get_attribute("data-tool") == "help"
    focused(desk).send_keys(Keys.ESCAPE)
    assert name_of_focused(desk) == "introduction"


def test_tools_have_names_and_room_for_a_finger(desk):
    desk.command(
        "Emulation.setDeviceMetricsOverride",
        width=360,
        height=740,
        deviceScaleFactor=1,
        mobile=True,
    )
    write(desk, "Words")
    buttons = desk.all("[role=toolbar] button:not([hidden])")
    assert [button.accessible_name for button in buttons][:3] == ["Bold", "Italic", "Link"]
    assert min(min(button.size.values()) for button in buttons) >= 24
    assert desk.overflow() == 0


def test_tab_leaves_the_field_and_types_nothing(desk):
    write(desk, "Words")
    desk.named("introduction").send_keys(Keys.TAB)
    assert name_of_focused(desk) != "introduction"
    assert text_of(desk) == "Words"


# Links, callouts, products, articles, sources


def dialog(desk):
    return desk.one("dialog[open]")


def becomes(desk, text):
    """The dialog closes, and the text is this one."""
    desk.wait(lambda: not desk.all("dialog[open]"))
    desk.wait(lambda: text_of(desk) == text)


def option(desk, words):
    script = "return [...document.querySelectorAll('[role=option]')].map((row) => row.innerText)"
    desk.wait(lambda: [text for text in desk.run(script) if words in text])


def test_link_is_asked_for_changed_and_taken_away(desk):
    write(desk, "Read this now", 5, 9)
    keys(desk, Keys.CONTROL, key="k")
    focused(desk).send_keys("https://example.org/a b" + Keys.ENTER)
    becomes(desk, "Read [this](https://example.org/a%20b) now")
    desk.named("introduction").send_keys(Keys.ARROW_LEFT)
    use(desk, "link")
    focused(desk).send_keys(Keys.CONTROL, "a", Keys.NULL, "article:there", Keys.ENTER)
    becomes(desk, "Read [this](article:there) now")
    desk.named("introduction").send_keys(Keys.ARROW_LEFT)
    use(desk, "link")
    focused(desk).send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, Keys.ENTER)
    becomes(desk, "Read this now")


def test_dialog_given_up_leaves_the_text(desk):
    write(desk, "Read this", 5, 9)
    use(desk, "link")
    focused(desk).send_keys("https://example.org/" + Keys.ESCAPE)
    desk.wait(lambda: not desk.all("dialog[open]"))
    assert (text_of(desk), name_of_focused(desk), selected(desk)) == (
        "Read this",
        "introduction",
        "this",
    )


def test_callout_goes_around_the_lines_with_its_title(desk):
    write(desk, "Before\nCall this number.", 8, 10)
    use(desk, "callout")
    desk.click("//dialog//label[contains(., 'Where to get help')]")
    desk.one("dialog [name=title]").send_keys("In Wales" + Keys.ENTER)
    becomes(desk, "Before\n\n::: safety In Wales\nCall this number.\n:::")


def test_empty_callout_is_written_in(desk):
    write(desk, "Before")
    use(desk, "callout")
    focused(desk).send_keys(Keys.ENTER)
    becomes(desk, "Before\n\n::: note\n\n:::")
    desk.named("introduction").send_keys("Aside.")
    becomes(desk, "Before\n\n::: note\nAside.\n:::")


def test_product_is_found_by_keys_and_linked(desk):
    make_product(name="Quiet lamp", slug="lamp")
    make_product(name="Loud lamp", slug="loud")
    make_product(name="Chair", slug="chair")
    write(desk, "Buy a light.", 6, 11)
    use(desk, "product")
    focused(desk).send_keys("lamp")
    desk.wait(lambda: len(desk.all("[role=option]")) == 2)
    box = focused(desk)
    assert box.get_attribute("role") == "combobox"
    box.send_keys(Keys.ARROW_DOWN)
    pointed = desk.one("[role=option][aria-selected=true]")
    assert pointed.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert "Quiet lamp" in pointed.text
    box.send_keys(Keys.ENTER)
    becomes(desk, "Buy a [light](go:lamp).")
    undo(desk)
    becomes(desk, "Buy a light.")


def test_product_is_put_in_as_a_card(desk):
    make_product(name="Quiet lamp", slug="lamp")
    write(desk, "Buy it.")
    use(desk, "product")
    option(desk, "Quiet lamp")
    desk.click("//dialog//label[contains(., 'a card')]")
    desk.click("//*[@role='option'][contains(., 'Quiet lamp')]")
    becomes(desk, "Buy it.\n\n::: offer lamp\n:::")


def test_article_and_guide_are_linked_by_name(desk):
    publish_article(title="How to listen", slug="listen")
    publish_guide(title="A course", slug="course", chapters=[("One", "Words")])
    write(desk, "Read ")
    use(desk, "article")
    option(desk, "How to listen")
    focused(desk).send_keys(Keys.ENTER)
    becomes(desk, "Read [How to listen](article:listen)")
    use(desk, "article")
    desk.click("//dialog//label[contains(., 'guides')]")
    option(desk, "A course")
    desk.one("[role=option]").click()
    becomes(desk, "Read [How to listen](article:listen)[A course](guide:course)")


def test_chooser_tells_what_went_wrong(desk):
    write(desk, "Read ")
    use(desk, "product")
    note = desk.one("dialog .choices-note")
    desk.wait(lambda: note.text == "Nothing was found.")
    desk.driver.delete_cookie("sessionid")
    focused(desk).send_keys("a")
    desk.wait(lambda: note.text.startswith("You are signed out."))
    desk.run("window.fetch = () => Promise.reject(new TypeError('offline'))")
    focused(desk).send_keys("b")
    desk.wait(lambda: note.text == "There is no connection.")
    assert any("401" in line for line in desk.complaints())


def test_latest_answer_of_a_chooser_wins_over_a_slower_older_one(desk):
    for name in ("alpha", "beta"):
        make_product(name=name, slug=name)
    write(desk, "Buy ")
    desk.run(
        """
        const { fetch } = window;
        window.fetch = (url, options) => new Promise((resolve, reject) => {
          const stop = () => reject(new DOMException("", "AbortError"));
          options.signal.addEventListener("abort", stop);
          const slow = url.includes("q=&");
          setTimeout(() => fetch(url, options).then(resolve, reject), slow ? 500 : 0);
        });
        """
    )
    use(desk, "product")
    focused(desk).send_keys("bet")
    desk.wait(lambda: [row.text.split()[0] for row in desk.all("[role=option]")] == ["beta"])
    desk.run("return new Promise((done) => setTimeout(done, 500))")
    assert len(desk.all("[role=option]")) == 1


def test_source_is_cited_and_a_new_one_becomes_a_row(desk):
    desk.click("//button[.='Add source']")
    desk.type("references-0-key", "study")
    desk.type("references-0-title", "A study of listening")
    write(desk, "So it is.", 8, 8)
    use(desk, "citation")
    option(desk, "A study of listening")
    focused(desk).send_keys(Keys.ENTER)
    becomes(desk, "So it is[^study].")
    use(desk, "citation")
    desk.click("//dialog//summary")
    desk.click("//dialog//details//input[1]")
    focused(desk).send_keys("A Survey of Talking to Friends")
    desk.click("//dialog//button[.='Add and cite']")
    becomes(desk, "So it is[^study][^a-survey-of].")
    assert desk.named("references-1-key").get_attribute("value") == "a-survey-of"
    assert (
        desk.named("references-1-title").get_attribute("value") == "A Survey of Talking to Friends"
    )
    assert name_of_focused(desk) == "introduction"


# Shortcuts


PRESSED = [
    ([Keys.CONTROL], "b", "**word**"),
    ([Keys.CONTROL], "i", "*word*"),
    ([Keys.CONTROL, Keys.SHIFT], "7", "1. word"),
    ([Keys.CONTROL, Keys.SHIFT], "8", "- word"),
    ([Keys.CONTROL, Keys.SHIFT], "9", "> word"),
    ([Keys.ALT, Keys.SHIFT], "h", "### word"),
]


def test_shortcut_does_what_the_tool_does(desk):
    seen = []
    for held, key, _ in PRESSED:
        write(desk, "word", 0, 4)
        keys(desk, *held, key=key)
        seen.append((held, key, text_of(desk)))
    assert seen == PRESSED


def test_shortcuts_are_listed_and_can_be_switched_off(desk):
    desk.one("[name=kind]").send_keys("")
    desk.run("document.activeElement.blur()")
    keys(desk, key="?")
    assert "Ctrl+Shift+8" in dialog(desk).text
    assert focused(desk).is_selected()
    focused(desk).send_keys(Keys.SPACE)
    desk.click("//dialog//button[.='Close']")
    write(desk, "- word", 2, 6)
    keys(desk, Keys.CONTROL, key="b")
    assert text_of(desk) == "- word"
    desk.named("introduction").send_keys(Keys.END + Keys.ENTER)
    assert text_of(desk) == "- word\n"
    desk.run("document.activeElement.blur()")
    keys(desk, key="?")
    assert desk.all("dialog[open]") == []
    use(desk, "help")
    focused(desk).send_keys(Keys.SPACE + Keys.ESCAPE)
    write(desk, "word", 0, 4)
    keys(desk, Keys.CONTROL, key="b")
    assert text_of(desk) == "**word**"


def test_question_mark_is_typed_in_a_text(desk):
    desk.named("introduction").send_keys("Why?")
    desk.type("title", "Why?")
    assert (text_of(desk), desk.all("dialog[open]")) == ("Why?", [])


ENTERED = [
    ("- One\nTwo", "- One\n- Two"),
    ("- One\n\nTwo", "- One\nTwo"),
    ("9. One\nTwo", "9. One\n10. Two"),
    ("> One\nTwo", "> One\n> Two"),
    ("One\nTwo", "One\nTwo"),
]


def test_enter_goes_on_with_a_list_and_ends_an_empty_item(desk):
    seen = []
    for typed, _ in ENTERED:
        write(desk, "")
        desk.named("introduction").send_keys(typed.replace("\n", Keys.ENTER))
        seen.append((typed, text_of(desk)))
    assert seen == ENTERED


# What is pasted

PASTE = """
    const [data, files] = arguments;
    const transfer = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) transfer.setData(kind, text);
    document.activeElement.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
"""


def paste(desk, text, html=""):
    desk.run(PASTE, {"text/plain": text} | ({"text/html": html} if html else {}))


def test_address_pasted_over_words_is_a_link(desk):
    write(desk, "Read this now", 5, 9)
    paste(desk, "https://example.org/a_(b)")
    assert text_of(desk) == "Read [this](https://example.org/a_%28b%29) now"
    undo(desk)
    assert text_of(desk) == "Read this now"


LEFT_ALONE = [
    ("Read ", (5, 5), "https://example.org/"),
    ("Read this", (5, 9), "these words"),
    ("[a](https://old.example/)", (4, 24), "https://example.org/"),
    ("See https://old.example/ now", (4, 24), "https://example.org/"),
]


def test_other_text_is_pasted_by_the_browser(desk):
    seen = []
    for before, part, text in LEFT_ALONE:
        write(desk, before, *part)
        paste(desk, text)
        seen.append((text_of(desk), part, text))
    assert seen == LEFT_ALONE  # an event made by a script pastes nothing by itself


def test_html_becomes_markdown_and_can_be_undone(desk):
    write(desk, "Before ")
    paste(desk, "One two", "<meta charset=utf-8><h2>One</h2><p>two <b>three</b></p>")
    desk.wait(lambda: text_of(desk) != "Before ")
    assert text_of(desk) == "Before \n\n### One\n\ntwo **three**"
    undo(desk)
    assert text_of(desk) == "Before "


def test_html_of_words_alone_is_left_to_the_browser(desk):
    write(desk, "Before ")
    desk.requests()
    paste(desk, "One", '<b style="font-weight:normal"><span style="font-weight:400">One</span></b>')
    assert [url for url in desk.requests() if "/clean/" in url] == []


def test_plain_text_is_pasted_where_cleaning_fails(desk):
    write(desk, "")
    desk.run("window.fetch = () => Promise.reject(new TypeError('offline'))")
    paste(desk, "One two", "<h2>One</h2><p>two</p>")
    desk.wait(lambda: text_of(desk) == "One two")
    assert desk.one("[data-tools] [role=status]").text == (
        "Pasted as plain text. There is no connection."
    )


def test_paste_with_shift_is_plain(desk):
    write(desk, "")
    desk.run(
        """
        const press = { key: "V", ctrlKey: true, shiftKey: true, bubbles: true };
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", press));
        """
    )
    desk.requests()
    paste(desk, "One", "<h2>One</h2>")
    assert [url for url in desk.requests() if "/clean/" in url] == []


# Photos


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "bench.jpg"
    path.write_bytes(image_bytes(size=(64, 48)))
    return str(path)


GIVE = """
    const [field, kind, bytes, count] = arguments;
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt());
    const transfer = new DataTransfer();
    for (let number = 0; number < count; number += 1) {
      transfer.items.add(new File([content], `${number}.jpg`, { type: "image/jpeg" }));
    }
    const name = kind === "paste" ? "clipboardData" : "dataTransfer";
    const Kind = kind === "paste" ? ClipboardEvent : DragEvent;
    field.dispatchEvent(new Kind(kind, { [name]: transfer, bubbles: true, cancelable: true }));
"""


def give(desk, way, picture, count=1):
    if way == "choose":
        use(desk, "image")
        desk.one("dialog[open] input[type=file]").send_keys(picture)
        return
    content = base64.b64encode(Path(picture).read_bytes()).decode()
    desk.run(GIVE, desk.named("introduction"), way, content, count)


@pytest.mark.parametrize("way", ["choose", "paste", "drop"])
def test_photo_comes_into_the_text_with_its_words_and_can_be_undone(desk, picture, way):
    write(desk, "Before")
    give(desk, way, picture)
    desk.wait(lambda: desk.one("dialog canvas").get_attribute("width") == "64")
    desk.one("dialog [name=alt]").send_keys("A bench")
    desk.click("//dialog//button[.='Add']")
    desk.wait(lambda: "![" in text_of(desk))
    assert text_of(desk) == f"Before\n\n![A bench]({Photo.objects.get().file.url})"
    undo(desk)
    assert text_of(desk) == "Before"


def test_photos_come_one_after_the_other(desk, picture):
    write(desk, "")
    give(desk, "drop", picture, count=2)
    for number, words in enumerate(("One", "Two"), start=1):
        title = f"Add a photo ({number} of 2)"
        desk.wait(lambda title=title: desk.one("dialog h2").text == title)
        desk.one("dialog [name=alt]").send_keys(words + Keys.ENTER)
        desk.wait(lambda words=words: f"![{words}]" in text_of(desk))
    assert [line[:6] for line in text_of(desk).split("\n\n")] == ["![One]", "![Two]"]


def test_photo_without_words_is_not_sent(desk, picture):
    write(desk, "")
    give(desk, "drop", picture)
    desk.click("//dialog//button[.='Add']")
    assert desk.run("return document.querySelector('dialog [name=alt]').validity.valueMissing")
    assert Photo.objects.count() == 0


def test_upload_tells_how_far_it_is_and_can_be_stopped(desk, picture):
    write(desk, "Before")
    give(desk, "drop", picture)
    desk.one("dialog [name=alt]").send_keys("A bench")
    desk.run(
        """
        XMLHttpRequest.prototype.send = function () {
          this.upload.dispatchEvent(new ProgressEvent("progress", { loaded: 30, total: 100 }));
          this.abort = () => this.dispatchEvent(new Event("abort"));
        };
        """
    )
    desk.click("//dialog//button[.='Add']")
    assert desk.one("dialog progress").get_attribute("value") == "30"
    assert desk.one("dialog [data-upload] [role=status]").text == "Uploading: 25 %"
    desk.click("//dialog//button[.='Stop']")
    assert desk.one("dialog [role=alert]").text == "The upload was stopped."
    assert desk.one("dialog [name=alt]").get_attribute("value") == "A bench"


def test_photo_that_fails_is_told_and_tried_again(desk, picture):
    write(desk, "Before")
    give(desk, "drop", picture)
    desk.command(
        "Network.emulateNetworkConditions",
        offline=True,
        latency=0,
        downloadThroughput=0,
        uploadThroughput=0,
    )
    desk.one("dialog [name=alt]").send_keys("A bench" + Keys.ENTER)
    desk.wait(lambda: desk.one("dialog [role=alert]").text.startswith("There is no connection."))
    desk.command(
        "Network.emulateNetworkConditions",
        offline=False,
        latency=0,
        downloadThroughput=-1,
        uploadThroughput=-1,
    )
    desk.click("//dialog//button[.='Try again']")
    desk.wait(lambda: "![A bench]" in text_of(desk))
    assert any("ERR_INTERNET_DISCONNECTED" in line for line in desk.complaints())


def test_photo_that_is_none_is_told_in_the_dialog_and_the_text_stays(desk, tmp_path):
    (tmp_path / "text.png").write_text("Only words.")
    write(desk, "Before")
    give(desk, "choose", str(tmp_path / "text.png"))
    desk.one("dialog [name=alt]").send_keys("A bench" + Keys.ENTER)
    message = "This is not a JPEG, PNG, WebP, AVIF or GIF image."
    desk.wait(lambda: desk.one("dialog [role=alert]").text == message)
    desk.click("//dialog//button[.='Cancel']")
    assert text_of(desk) == "Before"
    assert any("400" in line for line in desk.complaints())


def test_photo_that_is_here_is_chosen_with_its_own_words(desk):
    photo = make_photo(alt="A boat", width=400)
    write(desk, "Before")
    use(desk, "image")
    desk.click("//dialog//button[.='Choose one that is here']")
    option(desk, "A boat")
    focused(desk).send_keys(Keys.ENTER)
    desk.wait(lambda: text_of(desk) == f"Before\n\n![A boat]({photo.file.url})")
    assert all("404" in line for line in desk.complaints())  # this one has no renditions


# The preview of a field that stands alone: an author's bio


@pytest.fixture
def bio(browser, standing_rows):
    browser.sign_in(make_user("editor", username="editor"))
    browser.open(f"/admin/articles/author/{make_author(bio='').pk}/change/")
    return browser


def status(browser):
    return browser.one("[data-markdown] > [role=status]").text


def test_preview_tells_of_an_unknown_product_and_then_that_it_is_known(bio):
    bio.type("bio", "Buy [it](go:nothing)")
    bio.wait(lambda: status(bio) == "There is no product of this name: “go:nothing”")
    bio.named("bio").clear()
    bio.type("bio", "Buy **nothing**")
    bio.wait(lambda: (status(bio), bio.preview.text) == ("", "Buy nothing"))


def test_preview_is_not_asked_for_before_somebody_writes(bio):
    author = make_author(bio="Words")
    bio.requests()
    bio.open(f"/admin/articles/author/{author.pk}/change/")
    assert [url for url in bio.requests() if "/text/preview/" in url] == []
    bio.named("bio").click()
    bio.wait(lambda: bio.preview.text == "Words")


def test_latest_answer_wins_over_a_slower_older_one(bio):
    bio.run(
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
    bio.type("bio", "first")
    bio.run("return new Promise((done) => setTimeout(done, 350))")
    bio.type("bio", " second")
    bio.wait(lambda: bio.preview.text == "first second")
    bio.run("return new Promise((done) => setTimeout(done, 400))")
    assert bio.preview.text == "first second"


def test_lost_connection_is_told_and_the_text_stays(bio):
    bio.run("window.fetch = () => Promise.reject(new TypeError('offline'))")
    bio.type("bio", "Words")
    bio.wait(lambda: status(bio) == "There is no connection. What you wrote is still here.")
    assert bio.named("bio").get_attribute("value") == "Words"


def test_signed_out_writer_is_told_and_the_text_stays(bio):
    bio.driver.delete_cookie("sessionid")
    bio.type("bio", "Words")
    bio.wait(lambda: status(bio) == "You are signed out. Sign in again in another tab.")
    assert bio.named("bio").get_attribute("value") == "Words"
    assert any("401" in line for line in bio.complaints())


def test_second_press_of_save_sends_nothing(desk):
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
    assert Article.objects.count() == 0
