import io
import json
import struct
import zipfile

import pytest

from articles.importing.document import Format, Refused, Source
from articles.importing.readers import limits, split
from articles.importing.readers.containers import splitting

NOTE = "# Beans\n\n- sow\n\n## Eat\n"
WXR = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://x.example</link>'
    "<item><title>Beans</title><wp:post_id>7</wp:post_id><content:encoded>"
    '<![CDATA[<img src="https://x.example/wp-content/uploads/a-30x20.png">]]></content:encoded>'
    "</item></channel></rss>"
)
GHOST = json.dumps({"posts": [{"uuid": "u", "title": "Beans", "html": "<p>Sow</p>"}]})


def found(name: str, data: bytes) -> list[Source | Refused]:
    return list(split(name, io.BytesIO(data)))


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


WORD = packed({"[Content_Types].xml": "", "word/document.xml": ""})


def test_file_is_one_document():
    assert found("a.txt", NOTE.encode()) == [
        Source("a.txt", "a.txt", Format.MARKDOWN, NOTE.encode())
    ]


def test_word_document_is_not_taken_for_a_zip():
    assert found("a.txt", WORD) == [Source("a.txt", "a.txt", Format.DOCX, WORD)]


def test_file_that_cannot_be_read_is_refused():
    assert found("a.txt", b"") == [Refused("a.txt", "a.txt is empty.")]


def test_names_are_bounded_and_printable():
    (source,) = found(f"\x00\ud800{'a' * 600}", NOTE.encode())
    assert (source.name, source.key) == ("a" * 300, "a" * 500)


def test_file_without_a_name_has_one():
    assert found("\x00", NOTE.encode())[0].name == "file"


def test_zip_gives_each_document_with_its_pictures():
    text = "# Beans\n\n![Row](row.png)\n\n## Eat\n"
    assert found("my.zip", packed({"a/index.md": text, "a/row.png": "png", "b.md": NOTE})) == [
        Source("a/index.md", "a/index.md", Format.MARKDOWN, text.encode(), {"row.png": b"png"}),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
    ]


def test_page_found_in_a_zip_knows_its_folder():
    page = '<html><body><img src="img/a.png">'
    (source,) = found("my.zip", packed({"p/a.html": page, "p/img/a.png": "1", "img/a.png": "2"}))[
        :1
    ]
    assert source.pictures == {"img/a.png": b"1"}


def test_bad_document_does_not_spoil_the_others():
    assert found("my.zip", packed({"a.pdf": "%PDF-", "b.md": NOTE, "c.docx": "PK\x03\x04"})) == [
        Refused(
            "a.pdf",
            "a.pdf is a PDF. Import the document that it was made from, or save it as .docx.",
        ),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
        Refused("c.docx", "c.docx is a damaged ZIP: File is not a zip file."),
    ]


def test_damaged_word_document_does_not_spoil_the_others():
    anew = "Open it in Word, save it anew and import that."
    bare = packed({"word/document.xml": "<w:document/>"})
    files = {"a.docx": bare, "b.md": NOTE, "c": WORD[:-30], "d.docx": WORD}
    assert found("my.zip", packed(files)) == [
        Refused(
            "a.docx",
            "a.docx is a damaged Word document: the list of its parts ([Content_Types].xml) is "
            f"missing. {anew}",
        ),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
        Refused("c", f"c is a damaged Word document: a part of the file is missing. {anew}"),
        Source("d.docx", "d.docx", Format.DOCX, WORD),
    ]


@pytest.mark.parametrize(
    ("name", "inside", "why"),
    [
        ("a.xlsx", "xl/workbook.xml", "is a spreadsheet. Save its text as .docx."),
        ("a.pptx", "ppt/presentation.xml", "is a presentation. Save its text as .docx."),
        (
            "a.epub",
            "META-INF/container.xml",
            "is an e-book (EPUB). Save its text as .docx or HTML.",
        ),
        (
            "a.pages",
            "Index/Document.iwa",
            "is of Pages, Numbers or Keynote. Export its text as Word.",
        ),
        ("a.odt", "content.xml", "is an OpenDocument file. Save it as .docx and import that."),
    ],
)
def test_document_of_another_kind_in_a_zip_is_refused_by_name(name, inside, why):
    data = packed({"mimetype": "", inside: "<a/>"})
    assert found("my.zip", packed({name: data, "b.md": NOTE})) == [
        Refused(name, f"{name} {why}"),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
    ]


def test_files_that_are_no_documents_are_told_once():
    files = {f"{number}.css": "" for number in range(7)} | {"feed.xml": "<rss/>", "a.png": "png"}
    assert found("my.zip", packed(files)) == [
        Refused(
            "my.zip",
            "8 files are no documents: 0.css, 1.css, 2.css, 3.css, 4.css and 3 more.",
            is_failure=False,
        ),
        Refused("my.zip", "1 picture is in no document: a.png.", is_failure=False),
    ]


@pytest.mark.parametrize(
    "path", ["__MACOSX/a.md", ".git/a.md", "a/.DS_Store", "node_modules/x/README.md", "d/"]
)
def test_files_of_machines_are_passed_over(path):
    assert found("my.zip", packed({path: NOTE})) == [Refused("my.zip", "my.zip is empty.")]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("../../etc/a.md", "etc/a.md"),
        ("/etc/a.md", "etc/a.md"),
        ("C:\\notes\\a.md", "notes/a.md"),
        ("index.md", "my/index.md"),
        ("a/index.md", "a/index.md"),
    ],
)
def test_path_in_a_zip_is_only_a_name(path, key):
    assert [source.key for source in found("my.zip", packed({path: NOTE}))] == [key]


def test_link_in_a_zip_is_not_followed():
    file = io.BytesIO()
    info = zipfile.ZipInfo("a.md")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert found("my.zip", file.getvalue()) == [
        Refused("my.zip", "1 file is no document: a.md.", is_failure=False)
    ]


def test_zip_in_a_zip_is_opened_once():
    inner = packed({"a.md": NOTE, "more.zip": packed({"b.md": NOTE})})
    assert found("my.zip", packed({"in.zip": inner})) == [
        Source("a.md", "in/a.md", Format.MARKDOWN, NOTE.encode()),
        Refused("more.zip", "more.zip is a ZIP too deep in others. Import it by itself."),
    ]


def test_exports_in_a_zip_are_split():
    files = {"site.xml": WXR, "ghost.json": GHOST, "uploads/a.png": "png"}
    sources = found("my.zip", packed(files))
    assert [(source.name, source.key, source.format) for source in sources] == [
        ("site.xml: Beans", "wordpress:x.example 7", Format.WORDPRESS),
        ("ghost.json: Beans", "ghost:u", Format.GHOST),
    ]
    assert sources[0].pictures == {
        "https://x.example/wp-content/uploads/a-30x20.png": b"png",
    }


def locked(data: bytes) -> bytes:
    """The same ZIP with the bit that says that its files have a password."""
    data = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        data[start + at] |= 1
    return bytes(data)


def test_zip_with_a_password_is_refused_as_a_whole():
    assert found("my.zip", locked(packed({"a.md": NOTE}))) == [
        Refused("my.zip", "my.zip is protected by a password. Pack it without one.")
    ]


def test_file_with_a_password_is_refused_alone():
    assert found("my.zip", locked(packed({"a.md": NOTE, "b.md": NOTE}))) == [
        Refused("a.md", "a.md is protected by a password. Pack it without one."),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
    ]


def test_damaged_file_is_refused_alone():
    data = packed({"a.md": NOTE, "b.md": NOTE}).replace(NOTE.encode(), b"x" * len(NOTE), 1)
    assert found("my.zip", data)[0] == Refused(
        "a.md", "a.md cannot be unpacked: Bad CRC-32 for file 'a.md'."
    )


def test_bomb_is_refused_by_its_ratio(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FLOOR", 1_000)
    data = packed({"a.md": "a" * 1_000_000, "b.md": NOTE}, zipfile.ZIP_DEFLATED)
    assert found("my.zip", data) == [
        Refused("a.md", "a.md unpacks to over 200 times its size."),
        Source("b.md", "b.md", Format.MARKDOWN, NOTE.encode()),
    ]


def test_export_in_a_zip_that_cannot_be_read_is_told():
    data = packed({"site.xml": WXR.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss')})
    assert found("my.zip", data) == [
        Refused("site.xml", "site.xml declares entities or has a head too large for an export.")
    ]


def test_bomb_is_refused_by_what_it_unpacks_to(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ZIP_UNPACKED", 2_000_000)
    data = packed({f"{number}.md": "a b " * 250_000 for number in range(4)})
    assert [type(part) for part in found("my.zip", data)] == [Source, Source, Refused, Refused]
    assert found("my.zip", data)[2:] == [
        Refused("2.md", "2.md was not read: the ZIP unpacks to over 2 MB."),
        Refused("my.zip", "The ZIP unpacks to over 2 MB; 1 file was not read: 3.md."),
    ]


def test_size_that_a_zip_tells_is_not_believed(monkeypatch):
    monkeypatch.setattr(limits, "MAX_DOCX", 1_000)
    data = bytearray(packed({"a.md": NOTE * 100}, zipfile.ZIP_DEFLATED))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 4)
    assert found("my.zip", bytes(data)) == [
        Refused("a.md", "a.md cannot be unpacked: Bad CRC-32 for file 'a.md'.")
    ]


def test_zip_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ZIP_FILES", 1)
    assert found("my.zip", packed({"a.md": NOTE, "b.md": NOTE})) == [
        Refused("my.zip", "my.zip holds more than 1 files.")
    ]


def test_zip_with_too_large_a_directory_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_DIRECTORY", 100)
    data = packed({"a" * 200: NOTE})
    assert found("my.zip", data) == [
        Refused("my.zip", "my.zip is a damaged ZIP: its directory is too large.")
    ]


@pytest.mark.parametrize(
    ("name", "text", "cap"),
    [
        ("a.md", NOTE * 3, "MAX_HTML"),
        ("a.json", GHOST, "MAX_GHOST"),
        ("a.xml", WXR, "MAX_WXR"),
    ],
)
def test_file_that_is_too_large_is_refused_unread(name, text, cap, monkeypatch):
    monkeypatch.setattr(limits, cap, 20)
    assert found(name, text.encode()) == [Refused(name, f"{name} is larger than 2e-05 MB.")]


@pytest.mark.parametrize(("data", "kind"), [(NOTE.encode(), Format.MARKDOWN), (WORD, Format.DOCX)])
def test_document_is_no_larger_than_its_kind_may_be(data, kind, monkeypatch):
    monkeypatch.setitem(splitting.CAPS, kind, 10)
    assert found("a.txt", data) == [Refused("a.txt", "a.txt is larger than 1e-05 MB.")]
