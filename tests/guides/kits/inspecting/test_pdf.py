"""A PDF that could harm, or is something else as well, is refused in words."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from guides.kits.inspecting.pdf import check_pdf
from tests.factories import PDF, pdf_bytes

SCRIPT = pdf_bytes(
    b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
)


def zipped_behind(data):
    """The PDF with a ZIP behind it, whose comment ends as a PDF does."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("program.exe", "MZ")
        archive.comment = b"%%EOF"
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PDF, id="as it should be"),
        pytest.param(PDF + b"\r\n\0 \n", id="white space behind its end"),
    ],
)
def test_harmless_pdf_passes_and_stays_as_it_is(content):
    upload = ContentFile(content)
    check_pdf(upload)
    upload.seek(0)
    assert upload.read() == content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"%PDF\n%%EOF", "first line is wrong", id="no version"),
        pytest.param(PDF[:-6], "end is missing", id="cut"),
        pytest.param(PDF + b"\n" * 2_000, "end is missing", id="mark far away"),
        pytest.param(PDF + b"MZ", "something behind its end", id="more behind it"),
        pytest.param(zipped_behind(PDF), "is a ZIP at the same time", id="a ZIP, too"),
        pytest.param(
            zipped_behind(PDF)[:-7] + b"\xff\xff" + b" " * 65_530 + b"%%EOF",
            "is a ZIP at the same time",
            id="a ZIP with the longest comment",
        ),
        pytest.param(SCRIPT, "holds JavaScript", id="script"),
        pytest.param(PDF.replace(b"xref", b"xrex"), "is damaged", id="damaged"),
    ],
)
def test_pdf_that_could_harm_is_refused(content, message):
    with pytest.raises(ValidationError, match=message):
        check_pdf(ContentFile(content))
