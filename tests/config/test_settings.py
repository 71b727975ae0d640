"""Wrong settings stop the start, with a sentence on how to mend it."""

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


def test_development_has_no_key_that_production_would_take(tmp_path):
    without_key = {name: value for name, value in GOOD.items() if name != "SECRET_KEY"}

    assert start(tmp_path, **without_key).returncode != 0
