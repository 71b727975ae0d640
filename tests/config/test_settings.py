"""Wrong settings stop the start, with a sentence on how to mend it."""

import json
import os
import subprocess
import sys

import pytest

KEY = "k" * 60
GOOD = {"CANDOR_ENV": "production", "SECRET_KEY": KEY, "SITE_URL": "https://example.org"}
PRINT = "import config.settings as s; print({})"


def start(tmp_path, code="import config.settings", **variables):
    """Import the settings in a process of its own, with these variables only."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **variables}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY is not set. Make one with", id="no-key"),
        pytest.param({"SITE_URL": ""}, "SITE_URL is not set. Give the public address", id="no-url"),
        pytest.param({"SITE_URL": "example.org"}, "SITE_URL is not set", id="url-without-scheme"),
        pytest.param(
            {"DEBUG": "True"}, "DEBUG shows secrets to visitors: unset it in production", id="debug"
        ),
        pytest.param(
            {"CANDOR_ENV": "staging"}, "development, production", id="unknown-environment"
        ),
        pytest.param({"DATABASE_URL": "nonsense"}, "DATABASE_URL", id="no-database"),
        pytest.param({"PREVIEW_LINK_DAYS": "soon"}, "PREVIEW_LINK_DAYS", id="not-a-number"),
        pytest.param({"PROXY_COUNT": "0"}, "Give how many proxies stand in front", id="no-proxy"),
        pytest.param({"WEBSUB_HUB": "hub"}, "WEBSUB_HUB is no address.", id="hub-of-nowhere"),
        pytest.param({"INDEXNOW_KEY": "k" * 7}, "INDEXNOW_KEY is no key.", id="short-key"),
        pytest.param({"INDEXNOW_KEY": "k" * 129}, "INDEXNOW_KEY is no key.", id="long-key"),
        pytest.param({"INDEXNOW_KEY": "key_of_ours"}, "INDEXNOW_KEY is no key.", id="odd-key"),
        pytest.param(
            {"INDEXNOW_ENDPOINT": "bing"}, "INDEXNOW_ENDPOINT is no address.", id="told-nowhere"
        ),
        pytest.param(
            {"EMAIL_URL": "pigeon://loft"}, "EMAIL_URL is of no known kind.", id="unknown-mail"
        ),
        pytest.param({"EMAIL_URL": ""}, "EMAIL_URL is of no known kind.", id="empty-mail"),
        pytest.param(
            {"EMAIL_URL": "submission:"}, "EMAIL_URL names no server.", id="mail-without-server"
        ),
        pytest.param({"EMAIL_URL": "smtp://host:port"}, "EMAIL_URL", id="mail-without-port"),
        pytest.param(
            {"DEFAULT_FROM_EMAIL": "The Gazette"},
            "DEFAULT_FROM_EMAIL is no address.",
            id="mail-from-nobody",
        ),
    ],
)
def test_wrong_setting_stops_the_start_and_says_so(tmp_path, changes, sentence):
    done = start(tmp_path, **GOOD | changes)

    assert done.returncode != 0
    assert sentence in done.stderr


def test_production_needs_nothing_else_and_is_strict(tmp_path):
    names = (
        "DEBUG",
        "ALLOWED_HOSTS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    code = PRINT.format(", ".join(f"s.{name}" for name in names)).replace("'", "")

    done = start(tmp_path, code, **GOOD)

    assert done.stdout == "False ['example.org'] True True True 31536000\n"


def test_development_needs_no_setting_at_all(tmp_path):
    code = PRINT.format("s.SITE_URL, s.DEBUG, s.ENVIRONMENT")

    assert start(tmp_path, code).stdout == "http://127.0.0.1:8000 False development\n"


#: Imports the settings once for each address of a mail server, and prints what comes of it.
READ_MAIL = """
import json, os, runpy, sys
names = ["BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "TIMEOUT"]
found = []
for url in json.loads(os.environ["URLS"]):
    os.environ["EMAIL_URL"] = url
    read = runpy.run_module("config.settings")
    found.append([read[f"EMAIL_{name}"] for name in names])
print(json.dumps(found))
"""
SMTP = {
    "smtp:": ["localhost", 25, None, None, False, False, 10],
    "smtp://mail.example": ["mail.example", 25, None, None, False, False, 10],
    "smtp://mail.example:465?ssl=true&timeout=3": ["mail.example", 465, None, None, False, True, 3],
    "submission://desk:p%40ss@mail.example": ["mail.example", 587, "desk", "p@ss", True, False, 10],
}
OTHERS = {"console:": "console", "file:///tmp/mail": "filebased", "memory:": "locmem"}


def test_mail_goes_where_its_address_says(tmp_path):
    urls = json.dumps([*SMTP, *OTHERS, "dummy:"])

    found = json.loads(start(tmp_path, READ_MAIL, URLS=urls).stdout)

    kinds = [row[0].split(".")[-2] for row in found]
    assert kinds == ["smtp"] * 4 + [*OTHERS.values(), "dummy"]
    assert [row[1:] for row in found[:4]] == list(SMTP.values())


def test_mail_in_files_goes_into_the_folder_of_its_address(tmp_path):
    done = start(tmp_path, PRINT.format("s.EMAIL_FILE_PATH"), EMAIL_URL="file:///tmp/mail")
    assert done.stdout == "/tmp/mail\n"  # noqa: S108 (nothing is written there)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (GOOD, "dummy desk@example.org"),
        ({}, "console desk@127.0.0.1"),
        (GOOD | {"DEFAULT_FROM_EMAIL": "Gazette <g@example.org>"}, "dummy Gazette <g@example.org>"),
        (GOOD | {"EMAIL_URL": "smtp:?_default_from_email=g@example.org"}, "smtp g@example.org"),
    ],
    ids=["production", "development", "variable", "address"],
)
def test_mail_without_a_server_and_who_it_is_from(tmp_path, settings, expected):
    done = start(
        tmp_path, PRINT.format("s.EMAIL_BACKEND.split('.')[-2], s.DEFAULT_FROM_EMAIL"), **settings
    )
    assert done.stdout == f"{expected}\n"


#: Opens what carries mail, as the first mail would.
OPEN = """
import django
from django.core.mail import get_connection
django.setup()
carrier = get_connection()
print(type(carrier).__module__, carrier.api_url, carrier.timeout)
"""


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (
            {"EMAIL_PROVIDER": "postmark", "ANYMAIL_POSTMARK_SERVER_TOKEN": "t"},
            "anymail.backends.postmark https://api.postmarkapp.com/ 10",
        ),
        (
            {
                "EMAIL_PROVIDER": "brevo",
                "ANYMAIL_BREVO_API_KEY": "k",
                "ANYMAIL_BREVO_API_URL": "https://api.example.org/v3/",
                "ANYMAIL_REQUESTS_TIMEOUT": "5",
            },
            "anymail.backends.brevo https://api.example.org/v3/ 5.0",
        ),
    ],
    ids=["postmark", "brevo"],
)
def test_mail_goes_through_a_provider(tmp_path, variables, expected):
    variables = {"DJANGO_SETTINGS_MODULE": "config.settings", **variables}
    assert start(tmp_path, OPEN, **GOOD, **variables).stdout == f"{expected}\n"


@pytest.mark.parametrize("provider", ["pigeon", "../postmark", "postmark.x"])
def test_an_unknown_provider_stops_the_start(tmp_path, provider):
    done = start(tmp_path, **GOOD, EMAIL_PROVIDER=provider)
    assert f"django-anymail knows no EMAIL_PROVIDER={provider}." in done.stderr


def test_a_provider_needs_its_package(tmp_path):
    without = "import sys; sys.modules['anymail'] = None; import config.settings"
    done = start(tmp_path, without, **GOOD, EMAIL_PROVIDER="postmark")
    assert "python -m pip install 'django-anymail~=15.0'" in done.stderr


@pytest.mark.parametrize(
    "address", ["search.example.org", "ftp://search.example.org", "https:///x"]
)
def test_a_search_server_needs_an_address(tmp_path, address):
    done = start(tmp_path, **GOOD, SEARCH_URL=address)
    assert "SEARCH_URL is no address." in done.stderr


def test_a_search_server_needs_its_package(tmp_path):
    without = "import sys; sys.modules['opensearchpy'] = None; import config.settings"
    done = start(tmp_path, without, **GOOD, SEARCH_URL="https://search.example.org")
    assert "python -m pip install 'opensearch-py~=2.8'" in done.stderr


def test_development_has_no_key_that_production_would_take(tmp_path):
    without_key = {name: value for name, value in GOOD.items() if name != "SECRET_KEY"}

    assert start(tmp_path, **without_key).returncode != 0


@pytest.mark.parametrize(
    ("variables", "backend"),
    [
        pytest.param({}, "django.core.cache.backends.locmem.LocMemCache", id="alone"),
        pytest.param({"READERS_DIR": "/folder"}, "config.cache.SharedCache", id="worker"),
    ],
)
def test_workers_tell_clicks_together(tmp_path, variables, backend):
    code = PRINT.format("s.CACHES['readers']['BACKEND']")

    assert start(tmp_path, code, **GOOD, **variables).stdout == f"{backend}\n"
