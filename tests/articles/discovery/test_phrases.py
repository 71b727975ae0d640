"""Words as they are compared: by stem, without accents, and in phrases that hold together."""

import pytest

from articles.discovery.phrases import phrases_of, stem, tells, words_in


@pytest.fixture(autouse=True)
def _forget_stems():
    """A test may choose another language."""
    stem.cache_clear()
    yield
    stem.cache_clear()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boundaries", "boundary"),
        ("listening", "listens"),
        ("parent’s", "parent"),
        ("parent's", "parents"),
        ("café", "cafe"),
        ("cafe\u0301", "café"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("tea", "team"), ("kind", "kettle")])
def test_other_words_have_another_stem(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("de-at", "Häuser", "haus"),
        ("fr", "conversations", "convers"),
        ("nb", "samtaler", "samtal"),
        ("ja", "Parents", "parents"),  # Snowball knows no Japanese
    ],
)
def test_stems_are_of_the_sites_language(settings, language, word, expected):
    settings.LANGUAGE_CODE = language
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["kettle", "Café", "help"])
def test_long_words_tell_something(word):
    assert tells(word)


@pytest.mark.parametrize("word", ["tea", "about", "Your", "that’s", "YOU'RE"])
def test_short_and_empty_words_tell_nothing(word):
    assert not tells(word)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("green tea", True),
        ("green\ntea", True),
        ("green  \n  tea", True),
        ("green-tea", True),
        ("green\xa0tea", True),
        ("green, tea", False),
        ("green. Tea", False),
        ("green\n\ntea", False),
        ("green\n> tea", False),
        ("green\n- tea", False),
        ("*green* tea", False),
        ("green | tea", False),
    ],
)
def test_words_are_of_one_phrase_where_nothing_parts_them(text, is_one):
    phrases = [phrase.stems for phrase in phrases_of(words_in(text, 10), 2)]
    assert ("green tea" in phrases) is is_one


def test_words_know_where_they_stand():
    text = "— Say “no”,\nkindly."
    assert [text[word.start : word.end] for word in words_in(text, 10)] == ["Say", "no", "kindly"]
    assert len(words_in(text, 2)) == 2


def test_phrases_are_up_to_so_many_words_long():
    words = words_in("one two three", 10)
    phrases = [(phrase.stems, phrase.length) for phrase in phrases_of(words, 2)]
    assert phrases == [("one", 1), ("one two", 2), ("two", 1), ("two three", 2), ("three", 1)]
