import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.middleware import OnePolicyMiddleware

HEADER = "Content-Security-Policy"


def respond(response):
    return OnePolicyMiddleware(lambda request: response)(RequestFactory().get("/"))


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = dict(rule.split(" ", 1) for rule in respond(HttpResponse())[HEADER].split("; "))

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }


def test_browser_is_asked_for_nothing():
    told = respond(HttpResponse())["Permissions-Policy"]

    assert told == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def test_policy_of_a_view_stays():
    assert respond(HttpResponse(headers={HEADER: "sandbox"}))[HEADER] == "sandbox"


@pytest.mark.parametrize("status", [404, 500])
def test_pages_for_developers_keep_their_styles(settings, status):
    settings.DEBUG = True

    assert HEADER not in respond(HttpResponse(status=status))


def test_errors_readers_see_have_the_policy():
    assert HEADER in respond(HttpResponse(status=404))
