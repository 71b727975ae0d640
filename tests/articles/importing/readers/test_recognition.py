import io
import json
import zipfile

import pytest

from articles.importing.document import Format, Unreadable
from articles.importing.readers import Container, recognise, recognition
from articles.importing.readers.recognition import glance

WXR = (
    '<?xml version="1.0"?>\n<!-- an export - of a site -->\n'
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel></channel></rss>'
)


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "Words")
    return file.getvalue()


GHOST = json.dumps({"db": [{"meta": {}, "data": {"posts": []}}]})
PROSE = "We planted beans.\n\nThe neighbours helped, and we ate together in August."


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", "# Beans\n\n- one\n- two\n\n[seeds](https://seeds.example)", Format.MARKDOWN),
        ("a.txt", "---\ntitle: Beans\n---\n<p>One</p>\n<p>Two</p>", Format.MARKDOWN),
        ("a.txt", '{\n"title": "Beans"\n}\n\n# Beans\n\n## Sow\n\n## Eat', Format.MARKDOWN),
        ("a.md", "<center>\n\n# Beans\n\n</center>\n\n## Sow\n\n## Eat", Format.MARKDOWN),
        ("a.md", PROSE, Format.PLAIN),
        ("a.md", f"# Beans\n\n{PROSE}", Format.MARKDOWN),
        ("a.txt", f"# Beans\n\n{PROSE}", Format.PLAIN),
        ("a.docx", PROSE, Format.PLAIN),
        ("a.txt", "[1] is where the beans stand.", Format.PLAIN),
        ("a.txt", "[1]", Format.PLAIN),
        ("a.txt", "<!-- saved --><!DOCTYPE html><title>Beans</title>", Format.HTML),
        ("a.md", "<html><body>Beans</body></html>", Format.HTML),
        ("a.md", '<?xml version="1.0"?><!DOCTYPE html><html>Beans</html>', Format.HTML),
        ("a.md", "<h2>Beans</h2>\n<p>We sow.</p>\n<p>We eat.</p>", Format.HTML),
        ("a.txt", "We <p>sow</p> and <p>eat</p>", Format.HTML),
        ("a.html", "We sow and <b>eat</b>.", Format.PLAIN),
        ("a.txt", "We sow<br>\nand water<br>\nand <b>eat</b>.", Format.MARKDOWN),
        ("a.txt", "> [!faq]- Why sow?\n> To eat.", Format.MARKDOWN),
        ("a.txt", "A row: ![[row.png]]", Format.MARKDOWN),
        ("a.txt", "{{< figure src=row >}}", Format.MARKDOWN),
        ("a.txt", "Date: in May\n\nWe sow.", Format.PLAIN),
        ("a.txt", WXR, Container.WXR),
        ("a.md", GHOST, Container.GHOST),
        ("a.json", json.dumps({"data": {"posts": []}}), Container.GHOST),
        ("a.json", json.dumps({"posts": []}), Container.GHOST),
    ],
)
def test_text_is_recognised_by_content(name, data, expected):
    assert recognise(name, data.encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_recognised_in_any_unicode(encoding):
    assert recognise("a", "<h2>Beans</h2><p>We sow.</p>".encode(encoding)) == Format.HTML


def test_text_in_a_code_page_is_recognised():
    assert recognise("a", f"{PROSE} Café.".encode("cp1252")) == Format.PLAIN


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["[Content_Types].xml", "word/document.xml"], Format.DOCX),
        (["[Content_Types].xml", "word/document2.xml"], Format.DOCX),
        (["[Content_Types].xml", "docProps/core.xml"], Format.DOCX),
        (["word/notes.md", "content.xml"], Container.ZIP),
        ([], Container.ZIP),
    ],
    ids=[
        "word",
        "word of an odd service",
        "word without its text",
        "folder named word",
        "nothing in it",
    ],
)
def test_zip_is_recognised_by_its_files(names, expected):
    assert recognise("a.txt", packed(*names)) == expected


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty."),
        (b" \n\n", "is empty."),
        (b"%PDF-1.7\n", "is a PDF. "),
        (b"{\\rtf1 Beans", "is Rich Text (RTF). "),
        (b"\x89PNG\r\n", "is a picture. "),
        (b"RIFF\x00\x00\x00\x00WEBP", "is a picture, a sound or a film. "),
        (b"\x00\x00\x00\x18ftypheic", "is a picture, a sound or a film. "),
        (b"\x1f\x8b\x08", "is an archive of another kind. "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is of an old version of Word or Excel. "),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", "is not a text. "),
        (bytes(range(256)), "is not a text. "),
        (b"From: Ann\r\nMIME-Version: 1.0\r\n\r\nx", "is an e-mail or a web archive (MHTML). "),
        (b"<svg><text>Beans</text></svg>", "is a picture (SVG). "),
        (b'<w:document xmlns:w="w"><w:t>Beans</w:t></w:document>', "is a document as XML. "),
        (b"<rss><channel/></rss>", "is a news feed, not an export of WordPress. "),
        (b'<?xml version="1.0"?><beans/>', "is XML that the importer does not know. "),
        (b'<?xml version="1.0"?>', "is XML that the importer does not know. "),
        (b'{"beans": 3}', "is JSON, but no export of Ghost. "),
        (b'[{"beans": 3}]', "is JSON, but no export of Ghost. "),
        (b'{"db": []}', "is JSON, but no export of Ghost. "),
        (b'{"a":' * 200_000, "is nested too deeply to be read."),
        (b"PK\x03\x04 and no more", "is a damaged ZIP: "),
        (packed("content.xml", "mimetype"), "is an OpenDocument file. "),
        (packed("Index/Document.iwa"), "is of Pages, Numbers or Keynote. "),
        (packed("Index.zip", "Contents/a.plist"), "is a Pages document. "),
        (packed("xl/workbook.xml"), "is a spreadsheet. "),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "is a spreadsheet. "),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "is a presentation. "),
        (packed("content.xml", "META-INF/manifest.xml"), "is an OpenDocument file. "),
        (packed("META-INF/container.xml", "mimetype"), "is an e-book (EPUB). "),
    ],
)
def test_what_is_no_document_is_refused_by_name(data, what):
    with pytest.raises(Unreadable) as error:
        recognise("beans", data)
    assert str(error.value).startswith(f"beans {what}")


WORD = packed("[Content_Types].xml", "_rels/.rels", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed("_rels/.rels", "word/document.xml"), "the list of its parts"),
        (packed("word/document2.xml"), "the list of its parts"),
        (packed("a.md", "word/_rels/document.xml.rels"), "the list of its parts"),
        (packed("word/settings.xml", "word/media/a.png"), "the list of its parts"),
        (WORD[:-30], "a part of the file is missing"),
        (WORD[:200], "a part of the file is missing"),
        (packed("word/document.xml")[:90], "a part of the file is missing"),
        (WORD.replace(b"PK\x01\x02", b"PK\x00\x00"), "a part of the file is missing"),
    ],
    ids=[
        *("no types", "odd name", "relationships alone", "no text", "cut in its directory"),
        *("cut in a part", "cut without types", "broken directory"),
    ],
)
def test_damaged_word_document_is_refused_as_one(data, why):
    with pytest.raises(Unreadable) as error:
        recognise("beans", data)
    assert str(error.value).startswith(f"beans is a damaged Word document: {why}")
    assert str(error.value).endswith(" Open it in Word, save it anew and import that.")


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], "is a spreadsheet. "),
        (["mimetype", "META-INF/container.xml"], "is an e-book (EPUB). "),
        (["mimetype", "content.xml"], "is an OpenDocument file. "),
        (["a.md", "b.docx"], "is a damaged ZIP: "),
        (["word/a.md"], "is a damaged ZIP: "),
    ],
    ids=["spreadsheet", "e-book", "open document", "documents", "folder named word"],
)
def test_damaged_zip_is_refused_by_what_it_was(names, what):
    with pytest.raises(Unreadable) as error:
        recognise("beans", packed(*names)[:-30])
    assert str(error.value).startswith(f"beans {what}")


def test_damaged_zip_with_a_word_document_within_is_none():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("beans.docx", WORD[:-30])
    with pytest.raises(Unreadable, match=r"^beans is a damaged ZIP: "):
        recognise("beans", file.getvalue()[:-30])


def test_word_document_with_a_password_is_told_from_an_old_one():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable, match=r"^beans is protected by a password\."):
        recognise("beans", data)


def test_glance_is_none_of_what_is_no_text():
    assert glance(b"\x00\x01\x02\x03" * 9) is None


def test_json_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(recognition, "MAX_GHOST", 1_000_000)
    with pytest.raises(Unreadable, match=r"^beans is larger than 1 MB\."):
        recognise("beans", b"[" + b" " * 1_000_000)
