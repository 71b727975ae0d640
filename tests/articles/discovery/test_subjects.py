"""Which phrases name a page: what its titles say, and the words that it is about."""

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from articles.discovery import subjects
from articles.discovery.phrases import stem
from articles.discovery.subjects import FEW, note_phrases, rebuild_subjects
from articles.discovery.tasks import follow, name_one
from articles.models import Subject
from articles.publishing.windows import withdraw
from tests.factories import make_article, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def stems(words):
    return " ".join(stem(word) for word in words.split())


def names_of(page):
    """The phrases of an article or guide, and what of its title each is."""
    model = page.revisions.model
    return dict(
        Subject.objects.filter(letter=model.letter, subject=page.pk).values_list("phrase", "weight")
    )


def article(title, text="Words.", **fields):
    return publish_article(title=title, sections=[("Part", text)], **fields).article


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("Green tea", {"green tea": 100}),
        (
            "How to pour green tea at home",
            {
                "how to pour green tea at home": 100,
                "pour green tea at home": 71,
                "green tea at home": 57,
                "pour green": 28,
            },
        ),
        (
            "Kettles for green leaves",
            {"kettles for green leaves": 100, "kettles for green": 75, "green leaves": 50},
        ),
        ("Pouring slowly: a field guide", {"pouring slowly": 40, "field guide": 40}),
        ("Tea", {}),
        ("Kettles", {"kettles": 100}),
        ("About you", {"about you": 100}),
    ],
)
def test_page_is_named_by_what_of_its_title_says_something(title, phrases):
    page = article(title)

    assert note_phrases(page) == len(phrases)
    assert names_of(page) == {stems(phrase): weight for phrase, weight in phrases.items()}


def test_search_title_names_it_too():
    page = article("Green leaves", search_title="Loose green leaves")

    note_phrases(page)

    assert names_of(page)[stems("green leaves")] == 100
    assert names_of(page)[stems("loose green leaves")] == 100


def test_word_names_it_if_the_text_is_about_it_and_few_other_pages_are():
    often = "A kettle boils. Kettles whistle. My kettle. " * 2 + "Kindness, kindness, kindness."
    page = article("Kettles and kindness and tulips", often)
    for _ in range(FEW):
        article("Elsewhere", "Kindness.")

    note_phrases(page)

    single = {phrase for phrase in names_of(page) if " " not in phrase}
    assert single == {stem("kettles")}


def test_word_of_the_search_title_alone_names_nothing():
    page = article("Green leaves", "Kettles, kettles, kettles.", search_title="Kettles, and leaves")

    note_phrases(page)

    assert stem("kettles") not in names_of(page)


def test_part_of_a_title_that_many_pages_hold_names_nothing():
    page = article("Twenty minutes for supper")
    for _ in range(FEW):
        article("Elsewhere", "Take twenty minutes. Supper is for talking, minutes are not.")

    note_phrases(page)

    assert set(names_of(page)) == {stems("twenty minutes for supper"), stems("minutes for supper")}


def test_short_words_name_nothing_however_often_they_are_said():
    page = article("Teas we like asking for", "Teas, teas, teas and teas. Asking, asking, asking.")

    note_phrases(page)

    assert names_of(page).keys().isdisjoint({stem("teas"), stem("asking")})


def test_phrases_are_those_of_what_is_live_now():
    page = article("Green leaves")
    note_phrases(page)
    withdraw(page)

    assert note_phrases(page) == 0
    assert names_of(page) == {}


def test_pages_such_as_about_are_not_named():
    page = publish_article(kind="page", topic=None, title="About the house").article

    assert note_phrases(page) == 0


def test_guides_are_named_as_articles_are():
    guide = publish_guide(title="Green leaves", chapters=[("One", "Words.")]).guide

    note_phrases(guide)

    assert names_of(guide) == {stems("green leaves"): 100}


def test_all_are_made_anew():
    make_article()  # from here on, revisions are numbered unlike articles
    pages = [article("Green leaves"), article("Brown kettles")]
    Subject.objects.create(letter="a", subject=0, phrase="gone", weight=1)

    rebuild_subjects()

    assert [*names_of(pages[0]), *names_of(pages[1])] == [
        stems("green leaves"),
        stems("brown kettles"),
    ]
    assert not Subject.objects.filter(phrase="gone").exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_making_all_anew_is_done_a_page_at_a_time(monkeypatch):
    pages = {article("Green leaves"), article("Brown kettles")}
    seen = []

    def note(subject):
        seen.append((subject, connection.in_atomic_block))
        return note_phrases(subject)

    monkeypatch.setattr(subjects, "note_phrases", note)
    rebuild_subjects()

    assert len(seen) == 2
    assert set(seen) == {(page, False) for page in pages}


def test_publishing_has_the_worker_name_it(django_capture_on_commit_callbacks):
    guide = publish_guide(title="Green leaves", chapters=[("One", "Words.")]).guide
    DBTaskResult.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        follow([guide], None)

    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["g", guide.pk]]
    assert name_one.func("g", guide.pk) == 1
    assert name_one.func("a", 0) == 0
