"""What is found follows what is published, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import SearchDocument, Spelling
from articles.publishing.windows import call_off, publish, refresh, save_revision, withdraw
from articles.search import index
from articles.search.documents import document_of
from articles.search.index import rebuild
from articles.search.spelling import learn
from tests.factories import make_article, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def indexed():
    return list(SearchDocument.objects.order_by("pk").values_list("letter", "revision"))


def documents():
    return list(SearchDocument.objects.order_by("letter").values("letter", "title", "body"))


def titles():
    return list(SearchDocument.objects.order_by("pk").values_list("title", flat=True))


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
    publish_article(title="Tea", introduction="Kettles.")
    publish_guide(title="Cups", chapters=[("One", "Saucers.")])
    before, keys = documents(), indexed()
    spellings = set(Spelling.objects.values_list("form", "word"))
    SearchDocument.objects.update(title="Spoiled")
    Spelling.objects.filter(word="cups").delete()
    learn({"nobody"})

    assert rebuild() == 2

    assert documents() == before
    assert indexed() == keys
    assert set(Spelling.objects.values_list("form", "word")) == spellings


def test_rebuilding_adds_what_is_missing_the_oldest_first_and_removes_what_has_ended():
    old, new = publish_article(title="Old"), publish_article(title="New")
    SearchDocument.objects.filter(revision=old.pk).delete()
    SearchDocument.objects.filter(revision=new.pk).update(revision=0)

    rebuild()

    assert indexed() == [("a", old.pk), ("a", new.pk)]


def test_rebuilding_gives_documents_their_windows():
    end = timezone.now().replace(microsecond=0) + timedelta(days=1)
    live = publish(save_revision(make_article()), until=end)
    SearchDocument.objects.update(live_from=end, live_until=None)

    rebuild()

    windows = SearchDocument.objects.values_list("live_from", "live_until")
    assert windows.get() == (live.live_from, end)


def test_rebuilding_learns_the_words_that_live_texts_share():
    publish_article(title="One", introduction="A saucer, a kettle.")
    publish_article(title="Two", introduction="My saucer is mine alone.")
    later = make_article(title="Three", introduction="An embargoed kettle.")
    publish(save_revision(later), at=timezone.now() + timedelta(days=1))

    rebuild()

    words = set(Spelling.objects.values_list("word", flat=True))
    assert "saucer" in words
    assert words.isdisjoint({"kettle", "alone", "embargoed"})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_rebuilding_is_done_a_few_at_a_time(monkeypatch):
    for title in ("First", "Second", "Third"):
        publish_article(title=title)
    SearchDocument.objects.update(title="Spoiled")
    monkeypatch.setattr(index, "BATCH", 2)
    withdrawn = []

    def made_slowly(revision):
        if revision.title == "Third":
            assert not connection.in_atomic_block
            assert titles() == ["First", "Second", "Spoiled"]
            withdrawn.append(withdraw(revision.article))
        return document_of(revision)

    monkeypatch.setattr(index, "document_of", made_slowly)
    assert rebuild() == 2

    assert titles() == ["First", "Second"]  # and not what was withdrawn meanwhile
    assert len(withdrawn) == 1
