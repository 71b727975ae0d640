"""A search server: it is asked first, holds copies, and is done without where it fails."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import SearchDocument
from articles.publishing.windows import publish, save_revision, withdraw
from articles.search.engines import Wanted, opensearch
from articles.search.engines.chosen import engine
from articles.search.engines.opensearch import REST, client, copy, copy_all
from articles.search.finding import find, suggest
from articles.search.tasks import PAUSES, copy_documents
from tests.articles.search.server import SearchServer
from tests.factories import make_article, make_topic, publish_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with SearchServer() as server:
        settings.SEARCH_URL = server.address
        client.cache_clear()
        yield server
        client.cache_clear()


def titles(found):
    return [row.revision.title for row in found.results]


def test_the_server_is_asked(server):
    publish_article(title="Tea", introduction="We drink it.")
    publish_article(title="Cups", introduction="For tea.")
    call_command("rebuild_search")
    SearchDocument.objects.update(title="What the database has")  # the server has the titles

    assert titles(find("tea")) == ["Tea", "Cups"]
    assert find("cups").results[0].title == "\x02Cups\x03"
    assert find("drink").results[0].passage.startswith("We \x02drink\x03 it.")
    assert [row.title for row in suggest("cu")] == ["Cups"]


def test_nothing_is_told_of_what_is_not_live(server, time_machine):
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    hour = timedelta(hours=1)
    publish(save_revision(make_article(title="Tea")), at=now + hour, until=now + 2 * hour)
    call_command("rebuild_search")

    seen = []
    for hours in range(3):
        time_machine.move_to(now + hours * hour, tick=False)
        seen.append(engine().count(Wanted(("tea",)), 10))
    assert seen == [0, 1, 0]


def test_marks_narrow_it(server):
    topic = make_topic()
    publish_article(title="Tea", topic=topic)
    publish_article(title="Tea again")
    call_command("rebuild_search")

    assert titles(find("tea", marks=(f"candortopic{topic.pk}",))) == ["Tea"]


def test_what_holds_most_of_the_words_is_most_alike(server):
    publish_article(title="Tea and toast")
    publish_article(title="Tea")
    publish_article(title="Rain")
    call_command("rebuild_search")
    both, one, _ = SearchDocument.objects.order_by("pk").values_list("pk", flat=True)

    assert engine().like(("tea", "toast"), ("candorkinda",), 10) == [both, one]


def test_counting_stops_where_it_is_told_to(server):
    for _ in range(3):
        publish_article(title="Tea")
    call_command("rebuild_search")

    assert [engine().count(Wanted(("tea",)), most) for most in (2, 9)] == [2, 3]


@pytest.mark.parametrize("is_down", [True, False], ids=["down", "never filled"])
def test_the_database_answers_where_the_server_does_not(server, caplog, is_down):
    server.is_down = is_down
    publish_article(title="Tea", introduction="We drink it.")

    assert titles(find("tea")) == ["Tea"]
    assert "The search server could not be asked" in caplog.text


def test_a_server_that_did_not_answer_is_left_alone_for_a_while(server, monkeypatch, caplog):
    seconds = {"now": 1_000.0}
    monkeypatch.setattr("articles.search.engines.opensearch.monotonic", lambda: seconds["now"])
    publish_article(title="Tea")
    call_command("rebuild_search")
    server.is_down = True
    find("tea")
    assert caplog.text.count("could not be asked") == 1

    server.is_down = False
    SearchDocument.objects.update(title="What the database has")
    seconds["now"] += REST - 1
    assert find("tea").results == []
    seconds["now"] += 1
    assert titles(find("tea")) == ["Tea"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_copies_what_is_published_and_takes_away_what_is_withdrawn(
    server,
):
    call_command("rebuild_search")
    article = publish_article(title="Tea").article
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert list(server.titles.values()) == ["Tea"]

    withdraw(article)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert server.titles == {}


def test_copies_are_tried_again_and_given_up_at_last(server):
    publish_article(title="Tea")
    key = SearchDocument.objects.get().pk
    server.is_down = True

    assert [copy_documents.func([key], failures) for failures in range(len(PAUSES) + 1)] == (
        [False] * (len(PAUSES) + 1)
    )
    assert DBTaskResult.objects.filter(task_path=copy_documents.module_path).count() == len(PAUSES)


def test_an_index_made_anew_takes_the_place_of_the_one_before(server):
    publish_article(title="Tea")
    call_command("rebuild_search")
    publish_article(title="Toast")

    call_command("rebuild_search")

    assert sorted(server.titles.values()) == ["Tea", "Toast"]
    assert len(server.indices) == 1


def test_without_a_server_nothing_is_copied(settings, django_capture_on_commit_callbacks):
    assert settings.SEARCH_URL == ""
    with django_capture_on_commit_callbacks(execute=True):
        publish_article(title="Tea")

    assert not DBTaskResult.objects.filter(task_path=copy_documents.module_path).exists()


def test_of_an_outdated_copy_nothing_is_shown(server):
    live = publish_article(title="Old title", introduction="A merger with Xylophonia.")
    call_command("rebuild_search")
    live.article.title, live.article.introduction = "New title", "A merger, perhaps."
    live.article.save()
    publish(save_revision(live.article))

    (result,) = find("merger").results
    assert result.title == "New title"
    assert result.passage.startswith("A \x02merger\x03, perhaps.")
    assert find("xylophonia").results == []  # the database holds it no more


def test_what_changes_while_an_index_is_filled_is_copied_at_last(server, monkeypatch):
    kept, changed, gone = (publish_article(title=title).article for title in ("A", "Private", "C"))
    send = opensearch._send

    def send_slowly(entries, *args, **options):
        send(list(entries), *args, **options)
        monkeypatch.undo()
        changed.title = "Corrected"
        changed.save()
        publish(save_revision(changed))
        withdraw(gone)
        publish_article(title="New")

    monkeypatch.setattr(opensearch, "_send", send_slowly)
    copy_all()

    assert sorted(server.titles.values()) == [kept.title, "Corrected", "New"]


def test_no_copy_replaces_a_later_one(server, time_machine):
    publish_article(title="Tea")
    publish_article(title="Toast")
    copy_all()
    early, late = (timezone.now() + timedelta(seconds=second) for second in (1, 2))
    tea, toast = SearchDocument.objects.order_by("pk").values_list("pk", flat=True)
    time_machine.move_to(late, tick=False)
    SearchDocument.objects.filter(pk=tea).update(title="Green tea")
    SearchDocument.objects.filter(pk=toast).delete()
    copy([tea, toast])

    time_machine.move_to(early, tick=False)
    SearchDocument.objects.filter(pk=tea).update(title="What was read before")
    copy([tea])

    assert list(server.titles.values()) == ["Green tea"]
