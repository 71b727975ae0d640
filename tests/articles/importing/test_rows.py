import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Format, Refused, Source
from articles.importing.outline import Part, Role
from articles.importing.rows import (
    digest_source,
    refused_row,
    row_of,
    short_key,
    source_of,
    storable,
    storable_data,
    summarise,
)
from articles.models import Import, ImportedDocument
from tests.factories import image_bytes, make_import, make_outline

SOURCE = Source("tea.md", "drafts/tea.md", Format.MARKDOWN, b"# Tea", {"a.png": b"one"})


def test_document_becomes_a_row():
    row, [picture] = row_of(SOURCE, Import(pk=1), 3)
    assert (row.batch_id, row.position, row.name, row.key, row.format, row.data, row.state) == (
        1,
        3,
        "tea.md",
        "drafts/tea.md",
        "markdown",
        b"# Tea",
        "waiting",
    )
    assert (picture.address, picture.data) == ("a.png", b"one")


@pytest.mark.django_db
def test_document_comes_back_as_it_came():
    source = Source("tea.md", "tea.md", Format.HTML, b"<p>Tea", {"a.png": image_bytes()})
    row, [picture] = row_of(source, make_import(), 0)
    row.save()
    picture.document = row
    picture.save()
    assert source_of(ImportedDocument.objects.get()) == source


@pytest.mark.parametrize(("is_failure", "state"), [(True, "failed"), (False, "dropped")])
def test_refusal_becomes_a_row(is_failure, state):
    row, pictures = refused_row(Refused("a.css", "No document.", is_failure), Import(pk=1), 0)
    assert (row.name, row.state, row.error, pictures) == ("a.css", state, "No document.", [])


@pytest.mark.parametrize(
    "other",
    [
        Source("tea.md", "tea.md", Format.MARKDOWN, b"# Tea!", {"a.png": b"one"}),
        Source("tea.md", "tea.md", Format.PLAIN, b"# Tea", {"a.png": b"one"}),
        Source("tea.md", "tea.md", Format.MARKDOWN, b"# Tea", {"a.png": b"two"}),
        Source("tea.md", "tea.md", Format.MARKDOWN, b"# Tea", {"b.png": b"one"}),
        Source("tea.md", "tea.md", Format.MARKDOWN, b"# Tea", {}),
    ],
    ids=["text", "format", "picture", "address", "no picture"],
)
def test_digest_tells_documents_apart(other):
    digests = {
        digest_source(source, row_of(source, Import(pk=1), 0)[1]) for source in (SOURCE, other)
    }
    assert len(digests) == 2


def test_digest_knows_no_order_of_pictures_and_no_name():
    one = Source("a", "a", Format.MARKDOWN, b"", {"a.png": b"one", "b.png": b"two"})
    two = Source("b", "b", Format.MARKDOWN, b"", {"b.png": b"two", "a.png": b"one"})
    digests = {digest_source(row, row_of(row, Import(pk=1), 0)[1]) for row in (one, two)}
    assert len(digests) == 1


def test_key_that_is_too_long_ends_in_its_digest():
    keys = [short_key("folder/" * 100 + name) for name in ("a.md", "b.md")]
    assert ([len(key) for key in keys], len(set(keys))) == ([500, 500], 2)
    assert short_key("a.md") == "a.md"


@given(st.text())
def test_storable_text_is_what_a_database_takes(text):
    kept = storable(text)
    assert ("\0" in kept, kept.encode().decode()) == (False, kept)


def test_storable_data_keeps_its_shape():
    data = {"a": ["b\0", {"c": ("d\ud800", 1, None)}]}
    assert storable_data(data) == {"a": ["b", {"c": ["d", 1, None]}]}


def test_summary_counts_what_the_article_holds():
    outline = make_outline(
        (0, "", "One two."),
        (2, "Three", "four"),
        Part(Role.FAQ, 0, "Five?", "Six."),
        Part(Role.LEFT_OUT, 2, "Not", "these."),
    )
    assert summarise(outline) == {"words": 6, "sections": 1, "faqs": 1, "sources": 0, "links": 0}
