import io
import zipfile

import pytest

from articles.exporting.files import Refused
from articles.exporting.sources import Archive, Folder, open_source


def make_zip(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream


def test_folder_gives_sizes_and_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"words\r\n")
    source = Folder(tmp_path)
    with source.open("a") as stream:
        assert (source.size("a"), stream.read()) == (7, b"words\r\n")


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "link", "nothing", "."])
def test_folder_gives_nothing_from_outside(tmp_path, path):
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused, match="is not in the export"):
        Folder(root).size(path)


def test_archive_gives_sizes_and_bytes():
    with zipfile.ZipFile(make_zip(a=b"words\r\n")) as archive:
        source = Archive(archive)
        with source.open("a") as stream:
            assert (source.size("a"), stream.read()) == (7, b"words\r\n")


def test_archive_without_a_file_says_so():
    with zipfile.ZipFile(make_zip()) as archive, pytest.raises(Refused, match="a is not in"):
        Archive(archive).open("a")


def test_archive_under_a_password_is_refused():
    data = make_zip(a=b"words").getvalue()
    # The first bit of the flags, in the file's own head and in the list at the end.
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    source = Archive(zipfile.ZipFile(io.BytesIO(bytes(locked))))
    with pytest.raises(Refused, match="a is packed in a way that cannot be read"):
        source.open("a")


def test_open_source_takes_a_folder_or_a_zip(tmp_path):
    (tmp_path / "a").write_text("words")
    (tmp_path / "site.zip").write_bytes(make_zip(a=b"words").getvalue())
    for path in (tmp_path, tmp_path / "site.zip"):
        with open_source(path) as source:
            assert source.size("a") == 5


@pytest.mark.parametrize(
    ("name", "message"),
    [("nothing", "There is no "), ("letter", "letter is neither a folder nor a ZIP.")],
)
def test_open_source_refuses_what_is_neither(tmp_path, name, message):
    (tmp_path / "letter").write_text("Dear you")
    with pytest.raises(Refused, match=message), open_source(tmp_path / name):
        pass
