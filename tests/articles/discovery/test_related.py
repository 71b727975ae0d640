"""What is to be read next: what is like an article, and what was pinned."""

import pytest
from django_tasks_db.models import DBTaskResult

from articles.discovery.related import KEPT, pin, relate
from articles.discovery.tasks import follow, relate_one
from articles.models import Related
from articles.publishing.windows import withdraw
from tests.factories import make_topic, publish_article, publish_guide

pytestmark = pytest.mark.django_db

TEA = "Steep the leaves of the teapot in boiling water, and pour from the kettle."
CATS = "Purring kittens chase whiskers and yarn across the sofa."
MONEY = "Salaries, budgets and invoices decide the ledger of a household."


def article(title, text, **fields):
    return publish_article(title=title, sections=[("Part", text)], **fields).article


def others_of(subject):
    return [row.other for row in subject.related.select_related("other")]


def next_of(client, subject):
    """What stands under “Read next”."""
    page = client.get(f"/articles/{subject.slug}/").content.decode()
    return page.partition('id="related-title"')[2]


@pytest.fixture
def shelf():
    """Two articles on tea, two on cats, one on money, each of a topic of its own."""
    return {
        "tea": article("Tea", TEA, tags=["hot"]),
        "pots": article("Pots", f"{TEA} {MONEY[:8]}", tags=["hot"]),
        "kittens": article("Kittens", CATS),
        "sofas": article("Sofas", CATS),
        "money": article("Budgets", MONEY),
    }


def test_what_shares_telling_words_is_alike_for_both(shelf):
    relate(shelf["tea"])

    assert others_of(shelf["tea"]) == [shelf["pots"]]
    assert others_of(shelf["pots"]) == [shelf["tea"]]
    assert others_of(shelf["kittens"]) == []


def test_shared_tags_and_topics_make_it_more_alike():
    topic = make_topic()
    tea, far, near = (
        article("Tea", TEA, topic=topic, tags=["hot"]),
        article("Far", TEA),
        article("Near", TEA, topic=topic, tags=["hot"]),
    )
    for number in range(4):
        article(f"Other {number}", CATS)

    relate(tea)

    assert others_of(tea)[:2] == [near, far]
    assert 0 < tea.related.get(other=far).likeness < tea.related.get(other=near).likeness <= 1


def test_what_is_not_like_it_any_more_is_forgotten(shelf):
    relate(shelf["tea"])
    withdraw(shelf["pots"])

    relate(shelf["tea"])

    assert others_of(shelf["tea"]) == []


def test_no_more_than_the_best_are_kept():
    first = article("Tea", TEA)
    for number in range(KEPT + 3):
        article(f"Pot {number}", f"{TEA} {CATS}")
    for number in range(30):
        article(f"Else {number}", MONEY)

    relate(first)

    assert first.related.count() <= KEPT


def test_what_is_not_live_is_like_nothing(shelf):
    withdraw(shelf["tea"])

    assert relate(shelf["tea"]) == 0


def test_what_is_pinned_comes_first_and_stays(shelf):
    pin(shelf["tea"], [shelf["money"].pk])
    relate(shelf["tea"])

    assert others_of(shelf["tea"]) == [shelf["money"], shelf["pots"]]
    pin(shelf["tea"], [])
    assert others_of(shelf["tea"]) == [shelf["pots"]]


def test_pinned_ones_stand_in_their_order(client, shelf):
    relate(shelf["tea"])
    pin(shelf["tea"], [shelf["sofas"].pk, shelf["pots"].pk])

    part = next_of(client, shelf["tea"])

    assert part.index(">Sofas<") < part.index(">Pots<")


def test_readers_see_what_is_near_then_the_newest_of_the_topic(client, shelf):
    topic = shelf["tea"].topic
    article("Saucers", MONEY, topic=topic)
    relate(shelf["tea"])
    pin(shelf["tea"], [shelf["sofas"].pk])

    part = next_of(client, shelf["tea"])

    places = [part.index(f">{title}<") for title in ("Sofas", "Pots", "Saucers")]
    assert places == sorted(places)


def test_a_pinned_article_that_is_not_live_is_passed_over(client, shelf):
    pin(shelf["tea"], [shelf["sofas"].pk])
    withdraw(shelf["sofas"])

    assert "Sofas" not in next_of(client, shelf["tea"])


def test_publishing_has_the_worker_relate_it(shelf, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        follow([shelf["tea"]], None)
    Related.objects.all().delete()

    assert relate_one.func(shelf["tea"].pk) == 1
    assert relate_one.func(0) == 0


def test_pages_and_guides_are_not_related(django_capture_on_commit_callbacks):
    page = publish_article(kind="page", topic=None).article
    guide = publish_guide(chapters=[("One", "Words.")]).guide
    DBTaskResult.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        follow([page, guide], None)

    paths = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert relate_one.module_path not in paths
