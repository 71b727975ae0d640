"""What an index of words has to do; asked of the one of the database that tests run on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import SearchDocument
from articles.search.engines import END, FOUND, RANKED, Wanted
from articles.search.finding import engine

pytestmark = pytest.mark.django_db


NOW = timezone.now()


def add(title, *, body="", lead="", people="", marks="candorkinda", **window):
    return SearchDocument.objects.create(
        letter="a",
        subject=1,
        revision=SearchDocument.objects.count() + 1,
        title=title,
        body=body,
        lead=lead,
        people=people,
        marks=marks,
        **{"live_from": NOW} | window,
    ).pk


def test_all_words_have_to_be_there_anywhere():
    both = add("Tea", body="with milk", lead="Hot")
    add("Tea")

    assert engine().newest(Wanted(("tea", "milk", "hot")), 10) == [both]


def test_nothing_is_told_of_what_is_not_live(time_machine):
    time_machine.move_to(NOW, tick=False)
    hour, second = timedelta(hours=1), timedelta(seconds=1)
    live = [add("Tea", live_until=end) for end in (NOW + second, NOW + hour)]
    add("Tea", live_from=NOW + second)
    add("Tea", live_from=NOW - hour, live_until=NOW)

    wanted = Wanted(("tea",))
    assert engine().count(wanted, 10) == 2
    assert engine().newest(wanted, 10) == engine().best(wanted, 10) == live[::-1]
    assert engine().like(("tea",), (), 10) == live[::-1]


def test_the_newest_come_first_and_no_more_than_asked_for():
    first, second, third = add("Tea"), add("Tea"), add("Tea")

    assert engine().newest(Wanted(("tea",)), 2) == [third, second]
    assert first not in engine().newest(Wanted(("tea",)), 2)


def test_a_title_is_asked_alone_with_its_people():
    titled, by = add("Tea"), add("Milk", people="Tea Leoni")
    add("Milk", body="tea", lead="tea")

    assert engine().newest(Wanted(("tea",), in_title=True), 10) == [by, titled]


def test_forms_of_a_word_are_one_word():
    row = add("Listening to people")

    assert engine().newest(Wanted(("listen", "person")), 10) == []
    assert engine().newest(Wanted(("listens",)), 10) == [row]


@pytest.mark.parametrize(
    ("word", "asked"), [("café", "cafe"), ("cafe", "café"), ("Žižek", "zizek")]
)
def test_accents_make_no_difference(word, asked):
    row = add(f"A {word}", body=f"In the {word} we met.")

    wanted = Wanted((asked,))
    assert engine().newest(wanted, 10) == engine().best(wanted, 10) == [row]
    title, passage = engine().excerpts(wanted, [row])[row]
    assert title == f"A {FOUND}{word}{END}"
    assert f"In the {FOUND}{word}{END} we met." in passage


def test_accents_make_no_difference_to_stems_and_beginnings():
    row = add("Two cafés")

    assert engine().newest(Wanted(("cafe",)), 10) == [row]
    assert engine().newest(Wanted(("two", "cáf"), in_title=True, is_unfinished=True), 10) == [row]


def test_a_word_that_is_still_typed_is_found_by_its_beginning():
    row = add("Making friends")

    wanted = Wanted(("making", "fri"), in_title=True, is_unfinished=True)
    assert engine().newest(wanted, 10) == [row]
    assert engine().newest(Wanted(("making", "fri"), in_title=True), 10) == []


def test_marks_narrow():
    mine = add("Tea", marks="candorkinda candortopic1 candorauthor7")
    add("Tea", marks="candorkinda candortopic12 candorauthor7")

    assert engine().newest(Wanted(("tea",), ("candortopic1", "candorauthor7")), 10) == [mine]
    assert engine().newest(
        Wanted(("tea",), ("candortopic1", "candorauthor7"), in_title=True), 10
    ) == [mine]


def test_counting_stops_where_it_is_told_to():
    for _ in range(3):
        add("Tea")

    assert [engine().count(Wanted(("tea",)), most) for most in (1, 2, 10)] == [1, 2, 3]


def test_the_best_have_the_word_in_the_title_then_in_the_lead():
    body, lead = add("One", body="tea and toast"), add("Two", lead="tea", body="toast")
    title = add("Tea", body="toast and toast again")

    assert engine().best(Wanted(("tea",)), 10) == [title, lead, body]
    assert engine().best(Wanted(("tea",)), 1) == [title]
    assert engine().best(Wanted(("coffee",)), 10) == []


def test_of_a_common_word_the_newest_are_ranked():
    oldest = add("Tea")
    SearchDocument.objects.bulk_create(
        SearchDocument(
            letter="a",
            subject=1,
            revision=number,
            title="Cup",
            body="tea",
            marks="candorkinda",
            live_from=NOW,
        )
        for number in range(10, 10 + RANKED)
    )

    best = engine().best(Wanted(("tea",)), RANKED + 1)
    assert len(best) == RANKED
    assert oldest not in best


def test_excerpts_mark_what_was_found():
    row = add("Green tea", body="Nothing. " * 50 + "Then we poured the tea slowly.")

    title, passage = engine().excerpts(Wanted(("tea",)), [row])[row]

    assert title == f"Green {FOUND}tea{END}"
    assert f"poured the {FOUND}tea{END}" in passage
    assert len(passage) < 300


def test_there_is_no_excerpt_of_what_does_not_hold_the_words():
    tea, milk = add("Tea"), add("Milk")

    assert engine().excerpts(Wanted(("tea",)), [tea, milk]).keys() == {tea}


def test_an_excerpt_is_of_the_lead_where_the_body_has_nothing():
    row = add("Drinks", lead="All about tea", body="Nothing here.")

    assert engine().excerpts(Wanted(("tea",)), [row])[row][1] == f"All about {FOUND}tea{END}"


def test_the_index_follows_its_rows():
    row = add("Tea")
    SearchDocument.objects.filter(pk=row).update(title="Milk")
    assert engine().count(Wanted(("tea",)), 1) == 0
    assert engine().count(Wanted(("milk",)), 1) == 1

    SearchDocument.objects.all().delete()
    assert engine().count(Wanted(("milk",)), 1) == 0


@pytest.mark.parametrize("word", ["don’t", "don't", "and", "or", "near", "ключ", "日本", "o'"])
def test_any_word_can_be_asked_for(word):
    add("Tea")

    assert engine().newest(Wanted((word,)), 10) == []
