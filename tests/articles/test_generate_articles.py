"""Articles without meaning: as many as asked for, published, and the same each time."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Revision, SearchDocument
from articles.publishing.content import digest, to_json
from articles.publishing.snapshot import ARTICLE_KIND, take
from articles.search.documents import document_of

pytestmark = pytest.mark.django_db


def test_as_many_as_asked_for_are_published(client, capsys):
    call_command("generate_articles", "3")

    assert capsys.readouterr().out == "3 articles published.\n"
    assert Revision.objects.live().count() == 3
    assert client.get("/articles/generated-2/").status_code == 200


def test_more_of_them_are_others():
    call_command("generate_articles", "1")
    call_command("generate_articles", "1")

    assert sorted(Article.objects.values_list("slug", flat=True)) == ["generated-0", "generated-1"]


def test_working_copy_revision_and_search_agree():
    call_command("generate_articles", "1")
    revision = Revision.objects.get()

    assert digest(to_json(take(revision.article))) == revision.content_hash
    document = SearchDocument.objects.get()
    for name in ("title", "people", "lead", "body", "marks"):
        assert getattr(document, name) == getattr(document_of(revision), name)


def test_facts_are_those_that_publishing_would_freeze():
    call_command("generate_articles", "1")
    revision = Revision.objects.get()

    facts = ARTICLE_KIND.freeze(revision.content).columns["facts"]

    assert facts.keys() == {"authors", "opening", "tags", "faqs"}
    facts["tags"].sort()  # the database gives them in any order
    assert revision.facts == facts


def test_the_same_number_gives_the_same_articles():
    call_command("generate_articles", "2")
    titles = list(Revision.objects.order_by("pk").values_list("title", "facts"))
    Revision.objects.all().delete()
    Article.objects.all().delete()

    call_command("generate_articles", "2")

    assert list(Revision.objects.order_by("pk").values_list("title", "facts")) == titles


def test_none_are_made_in_production(settings):
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="in production"):
        call_command("generate_articles", "1")
    assert not Article.objects.exists()


def test_a_number_is_needed():
    with pytest.raises(CommandError, match="1 or more"):
        call_command("generate_articles", "0")
