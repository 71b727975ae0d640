"""Photos as readers' browsers fetch them."""

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from articles.photos import views
from articles.photos.store import store_photo
from tests.factories import make_photo

pytestmark = pytest.mark.django_db


def test_photo_is_served_with_its_headers(client):
    photo = make_photo()

    response = client.get(photo.file.url)

    assert photo.file.url.startswith("/media/photos/")
    assert b"".join(response.streaming_content) == photo.file.open().read()
    names = ("Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")
    assert [response[name] for name in names] == [
        "image/jpeg",
        "public, max-age=31536000, immutable",
        "default-src 'none'; sandbox",
        "nosniff",
    ]
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize("extension", ["avif", "webp"])
def test_rendition_is_served_as_its_type(client, extension):
    photo = store_photo(Image.new("RGB", (30, 20)), alt="")

    response = client.get(f"/media/{photo.rendition_name(30, extension)}")

    assert (response.status_code, response["Content-Type"]) == (200, f"image/{extension}")


def test_every_address_of_a_picture_is_served(client):
    picture = store_photo(Image.new("RGB", (500, 20)), alt="").picture
    srcsets = [part.split()[0] for _, srcset in picture.sources for part in srcset.split(", ")]

    statuses = [client.get(address).status_code for address in [picture.src, *srcsets]]

    assert statuses == [200] * 5


def test_photo_costs_no_query(client, django_assert_num_queries):
    photo = make_photo()

    with django_assert_num_queries(0):
        client.get(photo.file.url)


def test_photo_answers_head(client):
    response = client.head(make_photo().file.url)

    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")


def test_photo_cannot_be_posted_to(client):
    assert client.post(make_photo().file.url).status_code == 405


ODD_ADDRESSES = [
    pytest.param("/media/photos/none/photo.jpg", id="unknown"),
    pytest.param("/media/photos/../../etc/passwd", id="parent"),
    pytest.param("/media/photos/%2e%2e/settings.py", id="parent-encoded"),
    pytest.param("/media/photos/..%2f..%2fetc/passwd.x", id="slash-encoded"),
    pytest.param("/media/photos/a/..%5c..%5cphoto.jpg", id="backslash"),
    pytest.param("/media/photos//etc/passwd.txt", id="absolute"),
    pytest.param("/media/photos/a/photo.jpg%00.png", id="nul"),
    pytest.param("/media/photos/a/photo.jpg%0a", id="line-feed"),
    pytest.param("/media/photos/a/.env", id="hidden"),
    pytest.param("/media/photos/a/", id="folder"),
    pytest.param("/media/other/a/photo.jpg", id="another-folder"),
    pytest.param(f"/media/photos/a/{'x' * 300}.jpg", id="long"),
    pytest.param(f"/media/photos/{'é' * 200}/photo.jpg", id="long-unicode"),
    pytest.param("/media/photos/%ff%fe/photo.jpg", id="not-utf-8"),
]


@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_odd_address_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_odd_address_is_not_found_on_disk(client, monkeypatch, tmp_path, address):
    folder = tmp_path / "media" / "photos" / "a"
    folder.mkdir(parents=True)
    (tmp_path / "settings.py").write_text("SECRET")
    (folder / ".env").write_text("SECRET")
    storage = FileSystemStorage(tmp_path / "media")
    monkeypatch.setattr(views, "default_storage", storage)

    assert client.get(address).status_code == 404


def test_photo_is_not_compressed_again(client):
    photo = make_photo()

    response = client.get(photo.file.url, headers={"Accept-Encoding": "gzip"})
    response.close()

    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == photo.file.size
