import io
import zipfile
from contextlib import suppress

import pytest

from articles.exporting.files import File, Refused
from articles.exporting.manifest import Manifest
from articles.exporting.targets import ZipTarget, folder_target, zip_target


def fill(target, files):
    """An export of these files and nothing else."""
    manifest = Manifest({})
    for path, text in files.items():
        target.write(path, manifest.note(File(path, [text.encode()])))
    listing = manifest.as_file()
    target.write(listing.path, listing.chunks)


def export_to(path, **files):
    with folder_target(path) as target:
        fill(target, {name.replace("__", "/"): text for name, text in files.items()})


def names_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_folder_is_made_with_the_folders_above_it(tmp_path):
    export_to(tmp_path / "one" / "two", a__b="words")
    assert names_in(tmp_path / "one") == ["two", "two/a", "two/a/b", "two/manifest.json"]


def test_empty_folder_is_filled(tmp_path):
    (tmp_path / "site").mkdir()
    export_to(tmp_path / "site", a="words")
    assert names_in(tmp_path) == ["site", "site/a", "site/manifest.json"]


def test_earlier_export_is_brought_up_to_date_and_other_files_stay(tmp_path):
    export_to(tmp_path, a="one", b__c="two", d__e="three")
    (tmp_path / ".git").mkdir()
    (tmp_path / "d" / "mine").write_text("four")
    export_to(tmp_path, a="five", f="six")
    assert names_in(tmp_path) == [".git", "a", "d", "d/mine", "f", "manifest.json"]
    assert (tmp_path / "a").read_text() == "five"


def test_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "letter").write_text("Dear you")
    with pytest.raises(Refused, match=r"holds other files. Name a new or an empty folder.$"):
        export_to(tmp_path, a="words")
    assert names_in(tmp_path) == ["letter"]


def test_file_in_the_place_of_a_folder_is_refused(tmp_path):
    (tmp_path / "letter").write_text("Dear you")
    with pytest.raises(Refused, match=r"letter is a file. Name a folder for the export.$"):
        export_to(tmp_path / "letter", a="words")


def test_earlier_export_that_somebody_changed_is_refused(tmp_path):
    export_to(tmp_path, a="words")
    (tmp_path / "a").write_text("Words")
    with pytest.raises(Refused, match=r"a has changed .* Name a new folder, so that nothing"):
        export_to(tmp_path, a="other")
    assert (tmp_path / "a").read_text() == "Words"


def test_file_of_somebody_else_is_not_overwritten(tmp_path):
    export_to(tmp_path, a="words")
    (tmp_path / "b").write_text("mine")
    with pytest.raises(Refused, match="b is not the earlier export's and would be overwritten"):
        export_to(tmp_path, a="other", b="theirs")
    assert [(tmp_path / name).read_text() for name in "ab"] == ["words", "mine"]


def test_export_that_fails_leaves_the_folder_as_it_was(tmp_path):
    export_to(tmp_path / "site", a="words")
    with suppress(RuntimeError), folder_target(tmp_path / "site") as target:
        target.write("a", [b"other"])
        raise RuntimeError
    assert (tmp_path / "site" / "a").read_text() == "words"
    assert names_in(tmp_path) == ["site", "site/a", "site/manifest.json"]


def test_zip_is_the_same_bytes_each_time():
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        target = ZipTarget(stream)
        fill(target, {"a": "words", "media/b": "pixels"})
        target.close()
    assert streams[0].getvalue() == streams[1].getvalue()


def test_zip_packs_all_but_photos(tmp_path):
    with zip_target(tmp_path / "site.zip") as target:
        fill(target, {"a": "words", "media/b": "pixels"})
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        kinds = {row.filename: row.compress_type for row in archive.infolist()}
    assert kinds == {"a": 8, "media/b": 0, "manifest.json": 8}


def test_zip_takes_the_place_of_nothing(tmp_path):
    (tmp_path / "site.zip").write_text("mine")
    target = zip_target(tmp_path / "site.zip")
    with pytest.raises(Refused, match=r"site.zip is there already"), target:
        pass
    assert (tmp_path / "site.zip").read_text() == "mine"


def test_zip_that_fails_is_not_left_behind(tmp_path):
    with pytest.raises(RuntimeError), zip_target(tmp_path / "site.zip"):
        raise RuntimeError
    assert names_in(tmp_path) == []
