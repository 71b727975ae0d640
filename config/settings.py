"""Every setting of the project, driven by environment variables.

A variable that is missing or wrong stops the start with a sentence on how to mend it.
`.env` in the project's folder is read first; the environment wins. The README lists
the variables a deployment needs.
"""

import logging
import os
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# Where it runs

ENVIRONMENT = env.str(
    "CANDOR_ENV", "development", validate=validate.OneOf(["development", "production"])
)
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", False)
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows secrets to visitors: unset it in production.")

SECRET_KEY = env.str("SECRET_KEY", "" if IS_PRODUCTION else "development-only-" + "0" * 50)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Make one with "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))' and keep it secret."
    )

VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

# The address readers use: canonical links, feeds and mail are made from it, never from
# the Host header of a request.
SITE_URL = env.str("SITE_URL", "" if IS_PRODUCTION else f"http://127.0.0.1:{env.int('PORT', 8000)}")
SITE_URL = SITE_URL.rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
if not SITE_HOST:
    raise ImproperlyConfigured(
        "SITE_URL is not set. Give the public address, for example SITE_URL=https://example.org"
    )
SITE_IS_HTTPS = urlsplit(SITE_URL).scheme == "https"

# Who names the entries of feeds, by ids that must never change: keep it when the site moves.
FEED_AUTHORITY = env.str("FEED_AUTHORITY", SITE_HOST)
# A WebSub hub, which tells subscribers of feeds at once what is new.
WEBSUB_HUB = env.str("WEBSUB_HUB", "")
if WEBSUB_HUB and not WEBSUB_HUB.startswith(("https://", "http://")):
    raise ImproperlyConfigured(
        "WEBSUB_HUB is no address. Give the hub's, for example WEBSUB_HUB=https://hub.example.org/"
    )
# Search engines that speak IndexNow are told what changed; the key proves that it is we.
INDEXNOW_KEY = env.str("INDEXNOW_KEY", "")
if INDEXNOW_KEY and not re.fullmatch("[a-zA-Z0-9-]{8,128}", INDEXNOW_KEY):
    raise ImproperlyConfigured(
        "INDEXNOW_KEY is no key. Give 8 to 128 letters, digits and hyphens; make one with "
        "python -c 'import secrets; print(secrets.token_hex(16))'"
    )
INDEXNOW_ENDPOINT = env.str("INDEXNOW_ENDPOINT", "https://api.indexnow.org/indexnow")
if not INDEXNOW_ENDPOINT.startswith(("https://", "http://")):
    raise ImproperlyConfigured(
        "INDEXNOW_ENDPOINT is no address. Give one of a search engine, for example "
        "INDEXNOW_ENDPOINT=https://api.indexnow.org/indexnow"
    )

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    [SITE_HOST, *([] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])],
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])

# What it is made of

INSTALLED_APPS = [
    "config",
    # Before articles, whose admin takes the place of theirs.
    "articles.apps.TagsConfig",
    "django_tasks",
    "django_tasks_db",
    "articles.apps.ArticlesConfig",
    "guides",
    "articles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_countries",
    "markdownx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.OnePolicyMiddleware",
    # Outside the one that makes ETags: compressed, the same page has other bytes each time.
    "config.middleware.TextGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context.publication",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where it keeps things

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'candor.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL); writers queue for up to 20 s, and take the
    # lock when their transaction starts, so that none fails half-way for want of it.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files that nobody gets by an address alone: kits and books.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.staticfiles.BundledStaticFilesStorage"
    },
}

# Whose passwords were refused lately, and which clicks belong together; enough that none is
# crowded out. Each process keeps its own, but gunicorn's workers tell clicks in a folder of
# their own (config/gunicorn.py makes it).

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "readers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "readers",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
if readers_dir := env.str("READERS_DIR", ""):
    CACHES["readers"] = {"BACKEND": "config.cache.SharedCache", "LOCATION": readers_dir}

# Work that nobody waits for: kept in the database until `manage.py db_worker` does it.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Language and time: stored in UTC, shown in the publication's zone

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en-gb")
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Security

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SITE_IS_HTTPS)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000 if SITE_IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A reader's address is so many from the right of X-Forwarded-For.
PROXY_COUNT = env.int(
    "PROXY_COUNT",
    1,
    validate=validate.Range(
        min=1, error="PROXY_COUNT is wrong. Give how many proxies stand in front, 1 or more."
    ),
)

# One policy for readers and the desk alike: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# What no page of ours, and nothing in one, may ask a browser for.
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb")
)

# Mail. Without a server, development prints it and production sends none: what is for
# subscribers waits, and the desk itself still tells people what concerns them.

mail = env.dj_email_url("EMAIL_URL", "dummy:" if IS_PRODUCTION else "console:")
if "EMAIL_BACKEND" not in mail:
    raise ImproperlyConfigured(
        "EMAIL_URL is of no known kind. Give the server that sends mail, for example "
        "EMAIL_URL=submission://user:password@mail.example.org"
    )
if mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not mail["EMAIL_HOST"]:
    raise ImproperlyConfigured(
        "EMAIL_URL names no server. Give its name, for example "
        "EMAIL_URL=submission://user:password@mail.example.org"
    )
mail["EMAIL_FILE_PATH"] = f"/{mail['EMAIL_FILE_PATH']}"  # where file:///… sends mail, absolute
vars().update(mail)
EMAIL_TIMEOUT = mail["EMAIL_TIMEOUT"] or 10  # seconds; without one a dead server holds a worker
# A provider with an API of its own: django-anymail's, with its settings as ANYMAIL_… variables.
if provider := env.str("EMAIL_PROVIDER", ""):
    if not find_spec("anymail"):
        raise ImproperlyConfigured(
            "EMAIL_PROVIDER needs django-anymail, which is not installed: "
            "python -m pip install 'django-anymail~=15.0'"
        )
    if not provider.isidentifier() or not find_spec(f"anymail.backends.{provider}"):
        raise ImproperlyConfigured(
            f"django-anymail knows no EMAIL_PROVIDER={provider}. Give the name of one of its "
            "backends, for example EMAIL_PROVIDER=postmark"
        )
    EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"
    ANYMAIL = {
        name.removeprefix("ANYMAIL_"): value
        for name, value in os.environ.items()
        if name.startswith("ANYMAIL_")
    } | {"REQUESTS_TIMEOUT": env.float("ANYMAIL_REQUESTS_TIMEOUT", EMAIL_TIMEOUT)}
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", mail.get("DEFAULT_FROM_EMAIL") or f"desk@{SITE_HOST}"
)
if "@" not in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured(
        "DEFAULT_FROM_EMAIL is no address. Give the one that mail comes from, for example "
        "DEFAULT_FROM_EMAIL='The Gazette <desk@example.org>'"
    )

# Search: the database's own index, unless a server of its own is named

SEARCH_URL = env.str("SEARCH_URL", "")
if SEARCH_URL:
    if not find_spec("opensearchpy"):
        raise ImproperlyConfigured(
            "SEARCH_URL needs opensearch-py, which is not installed: "
            "python -m pip install 'opensearch-py~=2.8'"
        )
    if urlsplit(SEARCH_URL).scheme not in ("http", "https") or not urlsplit(SEARCH_URL).hostname:
        raise ImproperlyConfigured(
            "SEARCH_URL is no address. Give the server's, with the name of the index, for example "
            "SEARCH_URL=https://user:password@search.example.org:9200/candor"
        )

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Limits. A field of Markdown is capped at 100 kB (articles.rendering); a form holds many
# fields and the rows around them. Photos travel as files and have a cap of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
FILE_UPLOAD_PERMISSIONS = 0o644
PHOTO_MAX_BYTES = env.int("PHOTO_MAX_BYTES", 20_000_000)
PHOTO_MAX_PIXELS = env.int("PHOTO_MAX_PIXELS", 50_000_000)
KIT_MAX_BYTES = env.int("KIT_MAX_BYTES", 100_000_000)
PREVIEW_LINK_DAYS = env.int("PREVIEW_LINK_DAYS", 7)

# The editor: django-markdownx's fields and widget with our own renderer, so that nothing
# in the project can reach its default one.
MARKDOWNX_MARKDOWNIFY_FUNCTION = "articles.rendering.markdown.markdownify"

TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"codes": {"()": "config.logs.CutCodes"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["codes"]}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", logging.WARNING)},
}
