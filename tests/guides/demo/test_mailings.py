"""The file of the demo's kit is really made, and good enough for the site's own checks."""

from pathlib import Path

import pytest
import typst
from django.core.files.base import ContentFile

from guides.demo import mailings
from guides.demo.mailings import set_kit
from guides.kits.files import recognise
from tests.factories import make_photo


def test_kit_is_a_pdf_that_readers_may_be_handed(db):
    assert recognise(ContentFile(set_kit("twelve-questions", make_photo()))) == "pdf"


def test_kit_is_tagged_and_says_that_everybody_can_read_it(db):
    data = set_kit("twelve-questions", make_photo())

    assert data.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1
    assert data.count(b"/MarkInfo") == 1


def test_kit_has_the_same_bytes_for_the_same_cover(db):
    cover = make_photo()

    assert set_kit("twelve-questions", cover) == set_kit("twelve-questions", cover)


def test_kit_that_not_everybody_could_read_is_not_made(db, monkeypatch, tmp_path):
    (tmp_path / "kits").mkdir()
    (tmp_path / "kits" / "plain.typ").write_text('#image("cover.jpg")')
    monkeypatch.setattr(mailings, "FOLDER", Path(tmp_path))

    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        set_kit("plain", make_photo())
