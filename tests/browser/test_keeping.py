"""Nothing typed is lost, in a real browser: signed out, offline, a broken server, closed tabs."""

import socket
import time
from contextlib import suppress

import pytest
from django.contrib.sessions.models import Session
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from selenium.webdriver.common.keys import Keys

from articles.models import Article, Draft
from articles.publishing.windows import save_revision
from tests.browser.form import change, kept, refused, status, value, wait_for, write
from tests.factories import make_article, make_user

ADD = "/admin/articles/article/add/"
#: Letters of several scripts, a sign beyond the first plane, white space.
WORDS = "Zoë: “I’m here”, naïve, 日本語, עברית 🕊️.  Two  spaces;\n\n  a line that ends in spaces   "

TEXTS = ("introduction", "sections-1-body", "faqs-0-answer")


@pytest.fixture
def author(standing_rows):
    return make_user("author", username="ana", first_name="Ana")


@pytest.fixture
def article(author):
    article = make_article(
        owner=author,
        title="How to listen",
        introduction="First.\n\nMiddle.\n\nLast.",
        sections=[("One", "Old one."), ("Two", "Old two.")],
        faqs=[("Why?", "Because.")],
    )
    save_revision(article, by=author)
    return article


@pytest.fixture
def desk(browser, author, article):
    """A browser in which the author has the form of their article open."""
    browser.sign_in(author)
    browser.open(change(article))
    return browser


def test_what_is_typed_is_kept_within_two_seconds_and_before_that_nothing_is_sent(desk):
    time.sleep(0.3)
    before = [url for url in desk.requests() if "/static/" not in url]
    assert not [url for url in before if "keep" in url or "preview" in url]
    started = time.monotonic()
    write(desk, "introduction", " More.")
    assert status(desk) == "Not kept yet …"
    desk.wait(Draft.objects.exists, 2)
    assert time.monotonic() - started < 2
    wait_for(desk, "Not a version yet. Kept at")
    assert kept("introduction") == "First.\n\nMiddle.\n\nLast. More."
    assert Article.objects.get().introduction == "First.\n\nMiddle.\n\nLast."


def test_click_and_a_look_around_send_nothing(desk):
    desk.requests()
    desk.named("introduction").click()
    desk.named("sections-0-body").send_keys(Keys.TAB)
    time.sleep(0.8)
    assert [url for url in desk.requests() if "/keep/" in url] == []


def test_session_that_ends_is_told_and_signing_in_in_place_sends_the_text(desk):
    write(desk, "introduction", " Before.")
    wait_for(desk, "Kept at")
    Session.objects.all().delete()
    write(desk, "introduction", " After.")
    wait_for(desk, "You are signed out. What you wrote is kept in this browser.")
    desk.click("//button[.='Sign in']")
    dialog = desk.one("dialog[open]")
    dialog.find_element("name", "username").send_keys("ana")
    dialog.find_element("name", "password").send_keys("wrong" + Keys.ENTER)
    desk.wait(lambda: desk.one("dialog [role=alert]").text.startswith("Please enter the correct"))
    dialog.find_element("name", "password").clear()
    dialog.find_element("name", "password").send_keys("secret" + Keys.ENTER)
    wait_for(desk, "Kept at")
    assert kept("introduction").endswith(" Before. After.")
    desk.press("Save draft")
    assert Article.objects.get().introduction.endswith(" Before. After.")
    assert len(refused(desk)) == 2  # 401, and the wrong password


def test_form_sent_by_somebody_who_is_signed_out_comes_back_after_signing_in(desk):
    Session.objects.all().delete()
    desk.run("document.querySelector('[name=introduction]').value = 'Sent at once.'")
    desk.press("Save draft")
    desk.type("username", "ana")
    desk.type("password", "secret")
    desk.press("Log in")
    # What the browser kept of it is sent too, and the form shows both: once.
    unsaved = "return document.querySelector('[data-unsaved]')?.textContent ?? ''"
    desk.wait(lambda: value(desk, "introduction") == "Sent at once.")
    desk.wait(lambda: "did not save" in desk.run(unsaved))
    refused(desk)


def offline(browser, is_offline):
    browser.command("Network.enable")
    browser.command(
        "Network.emulateNetworkConditions",
        offline=is_offline,
        latency=0,
        downloadThroughput=-1,
        uploadThroughput=-1,
    )


def test_lost_connection_is_told_and_the_text_is_sent_when_it_is_back(desk):
    offline(desk, is_offline=True)
    write(desk, "introduction", " Offline.")
    wait_for(desk, "Offline. What you wrote is kept in this browser.")
    assert not Draft.objects.exists()
    offline(desk, is_offline=False)
    wait_for(desk, "Kept at")
    assert kept("introduction").endswith(" Offline.")
    refused(desk)


def test_error_of_the_server_is_told_and_the_text_is_sent_when_it_is_well(desk):
    answer_keeping(desk, 500)
    write(desk, "introduction", " Broken.")
    wait_for(desk, "The server has trouble. What you wrote is kept in this browser.")
    answer_keeping(desk, None)
    wait_for(desk, "Kept at")
    assert kept("introduction").endswith(" Broken.")
    refused(desk)


def test_page_of_a_proxy_is_no_answer(desk):
    answer_keeping(desk, 200)
    write(desk, "introduction", " Swallowed.")
    wait_for(desk, "The server has trouble.")
    answer_keeping(desk, None)
    wait_for(desk, "Kept at")
    assert kept("introduction").endswith(" Swallowed.")
    refused(desk)


def answer_keeping(browser, status):
    """Let something between browser and server answer for it, or nothing again."""
    browser.run(
        """
        window.plainFetch ??= window.fetch;
        const [status] = arguments;
        const headers = { "Content-Type": "text/html" };
        const answer = async () => new Response("<h1>Sorry</h1>", { status, headers });
        window.fetch = status ? answer : window.plainFetch;
        """,
        status,
    )


def test_tab_closed_in_the_middle_of_a_sentence_comes_back_identical(desk, article):
    for name in TEXTS:
        write(desk, name, WORDS)
    typed = {
        name: value(desk, name) for name in ("introduction", "sections-1-body", "faqs-0-answer")
    }
    reopen(desk, article)
    desk.wait(lambda: value(desk, "introduction") == typed["introduction"])
    assert {name: value(desk, name) for name in typed} == typed
    assert typed["introduction"].endswith(WORDS)
    page = "return document.querySelector('iframe').contentDocument.body.textContent"
    desk.wait(lambda: "日本語" in desk.run(page))


def test_tab_closed_offline_comes_back_identical_from_this_browser(desk, article):
    offline(desk, is_offline=True)
    write(desk, "introduction", WORDS)
    wait_for(desk, "Offline.")
    typed = value(desk, "introduction")
    close_tab(desk)
    offline(desk, is_offline=False)
    desk.open(change(article))
    desk.wait(lambda: desk.run(LOADED, typed))
    desk.wait(lambda: desk.all("[data-unsaved]"))
    assert copies(desk) == 0
    refused(desk)


def copies(browser):
    """How many forms this browser keeps a copy of."""
    return browser.run(
        "return Object.keys(localStorage).filter((name) => name.includes('typed')).length"
    )


LOADED = """
    const field = document.querySelector("[name=introduction]");
    return document.readyState === "complete" && field?.value === arguments[0];
"""


def close_tab(browser):
    """Close the tab as a person does, and open an empty one."""
    old = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    new = browser.driver.current_window_handle
    browser.driver.switch_to.window(old)
    browser.driver.close()
    browser.driver.switch_to.window(new)


def reopen(browser, article):
    close_tab(browser)
    browser.open(change(article))


def test_new_article_that_was_never_saved_comes_back(browser, author):
    browser.sign_in(author)
    browser.open(ADD)
    browser.type("title", "A new one")
    write(browser, "introduction", WORDS)
    wait_for(browser, "Kept at")
    address = browser.driver.current_url
    assert "?draft=" in address
    path = address.removeprefix(browser.server.url)
    browser.open(path)
    assert (value(browser, "title"), value(browser, "introduction")) == ("A new one", WORDS)
    browser.open(path)  # as somebody does who has the first address still
    assert value(browser, "introduction") == WORDS
    assert not Article.objects.exists()


def test_new_article_saved_at_once_is_not_kept_as_another(browser, author):
    browser.sign_in(author)
    browser.open(ADD)
    browser.type("title", "At once")
    write(browser, "introduction", "Words.")
    browser.press("Save draft")
    browser.open("/admin/")
    assert not Draft.objects.unsaved().exists()
    browser.open(change(Article.objects.get()))
    browser.wait(lambda: copies(browser) == 0)
    assert not Draft.objects.unsaved().exists()
    assert not browser.all(".desk-note")


def test_server_that_stops_and_starts_again_gets_the_text(browser, author, article, served):
    browser.server = served.start()
    browser.sign_in(author)
    browser.open(change(article))
    write(browser, "introduction", " Before.")
    wait_for(browser, "Kept at")
    served.stop()
    write(browser, "introduction", " While it was away.")
    wait_for(browser, "Offline. What you wrote is kept in this browser.")
    served.start()
    wait_for(browser, "Kept at")
    assert kept("introduction").endswith(" Before. While it was away.")
    refused(browser)


@pytest.fixture
def served(live_server):
    """A server of its own that can stop, and start again at the same address."""
    server = Served(live_server)
    yield server
    server.stop()


class Closing(ThreadedWSGIServer):
    """A server that drops its connections when it stops, as one does that is killed."""

    def __init__(self, *args, **kwargs):
        self.open = set()
        super().__init__(*args, **kwargs | {"allow_reuse_address": True})

    def process_request(self, request, client_address):
        self.open.add(request)
        super().process_request(request, client_address)

    def server_close(self):
        for connection in self.open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class Served:
    def __init__(self, live_server):
        self.handler = live_server.thread.static_handler
        self.connections = live_server.thread.connections_override
        self.thread = None
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def start(self):
        self.thread = LiveServerThread(
            "localhost", self.handler, connections_override=self.connections, port=self.port
        )
        self.thread.server_class = Closing
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        assert self.thread.error is None
        return self

    def stop(self):
        if self.thread:
            self.thread.terminate()
        self.thread = None


def test_text_thrown_away_does_not_come_back(desk, article):
    write(desk, "introduction", " Nonsense.")
    wait_for(desk, "Kept at")
    desk.open(change(article))
    write(desk, "introduction", " And more.")
    desk.click("//summary[contains(., 'Throw it away')]")
    desk.press("Throw it away")
    desk.open(change(article))
    time.sleep(0.3)
    assert value(desk, "introduction") == "First.\n\nMiddle.\n\nLast."
    assert not desk.all("[data-unsaved]")


def test_nothing_runs_in_the_page_beside_the_form(desk):
    desk.wait(lambda: desk.all("[data-page] iframe"))
    assert desk.one("[data-page] iframe").get_attribute("sandbox") == "allow-same-origin"


def test_page_is_refreshed_without_flicker(desk):
    write(desk, "introduction", " More.")
    page = "document.querySelector('iframe').contentDocument"
    desk.wait(lambda: desk.run(f"return {page}.querySelectorAll('.prose > section').length") >= 2)
    desk.run(
        f"""
        {page}.body.style.minHeight = '3000px';
        {page}.defaultView.scrollTo(0, 120);
        window.last = [...{page}.querySelectorAll('.prose > section')][1].querySelector('p');
        """
    )
    write(desk, "introduction", " And more.")
    desk.wait(lambda: "And more." in desk.run(f"return {page}.body.textContent"))
    assert desk.run(f"return window.last.isConnected && window.last.ownerDocument === {page}")
    assert desk.run(f"return {page}.defaultView.scrollY") == 120


def test_problems_are_told_at_their_field_while_writing(desk):
    write(desk, "sections-0-body", " [It](go:nothing)")
    desk.wait(lambda: desk.all(".field-problems"))
    note = desk.one("[data-place^='sections:'] .field-body .field-problems")
    assert note.text == "There is no product of this name: “go:nothing”"
    desk.named("sections-0-body").clear()
    write(desk, "sections-0-body", "Words.")
    desk.wait(lambda: not desk.all(".field-problems"))


def test_bar_speaks_only_when_something_changed(desk):
    desk.run(
        """
        window.heard = [];
        const said = document.querySelector("[data-said]");
        new MutationObserver(() => window.heard.push(said.textContent.replace(/\\d+/g, "0")))
          .observe(said, { childList: true, characterData: true, subtree: true });
        """
    )
    for number in range(3):
        write(desk, "introduction", f" {number}")
        desk.wait(
            lambda number=number: (
                Draft.objects.exists() and kept("introduction").endswith(str(number))
            )
        )
        wait_for(desk, "Kept at")
    assert desk.run("return window.heard") == ["Not a version yet. Kept at 0:0."]
