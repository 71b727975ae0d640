"""The PDF as Typst sets it; its own check of PDF/UA-1 has passed where it claims it."""

import re
import zlib

import pytest

from guides.books import pdf
from guides.books.manuscript import gather
from guides.books.pdf import NotSet, write_pdf
from guides.books.photos import read_photos
from guides.models import Guide
from tests.factories import make_article, make_guide, publish_article, publish_guide

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def made(guide):
    book = gather(guide)
    return write_pdf(book, read_photos(book.photos))


def unpacked(data):
    """The file, and its compressed objects behind it."""
    parts = [data]
    for stream in STREAM.findall(data):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_pdf_is_tagged_and_says_that_it_is_accessible(guide):
    found = made(guide)
    data = unpacked(found.data)
    assert found.unshown == ""
    assert re.search(rb"/MarkInfo ?<<[^>]*/Marked true", data)
    assert b"/StructTreeRoot" in data
    assert re.search(rb"/Lang ?\(en-GB\)", data)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/DisplayDocTitle true" in data


def test_pdf_is_called_what_the_guide_is(guide):
    data = unpacked(made(guide).data)
    assert b'<rdf:li xml:lang="x-default">Mornings</rdf:li>' in data
    assert re.findall(rb"<dc:creator>.*?</dc:creator>", data, re.DOTALL) == [
        b"<dc:creator><rdf:Seq><rdf:li>Mo, Ada</rdf:li></rdf:Seq></dc:creator>"
    ]


def test_pdf_has_its_parts_as_tags_and_bookmarks(guide):
    data = unpacked(made(guide).data)
    assert data.count(b"/S /H1") + data.count(b"/S/H1") == 7  # the contents and six parts
    assert data.count(b"/S/Figure") + data.count(b"/S /Figure") == 2
    assert b"/Alt (A kettle)" in data or b"/Alt(A kettle)" in data
    titles = re.findall(rb"/Title ?\(([^)]*)\)", data)
    assert [t for t in titles if t in (b"Contents", b"Tea", b"Bread", b"Rest")] == [
        *(b"Contents", b"Tea", b"Bread", b"Rest")
    ]


def test_same_guide_makes_the_same_bytes(guide):
    assert made(guide).data == made(guide).data


def test_links_that_pay_lead_out_and_forbidden_ones_do_not(guide):
    data = unpacked(made(guide).data)
    assert set(re.findall(rb"/URI ?\(([^)]*)\)", data)) == {
        b"http://testserver/go/lamp/?from=book",
        b"https://example.net/leaves",
        b"http://testserver/guides/mornings/",
        b"http://testserver/authors/mo/",
        b"http://testserver/authors/ada/",
    }


def test_nothing_that_was_typed_is_read_as_typst(hostile_guide):
    found = made(hostile_guide)
    assert r"\u{378}" in found.unshown  # which stands for nothing, so that no font has it
    data = unpacked(found.data)
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" not in data


def test_deep_nesting_is_set(db):
    text = "".join(f"{'> ' * depth}- level {depth}\n" for depth in range(1, 16))
    lists = "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(15))
    article = make_article(introduction=f"{text}\n\n{lists}")
    publish_article(article)
    assert made(publish_guide(make_guide(chapters=[article])).guide).unshown == ""


@pytest.fixture
def template(monkeypatch, tmp_path):
    """Typst's own program for a book, which a test may write."""
    template = tmp_path / "book.typ"
    monkeypatch.setattr(pdf, "TEMPLATE", template)
    return template


def test_what_cannot_be_set_is_said(guide, template):
    template.write_text("#panic()")
    with pytest.raises(NotSet, match="panicked"):
        made(guide)


def test_book_that_takes_too_long_is_given_up(guide, template, monkeypatch):
    template.write_text("#for i in range(100000) { for j in range(100000) { let _ = i * j } }")
    monkeypatch.setattr(pdf, "MAX_SECONDS", 1)
    with pytest.raises(NotSet, match=r"^It takes more than 1 seconds to set\.$"):
        made(guide)


def test_book_that_takes_too_much_memory_ends_nobody_else(guide, template, monkeypatch):
    template.write_text("#range(30000000).len()")
    monkeypatch.setattr(pdf, "MAX_MEMORY", 400_000_000)
    with pytest.raises(NotSet, match=r"^It takes more than 400 MB of memory to set\.$"):
        made(guide)


def test_other_end_of_typst_is_told(guide, monkeypatch, tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import sys\nsys.exit('no such thing')")
    monkeypatch.setattr(pdf, "PROGRAM", program)
    with pytest.raises(NotSet, match=r"^Typst broke off: no such thing$"):
        made(guide)


def test_photo_that_is_lost_leaves_its_words(guide):
    book = gather(Guide.objects.get())
    assert b"/S/Figure" not in unpacked(write_pdf(book, {}).data).replace(b"/S /", b"/S/")
