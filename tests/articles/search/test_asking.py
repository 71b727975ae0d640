import pytest

from articles.search.asking import MAX_WORDS, folded, make_sense, telling, words_of
from articles.search.documents import topic_mark
from articles.search.engines import Wanted
from articles.search.finding import engine
from tests.factories import make_topic, publish_article


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

    def ask(self, *words, marks=()):
        asked = make_sense(engine(), Wanted(words, marks))
        others = {name: value for name, value in vars(asked).items() if name != "wanted" and value}
        return asked.wanted.words, others

    def test_words_that_are_there_are_taken_as_they_are(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert self.ask("how", "listen") == (("how", "listen"), {})

    def test_a_mistyped_word_is_mended(self):
        assert self.ask("how", "lisetn") == (("how", "listen"), {"mended": {"lisetn": "listen"}})

    def test_a_word_that_is_mended_to_another_counts_once(self):
        assert self.ask("listen", "lisetn")[0] == ("listen",)

    def test_words_that_are_never_together_leave_the_commonest_out(self):
        assert self.ask("wait", "listen", "breathe") == (
            ("wait", "listen"),
            {"left_out": ("breathe",)},
        )

    def test_little_words_are_left_out_before_those_that_say_something(self):
        publish_article(title="Boilers")
        publish_article(title="A boiler")
        publish_article(title="She")

        assert self.ask("she", "boiler") == (("boiler",), {"left_out": ("she",)})

    def test_a_word_that_is_nowhere_is_told(self):
        assert self.ask("listen", "zyzzyva") == (("listen",), {"nowhere": ("zyzzyva",)})

    def test_without_any_word_there_is_nothing(self):
        assert self.ask("zyzzyva", "qqqq") == ((), {"nowhere": ("zyzzyva", "qqqq")})

    def test_words_outside_of_the_marks_are_told(self):
        topic = make_topic()
        publish_article(title="Tea", topic=topic)
        marks = (topic_mark(topic.pk),)

        assert self.ask("listen", "tea", "zyzzyva", marks=marks) == (
            ("tea",),
            {"elsewhere": ("listen",), "nowhere": ("zyzzyva",)},
        )
        assert self.ask("lisetn", marks=marks) == (
            (),
            {"mended": {"lisetn": "listen"}, "elsewhere": ("listen",)},
        )

    def test_words_that_thousands_of_pages_hold_are_told(self, monkeypatch):
        monkeypatch.setattr("articles.search.asking.COMMON", 2)

        assert self.ask("how", "listen", "ask", "wait") == (
            ("how", "listen", "ask"),
            {"common": ("wait",)},
        )

    def test_many_words_that_are_nowhere_together_cost_little(self, django_assert_max_num_queries):
        words = ("lisetn", "breahte", "wiat", "zyzzyva", "qqqq", "how", "to", "ask", "and", "wait")
        with django_assert_max_num_queries(35):
            assert self.ask(*words)[1]["mended"] == {"lisetn": "listen", "wiat": "wait"}
        with django_assert_max_num_queries(45):
            self.ask(*words, marks=(topic_mark(make_topic().pk),))


def test_little_words_are_not_what_was_found_but_where_there_are_no_others():
    assert telling(("the", "evening")) == ("evening",)
    assert telling(("how", "to")) == ("how", "to")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can’t,  I CAN'T", "i cant i cant"),
        ("Ça brûle – straße", "ca brule strasse"),
        ("self-harm", "self harm"),
        ("…", ""),
    ],
)
def test_words_are_folded_to_be_compared(text, words):
    assert folded(text) == words
