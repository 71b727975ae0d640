"""The form shows the very image that is shared, of the text that stands in it."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser

from articles.admin import posters
from articles.context import load_publication
from articles.discovery.share_image import poster_of_revision
from articles.models import Article
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import opened
from tests.factories import (
    make_article,
    make_guide,
    make_photo,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def change(subject):
    return f"/admin/{subject._meta.app_label}/{subject._meta.model_name}/{subject.pk}/change/"


def image_in(html):
    return LexborHTMLParser(html).css_first(".social-card img").attributes["src"]


def image_of(client, subject):
    return image_in(client.get(change(subject)).text)


def image_typed(client, user, subject=None, **typed):
    """Where the image of what is typed into a form is."""
    subject = subject or Article()
    letter = {
        "opened": opened(subject, user),
        "serial": 1,
        "typed": {name: [value] for name, value in typed.items()},
        "is_whole": True,
    }
    keep = f"/admin/articles/{subject._meta.model_name}/keep/"
    return image_in(client.post(keep, json.dumps(letter), "application/json").json()["appearance"])


def is_same(one, other):
    """Whether two JPEGs show the same."""
    images = [Image.open(io.BytesIO(data)) for data in (one, other)]
    return ImageChops.difference(*images).getbbox() is None


def test_image_of_what_is_live_is_the_one_that_is_shared(editor_client, client, monkeypatch):
    live = publish_article(title="Repair", hero=make_photo(), topic=make_topic(title="Conflict"))
    page = LexborHTMLParser(client.get(f"/articles/{live.slug}/").text)
    shared = page.css_first("meta[property='og:image']").attributes["content"]
    sent = client.get(shared.removeprefix("http://testserver")).getvalue()
    monkeypatch.setattr(posters, "draw", None)  # what is kept is not drawn again

    response = editor_client.get(image_of(editor_client, live.article))

    assert response.content == sent
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, max-age=3600"


def test_image_of_a_guide_is_the_one_that_is_shared(editor_client, client):
    live = publish_guide(title="A course", chapters=[("One", "Words.")])
    page = LexborHTMLParser(client.get(f"/guides/{live.slug}/").text)
    shared = page.css_first("meta[property='og:image']").attributes["content"]

    shown = editor_client.get(image_of(editor_client, live.guide)).content

    assert is_same(shown, client.get(shared.removeprefix("http://testserver")).getvalue())


def test_image_follows_title_author_and_photo_alone(author_client, author):
    article = make_article(owner=author, title="Before")
    save_revision(article)
    photo = make_photo()
    before = image_typed(author_client, author, article, title="Before")

    assert image_typed(author_client, author, article, title="Before", introduction="New") == before
    after = {
        image_typed(author_client, author, article, title="After"),
        image_typed(author_client, author, article, title="Before", hero=str(photo.pk)),
    }
    assert len(after | {before}) == 3


def test_drawing_a_draft_keeps_nothing(author_client, author, client):
    live = publish_article(make_article(owner=author, title="Live"))
    folder = f"share/{live.source}"
    poster = poster_of_revision(load_publication(), live)
    client.get(poster.address)
    kept = default_storage.listdir(folder)

    address = image_typed(author_client, author, live.article, title="Draft")
    drawn = author_client.get(address).content

    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert default_storage.listdir(folder) == kept == ([], [f"{poster.digest}.jpg"])


def test_new_article_has_one_as_soon_as_something_is_typed(author_client, author):
    address = image_typed(author_client, author, title="New")

    assert address.startswith("/admin/articles/article/poster/?of=")
    assert author_client.get(address).status_code == 200
    assert "This is shown once something is saved." in author_client.get(ADD).text


def test_address_of_a_long_title_is_short_enough_to_be_asked_for(author_client, author):
    address = image_typed(author_client, author, title="長い題" * 400)

    assert len(address) < 4_000  # see gunicorn, “limit_request_line”
    assert author_client.get(address).status_code == 200


def test_only_what_we_signed_for_this_very_object_is_drawn(editor_client):
    one, other = make_article(title="One"), make_article(title="Other")
    save_revision(one)
    address, signed = image_of(editor_client, one).split("?")
    elsewhere = address.replace(f"/{one.pk}/", f"/{other.pk}/")

    answers = [
        editor_client.get(place).status_code
        for place in (
            f"{address}?{signed}",
            f"{elsewhere}?{signed}",
            f"/admin/articles/article/poster/?{signed}",
            f"{address}?{signed}x",
            f"{address}?of=x:y",
            address,
            f"/admin/articles/article/{10**9}/poster/?{signed}",
        )
    ]

    assert answers == [200, 404, 404, 404, 404, 404, 404]


def test_nobody_sees_the_image_of_what_they_may_not_read(editor_client, author):
    theirs, mine = make_article(title="Theirs"), make_article(owner=author, title="Mine")
    guide = make_guide(title="Guide", owner=author, chapters=[("One", "Words.")])
    for subject in (theirs, mine, guide):
        save_revision(subject)
    images = [image_of(editor_client, subject) for subject in (theirs, mine, guide)]

    def answers(user=None):
        client = Client()
        if user:
            client.force_login(user)
        return [client.get(address).status_code for address in images]

    nothing = make_user("author")
    nothing.groups.clear()
    assert answers() == [302, 302, 302]
    assert answers(nothing) == [403, 403, 403]
    assert answers(author) == [403, 200, 200]
    assert answers(make_user("editor")) == [200, 200, 200]


def test_image_costs_few_queries(author_client, author, django_assert_max_num_queries):
    article = make_article(owner=author)
    save_revision(article)
    address = image_of(author_client, article)

    with django_assert_max_num_queries(5):
        author_client.get(address)


def test_image_is_only_asked_for(author_client, author):
    article = make_article(owner=author)
    save_revision(article)

    assert author_client.post(image_of(author_client, article)).status_code == 405
