"""From an article to the kit and out of the letters again, with a real mail server between."""

import re

import pytest
from django.core.cache import caches
from selenium.webdriver.common.by import By

from guides.letters.sending import NotSendable, start
from guides.mail.outbox import send_due
from guides.models import Ask, KitCount, Subscriber
from tests.factories import PDF, make_kit, make_letter, make_publication, publish_article
from tests.guides.mail.server import MailServer

TEXT = "Before.\n\n::: kit evening\nTen cards to print.\n:::\n\nAfter."

#: A person needs longer than a test.
UNHURRIED = "performance.now = () => 9000"


@pytest.fixture(autouse=True)
def person(browser):
    """No robot: what says so is taken out of the browser's name."""
    caches["readers"].clear()
    agent = browser.command("Browser.getVersion")["userAgent"]
    browser.command("Emulation.setUserAgentOverride", userAgent=agent.replace("Headless", ""))
    yield
    browser.command("Emulation.setUserAgentOverride", userAgent="")


@pytest.fixture
def server(settings):
    """A mail server on this machine, which takes everything."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with MailServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def page(standing_rows, settings, live_server):
    """An article with a kit in it; mails lead to where it is read."""
    settings.SITE_URL = live_server.url
    make_publication(count_views=True)
    make_kit(slug="evening", title="One evening")
    return publish_article(sections=[("One", TEXT)])


def newest_mail(server):
    """What the server took last, as plain text."""
    send_due()
    return server.mails[-1].get_body(("plain",)).get_content()


def link_in(text, path):
    return re.search(rf"https?://\S*?({path}\S+)", text)[1]


def send_letter():
    """A letter to everybody who wants one."""
    start(make_letter(subject="News", body="Dear reader, be well."))


def fetch(browser, path):
    """Status and length of what the browser downloads."""
    return browser.run(
        "return fetch(arguments[0]).then(async (answer) => "
        "[answer.status, (await answer.arrayBuffer()).byteLength])",
        path,
    )


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "plain"])
def test_kit_is_asked_for_confirmed_taken_and_its_letters_left(browser, page, server, has_scripts):
    browser.disable_scripts(not has_scripts)
    browser.open(page.get_absolute_url())
    browser.run(UNHURRIED)
    browser.type("address", "mara@example.org")
    browser.named("letters").click()
    browser.press("Send it to me")
    assert browser.one("h1").text == "Check your e-mail"
    assert not browser.driver.get_cookies()

    text = newest_mail(server)
    assert server.recipients == ["mara@example.org"]
    browser.open(link_in(text, "/kits/confirm/"))
    assert "You also agreed to letters" in browser.one("main").text
    assert Subscriber.objects.get().confirmed_at is None
    browser.press("Yes, send me the kit and letters")
    assert browser.one("h1").text == "One evening"
    assert Subscriber.objects.for_letters().count() == 1

    link = browser.driver.find_element(By.LINK_TEXT, "Download it").get_attribute("href")
    browser.disable_scripts(False)
    assert fetch(browser, link) == [200, len(PDF)]
    assert "/kits/download/" in newest_mail(server)
    count = KitCount.objects.get(source=page.source)
    assert (count.asked, count.confirmed, count.downloaded) == (1, 1, 1)
    browser.wait(lambda: KitCount.objects.get(source=page.source).shown == int(has_scripts))

    send_letter()
    browser.disable_scripts(not has_scripts)
    browser.open(link_in(newest_mail(server), "/letters/leave/"))
    assert Subscriber.objects.for_letters().count() == 1
    browser.click("//main//button")
    browser.wait(lambda: not Subscriber.objects.for_letters().exists())
    taken = len(server.mails)
    with pytest.raises(NotSendable, match="Nobody gets letters"):
        send_letter()
    send_due()
    assert len(server.mails) == taken
    assert not browser.driver.get_cookies()


def test_what_is_no_address_is_said_by_the_page(browser, page):
    browser.open(page.get_absolute_url())
    browser.run("document.querySelector('.kit-form form').noValidate = true")
    browser.run(UNHURRIED)
    browser.type("address", "mara@")
    browser.press("Send it to me")
    assert browser.one(".kit-error").text.startswith("This is no e-mail address")
    field = browser.named("address")
    assert (field.get_attribute("value"), field == browser.driver.switch_to.active_element) == (
        "mara@",
        True,
    )

    assert "422" in browser.complaints()[0]


def test_whoever_is_too_quick_presses_once_more(browser, page):
    browser.open(page.get_absolute_url())
    browser.run(
        "const form = document.querySelector('.kit-form form'); performance.now = () => 20;"
        "form.elements.address.value = 'mara@example.org'; form.requestSubmit()"
    )
    browser.wait(lambda: browser.all(".kit-error"))
    assert Ask.objects.count() == 0
    assert browser.driver.switch_to.active_element.text == "Send it to me"
    browser.run("performance.now = () => 20")
    browser.press("Send it to me")
    assert browser.one("h1").text == "Check your e-mail"
    assert Ask.objects.get().address == "mara@example.org"
    assert "422" in browser.complaints()[0]
