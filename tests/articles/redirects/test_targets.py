"""Where a redirect leads, as typed, as kept and as readers are sent there."""

import pytest
from django.core.exceptions import ValidationError

from articles.publishing.windows import publish, save_revision, withdraw
from articles.redirects.targets import addresses_of, page_at, path_of, pays, read_path, read_target
from tests.factories import make_merchant, publish_article, publish_guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/topics/home/", "/topics/home/"),
        ("topics/home", "/topics/home/"),
        (" /topics/home/?page=2#top ", "/topics/home/?page=2#top"),
        ("http://testserver/topics/home/", "/topics/home/"),
        ("/go/lamp/", "/go/lamp/"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("//example.org/", "https://example.org/"),
        ("/articles/never-there/", "/articles/never-there/"),
        ("candor:article/12#tea", "candor:article/12#tea"),
    ],
)
def test_target_is_kept_in_one_spelling(typed, kept):
    assert read_target(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("javascript:alert(1)", "cannot be read"),
        ("mailto:a@example.org", "cannot be read"),
        ("http://", "cannot be read"),
        ("https://user:word@example.org/", "cannot be read"),
        ("https://:word@example.org/", "cannot be read"),
        (f"https://example.org/{'a' * 2000}", "cannot be read"),
        ("/admin/", "the site’s own"),
        ("/preview/key/", "the site’s own"),
        ("article:nothing", "no page of this name: article:nothing"),
        ("candor:out/lamp", "cannot be read"),
    ],
)
def test_target_that_leads_nowhere_is_refused(typed, why):
    with pytest.raises(ValidationError, match=why):
        read_target(typed)


def test_shop_of_a_merchant_is_led_to_as_a_product_only():
    make_merchant(name="Lamps & co", hosts="lamps.example.com")
    with pytest.raises(ValidationError, match="Lamps & co, a merchant"):
        read_target("https://www.lamps.example.com/item")
    assert (pays("https://lamps.example.com/"), pays("https://example.org/")) == (True, False)


def test_page_is_kept_by_its_key_under_any_name_it_had():
    article = publish_article(slug="tea").article
    article.slug = "green-tea"
    article.save()
    publish(save_revision(article))
    page = publish_article(slug="about", kind="page").article
    guide = publish_guide(slug="course", chapters=[("One", "Words.")]).guide
    typed = ["/articles/tea/", "/articles/green-tea#how", "article:tea#how", "/about/"]
    assert [read_target(text) for text in [*typed, "http://testserver/guides/course"]] == [
        f"candor:article/{article.pk}",
        f"candor:article/{article.pk}#how",
        f"candor:article/{article.pk}#how",
        f"candor:article/{page.pk}",
        f"candor:guide/{guide.pk}",
    ]


def test_readers_are_sent_where_a_page_is_now(django_assert_num_queries):
    live, gone = publish_article(slug="tea").article, publish_article().article
    guide = publish_guide(slug="course", chapters=[("One", "Words.")]).guide
    withdraw(gone)
    stable = [f"candor:article/{live.pk}?a=b#c", f"candor:guide/{guide.pk}"]
    others = [f"candor:article/{gone.pk}", "/topics/home/", "https://example.org/"]
    with django_assert_num_queries(2):
        found = addresses_of([*stable, *others])
    assert found == {
        stable[0]: "/articles/tea/?a=b#c",
        stable[1]: "/guides/course/",
        "/topics/home/": "/topics/home/",
        "https://example.org/": "https://example.org/",
    }


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/a/", "/a/"),
        ("/a/?b#c", "/a/"),
        ("/a/#c?", "/a/"),
        ("candor:article/1", ""),
        ("https://example.org/", ""),
    ],
)
def test_target_of_ours_has_a_path(target, path):
    assert path_of(target) == path


@pytest.mark.parametrize("path", ["/topics/home/", "/no/such/page/", "/articles/never/"])
def test_no_page_is_at_another_address(path):
    assert page_at(path) == ""


@pytest.mark.parametrize(
    ("typed", "path"),
    [("/old/?p=1", "/old/"), ("http://testserver/old", "/old/"), ("old page", "/old%20page/")],
)
def test_path_is_taken_from_what_was_copied(typed, path):
    assert read_path(typed) == path


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("https://example.org/old/", "another site"),
        ("/admin/old/", "the site’s own"),
        ("/media/old.pdf", "the site’s own"),
        ("tel:112", "cannot be read"),
    ],
)
def test_path_that_is_not_ours_is_refused(typed, why):
    with pytest.raises(ValidationError, match=why):
        read_path(typed)
