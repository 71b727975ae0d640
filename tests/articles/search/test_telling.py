import pytest

from articles.search.asking import Asked
from articles.search.engines import Wanted
from articles.search.finding import Found
from articles.search.telling import ADVICE, tell


def asked(*words, **others):
    return Asked(Wanted(words), **others)


def told(asked, total, *, place="", start=1, is_more=False):
    shown = [None] * min(20, max(0, total - start + 1))
    return tell(Found(asked, shown, total, is_more), place=place, start=start)


@pytest.mark.parametrize(
    ("words", "total", "sentence"),
    [
        (("tea",), 1, "1 page with this word."),
        (("tea", "talk"), 3, "3 pages with all these words."),
        (("tea",), 22, "1 to 20 of 22 pages with this word."),
    ],
)
def test_all_words_are_found(words, total, sentence):
    assert told(asked(*words), total) == [sentence]


def test_a_further_page_says_which_it_shows():
    assert told(asked("tea"), 22, start=21) == ["21 to 22 of 22 pages with this word."]
    assert told(asked("tea"), 200, start=21, is_more=True) == [
        "21 to 40 of more than 200 pages with this word."
    ]


def test_some_of_the_words_are_found():
    sense = asked("tea", left_out=("talk",), nowhere=("quark", "gluon"), common=("the",))

    assert told(sense, 8) == [
        "8 pages with 1 of your 4 words: “tea”.",
        "“talk” is only on other pages.",
        "No page has “quark” or “gluon”.",
        "“the” is on too many pages to be looked for.",
    ]


def test_where_it_was_looked_is_said():
    sense = asked("tea", left_out=("talk", "walk"), elsewhere=("boiler",), common=("a", "the"))

    assert told(sense, 8, place=" in Safety") == [
        "8 pages in Safety with 1 of your 4 words: “tea”.",
        "“talk” and “walk” are only on other pages in Safety.",
        "No page in Safety has “boiler”.",
        "“a” and “the” are on too many pages to be looked for.",
    ]


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"nowhere": ("quark",)}, "No page has this word just now."),
        ({"nowhere": ("quark", "gluon")}, "No page has these words just now."),
        ({"elsewhere": ("boiler",)}, "No page by Ada has this word just now."),
        (
            {"elsewhere": ("boiler",), "nowhere": ("quark",)},
            "No page by Ada has these words just now, and no other has “quark”.",
        ),
    ],
)
def test_no_word_is_found(others, sentence):
    assert told(asked(**others), 0, place=" by Ada") == [sentence, ADVICE]


@pytest.mark.parametrize(
    ("place", "total", "sentence"),
    [
        (" in Safety", 2, "2 pages in Safety, the newest first."),
        (" in Safety", 0, "No page in Safety just now."),
        ("", 0, "There is no word in this to look for."),
    ],
)
def test_without_words(place, total, sentence):
    assert told(None, total, place=place) == [sentence]
