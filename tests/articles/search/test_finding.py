from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import SearchDocument
from articles.publishing.windows import publish, save_revision, withdraw
from articles.search import finding
from articles.search.documents import author_mark, topic_mark
from articles.search.engines import END, FOUND
from articles.search.finding import find, named, newest, suggest
from tests.factories import (
    make_article,
    make_author,
    make_topic,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


def titles(found):
    return [row.revision.title for row in found.results]


def test_titles_with_the_words_come_first_the_shortest_foremost():
    publish_article(title="Something else", introduction="tea " * 50)
    publish_article(title="All that we know of tea")
    publish_article(title="Tea")

    assert titles(find("tea")) == ["Tea", "All that we know of tea", "Something else"]


def test_articles_pages_and_guides_are_found():
    publish_article(title="Tea")
    publish_article(title="Tea policy", kind="page", topic=None)
    publish_guide(title="Tea for two", chapters=[("One", "Words.")])

    assert titles(find("tea")) == ["Tea", "Tea policy", "Tea for two"]


def test_only_what_is_live_at_this_second_is_found(time_machine):
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    revision = save_revision(make_article(title="Tea"))
    publish(revision, at=now + timedelta(hours=1), until=now + timedelta(hours=2))

    seen = {}
    for seconds in (0, 3_599, 3_600, 7_199, 7_200):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        seen[seconds] = titles(find("tea"))

    assert seen == {0: [], 3_599: [], 3_600: ["Tea"], 7_199: ["Tea"], 7_200: []}


def test_nothing_is_told_of_the_words_of_a_page_that_is_not_live():
    publish_article(title="A merger of two")
    day = timezone.now() + timedelta(days=1)
    publish(save_revision(make_article(title="Xylophonia merger", slug="later")), at=day)

    assert find("xylophonai").asked.nowhere == ("xylophonai",)
    found = find("xylophonia merger")
    assert (titles(found), found.asked.nowhere) == (["A merger of two"], ("xylophonia",))


def test_a_draft_over_a_live_page_is_not_found():
    revision = publish_article(title="Tea")
    revision.article.title = "Coffee"
    revision.article.save()
    save_revision(revision.article)

    assert titles(find("coffee")) == []
    assert titles(find("tea")) == ["Tea"]


def test_what_was_withdrawn_is_not_found():
    withdraw(publish_article(title="Tea").article)

    assert titles(find("tea")) == []


def test_marks_narrow_it():
    topic, author = make_topic(), make_author()
    publish_article(title="Tea", topic=topic, authors=[author])
    publish_article(title="Tea again")

    marks = (topic_mark(topic.pk), author_mark(author.pk))
    assert titles(find("tea", marks=marks)) == ["Tea"]


def test_what_marks_keep_out_is_counted():
    topic = make_topic()
    publish_article(title="Tea", topic=topic)
    publish_article(title="Tea and boilers")
    marks = (topic_mark(topic.pk),)

    assert find("boilers", marks=marks).everywhere == 1
    assert find("tea boilers", marks=marks).everywhere == 1
    assert find("tea", marks=marks).everywhere == 0
    assert find("tea zyzzyva", marks=marks).everywhere == 0
    assert find("boilers").everywhere == 0


def test_the_newest_of_a_topic_and_an_author(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    topic, author = make_topic(), make_author()
    for number in range(3):
        publish_article(title=f"Ours {number}", dek="Of ours.", topic=topic, authors=[author])
    publish_article(title="By another", topic=topic)
    publish_article(title="On another", authors=[author])

    with django_assert_num_queries(2):
        found = newest(topic=topic, author=author, page=2)

    assert (titles(found), found.total, found.results[0].passage) == (["Ours 0"], 3, "Of ours.")
    assert titles(newest(topic=topic, author=None)) == ["By another", "Ours 2"]
    assert titles(newest(topic=None, author=author)) == ["On another", "Ours 2"]


def test_words_that_nearly_all_pages_have_are_not_marked():
    publish_article(title="Tea at the table", introduction="The tea.")

    result = find("the tea").results[0]

    assert result.title == f"{FOUND}Tea{END} at the table"
    assert result.passage.startswith(f"The {FOUND}tea{END}. ")


def test_results_come_in_pages(monkeypatch):
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    for number in range(5):
        publish_article(title=f"Tea {number}")

    pages = [titles(find("tea", page=page)) for page in (1, 2, 3, 4)]

    assert pages == [["Tea 4", "Tea 3"], ["Tea 2", "Tea 1"], ["Tea 0"], []]
    assert find("tea").total == 5


def test_more_than_we_count_is_said(monkeypatch):
    monkeypatch.setattr(finding, "MAX_RESULTS", 3)
    for number in range(4):
        publish_article(title=f"Tea {number}")

    found = find("tea")

    assert (found.total, found.is_more) == (3, True)


def test_results_hold_what_was_found_between_marks():
    publish_article(title="Green tea", introduction="We drink tea.")

    result = find("tea").results[0]

    assert result.title == f"Green {FOUND}tea{END}"
    assert result.passage.startswith(f"We drink {FOUND}tea{END}. ")


def test_ten_times_the_pages_cost_the_same_queries(django_assert_max_num_queries):
    publish_article(title="Tea")
    publish_guide(title="Tea", chapters=[("One", "Words.")])
    with django_assert_max_num_queries(12):
        find("tea")
    for number in range(20):
        publish_article(title=f"Tea {number}")

    with django_assert_max_num_queries(12):
        assert find("tea").total == 22


def test_suggestions_are_titles_that_begin_with_what_is_typed():
    publish_article(title="Making friends as an adult")
    publish_article(title="Friends", introduction="making")
    publish_article(title="Making do")

    assert [row.title for row in suggest("making fr")] == ["Making friends as an adult"]
    publish_article(title="We make tea")
    assert [row.title for row in suggest("mak")] == [
        "Making do",
        "Making friends as an adult",
        "We make tea",
    ]
    assert suggest("") == []


def test_a_page_that_is_not_live_yet_is_not_suggested():
    revision = save_revision(make_article(title="Making tea"))
    publish(revision, at=timezone.now() + timedelta(days=1))

    assert suggest("making") == []


def test_people_and_topics_are_named():
    topic, author = make_topic(title="Living together"), make_author(name="Ada Byron")

    assert named("byron ada") == [author]
    assert named("together") == [topic]
    assert named("byron together") == []
    assert named("") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_nothing_typed_is_an_error(text):
    find(text)
    suggest(text)
    named(text)


def test_a_document_whose_revision_is_gone_is_passed_over():
    publish_article(title="Tea")
    SearchDocument.objects.update(revision=999_999)

    assert titles(find("tea")) == []
