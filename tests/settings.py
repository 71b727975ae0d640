"""The project's settings, made fast; nothing is kept after a run."""

import os
import tempfile

# Set before the project's settings read them, so that a developer's .env decides nothing.
os.environ |= {
    "CANDOR_ENV": "development",
    "DEBUG": "False",
    "SECRET_KEY": "tests-" + "0" * 50,
    "SITE_URL": "http://testserver",
    "TIME_ZONE": "Europe/Paris",
}

from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STATIC_ROOT = tempfile.mkdtemp(prefix="candor-tests-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
