import io

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exporting import plain_yaml
from tests.articles.exporting.sites import ODD

#: Half a character cannot be stored in a text column of any database.
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.lists(st.sampled_from([*ODD, " ", "\n", "0", "\0"]), max_size=4).map("".join),
)
NAMES = st.sampled_from(["id", "no", "on", "title", "x_y"])
VALUES = st.one_of(
    *(TEXTS, st.integers(), st.booleans(), st.lists(TEXTS, max_size=2)),
    st.lists(st.dictionaries(NAMES, TEXTS, min_size=1, max_size=2), max_size=2),
    st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=2),
)
ROWS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=3)

#: What YAML takes for something else when nothing tells it that it is text.
WORDS = ["no", "y", "on", "null", "~", "1e3", "0x1F", "012", "1_000", "2024-01-01", "12:30:00"]
WORDS += ["=", "<<", ".inf", "", " ", "- a", "a: b", "a #b", "&a", "*a", "!a", "%a", "@a", "`a"]


@given(ROWS)
def test_dump_comes_back_exactly(row):
    assert plain_yaml.load(plain_yaml.dump(row)) == row


@given(ROWS)
@settings(max_examples=50)
def test_dump_is_read_the_same_without_libyaml(row):
    assert yaml.safe_load(plain_yaml.dump(row)) == row


@pytest.mark.parametrize("word", WORDS)
def test_dump_keeps_words_that_look_like_something_else(word):
    assert plain_yaml.load(plain_yaml.dump({"word": word})) == {"word": word}


@given(st.lists(ROWS, min_size=1, max_size=3))
@settings(max_examples=50)
def test_split_rows_finds_each_row(rows):
    lines = io.StringIO(plain_yaml.dump(rows), newline="\n")
    found = [plain_yaml.load(item) for item in plain_yaml.split_rows(lines)]
    assert found == [[row] for row in rows]


def test_dump_is_pleasant_to_read():
    row = {"title": "Tea for two", "note": "One.\nTwo.\n", "year": 2026, "day": "2026-11-28"}
    assert plain_yaml.dump([row | {"nothing": None}]) == (
        "- title: Tea for two\n  note: |\n    One.\n    Two.\n  year: 2026\n  day: '2026-11-28'\n"
    )


def test_dump_of_nothing_is_an_empty_list():
    assert plain_yaml.dump([]) == "[]\n"


def test_load_makes_no_objects():
    with pytest.raises(yaml.YAMLError):
        plain_yaml.load("!!python/object/apply:os.getcwd []")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_load_bears_any_depth(opening):
    with pytest.raises(yaml.YAMLError):
        plain_yaml.load(opening * 100_000)


def test_split_rows_of_nothing_is_nothing():
    assert list(plain_yaml.split_rows([])) == []
