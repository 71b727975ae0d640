"""What no kit has is found wherever a viewer would find it, and nothing else is."""

import io
import struct
import zlib

import pikepdf
import pytest

from guides.kits.inspecting import pdf_program
from guides.kits.inspecting.pdf_program import (
    ATTACHED,
    DAMAGED,
    ELSEWHERE,
    ENCRYPTED,
    FORM,
    MANY,
    MEDIA,
    PROGRAM,
    SCRIPT,
    SENDS,
    look,
)
from tests.factories import PDF, pdf_bytes

RUN = b"<</S/JavaScript/JS(x)>>"
PRINT = b"<</S/Named/N/Print>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
OPENS = b"<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>"
ONE_PAGE = (OPENS, PAGES, PAGE)


def opening(action, *more):
    """A PDF that does something when it is opened."""
    return pdf_bytes(b"<</Type/Catalog/Pages 2 0 R/OpenAction %b>>" % action, PAGES, PAGE, *more)


def marked(annotation, *more):
    """A PDF with a page that has something to click on."""
    page = PAGE.replace(b">>", b"/Annots[<</Type/Annot%b>>]>>" % annotation)
    return pdf_bytes(OPENS, PAGES, page, *more)


def link(address):
    return marked(b"/Subtype/Link/A<</S/URI/URI(%b)>>" % address)


def stream(content, head=b""):
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(content), content)


def differ(data, columns=4):
    """Data as PNG's predictor “up” packs it: each row as its difference from the one before."""
    data += b" " * (-len(data) % columns)
    rows = [data[start : start + columns] for start in range(0, len(data), columns)]
    before = [bytes(columns), *rows]
    return b"".join(
        b"\2" + bytes((a - b) % 256 for a, b in zip(row, last, strict=True))
        for row, last in zip(rows, before, strict=False)
    )


def packed(objects, *, place=0, head=b"", pack=zlib.compress):
    """A PDF that runs object 9, which stands in a stream of (number, content) pairs."""
    numbers, body = b"", b""
    for number, content in objects:
        numbers += b"%d %d " % (number, len(body))
        body += content + b" "
    head += b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(numbers))
    data, rows = b"%PDF-1.7\n", struct.pack(">BIH", 0, 0, 65535)
    for number, content in enumerate((*ONE_PAGE, stream(pack(numbers + body), head)), start=1):
        rows += struct.pack(">BIH", 1, len(data), 0)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows += struct.pack(">BIH", 0, 0, 0) * 4 + struct.pack(">BIH", 2, 4, place)
    rows += struct.pack(">BIH", 1, len(data), 0)
    index = stream(rows, b"/Type/XRef/Size 11/W[1 4 2]/Root 1 0 R")
    return data + b"10 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (index, len(data))


def locked(password):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user=password))
    return target.getvalue()


def grown():
    """A PDF whose second version lists an object at no place, as many programs do."""
    start = PDF.rindex(b"xref\n0") + 0
    more = b"xref\n4 1\n0000000000 00000 n \n"
    more += b"trailer\n<</Size 5/Root 1 0 R/Prev %d>>\n" % start
    return PDF + more + b"startxref\n%d\n%%%%EOF\n" % len(PDF)


@pytest.fixture
def seen(tmp_path):
    def look_at(content):
        path = tmp_path / "kit.pdf"
        path.write_bytes(content)
        return look(path)

    return look_at


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PDF, id="a page"),
        pytest.param(opening(PRINT), id="prints"),
        pytest.param(opening(b"[null/Fit]"), id="opens at a place"),
        pytest.param(packed([(9, PRINT)]), id="packed"),
        pytest.param(packed([(9, b"<</S/Named/N/Print/Next 2 0 R>>")]), id="packed, refers"),
        pytest.param(marked(b"/F 4/Subtype/Link"), id="flags of an annotation"),
        pytest.param(opening(b"<</S/Thread/D(x)>>"), id="an article's thread"),
        pytest.param(pdf_bytes(*ONE_PAGE, b"(/JavaScript /Launch)"), id="words alone"),
        pytest.param(pdf_bytes(*ONE_PAGE, stream(b"<</JS(x)>>")), id="words of a page"),
        pytest.param(grown(), id="a common error"),
        pytest.param(link(b"https://example.org/a?b=javascript:c"), id="web"),
        pytest.param(link(b"HTTP://example.org/"), id="web in capitals"),
        pytest.param(link(b"mailto:a@example.org"), id="mail"),
        pytest.param(link(b"chapter/2?at=1:2"), id="relative"),
    ],
)
def test_ordinary_pdf_passes(seen, content):
    assert seen(content) == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(opening(RUN), SCRIPT, id="script"),
        pytest.param(opening(b"<</S/J#61va#53cript>>"), SCRIPT, id="escaped name"),
        pytest.param(opening(b"<</S 4 0 R>>", b"/JavaScript"), SCRIPT, id="name elsewhere"),
        pytest.param(opening(b"[[<</Next[%b]>>]]" % RUN), SCRIPT, id="deep"),
        pytest.param(opening(b"<</S/Rendition/OP 0>>"), MEDIA, id="rendition"),
        pytest.param(opening(b"<</S/Rendition/OP 0/JS(x)>>"), SCRIPT, id="script of a rendition"),
        pytest.param(pdf_bytes(*ONE_PAGE, RUN), SCRIPT, id="script that nothing leads to"),
        pytest.param(
            pdf_bytes(*ONE_PAGE, trailer=b"/A " + RUN), SCRIPT, id="script in the trailer"
        ),
        pytest.param(pdf_bytes(*ONE_PAGE, stream(b"", b"/A" + RUN)), SCRIPT, id="beside a stream"),
        pytest.param(packed([(9, RUN)]), SCRIPT, id="packed"),
        pytest.param(
            packed(
                [(9, RUN)],
                pack=lambda data: zlib.compress(differ(data)),
                head=b"/DecodeParms<</Predictor 12/Columns 4>>",
            ),
            SCRIPT,
            id="packed with a predictor",
        ),
        pytest.param(
            packed([(9, RUN)], head=b"/X(stream\n9 0 <<>>)"), SCRIPT, id="packed after a decoy"
        ),
        pytest.param(packed([(9, RUN), (9, PRINT)]), SCRIPT, id="packed, first of a number"),
        pytest.param(packed([(9, PRINT), (8, RUN)], place=1), SCRIPT, id="packed, wrong place"),
        pytest.param(opening(b"<</S/Launch/F(x)>>"), PROGRAM, id="launch"),
        pytest.param(opening(b"<</Names<</EmbeddedFiles 2 0 R>>>>"), ATTACHED, id="attachments"),
        pytest.param(pdf_bytes(*ONE_PAGE, stream(b"", b"/Type/EmbeddedFile")), ATTACHED, id="file"),
        pytest.param(
            marked(b"/Subtype/FileAttachment/FS<</F(x)>>"), ATTACHED, id="attached to a page"
        ),
        pytest.param(opening(b"<</F(x)/EF<</F 2 0 R>>>>"), ATTACHED, id="file of no type"),
        pytest.param(marked(b"/Subtype/RichMedia"), MEDIA, id="media"),
        pytest.param(marked(b"/Subtype/Screen"), MEDIA, id="screen"),
        pytest.param(opening(b"<</XFA[(a)2 0 R]>>"), FORM, id="XFA"),
        pytest.param(opening(b"<</S/SubmitForm/F(https://x/)>>"), SENDS, id="sends a form"),
        pytest.param(opening(b"<</S/ImportData/F(x)>>"), SENDS, id="takes in data"),
        pytest.param(opening(b"<</S/GoToR/F(\\\\\\\\x\\\\y)>>"), ELSEWHERE, id="another file"),
        pytest.param(opening(b"<</S/Thread/F(x.pdf)>>"), ELSEWHERE, id="another file's thread"),
        pytest.param(pdf_bytes(*ONE_PAGE, stream(b"", b"/F(x)")), ELSEWHERE, id="stream elsewhere"),
        pytest.param(locked("b"), ENCRYPTED, id="password"),
        pytest.param(locked(""), ENCRYPTED, id="password to change it"),
        pytest.param(packed([(9, b"/Launch"), (9, PRINT)]), PROGRAM, id="packed name"),
        pytest.param(PDF.replace(b"startxref\n", b"startxref\n9"), DAMAGED, id="wrong index"),
        pytest.param(PDF.replace(b"2 0 obj", b"7 0 obj"), DAMAGED, id="wrong number"),
        pytest.param(opening(b"<</A 1/A 2>>"), DAMAGED, id="same key twice"),
        pytest.param(opening(b"[" * 101 + b"]" * 101), DAMAGED, id="nested"),
        pytest.param(packed([(9, b"<<")]), DAMAGED, id="packed, damaged"),
    ],
)
def test_what_no_kit_has_is_named(seen, content, message):
    assert seen(content) == message


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (b"javascript:x", "javascript:x"),
        (b"java\nscript:x", "javascript:x"),
        (b"\\376\\377\\000j\\000s\\000:", "js:"),
        (b"file:///etc/passwd", "file:///etc/passwd"),
        (b"\\\\\\\\host\\\\share", "\\\\host\\share"),
        (b"//host/share", "//host/share"),
    ],
)
def test_address_that_is_not_on_the_web_is_shown(seen, address, shown):
    assert seen(link(address)) == (
        f"The PDF links to “{shown}”, which is no address on the web. Take it out."
    )


def test_script_that_only_a_viewer_which_mends_would_find_is_found(seen):
    hidden = b"9 0 obj\n%b\nendobj\n" % RUN
    content = opening(b"9 0 R")
    start = content.index(b"xref\n")
    moved = content[:start] + hidden + content[start:]
    content = moved.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(hidden)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.get("/OpenAction") is None
    assert seen(content) == SCRIPT


def test_many_objects_are_too_many(seen, monkeypatch):
    monkeypatch.setattr(pdf_program, "MAX_OBJECTS", 5)
    assert seen(PDF) == ""
    assert seen(pdf_bytes(*ONE_PAGE, b"1", b"2")) == MANY


def test_packed_objects_are_unpacked_up_to_a_size(seen, monkeypatch):
    content = packed([(9, PRINT + b" " * 9_000)])
    assert seen(content) == ""
    monkeypatch.setitem(pdf_program.LIMITS, "flate_max_memory", 5_000)
    assert seen(content) == DAMAGED
