"""Many articles changed at once: what was foreseen is done, all of it or nothing, and undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.bin import throw_away
from articles.bulk.drafts import AddTags, RemoveTags, ReviewChange, TopicChange
from articles.bulk.plans import (
    Outdated,
    TooLate,
    carry_out,
    make_plan,
    recent,
    undo,
)
from articles.bulk.windows import Schedule, Withdraw
from articles.models import Article, BulkChange, Event, Revision
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_product,
    make_topic,
    make_user,
    publish_article,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
LATER = NOW + timedelta(days=7)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def anyone(article):
    return True


def foresee(change, *articles):
    """What a plan says of each article: was, becomes or why not."""
    plan = make_plan(change, [article.pk for article in articles])
    return {str(s.article): (s.was, s.becomes or f"no: {s.skipped}") for s in plan.steps}


def do(change, *articles, by=None):
    plan = make_plan(change, [article.pk for article in articles])
    return carry_out(change, plan.promise(), by=by, may=anyone)


def put_back(bulk, by=None):
    return undo(bulk, by=by, may=anyone)


def newest(article):
    return article.revisions.by_people().first()


# Topic


@pytest.fixture
def topics():
    return make_topic(title="Trust"), make_topic(title="Money")


def test_topic_is_foreseen(topics):
    trust, money = topics
    old = make_article(title="Old", topic=trust)
    same = make_article(title="Same", topic=money)
    bare = make_article(title="Bare", topic=None)
    page = make_article(title="Page", kind="page")
    assert foresee(TopicChange(money), old, same, bare, page) == {
        "Old": ("Trust", "Money"),
        "Same": ("Money", "no: It has this topic already."),
        "Bare": ("None", "Money"),
        "Page": ("None", "no: A page has no topic."),
    }


def test_topic_changes_in_the_draft_and_readers_see_nothing_of_it(topics, editor):
    trust, money = topics
    live = publish_article(topic=trust, title="Live")
    do(TopicChange(money), live.article, by=editor)
    article = Article.objects.get()
    assert (article.topic, article.updated_by, article.version) == (money, editor, 1)
    assert Revision.objects.live().get().topic == trust
    saved = newest(article)
    assert (saved.topic, saved.created_by, saved.note, saved.is_live) == (
        money,
        editor,
        "Topic: Money",
        False,
    )


def test_topic_is_put_back(topics, editor):
    trust, money = topics
    article, bare = make_article(topic=trust), make_article(topic=None)
    undone = put_back(do(TopicChange(money), article, bare), by=editor)
    assert (undone.count, undone.left) == (2, [])
    assert list(Article.objects.order_by("pk").values_list("topic", flat=True)) == [trust.pk, None]
    assert newest(article).note == "Topic as before a bulk change"


def test_topic_that_was_changed_since_stays(topics):
    trust, money = topics
    article = make_article(title="Old", topic=trust)
    bulk = do(TopicChange(money), article)
    other = make_topic()
    Article.objects.update(topic=other)
    assert put_back(bulk).left == [("Old", "Its topic was changed since.")]
    assert Article.objects.get().topic == other


# Tags


def test_tags_are_foreseen():
    one = make_article(title="One", tags=["peace"])
    two = make_article(title="Two")
    both = make_article(title="Both", tags=["calm", "peace"])
    assert foresee(AddTags(("calm", "Peace")), one, two, both) == {
        "One": ("peace", "calm, peace"),
        "Two": ("None", "Peace, calm"),
        "Both": ("calm, peace", "no: It has them already."),
    }
    assert foresee(RemoveTags(("Calm",)), one, both) == {
        "One": ("peace", "no: It has none of them."),
        "Both": ("calm, peace", "peace"),
    }


def test_tags_are_added_and_put_back():
    article = make_article(tags=["peace"])
    bulk = do(AddTags(("calm", "Peace")), article)
    assert sorted(article.tags.names()) == ["calm", "peace"]
    assert sorted(tag.name for tag in newest(article).tags.all()) == ["calm", "peace"]
    put_back(bulk)
    assert list(article.tags.names()) == ["peace"]


def test_tags_are_removed_and_put_back():
    article = make_article(tags=["calm", "peace"])
    bulk = do(RemoveTags(("calm", "peace")), article)
    assert (list(article.tags.names()), bulk.label) == ([], "Tags removed: calm, peace")
    put_back(bulk)
    assert sorted(article.tags.names()) == ["calm", "peace"]


def test_tags_that_were_changed_since_stay():
    article = make_article(title="One")
    bulk = do(AddTags(("calm",)), article)
    article.tags.add("more")
    assert put_back(bulk).left == [("One", "Its tags were changed since.")]
    assert sorted(article.tags.names()) == ["calm", "more"]


# Next review


def test_review_is_foreseen_done_and_put_back(editor):
    on = date(2027, 3, 1)
    one, two = make_article(title="One"), make_article(title="Two", review_due_on=on)
    assert foresee(ReviewChange(on), one, two) == {
        "One": ("None", "1 March 2027"),
        "Two": ("1 March 2027", "no: It is so already."),
    }
    bulk = do(ReviewChange(on), one, two, by=editor)
    one.refresh_from_db()
    assert (one.review_due_on, one.updated_by, one.revisions.count()) == (on, editor, 0)
    put_back(bulk)
    one.refresh_from_db()
    assert one.review_due_on is None


def test_review_is_taken_away_and_put_back():
    on = date(2027, 3, 1)
    article = make_article(review_due_on=on)
    bulk = do(ReviewChange(None), article)
    assert (bulk.label, Article.objects.get().review_due_on) == ("Next review: None", None)
    put_back(bulk)
    assert Article.objects.get().review_due_on == on


def test_review_that_was_changed_since_stays():
    article = make_article(title="One")
    bulk = do(ReviewChange(date(2027, 3, 1)), article)
    Article.objects.update(review_due_on=date(2028, 1, 1))
    assert put_back(bulk).left == [("One", "Its next review was changed since.")]


# Schedule


def test_schedule_is_foreseen():
    ready = make_article(title="Ready")
    half = make_article(title="Half", topic=None, authors=[], introduction="[x](go:nothing)")
    seen = publish_article(title="Seen").article
    ending = publish(save_revision(make_article(title="Ending")), until=LATER).article
    ending.dek = "New."
    ending.save()
    save_revision(ending)
    planned = make_article(title="Planned")
    publish(save_revision(planned), at=LATER)
    later = make_article(title="Later")
    publish(save_revision(later), at=LATER + timedelta(days=1))
    found = foresee(Schedule(LATER), ready, half, seen, ending, planned, later)
    goes = "Goes live on 8 June 2026, 12:00:00"
    why = found.pop("Half")[1]
    assert found == {
        "Ready": ("Never published", goes),
        "Seen": ("Live", "no: Readers see this text already."),
        "Ending": ("Live, with unpublished changes until 8 June 2026, 12:00:00", goes),
        "Planned": ("Goes live on 8 June 2026, 12:00:00", "no: It goes live then already."),
        "Later": ("Goes live on 9 June 2026, 12:00:00", goes),
    }
    assert why == (
        "no: Mend this first: introduction: There is no product of this name: “go:nothing”; "
        "topic: Choose a topic for “Half”; authors: Name an author of “Half”"
    )


def test_schedule_tells_three_of_many_problems():
    text = " ".join(f"[x](go:nothing-{number})" for number in range(5))
    half = make_article(title="Half", introduction=text)
    assert foresee(Schedule(LATER), half)["Half"][1].endswith("“go:nothing-2”; and 2 more")


def test_schedule_opens_and_ends_each_at_its_second(editor, noon):
    articles = [make_article(title=title) for title in ("One", "Two")]
    end = LATER + timedelta(days=1)
    bulk = do(Schedule(LATER, end), *articles, by=editor)
    assert bulk.label == ("Schedule: 8 June 2026, 12:00:00 until 9 June 2026, 12:00:00")
    assert Revision.objects.live().count() == 0
    noon.move_to(LATER)
    assert Revision.objects.live().count() == 2
    noon.move_to(end)
    assert Revision.objects.live().count() == 0


def test_text_readers_see_gets_an_end_by_a_schedule():
    article = publish_article(title="Seen").article
    end = LATER + timedelta(days=1)
    assert foresee(Schedule(LATER, end), article) == {
        "Seen": (
            "Live",
            "Goes live on 8 June 2026, 12:00:00 until 9 June 2026, 12:00:00",
        )
    }


def test_schedule_is_called_off_and_what_was_planned_before_is_planned_again():
    fresh = make_article(title="Fresh")
    live = publish_article(title="Live").article
    live.dek = "New."
    live.save()
    end = LATER + timedelta(days=9)
    earlier = publish(save_revision(live), at=LATER + timedelta(days=1), until=end)
    bulk = do(Schedule(LATER), fresh, live)
    assert put_back(bulk).count == 2
    windows = Revision.objects.current().order_by("pk").values_list("title", "live_from")
    assert list(windows) == [("Live", NOW), ("Live", earlier.live_from)]
    planned = Revision.objects.scheduled().get()
    assert (planned.pk, planned.live_until) == (earlier.pk, end)


def test_schedule_that_has_begun_is_not_called_off(noon):
    article = make_article(title="One")
    bulk = do(Schedule(LATER), article)
    noon.move_to(LATER)
    assert put_back(bulk).left == [("One", "It is live by now: withdraw it instead.")]
    assert Revision.objects.live().count() == 1


def test_schedule_that_was_changed_since_stays():
    article = make_article(title="One")
    bulk = do(Schedule(LATER), article)
    publish(newest(article), at=LATER + timedelta(days=1))
    assert put_back(bulk).left == [("One", "It was scheduled anew, called off or withdrawn since.")]
    assert Revision.objects.scheduled().count() == 1


# Withdraw


def test_withdrawal_is_foreseen():
    live = publish_article(title="Live").article
    planned = make_article(title="Planned")
    publish(save_revision(planned), at=LATER)
    never = make_article(title="Never")
    assert foresee(Withdraw(), live, planned, never) == {
        "Live": ("Live", "Withdrawn: its address says so (410)"),
        "Planned": ("Goes live on 8 June 2026, 12:00:00", "Its schedule is called off"),
        "Never": ("Never published", "no: Nothing of it is live or scheduled."),
    }


def test_withdrawn_are_published_again_as_they_were(client, editor):
    live = publish_article(title="Live", slug="live").article
    end = LATER + timedelta(days=9)
    both = publish(save_revision(make_article(title="Both", slug="both")), until=end).article
    both.title = "New"
    both.save()
    publish(save_revision(both), at=LATER)
    before = [client.get(f"/articles/{slug}/").content for slug in ("live", "both")]
    bulk = do(Withdraw(), live, both, by=editor)
    assert [client.get(f"/articles/{slug}/").status_code for slug in ("live", "both")] == [410] * 2
    assert put_back(bulk, by=editor).count == 2
    assert [client.get(f"/articles/{slug}/").content for slug in ("live", "both")] == before
    planned = Revision.objects.scheduled().get()
    assert (planned.title, planned.live_from) == ("New", LATER)


def test_draft_of_what_is_published_again_stays_the_newest_version():
    article = publish_article(title="Live").article
    article.title = "Draft"
    article.save()
    save_revision(article)
    put_back(do(Withdraw(), article))
    assert (Revision.objects.live().get().title, newest(article).title) == ("Live", "Draft")


def test_planned_alone_is_planned_again():
    article = make_article()
    publish(save_revision(article), at=LATER)
    put_back(do(Withdraw(), article))
    assert Revision.objects.scheduled().get().live_from == LATER


def test_withdrawn_whose_time_is_over_is_not_published_again(noon):
    ended = publish(save_revision(make_article(title="Ended")), until=LATER).article
    planned = make_article(title="Planned")
    publish(save_revision(planned), at=LATER)
    bulk = do(Withdraw(), ended, planned)
    noon.move_to(LATER)
    assert put_back(bulk).left == [
        (title, "The time it was to be live is over.") for title in ("Ended", "Planned")
    ]
    assert Revision.objects.current().count() == 0


def test_withdrawn_of_which_another_version_is_live_stays():
    article = publish_article(title="One").article
    bulk = do(Withdraw(), article)
    publish(newest(article))
    assert put_back(bulk).left == [("One", "Another version is live or scheduled by now.")]


def test_withdrawn_that_cannot_be_published_any_more_stays():
    article = publish_article(title="One", slug="one").article
    other = publish_article(title="Two").article
    bulk = do(Withdraw(), article, other)
    publish_article(slug="one-more")
    Revision.objects.filter(slug="one-more").update(slug="one")
    undone = put_back(bulk)
    assert (undone.count, undone.left) == (
        1,
        [("One", "Mend this first: slug: Another page already has this address: “one”")],
    )


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
    for count in (1, 3, 5):
        articles = [publish_article().article for _ in range(count)]
        for article in articles:
            article.dek = "New."
            article.save()
        with CaptureQueriesContext(connection) as context:
            bulk = do(change, *articles, by=editor)
            put_back(bulk, by=editor)
        costs.append(len(context))
    assert costs[2] - costs[1] == costs[1] - costs[0]
    assert (costs[1] - costs[0]) / 2 < 220


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
