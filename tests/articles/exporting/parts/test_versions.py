import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exporting.parts.versions import _encode
from articles.publishing.windows import publish, save_revision
from tests.articles.exporting.sites import export, files_of
from tests.factories import publish_article

#: JSON knows half a character, as a browser may send one.
WORDS = st.text(st.characters(exclude_categories=()))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
@settings(max_examples=50)
def test_encode_comes_back_exactly(row):
    assert json.loads(_encode(row)) == json.loads(json.dumps(row))


def test_encode_is_pleasant_to_read():
    row = {"id": 1, "tags": [2, 3], "content": {"title": "Tea", "sections": [{"key": "a"}]}}
    assert _encode(row).decode() == (
        "{\n"
        ' "id": 1,\n'
        ' "tags": [2, 3],\n'
        ' "content": {\n'
        '  "title": "Tea",\n'
        '  "sections": [\n'
        '   {"key": "a"}\n'
        "  ]\n"
        " }\n"
        "}\n"
    )


@pytest.mark.django_db
def test_version_is_its_page_and_all_else_about_it():
    revision = publish_article(slug="tea", introduction="Boil.")
    files = files_of(export())
    path = f"revisions/a{revision.article_id}/{revision.pk}"
    assert files[f"{path}.html"] == revision.html
    assert json.loads(files[f"{path}.json"])["content"] == revision.content


@pytest.mark.django_db
def test_redirects_name_every_address_a_page_has_had():
    revision = publish_article(slug="old")
    article = revision.article
    article.slug = "new"
    article.save()
    publish(save_revision(article))
    rows = [line.split(",") for line in files_of(export())["redirects/articles.csv"].splitlines()]
    assert [(address, page) for address, page, *_ in rows] == [
        ("\ufeffaddress", "page"),
        ("/articles/old/", f"a{article.pk}"),
        ("/articles/new/", f"a{article.pk}"),
    ]
