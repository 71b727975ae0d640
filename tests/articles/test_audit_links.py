"""manage.py audit_links: what it reads, what it says, and how it ends."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.affiliates.audit import NO_REL, TOO_EARLY
from articles.models import ClickCount, Revision, ViewCount
from tests.factories import make_merchant, make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    error = ""
    try:
        call_command("audit_links", stdout=out, **options)
    except CommandError as caught:
        error = str(caught)
    return out.getvalue().splitlines(), error


def test_honest_site_passes_and_nothing_is_counted():
    make_product(slug="lamp")
    publish_article(introduction="[x](go:lamp)", tags=["calm"])
    publish_guide(chapters=[("Own", "[x](go:lamp)")])
    lines, error = run()
    assert error == ""
    assert re.search(r"pages, \d+ anchors, [2-9] of them paid, in", lines[-1])
    assert len(lines) == 1
    assert not ClickCount.objects.exists()
    assert not ViewCount.objects.exists()


def test_offending_content_is_printed_with_its_page():
    make_merchant(hosts="shop.example.com")
    revision = publish_article(slug="a-title")
    # No honest path makes such a page.
    html = '<p><a href="https://shop.example.com/">x</a></p>'
    Revision.objects.filter(pk=revision.pk).update(html=html)
    lines, error = run()
    where = "http://testserver/articles/a-title/: 'https://shop.example.com/'."
    assert lines[:-1] == [f"{where} {NO_REL}", f"{where} {TOO_EARLY}"]
    assert error == "2 links are not honest."


def test_production_is_read_over_https_under_its_own_name(settings):
    settings.SITE_URL = "https://gazette.example"
    settings.ALLOWED_HOSTS = ["gazette.example"]
    settings.SITE_IS_HTTPS = settings.SECURE_SSL_REDIRECT = True
    assert run()[1] == ""


def test_page_that_is_refused_proves_nothing(settings):
    settings.ALLOWED_HOSTS = ["another.example"]
    lines, error = run()
    assert "http://testserver/: '/'. It answered 400, so nothing is proven of it." in lines
    assert error


def test_limit_bounds_the_pages():
    assert run(limit=1)[0][-1].startswith("1 pages, ")
    assert run(limit=0) == ([], "Give a number of pages from 1.")


def test_links_are_followed_past_redirects_and_files():
    revision = publish_article()
    html = '<a href="/articles">x</a><a href="/robots.txt">x</a><a href="/nothing/">x</a>'
    Revision.objects.filter(pk=revision.pk).update(html=html)
    assert run()[1] == ""
