"""Pictures inside documents: data URLs, and what only counts readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import pictures
from articles.importing.pictures import decode_data_url, is_tracker, take_data_urls


@pytest.mark.parametrize(
    ("url", "decoded"),
    [
        ("data:image/png;base64,aGk=", (b"hi", "png")),
        ("DATA:IMAGE/JPG;charset=x;base64,aGk=", (b"hi", "jpeg")),
        ("data:image/gif;base64,aG%6B%3D", (b"hi"[:1] + b"i", "gif")),
        ("data:image/webp,a%20b", (b"a b", "webp")),
        ("data:image/svg+xml;base64,aGk=", None),
        ("data:image/png;base64,a", None),
        ("data:image/png;base64,", None),
        ("data:text/html,hi", None),
        ("https://example.org/a.png", None),
    ],
    ids=["base64", "jpg", "quoted", "percent", "svg", "damaged", "empty", "text", "address"],
)
def test_data_url_is_decoded_if_it_is_a_picture(url, decoded):
    assert decode_data_url(url) == decoded


def test_data_url_beyond_the_cap_is_none(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PICTURE", 2)
    assert decode_data_url("data:image/png;base64,aGkh") is None


@given(st.text(max_size=80))
def test_any_text_is_a_picture_or_none(text):
    decoded = decode_data_url("data:image/png;base64," + text)
    assert decoded is None or decoded[0]


def test_data_urls_leave_an_address_in_the_text():
    text, found, lost = take_data_urls(
        "<img src='data:image/png;base64,aGk='> and <img src=\"data:image/png;base64,a\">"
    )
    assert text == "<img src='picture:1'> and <img src=\"picture:\">"
    assert found == {"picture:1": b"hi"}
    assert lost == 1


def test_pictures_beyond_the_cap_are_counted(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PICTURES", 1)
    _, found, lost = take_data_urls("data:image/png;base64,aGk= data:image/gif;base64,aGk=")
    assert (len(found), lost) == (1, 1)


@pytest.mark.parametrize(
    ("attributes", "is_one"),
    [
        ({"width": "1", "height": "1px"}, True),
        ({"width": "1", "height": "300"}, False),
        ({"src": "https://www.facebook.com/tr?id=1"}, True),
        ({"src": "https://garden.example/beans.jpg"}, False),
        ({}, False),
    ],
    ids=["dot", "line", "pixel", "picture", "nothing"],
)
def test_tracker_is_told_from_a_picture(attributes, is_one):
    assert is_tracker(attributes) is is_one
