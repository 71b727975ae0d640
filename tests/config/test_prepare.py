"""`manage.py prepare`: an empty database becomes a site with a first editor, once."""

import io
import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from PIL import Image

from articles.models import Article, Photo, Revision
from guides.models import Guide
from tests.factories import make_article, make_user

PASSWORD = re.compile(r"First account: editor  Password: (\S+)")


@pytest.fixture(autouse=True)
def plain_pictures(monkeypatch, settings):
    """The demo's drawings take seconds: here each is one small area of colour."""
    monkeypatch.setattr("guides.demo.load.draw", lambda name: Image.new("RGB", (30, 20), "teal"))
    settings.DEBUG = True  # static files need not be collected


def prepare():
    out = io.StringIO()
    call_command("prepare", stdout=out, no_color=True)
    return out.getvalue()


def counts():
    return [model.objects.count() for model in (Article, Guide, Photo, Revision, User)]


def test_empty_database_is_given_the_demo_and_a_first_editor_once(client, db):
    out = prepare()
    [password] = PASSWORD.findall(out)
    user = authenticate(username="editor", password=password)
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert [group.name for group in user.groups.all()] == ["editor"]
    assert (len(password) >= 16, out.count(password)) == (True, 1)
    assert client.get("/").status_code == 200
    assert Revision.objects.live().count() > 0
    before = counts()
    again = prepare()
    assert (PASSWORD.findall(again), "Loading the demo" in again) == ([], False)
    assert counts() == before


def test_two_sites_have_two_passwords(db):
    make_article()
    passwords = set()
    for _ in range(2):
        passwords |= set(PASSWORD.findall(prepare()))
        User.objects.all().delete()
    assert len(passwords) == 2


def test_articles_of_ones_own_are_left_without_a_demo(db):
    make_article(title="Mine")
    prepare()
    assert [article.title for article in Article.objects.all()] == ["Mine"]


def test_editor_of_ones_own_is_left_the_only_one(db):
    make_article()
    make_user("editor", username="maren")
    assert PASSWORD.findall(prepare()) == []
    assert [user.username for user in User.objects.all()] == ["maren"]


def test_it_tells_where_to_read_and_write(db):
    make_article()
    out = prepare()
    assert ["http://testserver/\n" in out, "http://testserver/admin/\n" in out] == [True, True]


def test_production_is_given_no_demo(db, settings):
    settings.IS_PRODUCTION = True
    assert PASSWORD.findall(prepare()) != []
    assert counts() == [0, 0, 0, 0, 1]


def test_static_files_are_collected_where_they_are_served(db, settings, tmp_path):
    make_article()
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = dict(settings.STORAGES)  # the storage reads its folder anew
    prepare()
    assert (tmp_path / "js" / "desk" / "fields.js").is_file()
