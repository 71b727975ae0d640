from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Section
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import make_article, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def state_of(article):
    row = Article.objects.with_state().get(pk=article.pk)
    is_latest = row.live_content_hash == row.latest_content_hash
    return row.is_live, row.was_live, row.goes_live_at, is_latest


def test_rows_are_called_what_they_are():
    article = make_article(
        title="Repair",
        sections=[("Why", "")],
        faqs=[("How?", "So.")],
        references=[{"key": "k", "title": "A study"}],
    )

    rows = [article, article.sections.get(), article.faqs.get(), article.references.get()]
    assert [str(row) for row in rows] == ["Repair", "Why", "How?", "A study"]


def test_rows_of_an_article_stand_in_their_order():
    article = make_article(sections=[("One", ""), ("Two", ""), ("Three", "")])
    Section.objects.filter(heading="One").update(position=1)

    assert [row.heading for row in article.sections.all()] == ["One", "Two", "Three"]
    Section.objects.filter(heading="One").update(position=9)
    assert [row.heading for row in article.sections.all()] == ["Two", "Three", "One"]


def test_articles_stand_with_the_last_edited_first():
    first, second = make_article(), make_article()
    first.save()

    assert list(Article.objects.all()) == [first, second]


def test_state_of_a_draft():
    assert state_of(make_article()) == (False, False, None, True)


def test_state_of_a_live_article():
    assert state_of(publish_article().article) == (True, True, None, True)


def test_state_of_a_live_article_with_changes():
    article = publish_article().article
    Article.objects.update(title="Changed")
    save_revision(article)

    assert state_of(article) == (True, True, None, False)


def test_state_of_a_scheduled_article(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = make_article()
    publish(save_revision(article), at=NOON + DAY)

    before = state_of(article)
    time_machine.move_to(NOON + DAY, tick=False)

    assert (before, state_of(article)) == (
        (False, False, NOON + DAY, False),
        (True, True, None, True),
    )


def test_state_of_a_withdrawn_article():
    revision = publish_article()
    withdraw(revision.subject)

    assert state_of(revision.article) == (False, True, None, False)


def test_states_cost_one_query(django_assert_num_queries):
    for _ in range(3):
        publish_article()

    with django_assert_num_queries(1):
        assert [row.is_live for row in Article.objects.with_state()] == [True] * 3
