from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import ProtectedError

from articles.models import Revision
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import make_article, make_photo, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def revisions(noon):
    """One revision in each state, by name."""
    revisions = {
        "draft": save_revision(make_article()),
        "live": publish_article(),
        "ending": publish(save_revision(make_article()), until=NOON + DAY),
        "scheduled": publish(save_revision(make_article()), at=NOON + DAY),
        "withdrawn": publish_article(),
    }
    withdraw(revisions["withdrawn"].subject)
    return revisions


def names_of(revisions, rows):
    found = set(rows)
    return [name for name, revision in revisions.items() if revision in found]


@pytest.mark.parametrize(
    ("choose", "names"),
    [
        (lambda rows: rows.live(), ["live", "ending"]),
        (lambda rows: rows.live(NOON - SECOND), []),
        (lambda rows: rows.live(NOON + DAY - SECOND), ["live", "ending"]),
        (lambda rows: rows.live(NOON + DAY), ["live", "scheduled"]),
        (lambda rows: rows.current(), ["live", "ending", "scheduled"]),
        (lambda rows: rows.scheduled(), ["scheduled"]),
        (lambda rows: rows.ever_live(), ["live", "ending", "withdrawn"]),
    ],
)
def test_querysets_find_what_they_say(revisions, choose, names):
    assert names_of(revisions, choose(Revision.objects.all())) == names


def test_is_live_says_the_same_as_the_queryset(revisions, time_machine):
    for moment in (NOON, NOON + DAY - SECOND, NOON + DAY):
        time_machine.move_to(moment, tick=False)
        rows = [Revision.objects.get(pk=revision.pk) for revision in revisions.values()]
        assert {row for row in rows if row.is_live} == set(Revision.objects.live())


def test_articles_and_pages_are_told_apart():
    article, page = publish_article(), publish_article(kind="page", slug="about")

    assert (list(Revision.objects.articles()), list(Revision.objects.pages())) == (
        [article],
        [page],
    )


def test_addresses_are_by_kind():
    article, page = publish_article(slug="repair"), publish_article(kind="page", slug="about")

    assert (article.get_absolute_url(), page.get_absolute_url()) == (
        "/articles/repair/",
        "/about/",
    )


def test_revision_is_called_by_its_title_and_moment():
    assert str(publish_article(title="Repair")) == "Repair (2026-03-03 12:00)"


def test_cards_cost_one_query(django_assert_num_queries):
    for _ in range(3):
        publish_article(hero=make_photo())

    with django_assert_num_queries(1):
        rows = Revision.objects.live().for_cards()
        shown = [(row.title, row.topic.title, row.hero_picture.alt, row.byline) for row in rows]

    assert len(shown) == 3
    assert rows[0].get_deferred_fields() == {"html", "content"}


def test_cards_stand_with_the_newest_first(time_machine):
    first = publish_article()
    second, third = publish_article(), None
    time_machine.move_to(NOON + DAY, tick=False)
    third = publish_article()

    assert list(Revision.objects.live().for_cards()) == [third, second, first]


def test_page_costs_one_query(django_assert_num_queries):
    publish_article(hero=make_photo())

    with django_assert_num_queries(1):
        row = Revision.objects.for_page().get()
        shown = row.html, row.topic.get_absolute_url(), row.hero_picture.src

    assert len(shown) == 3


def test_revision_without_a_hero_has_no_picture():
    assert publish_article().hero_picture is None


@pytest.mark.parametrize("name", ["article", "topic", "hero", "reviewer"])
def test_what_a_revision_is_of_cannot_be_deleted(name):
    revision = publish_article(hero=make_photo(), reviewer=publish_article().authors.get())

    with pytest.raises(ProtectedError):
        getattr(revision, name).delete()
