"""One headless Chromium for all browser tests; without one they are skipped, and it is said."""

import json
import shutil
import threading
import time

import django.test.testcases
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.db import connection
from pytest_django.live_server_helper import LiveServer
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.factories import make_publication

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = [name for name, path in (("chromium", CHROMIUM), ("chromedriver", DRIVER)) if not path]
REASON = f"NO BROWSER TEST WAS RUN: {' and '.join(MISSING)} not found (apt install chromium-driver)"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    # Whatever asks for another host than ours gets an error, which fails the test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items):
    here = [item for item in items if item.path.parent.name == "browser"]
    for item in here:
        item.add_marker(pytest.mark.browser)
        # One worker, so one browser.
        item.add_marker(pytest.mark.xdist_group("browser"))
        if MISSING:
            item.add_marker(pytest.mark.skip(reason=REASON))


@pytest.fixture(scope="session")
def live_server():
    """The project as it is served: photos through our own view, static files to be kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django.test.testcases, "_MediaFilesHandler", lambda application: application)
        patch.setattr(StaticFilesHandler, "serve", kept(StaticFilesHandler.serve))
        server = LiveServer("localhost")
        yield server
        server.stop()


def kept(serve):
    """As WhiteNoise does with what bears a hash; a form has some sixty files."""

    def serve_kept(handler, request):
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    return serve_kept


@pytest.fixture(scope="module", autouse=True)
def rows_for_those_who_follow(django_db_setup, django_db_blocker):
    """Give back what migrations put into the database: other tests of this worker need it."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(autouse=True)
def standing_rows(django_db_serialized_rollback, transactional_db):
    """What migrations put into the database; a transactional test empties it when it ends."""
    make_publication()


@pytest.fixture(scope="session")
def chromium(live_server, tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_window_size(1280, 900)
    # A window without the focus tells its page of it only at the first click, which then misses.
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    yield driver
    driver.quit()


class Browser:
    """What a person does in the browser, and what a test asks of it."""

    def __init__(self, driver, server):
        self.driver, self.server = driver, server

    def open(self, path):
        """Open a page, and wait until it is there: the driver may still speak of the one before."""
        before = self.one("html")
        self.driver.get(self.server.url + path)
        self.wait(lambda: self._is_gone(before))

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def named(self, name):
        return self.driver.find_element(By.NAME, name)

    def type(self, name, text):
        self.named(name).send_keys(text)

    def press(self, value):
        """Press the button of these words and wait for the page that follows."""
        page = self.one("html")
        self.click(f"//input[@type='submit'][@value='{value}'] | //button[.='{value}']")
        self.wait(lambda: self._is_gone(page))

    def click(self, xpath):
        element = self.driver.find_element(By.XPATH, xpath)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def command(self, name, /, **arguments):
        """A command of the Chrome DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def wait(self, condition, seconds=8):
        """Wait until `condition()` is true and return what it returned."""
        return WebDriverWait(self.driver, seconds, poll_frequency=0.03).until(
            lambda _: condition(), f"Not so within {seconds} s"
        )

    def _is_gone(self, element):
        try:
            element.is_enabled()
        except Exception:  # noqa: BLE001 (it depends on the moment how the old page is gone)
            return self.run("return document.readyState") == "complete"
        return False

    def sign_in(self, user):
        """Sign in without the form."""
        client = django.test.Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        url = self.server.url
        self.command("Network.setCookie", name="sessionid", value=value, url=url, httpOnly=True)

    @property
    def preview(self):
        return self.one("[data-markdown] [aria-label=Preview]")

    def disable_scripts(self, disabled=True):
        self.command("Emulation.setScriptExecutionDisabled", value=disabled)

    def complaints(self):
        """What the console holds of errors (a violation of the CSP is one), since last asked."""
        log = self.driver.get_log("browser")
        return [entry["message"] for entry in log if entry["level"] == "SEVERE"]

    def requests(self):
        """The addresses the browser asked for since the log was last read."""
        events = [
            json.loads(row["message"])["message"] for row in self.driver.get_log("performance")
        ]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def overflow(self):
        """By how many pixels the page is wider than its window."""
        return self.run(
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
        )


@pytest.fixture(scope="session")
def requests_under_way():
    """The requests the server is answering: one that outlives its test finds no tables."""
    under_way = set()

    def begin(environ, **kwargs):
        under_way.add(threading.get_ident())

    def end(**kwargs):
        under_way.discard(threading.get_ident())

    request_started.connect(begin)
    request_finished.connect(end)
    yield under_way
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def browser(chromium, live_server, requests_under_way):
    """A browser that keeps nothing, 1280 pixels wide; an error in its console fails the test."""
    browser = Browser(chromium, live_server)
    browser.complaints()
    browser.requests()
    yield browser
    complaints = browser.complaints()
    browser.disable_scripts(disabled=False)
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    chromium.get("about:blank")
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    kept = {"origin": live_server.url, "storageTypes": "local_storage"}
    chromium.execute_cdp_cmd("Storage.clearDataForOrigin", kept)
    time.sleep(0.02)  # what the page sent last may be on its way
    browser.wait(lambda: not requests_under_way)
    assert complaints == []
