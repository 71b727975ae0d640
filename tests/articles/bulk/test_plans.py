"""What was foreseen of many articles is done, all of it or nothing, and can be undone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.bin import throw_away
from articles.bulk.drafts import AddTags, ReviewChange, TopicChange
from articles.bulk.plans import Outdated, TooLate, carry_out, make_plan, recent, undo
from articles.bulk.windows import Schedule, Withdraw
from articles.models import Article, BulkChange, Event, Revision
from articles.publishing.windows import publish, save_revision, withdraw
from tests.articles.bulk.doing import LATER, NOW, anyone, do, put_back
from tests.factories import (
    make_article,
    make_product,
    make_topic,
    make_user,
    publish_article,
)

pytestmark = pytest.mark.django_db

# All or nothing


@pytest.fixture
def three(topics):
    return [make_article(title=title, topic=topics[0]) for title in ("One", "Three", "Two")]


def test_change_is_kept_and_told(three, topics, editor):
    page = make_article(kind="page")
    events = Event.objects.count()
    bulk = do(TopicChange(topics[1]), *three, page, by=editor)
    assert (bulk.made_by, bulk.label, bulk.made_at) == (editor, "Topic: Money", NOW)
    assert [row["title"] for row in bulk.before["rows"]] == ["One", "Three", "Two"]
    told = [str(event) for event in Event.objects.order_by("pk")][events:]
    assert told == [
        *(f"editor started {row}" for row in three),
        "editor changed in bulk Topic: Money",
    ]
    assert Event.objects.first().detail == "3 articles"


def test_undoing_is_told(three, topics, editor):
    bulk = do(TopicChange(topics[1]), *three, by=editor)
    Article.objects.filter(title="Two").update(topic=make_topic())
    put_back(bulk, by=editor)
    event = Event.objects.first()
    assert (str(event), event.detail) == ("editor undid Topic: Money", "2 articles; not: Two")
    bulk.refresh_from_db()
    assert bulk.undone_at == NOW


def test_change_that_cannot_be_undone_at_all_can_be_tried_again(three, topics):
    bulk = do(TopicChange(topics[1]), three[0])
    Article.objects.update(topic=topics[0])
    assert put_back(bulk).count == 0
    Article.objects.update(topic=topics[1])
    assert put_back(bulk).count == 1


def test_change_is_undone_once(three, topics):
    bulk = do(TopicChange(topics[1]), *three)
    put_back(bulk)
    with pytest.raises(TooLate):
        put_back(bulk)


def test_change_is_undone_for_thirty_days(three, topics, noon):
    bulk = do(TopicChange(topics[1]), *three)
    noon.shift(timedelta(days=30, seconds=1))
    with pytest.raises(TooLate):
        put_back(bulk)


def test_what_went_to_the_bin_meanwhile_stays_there(three, topics):
    bulk = do(TopicChange(topics[1]), *three)
    throw_away(three[0])
    undone = put_back(bulk)
    assert (undone.count, undone.left) == (2, [("One", "It is in the bin.")])


def test_what_one_may_not_change_is_not_undone(three, topics):
    bulk = do(TopicChange(topics[1]), *three)
    undone = undo(bulk, by=None, may=lambda article: article.title != "One")
    assert undone.left == [("One", "You may not change it.")]


def spoil_topic(article):
    Article.objects.filter(pk=article.pk).update(topic=make_topic())


@pytest.mark.parametrize(
    "spoil",
    [spoil_topic, throw_away, lambda article: Article.objects.update(topic=None, kind="page")],
    ids=["another topic", "bin", "page"],
)
def test_nothing_changes_if_one_is_not_as_foreseen(three, topics, spoil):
    change = TopicChange(topics[1])
    promise = make_plan(change, [row.pk for row in three]).promise()
    spoil(three[1])
    with pytest.raises(Outdated):
        carry_out(change, promise, by=None, may=anyone)
    assert (Article.objects.filter(topic=topics[1]).count(), BulkChange.objects.count()) == (0, 0)


def test_nothing_changes_if_one_may_not_be_changed(three, topics):
    change = TopicChange(topics[1])
    promise = make_plan(change, [row.pk for row in three]).promise()
    with pytest.raises(Outdated):
        carry_out(change, promise, by=None, may=lambda article: article.title == "One")
    assert Article.objects.filter(topic=topics[1]).count() == 0


@pytest.mark.parametrize("spoil", [lambda promise: promise[:-1], lambda promise: ""])
def test_promise_nobody_made_is_not_kept(three, topics, spoil):
    change = TopicChange(topics[1])
    promise = make_plan(change, [row.pk for row in three]).promise()
    with pytest.raises(Outdated):
        carry_out(change, spoil(promise), by=None, may=anyone)


def test_promise_holds_for_an_hour_and_for_one_value(three, topics, noon):
    trust, money = topics
    promise = make_plan(TopicChange(money), [row.pk for row in three]).promise()
    with pytest.raises(Outdated):
        carry_out(TopicChange(trust), promise, by=None, may=anyone)
    noon.shift(timedelta(hours=1, seconds=1))
    with pytest.raises(Outdated):
        carry_out(TopicChange(money), promise, by=None, may=anyone)


def test_nothing_is_scheduled_if_the_text_of_one_changed_meanwhile():
    one, two = make_article(title="One"), make_article(title="Two")
    change = Schedule(LATER)
    promise = make_plan(change, [one.pk, two.pk]).promise()
    two.sections.update(body="Other words.")
    with pytest.raises(Outdated):
        carry_out(change, promise, by=None, may=anyone)
    assert Revision.objects.scheduled().count() == 0


def test_nothing_is_scheduled_if_one_cannot_be_published_any_more():
    product = make_product(slug="cards")
    one = make_article(title="One")
    two = make_article(title="Two", introduction="[Cards](go:cards)")
    change = Schedule(LATER)
    promise = make_plan(change, [one.pk, two.pk]).promise()
    product.delete()
    with pytest.raises(Outdated):
        carry_out(change, promise, by=None, may=anyone)
    assert (Revision.objects.count(), BulkChange.objects.count()) == (0, 0)


def test_nothing_is_withdrawn_if_one_was_published_meanwhile():
    one, two = publish_article(title="One").article, make_article(title="Two")
    promise = make_plan(Withdraw(), [one.pk, two.pk]).promise()
    publish(save_revision(two))
    with pytest.raises(Outdated):
        carry_out(Withdraw(), promise, by=None, may=anyone)
    assert Revision.objects.live().count() == 2


# Which can be undone


def test_recent_changes_are_ones_own_or_everybodys(three, topics, editor, author, noon):
    old = do(ReviewChange(date(2027, 1, 1)), *three, by=author)
    noon.shift(timedelta(days=31))
    own = do(ReviewChange(date(2027, 1, 2)), *three, by=author)
    other = do(ReviewChange(date(2027, 1, 3)), *three, by=editor)
    assert old.made_at < timezone.now() - timedelta(days=30)
    assert set(recent(author, sees_all=False)) == {own}
    assert set(recent(editor, sees_all=True)) == {own, other}


# What it costs


CHANGES = {
    "topic": lambda: TopicChange(make_topic()),
    "tags": lambda: AddTags(("calm",)),
    "review": lambda: ReviewChange(date(2027, 1, 1)),
    "schedule": lambda: Schedule(LATER),
    "withdraw": Withdraw,
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_costs_so_many_queries_an_article(name, editor):
    costs = []
    change = CHANGES[name]()
    make_article(tags=["calm"])
    for count in (1, 1, 3, 5):  # the first fills caches
        articles = [publish_article().article for _ in range(count)]
        for article in articles:
            article.dek = "New."
            article.save()
        with CaptureQueriesContext(connection) as context:
            bulk = do(change, *articles, by=editor)
            put_back(bulk, by=editor)
        costs.append(len(context))
    _, one, three, five = costs
    assert five - three == three - one
    assert (three - one) / 2 < 220


@pytest.mark.parametrize("change", [AddTags(("calm",)), ReviewChange(date(2027, 1, 1))])
def test_plan_of_drafts_costs_the_same_with_ten_more(change):
    costs = []
    for count in (1, 11):
        articles = [make_article(tags=["peace"]) for _ in range(count)]
        with CaptureQueriesContext(connection) as context:
            make_plan(change, [row.pk for row in articles]).promise()
        costs.append(len(context))
    assert costs[0] == costs[1] <= 3


def test_withdrawing_by_hand_is_no_bulk_change():
    withdraw(publish_article().article, by=make_user())
    assert BulkChange.objects.count() == 0
