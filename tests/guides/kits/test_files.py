"""An upload is known by its content, and what could harm readers is no kit."""

import io
import stat
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from guides.kits import files
from guides.kits.files import recognise, store
from tests.factories import PDF, image_bytes, make_kit

EPUB = "application/epub+zip"
CONTAINER = '<rootfiles><rootfile full-path="book.opf"/></rootfiles>'
WHERE = "META-INF/container.xml"


def upload(content, name="anything"):
    return SimpleUploadedFile(name, content)


def pack(*entries, method=zipfile.ZIP_STORED):
    """A ZIP of (name, content) pairs; a name may be a whole `ZipInfo`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def epub(kind=EPUB, container=CONTAINER, *more):
    return pack(("mimetype", kind), (WHERE, container), ("book.opf", "<package/>"), *more)


def link():
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked():
    """A ZIP that says its file has a password."""
    data = bytearray(pack(("a.txt", "words")))
    data[data.rfind(b"PK\1\2") + 8] |= 1
    return bytes(data)


def patch(data, *, size=None, checksum=None, content=None):
    """A ZIP of one file that says otherwise of it, in both places, or holds another content."""
    data = bytearray(data)
    for mark, place in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        start = data.rfind(mark) + place
        if checksum is not None:
            data[start : start + 4] = checksum.to_bytes(4, "little")
        if size is not None:
            data[start + 8 : start + 12] = size.to_bytes(4, "little")
    return bytes(data).replace(*content) if content else bytes(data)


WORDS = pack(("a/b.txt", "some words"))
DEFLATED = pack(("a/b.txt", "some words " * 9), method=zipfile.ZIP_DEFLATED)
CUT = DEFLATED.replace(DEFLATED[37:47], bytes(10))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(patch(WORDS, content=(b"some", b"Some")), id="other bytes"),
        pytest.param(patch(WORDS, checksum=0), id="wrong checksum"),
        pytest.param(CUT, id="packed bytes overwritten"),
        pytest.param(patch(WORDS, size=11), id="stored, says more"),
        pytest.param(patch(WORDS, size=9), id="stored, says less"),
        pytest.param(patch(WORDS, size=4, checksum=zlib.crc32(b"some")), id="stored, hides"),
        pytest.param(patch(DEFLATED, size=100), id="packed, says more"),
        pytest.param(patch(DEFLATED, size=98), id="packed, says less"),
        pytest.param(patch(DEFLATED, size=4, checksum=zlib.crc32(b"some")), id="packed, hides"),
    ],
)
def test_file_in_a_zip_that_cannot_be_unpacked_is_named(content):
    with pytest.raises(ValidationError, match=r"'a/b.txt' in the ZIP is damaged"):
        recognise(upload(content))


def test_damaged_chapter_of_an_epub_is_named():
    content = epub(EPUB, CONTAINER, ("text/one.xhtml", "<p>Words</p>"))
    assert recognise(upload(content)) == "epub"
    with pytest.raises(ValidationError, match=r"'text/one.xhtml' in the ZIP is damaged"):
        recognise(upload(content.replace(b"<p>Words</p>", b"<p>Word!</p>")))


def test_zip_is_unpacked_up_to_a_total(monkeypatch):
    content = pack(("a", "x" * 600), ("b", "y" * 400))
    monkeypatch.setattr(files, "MAX_ZIP_UNPACKED", 1_000)
    assert recognise(upload(content)) == "zip"
    monkeypatch.setattr(files, "MAX_ZIP_UNPACKED", 999)
    monkeypatch.setattr(files, "_check_content", None)
    with pytest.raises(ValidationError, match="unpacks to more than 0 MB"):
        recognise(upload(content))


def test_zip_is_unpacked_in_pieces(monkeypatch):
    content, sizes = pack(("a", "x" * 1_000)), []
    monkeypatch.setattr(files, "CHUNK", 100)
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda file, size: sizes.append(size) or read(file, size)
    )
    recognise(upload(content))
    assert sizes == [100] * 11


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_packed_in_a_rare_way_is_refused(method):
    with pytest.raises(ValidationError, match=r"Many computers cannot unpack 'a\.txt'"):
        recognise(upload(pack(("a.txt", "words"), method=method)))


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        pytest.param(PDF, "pdf", id="pdf"),
        pytest.param(epub(), "epub", id="epub"),
        pytest.param(epub(f"{EPUB}\n"), "epub", id="epub with a newline"),
        pytest.param(pack(("a/b.txt", "x"), ("c..d", "y"), ("..e/f", "z")), "zip", id="zip"),
    ],
)
def test_content_says_what_it_is(content, extension):
    assert recognise(upload(content, "kit.exe")) == extension


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "no PDF, EPUB or ZIP", id="nothing"),
        pytest.param(image_bytes(), "no PDF, EPUB or ZIP", id="picture"),
        pytest.param(PDF[:-6], "end is missing", id="damaged PDF"),
        pytest.param(pack(), "no PDF, EPUB or ZIP", id="empty ZIP"),
        pytest.param(b"PK\3\4 words", "damaged ZIP", id="damaged ZIP"),
        pytest.param(pack(("/etc/a", "x")), "outside its folder", id="absolute"),
        pytest.param(pack(("a/../../b", "x")), "outside its folder", id="dots"),
        pytest.param(pack(("a\\..\\b", "x")), "outside its folder", id="backslash"),
        pytest.param(pack(("C:a", "x")), "outside its folder", id="drive"),
        pytest.param(pack((link(), "a")), "a link instead of a file", id="link"),
        pytest.param(locked(), "has a password", id="password"),
        pytest.param(
            pack(("a", b"\0" * 200_000), method=zipfile.ZIP_DEFLATED), "100 times", id="bomb"
        ),
        pytest.param(pack(("[Content_Types].xml", "x")), "office program", id="office"),
        pytest.param(epub("text/plain"), "no EPUB", id="epub of another kind"),
        pytest.param(epub("x" * 100), "mimetype is larger than", id="epub of a long kind"),
        pytest.param(pack(("mimetype", EPUB)), "container.xml is missing", id="no container"),
        pytest.param(epub(EPUB, "<a/>"), "where its book is", id="container says nothing"),
        pytest.param(
            epub(EPUB, CONTAINER.replace("book", "other")), "where its book is", id="no book"
        ),
        pytest.param(epub(EPUB, "x" * 100_001), "larger than", id="large container"),
    ],
)
def test_what_is_no_kit_is_refused_in_words(content, message):
    with pytest.raises(ValidationError, match=message):
        recognise(upload(content, "kit.pdf"))


def test_packed_first_file_is_no_epub():
    content = pack(("mimetype", EPUB), (WHERE, CONTAINER), method=zipfile.ZIP_DEFLATED)
    with pytest.raises(ValidationError, match="no EPUB"):
        recognise(upload(content))


def test_empty_directory_is_refused():
    # The end of an empty directory behind what looks like a file.
    with pytest.raises(ValidationError, match="is empty"):
        recognise(upload(b"PK\3\4" + pack()))


def test_many_files_are_too_many():
    few, many = (pack(*((str(n), "") for n in range(count))) for count in (2_000, 2_001))
    assert recognise(upload(few)) == "zip"
    with pytest.raises(ValidationError, match="more than 2,000 files"):
        recognise(upload(many))


def test_large_file_is_refused(settings):
    settings.KIT_MAX_BYTES = len(PDF)
    assert recognise(upload(PDF)) == "pdf"
    with pytest.raises(ValidationError, match="is larger than"):
        recognise(upload(PDF + b"\n"))


def test_file_on_the_disk_is_read_there():
    with TemporaryUploadedFile("a.pdf", "", len(PDF), "") as stored:
        stored.write(PDF)
        stored.flush()
        assert recognise(stored) == "pdf"


@pytest.mark.django_db
def test_stored_name_tells_nothing_and_readers_name_tells_the_kit():
    kit = make_kit(slug="calm")
    store(kit, upload(epub(), "../Secret plan.epub"), "epub")
    folder, _, name = kit.file.name.partition("/")
    assert (folder, len(name), name.endswith(".epub")) == ("kits", 37, True)
    assert kit.original_name == "calm.epub"
    assert kit.file.read() == epub()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", "x"),
        ("a/Run.BAT", "x"),
        ("a.exe. .", "x"),
        ("photo.jpg.js", "x"),
        ("more.zip", "x"),
        ("photo.jpg", b"MZ\x90\0\3"),
        ("photo.jpg", b"\x7fELF\2"),
        ("readme.txt", "#!/bin/sh"),
    ],
)
def test_program_in_a_zip_is_named(name, content):
    with pytest.raises(ValidationError, match="in the ZIP is a program, or may hide one"):
        recognise(upload(pack((name, content))))


@pytest.mark.parametrize(
    ("name", "content"),
    [("MZ.txt", "MZ is a sign."), ("a.docx", "words"), ("empty.txt", "")],
)
def test_document_in_a_zip_is_no_program(name, content):
    assert recognise(upload(pack((name, content)))) == "zip"


def test_script_in_a_book_is_named():
    with pytest.raises(ValidationError, match=r"'a\.xhtml' holds scripts"):
        recognise(upload(epub(EPUB, CONTAINER, ("a.xhtml", "<a onclick='x'/>"))))
