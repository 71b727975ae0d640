import pytest

from articles.search.spelling import learn, likely, words_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["listn", "listeen", "lusten", "lisetn", "isten", "LISTEN".lower()[:5] + "m"],
    ids=["one missing", "one too many", "another", "swapped", "first missing", "last other"],
)
def test_a_letter_off_is_forgiven(typed):
    learn({"listen", "glisten", "supper"})

    assert likely(typed)[0] == "listen"


def test_a_word_far_off_is_nobodys():
    learn({"listen"})

    assert likely("mountain") == []


def test_a_word_is_not_meant_by_itself():
    learn({"listen", "listens"})

    assert likely("listen") == ["listens"]


@pytest.mark.parametrize("typed", ["no", "a" * 41, "l1sten", ""])
def test_short_long_and_odd_words_are_left_alone(typed):
    learn({"nope", "listen"})

    assert likely(typed) == []


def test_words_are_learned_once(django_assert_num_queries):
    learn({"listen", "supper"})

    with django_assert_num_queries(1):
        learn({"listen", "supper"})


def test_words_of_a_text_are_in_lower_case_and_long_enough():
    assert words_in("Why DON’T you listen, Zoë, in 1999?") == {"listen"}
