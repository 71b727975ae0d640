import io
import zipfile

import pytest

from articles.importing.readers import limits
from articles.importing.readers.containers import shelf as shelves
from articles.importing.readers.containers.shelf import Shelf, is_picture
from articles.importing.readers.unpacking import Budget


def filled(*paths: str, size: int = 3) -> Shelf:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            archive.writestr(path, path[-size:])
    archive = zipfile.ZipFile(file)
    shelf = Shelf(Budget())
    for info in archive.infolist():
        shelf.put(info.filename, archive, info)
    return shelf


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("![Beans](img/a.png)", "posts/img/a.png"),
        ('![Beans](img/a.png "In May")', "posts/img/a.png"),
        ("![Beans](./img/a.png?v=2#x)", "posts/img/a.png"),
        ("![Beans](../img/a.png)", "img/a.png"),
        ("![Beans](/img/a.png)", "static/img/a.png"),
        ("![[a b.png|300]]", "files/a b.png"),
        ("![Beans](a%20b.png)", "files/a b.png"),
        ("![Beans](a%20(1).png)", "files/a (1).png"),
        ("<img src=a.png>", "posts/a.png"),
        ("<img src='img\\a.png'>", "posts/img/a.png"),
        ("image: IMG/A.PNG", "posts/img/a.png"),
        ("[bean]: img/a.png", "posts/img/a.png"),
        ("see img/a.png, in May", "posts/img/a.png"),
        ("http://x.example/wp-content/uploads/2020/a-30x20.jpg", "uploads/2020/a.jpg"),
        ("/content/images/2021/a.jpg", "content/images/2021/a.jpg"),
    ],
)
def test_picture_is_found_by_its_address(text, path):
    shelf = filled(path)
    assert list(shelf.pictures_of(text, "posts").values()) == [path[-3:].encode()]
    assert shelf.unused() == []


def test_pictures_are_kept_by_the_address_of_the_text():
    shelf = filled("posts/a.png", "files/b c.png")
    assert shelf.pictures_of("![x](a.png) ![[b c.png]] ![y](a.png)", "posts") == {
        "a.png": b"png",
        "b c.png": b"png",
    }


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/img/a.png",
        "//x.example/a.png",
        "![x](other/a.png)",
        "![x](/.png)",
        "a.pngx",
        "../../etc/a.jpg",
        "?a.png",
        "",
    ],
)
def test_picture_that_is_elsewhere_is_not_found(text):
    shelf = filled("posts/img/a.png")
    assert shelf.pictures_of(text, "posts") == {}
    assert shelf.unused() == ["posts/img/a.png"]


def test_least_deep_picture_of_a_name_is_taken():
    assert filled("deep/down/xa/p.png", "top/xb/p.png", size=8).pictures_of("p.png", "") == {
        "p.png": b"xb/p.png"
    }


def test_picture_that_is_too_large_is_left_out(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PICTURE", 2)
    assert filled("a.png").pictures_of("![x](a.png)", "") == {}


def test_number_of_pictures_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PICTURES", 2)
    assert len(filled("a.png", "b.png", "c.png").pictures_of("a.png b.png c.png", "")) == 2


def test_number_of_addresses_is_bounded(monkeypatch):
    monkeypatch.setattr(shelves, "MAX_ADDRESSES", 2)
    assert list(filled("a.png", "b.png").pictures_of("x.png a.png b.png", "")) == ["a.png"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.PNG", True), ("a.png.txt", False), ("png", False), ("a.jpeg.webp", True)],
)
def test_is_picture_goes_by_the_extension(path, expected):
    assert is_picture(path) == expected
