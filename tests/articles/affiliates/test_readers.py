"""Who counts as a reader, by what real browsers and programs send."""

import pytest
from django.test import RequestFactory

from articles.affiliates.readers import (
    follows_a_link,
    is_our_script,
    may_be_counted_as_reading,
)
from tests.articles.affiliates.headers import (
    AHEAD,
    BORROWERS,
    BOTS,
    CHROME,
    PARTS,
    PEOPLE,
    chromium,
    over_http,
    said,
)

BEACON = {
    "Accept": "*/*",
    "Sec-Fetch-Mode": "no-cors",
    "Sec-Fetch-Dest": "empty",
    "Origin": "https://testserver",
}
SAFARI_17 = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{} {}"


def asked(headers, *, secure=True, method="get"):
    return getattr(RequestFactory(), method)("/go/cards/", headers=headers, secure=secure)


def cases(table):
    return [pytest.param(headers, id=name) for name, headers in table.items()]


@pytest.mark.parametrize("headers", cases(PEOPLE))
def test_people_are_counted(headers):
    assert follows_a_link(asked(headers))


@pytest.mark.parametrize("headers", cases(PEOPLE))
def test_people_are_counted_over_http(headers):
    assert follows_a_link(asked(over_http(headers), secure=False))


@pytest.mark.parametrize("secure", [True, False], ids=["https", "http"])
@pytest.mark.parametrize("headers", cases(BOTS | BORROWERS | PARTS | AHEAD))
def test_programs_are_not_counted(headers, secure):
    assert not follows_a_link(asked(headers, secure=secure))


@pytest.mark.parametrize("method", ["head", "post", "options"])
def test_only_following_is_counted(method):
    assert not follows_a_link(asked(CHROME, method=method))


@pytest.mark.parametrize(
    ("agent", "is_counted"),
    [
        pytest.param("Mozilla/5.0 (X11) Chrome/79.0.0.0 Safari/537.36", True, id="chrome-79"),
        pytest.param("Mozilla/5.0 (X11) Chrome/80.0.0.0 Safari/537.36", False, id="chrome-80"),
        pytest.param("Mozilla/5.0 (X11) Firefox/89.0", True, id="firefox-89"),
        pytest.param("Mozilla/5.0 (X11) Firefox/90.0", False, id="firefox-90"),
        pytest.param("Mozilla/5.0 (X11) Chrome/99999999", False, id="chrome-of-no-year"),
        pytest.param(SAFARI_17.format("16.6", "Safari/605.1.15"), True, id="safari-16"),
        pytest.param(SAFARI_17.format("17.0", "Safari/605.1.15"), False, id="safari-17"),
        pytest.param(
            SAFARI_17.format("17.1.2", "Mobile/15E148 Safari/604.1"), False, id="safari-17-iphone"
        ),
    ],
)
def test_browser_that_would_say_more_is_a_borrowed_name(agent, is_counted):
    assert follows_a_link(asked(said(agent))) == is_counted


def test_browser_that_says_more_is_itself():
    assert follows_a_link(asked(chromium("Mozilla/5.0 (X11) Chrome/80.0.0.0 Safari/537.36")))


def test_only_the_beginning_of_a_name_is_read():
    headers = CHROME | {"User-Agent": "Mozilla/5.0 " + "x" * 100_000 + " Googlebot"}

    assert follows_a_link(asked(headers))


@pytest.mark.parametrize("headers", cases(PEOPLE))
def test_our_script_is_believed(headers):
    fetch = BEACON if "Sec-Fetch-Mode" in headers else {"Accept": "*/*"}

    assert is_our_script(asked(headers | fetch, method="post"))


def test_our_script_is_believed_on_a_page_that_sends_no_referrer():
    headers = PEOPLE["firefox"] | BEACON | {"Origin": "null"}

    assert is_our_script(asked(headers, method="post"))


@pytest.mark.parametrize("headers", cases(PEOPLE))
def test_our_script_is_believed_over_http(headers):
    headers = over_http(headers) | {"Accept": "*/*", "Origin": "http://testserver"}
    headers.pop("Upgrade-Insecure-Requests", None)

    assert is_our_script(asked(headers, method="post", secure=False))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(CHROME, id="navigation"),
        pytest.param(CHROME | BEACON | {"Sec-Fetch-Site": "cross-site"}, id="another-site"),
        pytest.param(CHROME | BEACON | {"Sec-Fetch-Site": "none"}, id="typed"),
        pytest.param(CHROME | BEACON | {"Origin": "https://evil.example"}, id="another-origin"),
        pytest.param(over_http(CHROME) | {"Origin": "null"}, id="no-origin"),
        pytest.param(
            CHROME | BEACON | {"Origin": "null", "Sec-Fetch-Site": "cross-site"}, id="sandboxed"
        ),
        pytest.param(BOTS["headless"] | BEACON, id="robot"),
        pytest.param(BORROWERS["safe-links"] | {"Accept": "*/*"}, id="borrowed-name"),
        pytest.param(AHEAD["chrome-prerender"] | BEACON, id="prerendered"),
    ],
)
def test_what_is_not_our_script_is_not_believed(headers):
    assert not is_our_script(asked(headers, method="post"))


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        pytest.param({}, True, id="silent"),
        pytest.param({"DNT": "0", "Sec-GPC": "0"}, True, id="allowed"),
        pytest.param({"DNT": "1"}, False, id="do-not-track"),
        pytest.param({"Sec-GPC": "1"}, False, id="privacy-control"),
    ],
)
def test_who_asks_to_be_left_out_is(headers, may):
    assert may_be_counted_as_reading(asked(headers)) == may
