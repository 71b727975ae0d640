from datetime import timedelta

import pytest
from django.db.models import CharField, Count, DateTimeField
from django.utils import timezone

from articles.compiled import CompiledQuery, Parameter
from articles.models import Author, Topic
from articles.views import LIVE_ARTICLE
from tests.factories import make_author, make_photo, make_topic, publish_article

pytestmark = pytest.mark.django_db


def by_slug():
    return Author.objects.select_related("photo").filter(slug=Parameter("slug", CharField()))


def test_run_gives_the_instances_of_the_queryset():
    author = make_author(slug="ines", photo=make_photo())
    make_author()

    found = CompiledQuery(by_slug).run(slug="ines")

    assert found == [author]
    assert found[0].photo == author.photo


def test_run_leaves_an_empty_relation_empty():
    make_author(slug="ines")

    assert CompiledQuery(by_slug).run(slug="ines")[0].photo is None


def test_run_is_one_query_with_everything_selected(django_assert_num_queries):
    make_author(slug="ines", photo=make_photo())
    query = CompiledQuery(by_slug)

    with django_assert_num_queries(1):
        assert query.run(slug="ines")[0].photo.alt == "A bench by a lake"


def test_run_finds_other_rows_for_other_values():
    query = CompiledQuery(by_slug)
    first, second = make_author(slug="ines"), make_author(slug="tobias")

    assert [query.run(slug=slug) for slug in ("ines", "tobias", "nobody")] == [
        [first],
        [second],
        [],
    ]


def test_run_fills_annotations():
    topic = publish_article().topic
    query = CompiledQuery(lambda: Topic.objects.annotate(count=Count("articles")))

    assert [(row, row.count) for row in query.run()] == [(topic, 1)]


def test_run_leaves_deferred_fields_deferred(django_assert_num_queries):
    make_topic(title="Talking")
    topic = CompiledQuery(lambda: Topic.objects.only("slug")).run()[0]

    assert topic.get_deferred_fields() >= {"title", "description"}
    with django_assert_num_queries(1):
        assert topic.title == "Talking"


def test_run_compares_moments_exactly():
    revision = publish_article()
    at = revision.live_from

    assert LIVE_ARTICLE.run(slug=revision.slug, now=at) == [revision]
    assert LIVE_ARTICLE.run(slug=revision.slug, now=at - timedelta(microseconds=1)) == []


def test_run_reads_moments_back_as_they_were():
    revision = publish_article()
    query = CompiledQuery(
        lambda: type(revision).objects.filter(live_from__lte=Parameter("now", DateTimeField()))
    )

    assert query.run(now=timezone.now())[0].live_from == revision.live_from


def test_run_without_a_value_says_which():
    with pytest.raises(KeyError, match="slug"):
        CompiledQuery(by_slug).run()
