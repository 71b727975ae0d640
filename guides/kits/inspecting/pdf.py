"""Whether an uploaded PDF may be handed to readers."""

import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File

from guides.kits.inspecting.child import inspect

PROGRAM = Path(__file__).with_name("pdf_program.py")

#: How far from the end a PDF's last mark may stand (ISO 32000-1, Annex H, 3.4.4), in bytes.
MARK_WITHIN = 1_024
#: How far from the end a ZIP's directory may end: 22 bytes, and its longest comment.
ZIP_END_WITHIN = 22 + 0xFFFF
ZIP_END = b"PK\5\6"

HEAD = re.compile(rb"%PDF-[12]\.\d")


def check_pdf(upload: File) -> None:
    """Raise `ValidationError` for a PDF that could harm readers, or that is read in two ways."""
    upload.seek(0)
    if not HEAD.match(upload.read(8)):
        raise ValidationError("This PDF is damaged: its first line is wrong.")
    _check_end(upload)
    inspect(PROGRAM, upload)


def _check_end(upload: File) -> None:
    upload.seek(max(0, upload.size - ZIP_END_WITHIN))
    end = upload.read()
    # A ZIP is read from its end, and the same file would be one, too, with anything in it. By
    # chance, packed pictures have these four bytes in one of 60,000 files.
    if ZIP_END in end:
        raise ValidationError("The PDF is a ZIP at the same time. Print it into a new one.")
    _, mark, rest = end[-MARK_WITHIN:].rpartition(b"%%EOF")
    if not mark:
        raise ValidationError("This PDF is damaged: its end is missing. Save or send it anew.")
    if rest.strip(b"\0\t\n\f\r "):
        raise ValidationError("The PDF has something behind its end. Print it into a new one.")
