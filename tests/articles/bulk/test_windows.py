"""Many articles scheduled and withdrawn at once, and put back as they were."""

from datetime import timedelta

import pytest

from articles.bulk.windows import Schedule, Withdraw
from articles.models import Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.bulk.doing import LATER, NOW, do, foresee, newest, put_back
from tests.factories import make_article, publish_article

pytestmark = pytest.mark.django_db

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
        "no: Mend this first: Topic: Choose a topic; Authors: Name an author; "
        "Introduction: There is no product of this name: “go:nothing”"
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
    window = {"at": LATER + timedelta(days=1), "until": end}
    earlier = publish(save_revision(live), **window, correction="It was four.")
    bulk = do(Schedule(LATER), fresh, live)
    assert put_back(bulk).count == 2
    windows = Revision.objects.current().order_by("pk").values_list("title", "live_from")
    assert list(windows) == [("Live", NOW), ("Live", earlier.live_from)]
    planned = Revision.objects.scheduled().get()
    assert (planned.pk, planned.live_until) == (earlier.pk, end)
    assert [row["text"] for row in planned.corrections] == ["It was four."]


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
