from dataclasses import replace

import pytest

from articles.importing.fetching import NotFetched, fetch_picture
from tests.articles.health.web import FakeWeb
from tests.factories import image_bytes

PICTURE = image_bytes("PNG")


@pytest.fixture
def internet():
    """A small internet of our own."""
    internet = FakeWeb()
    yield internet
    internet.close()


def answers(internet, body, status=200, kind="image/png"):
    """Let pictures.test answer every request so."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    internet.sites["pictures.test"] = lambda request: [head.encode() + body]


@pytest.mark.parametrize("kind", ["image/png", "text/html"])
def test_picture_is_fetched_whatever_its_type_is_said_to_be(internet, kind):
    answers(internet, PICTURE, kind=kind)
    url = "https://me:secret@pictures.test/bed.png#top"
    assert fetch_picture(url.replace("https", "http"), web=internet.web()) == PICTURE
    assert internet.requests[0].path == "/bed.png"
    assert "authorization" not in internet.requests[0].headers


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"<html>", 200, "This is not a JPEG, PNG, WebP, AVIF or GIF image."),
        (PICTURE, 404, "the answer was 404"),
        (b"x" * 2_000, 200, "it is larger than 0 MB"),
    ],
    ids=["no picture", "missing", "too large"],
)
def test_picture_that_is_none_stays_where_it_is(internet, settings, body, status, why):
    settings.PHOTO_MAX_BYTES = 1_000
    answers(internet, body, status)
    with pytest.raises(NotFetched, match=f"^{why}$"):
        fetch_picture("http://pictures.test/bed.png", web=web(internet, 1_001))


def web(internet, size):
    return replace(internet.web(), max_body=size)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1/bed.png", "it is no public address"),
        ("http://pictures.test:22/bed.png", "it is no public address"),
        ("file:///etc/passwd", "it is no address of the web"),
        ("bed.png", "it is no address of the web"),
        ("http://", "it is no address"),
    ],
)
def test_nothing_inside_is_asked(internet, url, why):
    answers(internet, PICTURE)
    with pytest.raises(NotFetched, match=f"^{why}$"):
        fetch_picture(url, web=internet.web())
    assert internet.requests == []


def test_large_pictures_are_read_whole(internet):
    large = image_bytes("BMP", size=(300, 300))
    answers(internet, large)
    with pytest.raises(NotFetched, match="not a JPEG"):
        fetch_picture("http://pictures.test/bed.bmp", web=web(internet, 1_000_000))
    assert len(large) > 64_000
