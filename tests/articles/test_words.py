"""How long a version is: counted when it is frozen, and once for those of before."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article, Revision
from articles.publishing.dependents import follow
from articles.publishing.windows import save_revision
from guides.models import GuideRevision
from tests.factories import make_article, make_guide, make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db

COUNTERS = [
    import_module(f"{app}.migrations.{name}").count_words
    for app, name in (("articles", "0006_words"), ("guides", "0004_words"))
]


def test_words_of_an_article_are_those_of_texts_headings_and_questions():
    article = make_article(
        introduction="One two.",
        sections=[("Three", "Four **five**.")],
        faqs=[("Six seven?", "Eight.")],
    )
    assert save_revision(article).words == 8


def test_words_of_a_guide_are_its_own():
    article = make_article(sections=[("Many", "Words of its own.")])
    guide = make_guide(introduction="One.", chapters=[article, ("Two", "Three.")], closing="Four.")
    assert save_revision(guide).words == 4


def test_lists_know_the_words_of_the_newest_version_people_made():
    revision = publish_article(sections=[("One", "Two three.")])
    revision.article.sections.update(body="Two three four.")
    save_revision(revision.article)
    assert Article.objects.with_state().get().latest_words == 4


def test_versions_of_before_are_counted_as_new_ones_are():
    pages = [publish_article(), *(save_revision(make_article()) for _ in range(60))]
    guide = publish_guide(chapters=[("One", "Two.")])
    counted = [Revision.objects.in_bulk(), GuideRevision.objects.in_bulk()]
    for table in (Revision, GuideRevision):
        table.objects.update(words=0)
    for count in COUNTERS:
        count(apps, None)
    assert guide.words == 2
    for table, rows in zip((Revision, GuideRevision), counted, strict=True):
        now = dict(table.objects.values_list("pk", "words"))
        assert now == {key: row.words for key, row in rows.items()}
    assert len(pages) == 61


def test_page_whose_words_were_counted_afterwards_stays_as_it_is():
    product = make_product(slug="cards")
    publish_article(introduction="Buy [cards](go:cards).")
    Revision.objects.update(words=0)
    COUNTERS[0](apps, None)
    assert (follow(product), Revision.objects.count()) == (0, 1)
