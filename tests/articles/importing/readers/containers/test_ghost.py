import io
import json

from articles.importing.document import Refused, Source
from articles.importing.readers import limits, split
from articles.importing.readers.containers.ghost import split_ghost
from articles.importing.readers.containers.shelf import Shelf
from articles.importing.readers.unpacking import Budget


def found(**tables) -> list[Source | Refused]:
    data = json.dumps({"db": [{"meta": {"version": "5.0"}, "data": tables}]})
    return list(split("site.json", io.BytesIO(data.encode())))


def row(**tables) -> dict:
    (source,) = found(**tables)
    assert isinstance(source, Source)
    return json.loads(source.data)


def test_post_is_cut_out_with_its_tags_and_authors_in_order():
    post = {"id": "1", "uuid": "u", "title": "Tea", "html": "<p>Warm the pot.</p>"}
    assert row(
        posts=[post],
        tags=[{"id": "a", "name": "Pots"}, {"id": "b", "name": "Tea"}],
        posts_tags=[
            {"post_id": "1", "tag_id": "a", "sort_order": 1},
            {"post_id": "1", "tag_id": "b", "sort_order": 0},
            {"post_id": "1", "tag_id": "gone", "sort_order": None},
        ],
        users=[{"id": "m", "name": "Mary"}],
        posts_authors=[{"post_id": "1", "author_id": "m"}],
        posts_meta=[{"post_id": "1", "meta_title": "Tea!"}],
    ) == {
        "post": post,
        "meta": {"post_id": "1", "meta_title": "Tea!"},
        "tags": [{"id": "b", "name": "Tea"}, {"id": "a", "name": "Pots"}],
        "authors": [{"id": "m", "name": "Mary"}],
    }


def test_post_of_an_old_version_has_one_author():
    post = {"id": 1, "author_id": 2, "html": "x"}
    assert row(posts=[post], users=[{"id": 2, "name": "Mary"}])["authors"] == [
        {"id": 2, "name": "Mary"}
    ]


def test_post_of_the_api_has_its_own_tags_and_authors():
    post = {"id": "1", "html": "x", "tags": [{"name": "Tea"}], "authors": [{"name": "Mary"}]}
    assert row(posts=[post]) == {
        "post": post,
        "meta": {},
        "tags": [{"name": "Tea"}],
        "authors": [{"name": "Mary"}],
    }


def test_names_and_keys_come_from_what_there_is():
    posts = [
        {"uuid": "u", "title": "Tea", "html": "x"},
        {"id": 3, "slug": "tea", "html": "x"},
        {"html": "x"},
    ]
    assert [(source.name, source.key) for source in found(posts=posts)] == [
        ("site.json: Tea", "ghost:u"),
        ("site.json: tea", "ghost:3"),
        ("site.json: post 3", "ghost:post 3"),
    ]


def test_address_of_the_site_is_taken_out():
    post = {"html": '<a href="__GHOST_URL__/tea/">'}
    assert row(posts=[post])["post"] == {"html": '<a href="/tea/">'}


def test_post_without_text_is_left_out():
    assert found(posts=[{"title": "Tea", "html": ""}, "no row"]) == [
        Refused("site.json: Tea", "“Tea” has no text, so it was left out.", is_failure=False)
    ]


def test_post_that_is_too_large_is_refused_alone(monkeypatch):
    monkeypatch.setattr(limits, "MAX_POST", 1_000_000)
    refused, source = found(posts=[{"title": "Tea", "html": "x" * 1_000_000}, {"html": "x"}])
    assert refused == Refused("site.json: Tea", "“Tea” is larger than 1 MB.")
    assert isinstance(source, Source)


def test_tables_that_are_none_are_passed_over():
    assert row(posts=[{"html": "x"}], tags=None, users=[1])["tags"] == []


def test_post_that_is_nested_too_deeply_is_refused():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    tables = {"posts": [{"title": "Tea", "html": "x", "deep": deep}]}
    assert list(split_ghost("site.json", tables, Shelf(Budget()))) == [
        Refused("site.json: Tea", "“Tea” is nested too deeply to be read.")
    ]
