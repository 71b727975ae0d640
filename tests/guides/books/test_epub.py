"""EPUB 3, as epubcheck reads it; skipped, loudly, where that is not installed."""

import io
import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

from guides.books.epub import write_epub
from guides.books.manuscript import gather
from guides.books.pdf import write_pdf
from guides.books.photos import read_photos
from tests.factories import make_guide, make_photo, publish_article, publish_guide

pytestmark = pytest.mark.django_db

EPUBCHECK, JAVA = shutil.which("epubcheck"), shutil.which("java")
REASON = "NO EPUB WAS CHECKED: epubcheck not found (apt install epubcheck)"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def made(guide):
    book = gather(guide)
    return write_epub(book, read_photos(book.photos))


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(data, path):
    return [
        node if isinstance(node, str) else node.text
        for node in etree.fromstring(data).xpath(path, namespaces=NAMES)
    ]


@pytest.mark.skipif(not (EPUBCHECK and JAVA), reason=REASON)
@pytest.mark.parametrize("name", ["guide", "hostile_guide"])
def test_epubcheck_finds_nothing(name, request, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(made(request.getfixturevalue(name)))
    # Debian's command is a JAR, which not every kernel starts by itself.
    ran = subprocess.run(  # noqa: S603
        [JAVA, "-jar", EPUBCHECK, path], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos" in ran.stdout


def test_first_entry_says_what_it_is(guide):
    data = made(guide)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_same_guide_makes_the_same_bytes(guide):
    assert made(guide) == made(guide)


def test_parts_stand_in_reading_order(guide):
    files = opened(made(guide))
    package = files["EPUB/package.opf"]
    assert texts(package, "//o:itemref/@idref") == [
        *("title", "nav", "introduction", "chapter-1", "chapter-2", "chapter-3"),
        *("closing", "about"),
    ]
    assert texts(files["EPUB/nav.xhtml"], "//h:nav[1]//h:a") == [
        *("Introduction", "Tea", "Bread", "Rest", "In closing", "About the authors")
    ]
    assert texts(package, "//dc:creator") == ["Mo", "Ada"]


def test_cover_is_named_as_such(hostile_guide):
    files = opened(made(hostile_guide))
    path = "//o:item[@properties='cover-image']/@href"
    assert texts(files["EPUB/package.opf"], path) == ["photo-1.jpg"]
    assert b'src="photo-1.jpg"' in files["EPUB/cover.xhtml"]
    assert b'<p class="facts">Photo: Mo &amp; Co</p>' in files["EPUB/title.xhtml"]


def test_disclosure_stands_before_the_first_link_that_pays(guide):
    chapter = opened(made(guide))["EPUB/chapter-1.xhtml"].decode()
    assert chapter.index("We earn a commission.") < chapter.index('rel="sponsored nofollow"')
    assert b"We earn a commission." in opened(made(guide))["EPUB/title.xhtml"]


def test_links_between_chapters_stay_in_the_book(guide):
    chapter = opened(made(guide))["EPUB/chapter-2.xhtml"]
    assert b'<a href="chapter-1.xhtml#chapter-1-pour">tea</a>' in chapter


def test_photo_that_is_lost_leaves_its_words(guide):
    book = gather(guide)
    files = opened(write_epub(book, {}))
    assert [name for name in files if name.endswith(".jpg")] == []
    assert b'<p>A kettle <small class="small">Mo</small></p>' in files["EPUB/chapter-1.xhtml"]


def test_photo_within_a_line_stays_in_it_or_leaves_its_words(guide):
    photo = make_photo(alt="a leaf")
    article = publish_article(introduction=f"Take ![]({photo.file.url}) and boil.").article
    book = gather(publish_guide(make_guide(chapters=[article])).guide)
    for photos, shown in (
        (read_photos(book.photos), b'<img src="photo-1.jpg" alt="a leaf"/>'),
        ({}, b"<span>a leaf</span>"),
    ):
        chapter = opened(write_epub(book, photos))["EPUB/chapter-1.xhtml"]
        assert b"<p>Take " + shown + b" and boil.</p>" in chapter
        assert write_pdf(book, photos).unshown == ""
