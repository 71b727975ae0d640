"""A review without another word: what readers see of it, and what stays as it was."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.editing.overview import overview_of
from articles.models import Article, Event
from articles.publishing.states import state_of
from articles.publishing.windows import NotLive, NotPublishable, publish, save_revision
from articles.reviewing.standing import review_of
from articles.reviewing.submissions import approve, give_back, submit
from articles.upkeep.confirming import ReviewedBefore, SeenBefore, confirm
from articles.upkeep.due import next_review
from tests.factories import make_article, make_author, make_product, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 3), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def ben():
    return make_author(name="Ben", credentials="MSc")


def live_of(article):
    return article.revisions.live().get()


def review(article, reviewer=None, on=TODAY, **rest):
    return confirm(article, seen=live_of(article).content_hash, reviewer=reviewer, on=on, **rest)


def write_on(article):
    """Somebody goes on with the draft and saves it."""
    article.dek = "Not published yet"
    article.save()
    return save_revision(article)


def state(article):
    """As the list has it."""
    row = Article.objects.with_state().get(pk=article.pk)
    is_unchanged = row.live_content_hash == row.latest_content_hash
    return ("live" if is_unchanged else "changed", state_of(article).name)


def test_readers_see_who_reviewed_it_and_no_other_date(clock, ben, editor):
    article = make_article()
    end = NOON + 90 * DAY
    before = publish(save_revision(article), until=end, correction="It said 1987.")
    clock.shift(7 * DAY)

    after = review(article, ben, TODAY + 5 * DAY, by=editor)

    assert live_of(article) == after != before
    assert 'Reviewed by <a href="' in after.html
    assert '<time datetime="2026-03-08">8 March 2026</time>' in after.html
    kept = ("published_at", "modified_at", "expires_at", "live_until")
    assert [getattr(after, name) for name in kept] == [NOON, NOON, end, end]
    assert (after.note, after.created_by) == ("Reviewed by Ben, 8 March 2026", editor)
    assert (after.reviewer, after.reviewed_on) == (ben, TODAY + 5 * DAY)
    before.refresh_from_db()
    assert [note["text"] for note in after.corrections] == ["It said 1987."]
    assert before.live_until == after.live_from == NOON + 7 * DAY


def test_only_the_review_is_new_in_what_is_frozen(clock, ben):
    article = publish_article(faqs=[("Why?", "So.")], tags=["calm"]).article
    before = live_of(article).content
    told = {"reviewer": ben.pk, "reviewed_on": "2026-03-03"}
    assert review(article, ben).content == before | told


def test_draft_without_changes_stays_without(clock, ben, editor):
    article = publish_article().article
    review(article, ben, by=editor)
    article.refresh_from_db()
    assert (article.reviewer, article.reviewed_on) == (ben, TODAY)
    assert (article.version, article.updated_by) == (1, editor)
    assert state(article) == ("live", "live")
    assert article.revisions.count() == 2


def test_what_is_unpublished_stays_so(clock, ben):
    article = publish_article().article
    write_on(article)
    review(article, ben)
    article.refresh_from_db()
    assert (article.dek, article.reviewed_on) == ("Not published yet", TODAY)
    assert live_of(article).dek == ""
    assert state(article) == ("changed", "changed")
    assert publish(save_revision(article)).reviewed_on == TODAY


def test_later_review_in_the_draft_is_not_replaced(clock, ben):
    article = publish_article().article
    Article.objects.update(reviewed_on=TODAY)
    review(article, ben, TODAY - DAY)
    article.refresh_from_db()
    assert (article.reviewer, article.reviewed_on) == (None, TODAY)


def test_same_review_again_makes_nothing(clock, ben):
    article = publish_article().article
    after = review(article, ben)
    clock.shift(timedelta(hours=1))
    with pytest.raises(ReviewedBefore):
        review(article, ben)
    assert (live_of(article), article.revisions.count()) == (after, 2)
    assert Event.objects.of(article).filter(verb="reviewed").count() == 1


def test_other_next_review_is_noted_and_readers_keep_what_they_see(clock, ben):
    article = publish_article().article
    after = review(article, ben)
    clock.shift(timedelta(hours=1))
    assert review(article, ben, due_on=TODAY + 30 * DAY) == after == live_of(article)
    article.refresh_from_db()
    assert (article.review_due_on, article.revisions.count()) == (TODAY + 30 * DAY, 2)


def test_what_is_scheduled_goes_live_at_its_time_with_the_review(clock, ben):
    article = publish_article().article
    at = NOON + 3 * DAY
    planned = publish(write_on(article), at=at)

    review(article, ben)

    assert live_of(article).live_until == at
    planned.refresh_from_db()
    assert (planned.live_from, planned.dek) == (at, "Not published yet")
    assert (planned.reviewer, planned.reviewed_on) == (ben, TODAY)
    assert "3 March 2026" in planned.html
    clock.move_to(at)
    assert live_of(article) == planned
    assert state(article) == ("live", "live")


def test_what_waits_for_review_waits_on_with_the_new_day(clock, ben, author, editor):
    article = publish_article(owner=author).article
    write_on(article)
    submission = submit(article, by=author)

    review(article, ben, by=editor)

    submission.refresh_from_db()
    assert (submission.outcome, submission.decided_at) == ("waiting", None)
    assert submission.revision.reviewed_on == TODAY
    assert submission.revision.dek == "Not published yet"


@pytest.mark.parametrize("decide", [approve, give_back])
def test_what_editors_decided_still_stands(clock, ben, author, editor, decide):
    article = publish_article(owner=author).article
    clock.shift(DAY)
    write_on(article)
    decide(submit(article, by=author), by=editor, answer="Fine.")

    clock.shift(DAY)
    review(article, ben, by=editor)

    standing = review_of(article, may_change=True, may_publish=True)
    assert (standing.submission.answer, standing.is_changed) == ("Fine.", decide is give_back)
    assert bool(overview_of(author).returned) == (decide is give_back)


def test_day_that_was_set_is_answered_and_another_may_be(clock):
    article = publish_article(review_due_on=TODAY - DAY).article
    review(article)
    assert next_review(article).on == date(2028, 3, 3)
    review(article, due_on=TODAY + 30 * DAY)
    assert next_review(article).on == TODAY + 30 * DAY


def test_review_is_told_in_the_log(clock, ben, editor):
    article = publish_article(title="Listen").article
    review(article, ben, due_on=TODAY + DAY, by=editor)
    event = Event.objects.get(by=editor)
    assert (event.verb, event.label) == ("reviewed", "Listen")
    assert event.detail == "Reviewed by Ben, 3 March 2026; next review: 4 March 2026"


def test_second_of_two_who_review_at_once_is_told(clock, ben):
    article = publish_article().article
    seen = live_of(article).content_hash
    confirm(article, seen=seen, reviewer=ben, on=TODAY)
    with pytest.raises(SeenBefore):
        confirm(article, seen=seen, reviewer=None, on=TODAY)
    assert live_of(article).reviewer == ben


def test_what_readers_do_not_see_is_not_reviewed():
    with pytest.raises(NotLive):
        confirm(make_article(), seen="", reviewer=None, on=TODAY)


def test_what_would_lose_a_product_is_mended_first(clock):
    product = make_product(slug="lamp")
    article = make_article(sections=[("Light", "[A lamp](go:lamp)")])
    publish(save_revision(article))
    product.delete()
    with pytest.raises(NotPublishable):
        review(article)
    article.refresh_from_db()
    assert (article.reviewed_on, article.revisions.count()) == (None, 1)
