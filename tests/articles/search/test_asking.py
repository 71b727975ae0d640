import pytest

from articles.search.asking import MAX_WORDS, make_sense, words_of
from articles.search.engines import Wanted
from articles.search.finding import engine
from tests.factories import publish_article


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How to LISTEN", ("how", "to", "listen")),
        ("  tea,  tea; Tea  ", ("tea",)),
        ('"don’t" AND (that OR this)*', ("don’t", "and", "that", "or", "this")),
        ("title:tea -milk ^3 NEAR/2", ("title", "tea", "milk", "3", "near", "2")),
        ("\0\x02tea\x03", ("tea",)),
        ("…!? __ ''", ()),
        ("", ()),
    ],
)
def test_words_of_what_was_typed(text, words):
    assert words_of(text) == words


def test_no_more_words_than_a_search_needs():
    assert len(words_of(" ".join(map(str, range(99))))) == MAX_WORDS
    assert words_of("a" * 9_999) == ("a" * 200,)


@pytest.mark.django_db
class TestMakeSense:
    @pytest.fixture(autouse=True)
    def pages(self):
        publish_article(title="How to listen", introduction="Ask and wait.")
        publish_article(title="How to wait", introduction="Breathe and wait.")

    def ask(self, *words):
        asked = make_sense(engine(), Wanted(words))
        return asked and (asked.wanted.words, asked.mended, asked.left_out)

    def test_words_that_are_there_are_taken_as_they_are(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert self.ask("how", "listen") == (("how", "listen"), {}, ())

    def test_a_mistyped_word_is_mended(self):
        assert self.ask("how", "lisetn") == (("how", "listen"), {"lisetn": "listen"}, ())

    def test_words_that_are_never_together_leave_the_commonest_out(self):
        assert self.ask("how", "listen", "breathe") == (("how", "listen"), {}, ("breathe",))

    def test_a_word_that_is_nowhere_is_left_out(self):
        assert self.ask("listen", "zyzzyva") == (("listen",), {}, ("zyzzyva",))

    def test_without_any_word_there_is_nothing(self):
        assert self.ask("zyzzyva", "qqqq") is None

    def test_many_words_that_are_nowhere_together_cost_little(self, django_assert_max_num_queries):
        words = ("lisetn", "breahte", "wiat", "zyzzyva", "qqqq", "how", "to", "ask", "and", "wait")
        with django_assert_max_num_queries(35):
            assert self.ask(*words)[1] == {"lisetn": "listen", "wiat": "wait"}
