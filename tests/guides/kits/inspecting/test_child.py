"""What cannot be looked through within bounds is not handed on."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from guides.kits.inspecting import child
from guides.kits.inspecting.child import inspect


@pytest.fixture
def program(tmp_path):
    return tmp_path / "program.py"


def test_program_that_says_nothing_lets_pass(program):
    program.write_text("import sys\nassert open(sys.argv[2]).read() == 'words'")
    upload = ContentFile(b"words")
    upload.read()
    assert inspect(program, upload) is None


def test_what_a_program_says_is_for_the_editor(program):
    program.write_text("print('“No”', end='')")
    with pytest.raises(ValidationError, match=r"^\['“No”'\]$"):
        inspect(program, ContentFile(b""))


def test_upload_that_takes_too_long_is_refused(program, monkeypatch):
    program.write_text("while True: pass")
    monkeypatch.setattr(child, "MAX_SECONDS", 1)
    with pytest.raises(ValidationError, match="takes more than 1 seconds to look through"):
        inspect(program, ContentFile(b""))


@pytest.mark.parametrize("end", ["raise MemoryError", "import os\nos.abort()"])
def test_upload_that_takes_too_much_memory_is_refused(program, end):
    program.write_text(end)
    with pytest.raises(ValidationError, match="takes more than 1,000 MB of memory"):
        inspect(program, ContentFile(b""))


def test_upload_that_was_not_looked_into_is_refused_and_logged(program, caplog):
    program.write_text("import sys\nsys.exit('no such thing')")
    with pytest.raises(ValidationError, match="cannot be looked into"):
        inspect(program, ContentFile(b""))
    assert caplog.messages == ["A file was not looked into: no such thing\n"]
