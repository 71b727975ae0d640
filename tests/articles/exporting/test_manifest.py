import io
import json

import pytest

from articles.exporting.files import File, Refused
from articles.exporting.manifest import Manifest, candor_version, read_manifest, verify


class Files:
    """An export in memory."""

    def __init__(self, **files):
        self.files = files

    def size(self, path):
        return len(self.files[path])

    def open(self, path):
        return io.BytesIO(self.files[path])


def manifest_of(**files):
    manifest = Manifest({"articles.article": 2})
    for path, content in files.items():
        assert b"".join(manifest.note(File(path, [content]))) == content
    return manifest


def source_of(manifest, **files):
    listing = b"".join(manifest.as_file().chunks)
    return Files(**files, **{"manifest.json": listing})


def test_manifest_lists_files_by_name_and_holds_no_time():
    manifest = manifest_of(b=b"", a=b"words")
    assert json.loads(b"".join(manifest.as_file().chunks)) == {
        "format": 1,
        "candor": candor_version(),
        "counts": {"articles.article": 2},
        "files": {
            "a": {
                "size": 5,
                "sha256": "dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e",
            },
            "b": {
                "size": 0,
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            },
        },
    }


def test_manifest_comes_back():
    manifest = manifest_of(a=b"words")
    assert read_manifest(source_of(manifest, a=b"words")) == manifest


def test_manifest_of_nothing_comes_back():
    assert read_manifest(source_of(manifest_of())) == manifest_of()


def test_verify_takes_what_was_exported():
    assert verify(Files(a=b"words"), manifest_of(a=b"words")) is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"word", "a has another size than when it was exported.", id="size"),
        pytest.param(b"Words", "a has changed since it was exported.", id="bytes"),
    ],
)
def test_verify_refuses_a_changed_file(content, message):
    with pytest.raises(Refused, match=message):
        verify(Files(a=content), manifest_of(a=b"words"))


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../b", "a//b", "a\\b", "", "a/", ".git/config", "a\n", "ä", "a" * 401]
)
def test_verify_refuses_a_path_outside(path):
    with pytest.raises(Refused, match="lists a file outside the export"):
        verify(Files(**{path: b""}), manifest_of(**{path: b""}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": 1, "counts": {}, "files": {"a": 1}}',
        "\udcff",
        "[" * 99999,
    ],
)
def test_read_manifest_refuses_what_is_none(text):
    content = text.encode("utf-8", "surrogateescape")
    with pytest.raises(Refused, match=r"manifest.json is not the list of an export's files."):
        read_manifest(Files(**{"manifest.json": content}))


def test_read_manifest_refuses_another_format():
    text = b'{"format": 2, "candor": "9.1", "counts": {}, "files": {}}'
    with pytest.raises(Refused, match=r"has format 2; .* the Candor that wrote it \(9.1\)"):
        read_manifest(Files(**{"manifest.json": text}))


def test_read_manifest_refuses_a_huge_one(monkeypatch):
    monkeypatch.setattr("articles.exporting.manifest.MAX_SIZE", 10)
    with pytest.raises(Refused, match=r"manifest.json is larger than any export's."):
        read_manifest(source_of(manifest_of()))
