"""Where the images of shared pages and the cuts of photos are fetched."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles.context import load_publication
from articles.discovery.share_image import poster_of_revision
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
    make_kit,
    make_photo,
    make_publication,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


def address_of(client, page):
    """The address of the image that a page names, below our own."""
    head = client.get(page).text
    return head.partition('property="og:image" content="http://testserver')[2].partition('"')[0]


@pytest.mark.parametrize(
    "page",
    [
        *("/", "/articles/", "/articles/repair/", "/about/", "/authors/ada/", "/guides/course/"),
        *("/guides/course/repair/", "/guides/course/own/", "/guides/course/end/", "/kits/six/"),
    ],
)
def test_every_page_has_the_image_it_names(client, page):
    article = publish_article(slug="repair", authors=[make_author(slug="ada")]).article
    publish_article(kind="page", slug="about")
    publish_guide(slug="course", chapters=[article, ("Own", "Words.")])
    make_kit(slug="six", cover=make_photo())

    response = client.get(address_of(client, page))

    data = b"".join(response.streaming_content)
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_article_without_a_photo_has_its_image_in_three_more_shapes(client):
    revision = publish_article(slug="repair")
    for _ in range(2):
        sizes = []
        for poster in poster_of_revision(load_publication(), revision).cuts:
            data = b"".join(client.get(poster.address).streaming_content)
            sizes.append(Image.open(io.BytesIO(data)).size)
        assert sizes == [(1200, 1200), (1200, 900), (1200, 675)]
    client.get(address_of(client, "/articles/repair/")).getvalue()
    assert len(default_storage.listdir(f"share/{revision.source}")[1]) == 4


def test_image_that_another_worker_takes_away_is_drawn_again(client):
    publish_article(slug="repair")
    address = address_of(client, "/articles/repair/")
    client.get(address).getvalue()
    default_storage.delete(address.strip("/"))
    assert client.get(address).getvalue()[:3] == b"\xff\xd8\xff"


def test_chapter_with_a_text_of_its_own_has_its_own_image(client):
    publish_guide(slug="course", chapters=[("One", "Words."), ("Two", "Words.")])

    found = {address_of(client, f"/guides/course/{slug}/") for slug in ("one", "two", "end")}

    assert len(found) == 3


def test_image_is_drawn_once(client, django_assert_num_queries):
    publish_article(slug="repair")
    address = address_of(client, "/articles/repair/")
    client.get(address).getvalue()
    (name,) = default_storage.listdir(address.rpartition("/")[0].strip("/"))[1]
    made = default_storage.get_modified_time(f"{address.rpartition('/')[0].strip('/')}/{name}")

    with django_assert_num_queries(2):
        client.get(address).getvalue()

    assert default_storage.get_modified_time(address.strip("/")) == made


def test_new_image_takes_the_place_of_the_old(client):
    revision = publish_article(slug="repair")
    old = address_of(client, "/articles/repair/")
    client.get(old).getvalue()
    make_publication(name="Renamed")
    new = address_of(client, "/articles/repair/")

    response = client.get(old)
    client.get(new).getvalue()

    assert (response.status_code, response["Location"]) == (302, new)
    folder = f"share/{revision.source}"
    assert default_storage.listdir(folder)[1] == [new.rpartition("/")[2]]


def test_draft_and_withdrawn_and_scheduled_pages_have_none(client):
    gone = publish_article()
    withdraw(gone.article)
    later = publish(save_revision(make_article()), at=datetime.now(UTC) + timedelta(days=1))
    draft = save_revision(make_article())
    publication = load_publication()

    found = [
        client.get(poster_of_revision(publication, row).address).status_code
        for row in (gone, later, draft)
    ]

    assert found == [404, 404, 404]


@pytest.mark.parametrize(
    "code", ["a999999", "a1.2", "g7", "c7.0", "c7", "k7", "w7", "z1", "p", f"a{'9' * 30}", "../a1"]
)
def test_unknown_image_is_not_found(client, code):
    publish_article()

    assert client.get(f"/share/{code}/{'0' * 40}.jpg").status_code == 404


def test_chapter_that_is_an_article_has_no_image_but_the_articles(client):
    guide = publish_guide(chapters=[publish_article().article])

    address = f"/share/c{guide.guide_id}.0/{'0' * 40}.jpg"

    assert client.get(address).status_code == 404


# Cuts of photos


def test_cut_is_made_when_first_asked_for(client, django_assert_num_queries):
    photo = make_photo()
    address = f"/photos/{photo.folder.rpartition('/')[2]}/1x1.jpg"

    first = client.get(address)
    data = b"".join(first.streaming_content)
    with django_assert_num_queries(0):
        second = b"".join(client.get(address).streaming_content)

    assert (Image.open(io.BytesIO(data)).size, second == data) == ((8, 8), True)
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert default_storage.exists(photo.crop_names[0])


@pytest.mark.parametrize("name", ["2x1", "1x1.png", "photo", "0"])
def test_no_other_ratio_is_cut(client, name):
    folder = make_photo().folder.rpartition("/")[2]

    assert client.get(f"/photos/{folder}/{name}.jpg").status_code == 404


def test_unknown_photo_is_not_cut(client):
    assert client.get("/photos/nobody/1x1.jpg").status_code == 404
