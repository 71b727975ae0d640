"""Two people at the bin at once: one of them moves the row, the other is told."""

import pytest
from django.db import connection
from django.test import Client

from articles.bin import TooLate, bring_back, empty, throw_away
from articles.models import AffiliateLink, Article, Draft, Event
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import article_form, opened
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_article, make_product, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def unless_too_late(task):
    def run():
        try:
            return task()
        except TooLate:
            return "too late"

    return run


def editors(count):
    clients = [Client() for _ in range(count)]
    for client in clients:
        client.force_login(make_user("editor"))
    return clients


def test_one_of_two_throws_it_away():
    article = make_article()

    answers = run_together(*[unless_too_late(lambda: throw_away(article))] * 2)

    assert sorted(map(str, answers)) == sorted([str(article), "too late"])


def test_one_of_two_is_told_at_the_desk():
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/delete/"

    answers = run_together(
        *[lambda client=client: client.post(address, {"post": "yes"}) for client in editors(2)]
    )

    assert sorted(answer.url for answer in answers) == ["/admin/articles/article/", "/admin/bin/"]
    assert Event.objects.filter(verb="deleted").count() == 1


def test_two_of_one_name_come_back_at_once():
    products = []
    for _ in range(3):
        products.append(make_product(slug="same"))
        throw_away(products[-1])

    run_together(*[lambda row=row: bring_back(row) for row in products])

    slugs = AffiliateLink.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["same", "same-2", "same-3"]


def test_what_comes_back_while_the_bin_is_emptied_is_whole_or_gone():
    article = make_article(sections=[("One", "Words.")])
    save_revision(article)
    Article.everything.update(binned_at="2020-01-01T00:00Z")

    run_together(empty, unless_too_late(lambda: bring_back(article)))

    left = [(row.sections.count(), row.revisions.count()) for row in Article.everything.all()]
    assert left in ([], [(1, 1)])


def test_text_saved_while_it_is_thrown_away_is_not_lost():
    [client] = editors(1)
    article = make_article(title="Before")
    save_revision(article)
    user = make_user("editor")
    client.force_login(user)
    data = article_form(article, title="My words", opened=opened(article, user))
    address = f"/admin/articles/article/{article.pk}/change/"

    answer, _ = run_together(lambda: client.post(address, data), lambda: throw_away(article))

    assert answer.status_code == 302
    kept = [Article.everything.get().title, *(draft.title for draft in Draft.objects.all())]
    assert "My words" in kept
