"""Where an article or guide stands, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article
from articles.publishing.states import State, state_of
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import make_article, publish_article, publish_guide

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_state_of_a_draft():
    state = state_of(make_article())

    assert (state, state.label, state.is_live) == (State(), "Never published", False)


def test_state_of_a_live_article():
    state = state_of(publish_article(slug="repair").article)

    assert state == State("live", address="/articles/repair/")
    assert state.is_live


def test_state_of_a_live_guide():
    guide = publish_guide(slug="course", chapters=[("Own", "Words.")]).guide

    assert state_of(guide) == State("live", address="/guides/course/")


def test_state_of_a_live_article_with_changes():
    article = publish_article(slug="repair").article
    Article.objects.update(title="Changed")
    save_revision(article)

    state = state_of(article)

    assert state == State("changed", address="/articles/repair/")
    assert (state.label, state.is_live) == ("Live, with unpublished changes", True)


def test_state_of_an_article_that_ends():
    article = make_article(slug="repair")
    publish(save_revision(article), until=NOON + DAY)

    assert state_of(article) == State("live", None, NOON + DAY, "/articles/repair/")


def test_state_of_a_scheduled_article(time_machine):
    article = make_article(slug="repair")
    publish(save_revision(article), at=NOON + DAY)

    before = state_of(article)
    time_machine.move_to(NOON + DAY, tick=False)

    assert (before, state_of(article)) == (
        State("scheduled", NOON + DAY),
        State("live", address="/articles/repair/"),
    )


def test_state_of_a_withdrawn_article():
    revision = publish_article()
    withdraw(revision.subject)

    assert state_of(revision.article) == State("withdrawn")


def test_state_of_an_article_that_has_expired(time_machine):
    article = make_article()
    publish(save_revision(article), until=NOON + DAY)
    time_machine.move_to(NOON + DAY, tick=False)

    assert state_of(article).label == "Withdrawn"


def test_state_costs_four_queries(django_assert_max_num_queries):
    article = publish_article().article

    with django_assert_max_num_queries(4):
        state_of(article)
