"""What is taken, and what is refused in words."""

import pytest

from articles.models import Redirect
from articles.publishing.windows import publish, save_revision, withdraw
from articles.redirects import forms
from articles.redirects.forms import RedirectForm
from articles.redirects.saving import save_redirect
from articles.redirects.targets import RESERVED
from tests.factories import make_redirect, make_topic, publish_article

pytestmark = pytest.mark.django_db


def errors(path, target, instance=None, **fields):
    form = RedirectForm({"path": path, "target": target, **fields}, instance=instance)
    return {name: [*found] for name, found in form.errors.items()}


def test_form_takes_what_was_copied():
    article = publish_article(slug="tea").article
    data = {"path": "http://testserver/old?x=1", "target": "http://testserver/articles/tea/"}
    redirect = save_redirect(RedirectForm(data).save(commit=False))
    assert (redirect.path, redirect.target) == ("/old/", f"candor:article/{article.pk}")


def test_path_where_a_page_answers_is_refused():
    publish_article(slug="tea")
    assert errors("/articles/tea/", "https://example.org/") == {"path": [forms.ANSWERS]}


def test_path_that_leads_on_by_itself_is_refused():
    article = publish_article(slug="tea").article
    article.slug = "green-tea"
    article.save()
    publish(save_revision(article))
    assert errors("/articles/tea/", "https://example.org/") == {
        "path": ["This address leads on by itself: the page that had it has another address now."]
    }


def test_path_of_what_was_withdrawn_is_taken():
    withdraw(publish_article(slug="gone").article)
    assert errors("/articles/gone/", "https://example.org/") == {}


@pytest.mark.parametrize(
    ("path", "target", "said"),
    [
        ("/a/", "/a", {"target": ["No page answers at this address."]}),
        ("/a/", "/b/", {"target": ["It would lead back to /a/: /b/ leads there already."]}),
        ("/b/", "/topics/home/", {"path": [forms.TAKEN]}),
        ("/new/", "/nothing/here/", {"target": ["No page answers at this address."]}),
        ("/admin/", "/topics/home/", {"path": [RESERVED]}),
        (f"/{'é' * 150}", "/topics/home/", {}),
        (f"/{'{' * 150}", "/topics/home/", {"path": ["An address has at most 400 characters."]}),
        ("", "", {"path": ["This field is required."], "target": [forms.EITHER]}),
        ("/a/", "/gone/", {"target": ["No page answers at this address."]}),
    ],
    ids=["itself", "circle", "taken", "nowhere", "reserved", "letters", "long", "empty", "gone"],
)
def test_form_says_why_not(path, target, said):
    make_topic(slug="home")
    make_redirect(path="/b/", target="/a/")
    make_redirect(path="/gone/", target="")
    assert errors(path, target) == said


def test_what_is_gone_for_good_needs_no_address(db):
    assert errors("/old/", "", is_gone="on") == {}
    assert errors("/old/", "https://example.org/", is_gone="on") == {"is_gone": [forms.BOTH]}
    redirect = make_redirect(path="/old/", target="https://example.org/")
    form = RedirectForm(
        {"path": "/old/", "target": "https://example.org/", "is_gone": "on"}, instance=redirect
    )
    assert save_redirect(form.save(commit=False)).is_gone
    form = RedirectForm({"path": "/old/", "target": "https://example.org/"}, instance=redirect)
    assert (form.initial["target"], form.initial["is_gone"]) == ("", True)
    assert not save_redirect(form.save(commit=False)).is_gone


def test_page_that_was_withdrawn_leads_not_to_itself():
    withdraw(publish_article(slug="gone").article)
    assert errors("/articles/gone/", "article:gone#how") == {
        "target": ["It would lead back to /articles/gone/."]
    }


def test_target_that_leads_on_is_taken():
    make_redirect(path="/b/", target="https://example.org/")
    assert errors("/a/", "/b/") == {}


def test_form_shows_the_address_of_today():
    article = publish_article(slug="tea").article
    stable = f"candor:article/{article.pk}"
    redirect = make_redirect(target=stable)
    assert RedirectForm(instance=redirect).initial["target"] == "/articles/tea/"
    withdraw(article)
    assert RedirectForm(instance=redirect).initial["target"] == stable


def test_path_that_was_not_touched_stays_as_it_is():
    redirect = make_redirect(path="/a/../b/", target="https://example.org/")
    form = RedirectForm({"path": "/a/../b/", "target": "https://example.net/"}, instance=redirect)
    assert form.save(commit=False).path == "/a/../b/"


def test_what_was_not_touched_is_not_asked_again():
    topic = make_topic(slug="home")
    redirect = make_redirect(path="/articles/tea/", target="/topics/home/")
    publish_article(slug="tea")
    topic.delete()
    assert errors("/articles/tea/", "/topics/home/", instance=redirect) == {}
    assert Redirect.objects.count() == 1
