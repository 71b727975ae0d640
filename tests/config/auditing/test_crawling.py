"""How the site is read: all of it, without changing it, one page at a time."""

from weakref import WeakSet

import pytest
from django.apps import apps

from articles.models import Revision, Topic
from config.auditing import mails
from config.auditing.answers import Answer
from config.auditing.crawling import Audit
from config.auditing.rules import RULES, examine
from guides.mail.writing import compose_letter
from guides.models import Letter
from tests.factories import (
    make_kit,
    make_product,
    make_publication,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


def rules(*names):
    return [rule for rule in RULES if rule.name in names]


def found(*names, path=""):
    return [(one.page, one.evidence) for one in Audit(rules=rules(*names), path=path).run()]


def all_rows():
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


def test_every_kind_of_answer_is_read(good):
    kinds = {answer.view or answer.type for answer in good.answers.values()}

    assert kinds >= {
        *("home", "archive", "topic", "tag", "author", "article", "article_markdown", "page"),
        *("guides", "guide", "chapter", "guide_end", "kit", "kit_asked", "kit_confirm", "leave"),
        *("go", "search", "suggestions", "feeds", "sitemap", "crop", "text/css", "image/jpeg"),
        *("application/rss+xml", "application/atom+xml", "application/feed+json"),
        "multipart/alternative",
    }
    assert {answer.status for answer in good.answers.values()} == {200, 302, 404, 410}


def test_reading_changes_no_row():
    make_product(slug="lamp")
    publish_article(introduction="[x](go:lamp)")
    make_kit()
    before = all_rows()

    assert sum(1 for _ in Audit().answers()) > 30
    assert all_rows() == before


def test_no_page_is_kept_that_was_read():
    for _number in range(4):
        publish_article()
    audit, alive, most = Audit(rules=[]), WeakSet(), 0
    for answer in audit.answers():
        alive.add(answer)
        most = max(most, len(alive))

    assert audit.read > 30
    assert most <= 3


def test_part_of_the_site_can_be_read_alone():
    make_publication()
    revision = publish_article(slug="one")
    publish_article(slug="two")
    Revision.objects.filter(pk=revision.pk).update(html="<h1>One</h1><h1>Two</h1>")

    assert found("one_first_heading", path="/articles/two/") == []
    assert found("one_first_heading", path="/articles/one/") == [
        ("/articles/one/", "2 h1 ['One', 'Two']")
    ]


# Broken at the source: rows, templates and settings


def test_row_that_is_wrong_is_found():
    make_publication()
    revision = publish_article(slug="one", introduction="Words.")
    html = revision.html.replace("Words.", '<img src="/media/photos/x/photo.jpg">')
    Revision.objects.filter(pk=revision.pk).update(html=html)

    pages = found("pictures_have_alt", "links_lead_somewhere")
    assert ("/articles/one/", "/media/photos/x/photo.jpg") in pages
    assert ("/articles/one/", "/media/photos/x/photo.jpg answers 404") in pages


def test_title_of_two_pages_is_found():
    publish_article(slug="one", title="Tea")
    publish_article(slug="two", title="Tea")

    (finding,) = found("title_is_its_own")
    assert "“Tea – " in finding[1]


def test_topic_that_became_sensitive_is_found():
    revision = publish_article(slug="one")
    Topic.objects.filter(pk=revision.topic_id).update(sensitivity="sensitive")

    assert ("/articles/one/", "no reviewer") in found("sensitive_is_reviewed")


def test_wording_that_does_not_disclose_is_found():
    make_product(slug="lamp")
    make_publication(disclosure_affiliate="There are links here.")
    publish_article(slug="one", introduction="[x](go:lamp)")

    assert ("/articles/one/", "“Disclosure There are links here.”") in found(
        "disclosure_says_money"
    )


def test_letter_that_sells_without_saying_so_is_found():
    make_product(slug="lamp")
    html = '<p><a href="http://testserver/go/lamp/?from=letter">x</a></p>'
    Letter.objects.create(subject="Hello", html=html, text="http://testserver/go/lamp/?from=letter")

    names = ("paid_links_are_marked", "disclosure_comes_first", "plain_text_discloses")
    assert len(found(*names)) == 3


def test_setting_that_is_unsafe_is_found(settings):
    settings.SECURE_REFERRER_POLICY = "unsafe-url"
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}

    assert found("referrers_are_cut")[0] == ("/", "Referrer-Policy “unsafe-url”")
    assert ("/", "object-src is missing") in found("policy_is_strict")


def test_template_that_is_broken_is_found(settings, tmp_path):
    (tmp_path / "404.html").write_text("<title>Nothing</title><main><div></main>")
    (before,) = settings.TEMPLATES
    settings.TEMPLATES = [before | {"DIRS": [tmp_path, *before["DIRS"]]}]

    assert found("elements_nest", "missing_is_not_indexed", path="/nothing/is/here/") == [
        ("/nothing/is/here/", "404 without noindex"),
        ("/nothing/is/here/", "<div> is open where </main> stands (line 1)"),
    ]


def test_page_that_fails_is_found(monkeypatch):
    publish_guide(slug="evenings", chapters=[("Own", "x")])
    monkeypatch.setattr("guides.views.list_chapters", lambda revision: 1 / 0)

    assert ("/guides/evenings/", "500") in found("nothing_breaks")


def test_djangos_own_pages_for_developers_are_left_out(settings):
    settings.DEBUG = True

    assert "/nothing/is/here/" not in {answer.address for answer in Audit().answers()}


def compose_http(*args):
    message = compose_letter(*args)
    way = message.extra_headers["List-Unsubscribe"]
    message.extra_headers["List-Unsubscribe"] = way.replace("https:", "http:")
    return message


def test_rules_that_need_https_are_checked_under_it(settings, monkeypatch):
    settings.SITE_URL = "https://gazette.example"
    settings.ALLOWED_HOSTS = ["gazette.example"]
    settings.SITE_IS_HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert found("https_is_kept", "way_out_is_https") == []
    settings.SECURE_HSTS_SECONDS = 60
    monkeypatch.setattr(mails, "compose_letter", compose_http)
    revision = publish_article(slug="one")
    html = '<p><img src="http://gazette.example/x.png"></p>'
    Revision.objects.filter(pk=revision.pk).update(html=html)
    names = ("https_is_kept", "way_out_is_https", "nothing_is_mixed")

    told = dict(found(*names))
    assert told["/search/"] == "Strict-Transport-Security “max-age=60”"
    assert told["/articles/one/"] == "<img> http://gazette.example/x.png"
    assert told["mail:letter/sample"].startswith("http://gazette.example/letters/leave/")
    assert Audit(rules=rules(*names)).skipped == []


def test_key_and_hub_are_checked_where_there_are_any(settings):
    settings.INDEXNOW_KEY = "0123456789abcdef"
    settings.WEBSUB_HUB = "https://hub.example/"

    audit = Audit(rules=rules("key_lies_at_the_root", "feed_names_its_hub"))
    assert list(audit.run()) == []
    feed = audit.fetcher.fetch("/feeds/rss.xml")
    settings.INDEXNOW_KEY, settings.WEBSUB_HUB = "other-key", "https://other.example/"
    answers = [feed, Answer("/other-key.txt", 404)]
    said = [one.evidence for answer in answers for one in examine(answer, audit.site, audit.rules)]
    assert said == ["rel=hub ['https://hub.example/']", "404, “”"]
