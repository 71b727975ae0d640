"""What is found follows what is published, in the same transaction."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import SearchDocument, Spelling
from articles.publishing.windows import call_off, publish, refresh, save_revision, withdraw
from articles.search.index import rebuild
from tests.factories import make_article, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def indexed():
    return list(SearchDocument.objects.order_by("pk").values_list("letter", "revision"))


def documents():
    return list(SearchDocument.objects.order_by("letter").values("letter", "title", "body"))


def test_publishing_adds_a_document():
    article, guide = publish_article(), publish_guide(chapters=[("One", "Words.")])

    assert indexed() == [("a", article.pk), ("g", guide.pk)]


def test_a_later_revision_takes_the_place_of_the_one_before():
    first = publish_article()
    row = SearchDocument.objects.get()
    first.article.title = "Another title"
    first.article.save()

    second = publish(save_revision(first.article))

    document = SearchDocument.objects.get()
    assert (document.pk, document.revision, document.title) == (row.pk, second.pk, "Another title")


def test_what_is_merely_saved_has_no_document():
    save_revision(make_article())

    assert indexed() == []


def test_what_is_scheduled_is_there_beside_what_is_live():
    live = publish_article(title="Now")
    live.article.title = "Then"
    live.article.save()

    later = publish(save_revision(live.article), at=timezone.now() + timedelta(days=1))

    assert indexed() == [("a", live.pk), ("a", later.pk)]


def test_calling_off_and_withdrawing_take_documents_away():
    live = publish_article(title="Now")
    live.article.title = "Then"
    live.article.save()
    publish(save_revision(live.article), at=timezone.now() + timedelta(days=1))

    call_off(live.article)
    assert indexed() == [("a", live.pk)]
    withdraw(live.article)
    assert indexed() == []


def test_documents_know_when_their_revision_is_live():
    start, end = (timezone.now().replace(microsecond=0) + timedelta(days=day) for day in (1, 2))
    live = publish_article(title="Now")
    live.article.title = "Then"
    live.article.save()

    publish(save_revision(live.article), at=start, until=end)
    windows = SearchDocument.objects.order_by("pk").values_list("live_from", "live_until")
    assert [*windows] == [(live.live_from, start), (start, end)]
    call_off(live.article)
    assert windows.get() == (live.live_from, None)


def test_what_has_ended_goes_when_anything_is_published(time_machine):
    publish(save_revision(make_article()), until=timezone.now() + timedelta(hours=1))
    time_machine.move_to(timezone.now() + timedelta(hours=2), tick=False)

    other = publish_article()

    assert indexed() == [("a", other.pk)]


def test_a_page_that_is_rendered_anew_keeps_its_age(settings):
    old, new = publish_article(title="Old"), publish_article(title="New")
    type(old).objects.filter(pk=old.pk).update(html="<p>What stood there before</p>")

    refresh([old], note="Because")

    assert [title for (title,) in SearchDocument.objects.order_by("pk").values_list("title")] == [
        "Old",
        "New",
    ]
    assert SearchDocument.objects.first().revision != old.pk
    assert new.pk in dict(map(reversed, indexed()))


def test_titles_and_headings_teach_how_words_are_spelled():
    publish_article(title="Saying sorry", introduction="Unheard of.")

    assert Spelling.objects.filter(form="sorry", word="sorry").exists()
    assert not Spelling.objects.filter(word="unheard").exists()


def test_rebuilding_makes_the_same_of_what_is_published():
    publish_article(title="Tea")
    publish_guide(title="Cups", chapters=[("One", "Words.")])
    before = documents()
    spellings = set(Spelling.objects.values_list("form", "word"))
    SearchDocument.objects.update(title="Spoiled")
    Spelling.objects.all().delete()

    assert rebuild() == 2

    assert documents() == before
    assert set(Spelling.objects.values_list("form", "word")) == spellings
