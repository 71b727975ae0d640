"""Revisions and their live windows, second by second."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles.models import Revision
from articles.publishing.windows import (
    NotPublishable,
    call_off,
    publish,
    save_revision,
    slug_is_taken,
    withdraw,
)
from tests.factories import make_article, make_guide, make_user, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def revise(article, **fields):
    """Change the working copy and save it as a revision."""
    type(article).objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


def windows(subject):
    """The windows of a subject's revisions by title, in the order they begin."""
    rows = subject.revisions.filter(live_from__isnull=False).order_by("live_from", "pk")
    return list(rows.values_list("title", "live_from", "live_until"))


def test_publish_opens_a_window_now():
    revision = publish(save_revision(make_article(title="One")))

    assert windows(revision.subject) == [("One", NOON, None)]
    assert (revision.expires_at, revision.published_at, revision.modified_at) == (None, NOON, NOON)


def test_publish_cuts_the_clock_to_whole_seconds(time_machine):
    time_machine.move_to(NOON + timedelta(milliseconds=700), tick=False)

    revision = publish_article(title="One")

    assert windows(revision.subject) == [("One", NOON, None)]


def test_publish_cuts_what_was_asked_to_whole_seconds():
    start, end = NOON + timedelta(seconds=5.9), NOON + timedelta(seconds=9.9)

    revision = publish(save_revision(make_article(title="One")), at=start, until=end)

    expected = ("One", NOON + 5 * SECOND, NOON + 9 * SECOND)
    assert windows(revision.subject) == [expected]


def test_publish_in_the_past_begins_now():
    revision = publish(save_revision(make_article()), at=NOON - DAY)

    assert revision.live_from == NOON


def test_publish_until_keeps_the_end_that_was_chosen():
    revision = publish(save_revision(make_article()), until=NOON + DAY)

    assert (revision.live_until, revision.expires_at) == (NOON + DAY, NOON + DAY)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        pytest.param(None, NOON, id="ends-as-it-begins"),
        pytest.param(None, NOON - HOUR, id="ends-in-the-past"),
        pytest.param(NOON + DAY, NOON + HOUR, id="ends-before-it-begins"),
        pytest.param(NOON + DAY, NOON + DAY + timedelta(milliseconds=5), id="same-second"),
    ],
)
def test_publish_refuses_a_window_without_a_second_in_it(at, until):
    revision = save_revision(make_article())

    with pytest.raises(ValueError, match="cannot end before it starts"):
        publish(revision, at=at, until=until)

    assert windows(revision.subject) == []


def test_publish_over_live_closes_it_at_that_second(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))
    time_machine.move_to(NOON + HOUR, tick=False)

    publish(revise(article, title="Two"))

    assert windows(article) == [("One", NOON, NOON + HOUR), ("Two", NOON + HOUR, None)]


def test_publish_twice_within_a_second_leaves_the_last(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))
    time_machine.shift(0.4)

    publish(revise(article, title="Two"))

    assert windows(article) == [("One", NOON, NOON), ("Two", NOON, None)]
    assert article.revisions.live().get().title == "Two"


def test_publish_later_shortens_what_is_live_but_not_its_own_end():
    article = make_article(title="One")
    first = publish(save_revision(article), until=NOON + 2 * DAY)

    publish(revise(article, title="Two"), at=NOON + DAY)

    first.refresh_from_db()
    assert windows(article) == [("One", NOON, NOON + DAY), ("Two", NOON + DAY, None)]
    assert first.expires_at == NOON + 2 * DAY


def test_publish_after_the_end_of_what_is_live_leaves_a_gap():
    article = make_article(title="One")
    publish(save_revision(article), until=NOON + HOUR)

    publish(revise(article, title="Two"), at=NOON + DAY)

    assert windows(article) == [("One", NOON, NOON + HOUR), ("Two", NOON + DAY, None)]


def test_publish_calls_off_what_was_scheduled():
    article = make_article(title="One")
    publish(save_revision(article))
    scheduled = publish(revise(article, title="Two"), at=NOON + DAY)

    publish(revise(article, title="Three"), at=NOON + 2 * DAY)

    scheduled.refresh_from_db()
    assert windows(article) == [("One", NOON, NOON + 2 * DAY), ("Three", NOON + 2 * DAY, None)]
    assert (scheduled.published_at, scheduled.modified_at) == (None, None)


def test_publish_now_instead_of_later_needs_no_copy():
    article = make_article(title="One")
    scheduled = publish(save_revision(article), at=NOON + DAY, until=NOON + 2 * DAY)

    published = publish(scheduled)

    assert published.pk == scheduled.pk
    assert windows(article) == [("One", NOON, None)]


def test_publish_while_the_clock_moves_leaves_one_live(time_machine):
    article = make_article(title="One")
    publish(save_revision(article), at=NOON + SECOND)
    second = revise(article, title="Two")
    time_machine.shift(0.95)

    def tick(execute, *args):
        time_machine.shift(0.01)
        return execute(*args)

    with connection.execute_wrapper(tick):
        publish(second)

    assert windows(article) == [("Two", NOON, None)]


def test_publish_again_what_was_seen_makes_a_copy(time_machine):
    article = make_article(title="One")
    first = publish(save_revision(article))
    time_machine.move_to(NOON + HOUR, tick=False)
    publish(revise(article, title="Two"))
    time_machine.move_to(NOON + DAY, tick=False)

    copy = publish(first, note="Back to the first")

    assert (copy.pk != first.pk, copy.content, copy.note) == (
        True,
        first.content,
        "Back to the first",
    )
    assert windows(article) == [
        ("One", NOON, NOON + HOUR),
        ("Two", NOON + HOUR, NOON + DAY),
        ("One", NOON + DAY, None),
    ]


def test_publish_notes_who_copied_a_revision():
    user = make_user()
    first = publish_article()

    copy = publish(first, by=user)

    assert (first.created_by, copy.created_by) == (None, user)


def test_publish_keeps_the_first_date_and_moves_the_second(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))
    time_machine.move_to(NOON + DAY, tick=False)

    second = publish(revise(article, title="Two"))

    assert (second.published_at, second.modified_at) == (NOON, NOON + DAY)


def test_publish_of_an_unchanged_text_is_no_modification(time_machine):
    first = publish_article()
    time_machine.move_to(NOON + DAY, tick=False)

    second = publish(first)

    assert (second.live_from, second.modified_at) == (NOON + DAY, NOON)


def test_publish_dated_shows_the_date_but_tells_no_lie_of_its_window():
    revision = publish(save_revision(make_article()), dated=NOON - 400 * DAY)

    assert (revision.published_at, revision.live_from) == (NOON - 400 * DAY, NOON)


def test_publish_dates_a_scheduled_page_from_its_own_second():
    revision = publish(save_revision(make_article()), at=NOON + DAY)

    assert (revision.published_at, revision.modified_at) == (NOON + DAY, NOON + DAY)


def test_publish_now_forgets_the_date_of_a_called_off_schedule():
    article = make_article(title="One")
    publish(save_revision(article), at=NOON + DAY)

    revision = publish(revise(article, title="Two"))

    assert revision.published_at == NOON


def test_publish_after_expiry_of_the_same_text_is_no_modification(time_machine):
    article = make_article(title="One")
    first = publish(save_revision(article), until=NOON + HOUR)
    time_machine.move_to(NOON + DAY, tick=False)

    again = publish(first)

    assert (again.published_at, again.modified_at) == (NOON, NOON)


@pytest.mark.parametrize(
    ("title", "is_update", "modified_at"),
    [
        ("A good talk", None, NOON + DAY),
        ("A quiet tlak", None, NOON),
        ("A quiet tlak", True, NOON + DAY),
        ("A good talk", False, NOON),
    ],
)
def test_publish_shows_as_updated_what_changed_in_substance(
    time_machine, title, is_update, modified_at
):
    article = make_article(title="A quiet talk")
    publish(save_revision(article))
    time_machine.move_to(NOON + DAY, tick=False)

    second = publish(revise(article, title=title), is_update=is_update)

    assert (second.published_at, second.modified_at) == (NOON, modified_at)


TEXT = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")


def republish(time_machine, article, days, *gone, is_update=None):
    """Publish an article some days later without some words of its text."""
    time_machine.move_to(NOON + days * DAY, tick=False)
    text = " ".join(word for word in TEXT.split() if word[-1] not in gone)
    return publish(revise(article, introduction=text), is_update=is_update).modified_at


def test_small_changes_add_up(time_machine):
    article = make_article(introduction=TEXT)
    publish(save_revision(article))

    assert republish(time_machine, article, 1, *"abc") == NOON
    assert republish(time_machine, article, 2, *"abcde") == NOON
    assert republish(time_machine, article, 3, *"abcdef") == NOON + 3 * DAY
    assert republish(time_machine, article, 4, *"abcdefgh") == NOON + 3 * DAY


def test_changes_that_are_taken_back_do_not_add_up(time_machine):
    article = make_article(introduction=TEXT)
    publish(save_revision(article))

    for day in range(1, 5):
        assert republish(time_machine, article, day, *("abc" if day % 2 else "")) == NOON


def test_what_is_said_to_be_no_update_does_not_count_later(time_machine):
    article = make_article(introduction=TEXT)
    publish(save_revision(article))

    assert republish(time_machine, article, 1, *"abcdefgh", is_update=False) == NOON
    assert republish(time_machine, article, 2, *"abcdefghi") == NOON
    assert republish(time_machine, article, 3, *"abcdefghijklmn") == NOON + 3 * DAY


def test_first_publication_has_one_date_whatever_is_said_of_it():
    revision = publish(save_revision(make_article()), is_update=False)

    assert (revision.published_at, revision.modified_at) == (NOON, NOON)


def test_no_page_is_modified_before_it_was_published(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))

    second = publish(revise(article, title="Two"), dated=NOON - 400 * DAY)

    assert (second.published_at, second.modified_at) == (NOON, NOON)


def test_dates_are_whole_seconds():
    dated = NOON - DAY + timedelta(milliseconds=300)
    revision = publish(save_revision(make_article()), dated=dated)

    assert (revision.published_at, revision.modified_at) == (NOON - DAY, NOON - DAY)


def test_refused_publish_changes_nothing():
    article = make_article(title="One")
    publish(save_revision(article))
    publish(revise(article, title="Two"), at=NOON + DAY)
    before = list(Revision.objects.order_by("pk").values())
    broken = revise(article, introduction="[a](#)")

    with pytest.raises(NotPublishable):
        publish(broken)

    assert list(Revision.objects.exclude(pk=broken.pk).order_by("pk").values()) == before


def test_call_off_gives_what_is_live_its_own_end_again():
    article = make_article(title="One")
    publish(save_revision(article), until=NOON + 2 * DAY)
    publish(revise(article, title="Two"), at=NOON + DAY)

    call_off(article)

    assert windows(article) == [("One", NOON, NOON + 2 * DAY)]


def test_call_off_opens_what_had_no_end():
    article = make_article(title="One")
    publish(save_revision(article))
    publish(revise(article, title="Two"), at=NOON + DAY)

    call_off(article)

    assert windows(article) == [("One", NOON, None)]


def test_call_off_leaves_an_end_the_schedule_did_not_make():
    article = make_article(title="One")
    publish(save_revision(article), until=NOON + HOUR)
    publish(revise(article, title="Two"), at=NOON + DAY)

    call_off(article)

    assert windows(article) == [("One", NOON, NOON + HOUR)]


def test_call_off_cannot_take_back_what_has_begun(time_machine):
    article = make_article(title="One")
    publish(save_revision(article), at=NOON + DAY)
    time_machine.move_to(NOON + DAY, tick=False)

    call_off(article)

    assert windows(article) == [("One", NOON + DAY, None)]


def test_withdraw_ends_what_is_live_and_what_was_to_come(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))
    publish(revise(article, title="Two"), at=NOON + DAY)
    time_machine.move_to(NOON + HOUR, tick=False)

    withdraw(article)

    assert windows(article) == [("One", NOON, NOON + HOUR)]
    assert not article.revisions.current().exists()


def test_withdraw_within_the_second_of_publishing_leaves_nothing_live():
    revision = publish_article(title="One")

    withdraw(revision.subject)

    assert windows(revision.subject) == [("One", NOON, NOON)]
    assert not Revision.objects.live().exists()


def test_withdraw_of_what_was_never_published_does_nothing():
    article = make_article()
    save_revision(article)

    withdraw(article)

    assert windows(article) == []


def test_withdrawn_page_can_be_published_again(time_machine):
    revision = publish_article(title="One")
    withdraw(revision.subject)
    time_machine.move_to(NOON + DAY, tick=False)

    publish(revision)

    assert windows(revision.subject) == [("One", NOON, NOON), ("One", NOON + DAY, None)]


def test_live_at_a_moment_says_what_the_page_said_then(time_machine):
    article = make_article(title="One")
    publish(save_revision(article))
    time_machine.move_to(NOON + DAY, tick=False)
    publish(revise(article, title="Two"))

    moments = [NOON - SECOND, NOON, NOON + DAY - SECOND, NOON + DAY]
    said = [list(Revision.objects.live(at).values_list("title", flat=True)) for at in moments]

    assert said == [[], ["One"], ["One"], ["Two"]]


def test_guides_have_the_same_windows(time_machine):
    guide = make_guide(title="One", chapters=[("Own", "Words.")])
    publish(save_revision(guide))
    publish(revise(guide, title="Two"), at=NOON + DAY, until=NOON + 2 * DAY)
    time_machine.move_to(NOON + 2 * DAY, tick=False)

    assert windows(guide) == [("One", NOON, NOON + DAY), ("Two", NOON + DAY, NOON + 2 * DAY)]
    assert not guide.revisions.live().exists()


def test_slug_is_taken_by_what_is_live_or_scheduled():
    publish_article(slug="live")
    publish(save_revision(make_article(slug="later")), at=NOON + DAY)
    withdraw(publish_article(slug="gone").subject)
    save_revision(make_article(slug="draft"))
    other = make_article()

    slugs = ("live", "later", "gone", "draft")
    assert [slug for slug in slugs if slug_is_taken(other, slug)] == ["live", "later"]


def test_slug_is_not_taken_by_the_subject_itself():
    revision = publish_article(slug="mine")

    assert not slug_is_taken(revision.subject, "mine")


def test_save_revision_twice_makes_one():
    article = make_article(tags=["one"], references=[{"key": "k", "title": "A study"}])

    first, second = save_revision(article), save_revision(article)

    assert (second, Revision.objects.count()) == (first, 1)


def test_save_revision_keeps_who_and_why():
    user = make_user()

    revision = save_revision(make_article(), by=user, note="A first try")

    assert (revision.created_by, revision.note, revision.is_system) == (user, "A first try", False)


def test_save_revision_freezes_what_the_database_holds():
    article = make_article(title="Stale")
    type(article).objects.filter(pk=article.pk).update(title="Fresh")

    assert save_revision(article).content["title"] == "Fresh"


def test_save_revision_after_going_back_and_forth_makes_each():
    article = make_article(title="One")
    for title in ("One", "Two", "One"):
        revise(article, title=title)

    titles = Revision.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["One", "Two", "One"]
