import pytest

from articles.importing.document import Document, Format, Source, Unreadable
from articles.importing.readers import READERS, read


def test_each_format_has_a_reader():
    assert set(READERS) == set(Format)


@pytest.mark.parametrize(
    ("kind", "data", "texts"),
    [
        (Format.PLAIN, b"We sow beans.", ["We sow beans."]),
        (Format.MARKDOWN, b"# Beans\n\nWe *sow*.", ["Beans", "We *sow*."]),
        (Format.HTML, b"<h2>Beans</h2><p>We <i>sow</i>.</p>", ["Beans", "We *sow*."]),
    ],
    ids=["plain", "markdown", "html"],
)
def test_source_is_read_by_its_format(kind, data, texts):
    found = read(Source("beans", "beans", kind, data))
    assert (found.format, [block.text for block in found.blocks]) == (kind, texts)


def test_pictures_come_along_by_the_addresses_of_the_blocks():
    pictures = {"a b.png": b"1", "https://x.example/c.png": b"2"}
    data = (
        b'<img src="a b.png"><img src="https://x.example/c.png"><img src="https://x.example/d.png">'
    )
    found = read(Source("beans", "beans", Format.HTML, data, pictures))
    assert found.pictures == pictures | {"a%20b.png": b"1"}
    assert found.remote_pictures == ("https://x.example/d.png",)


def test_reader_that_runs_out_of_stack_is_refused_by_name(monkeypatch):
    def endless(source: Source) -> Document:
        return endless(source)

    monkeypatch.setitem(READERS, Format.PLAIN, endless)
    with pytest.raises(Unreadable, match=r"^beans is nested too deeply to be read\.$"):
        read(Source("beans", "beans", Format.PLAIN, b""))
