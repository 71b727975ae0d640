"""A colleague saves while an address becomes a product link: neither's work is lost."""

from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from articles.affiliates.conversion import convert
from articles.models import Article
from articles.publishing.windows import save_revision
from tests.articles.publishing.test_concurrency import PATIENCE, run_together
from tests.factories import make_article, make_merchant, make_product, make_user

LAMP = "https://shop.example.com/lamp"

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def test_text_of_a_colleague_is_what_is_converted():
    make_product(slug="lamp", destination=LAMP, merchant=make_merchant(hosts="shop.example.com"))
    article = make_article(sections=[("One", f"[a]({LAMP})")])
    editor, is_locked = make_user("editor"), Event()

    def save_slowly():
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            is_locked.set()
            sleep(0.3)  # as long as a conversion needs that does not wait
            article.sections.update(body=f"New words. [a]({LAMP})")
            save_revision(article)

    def convert_meanwhile():
        assert is_locked.wait(PATIENCE)
        convert(article, LAMP, by=editor)

    run_together(save_slowly, convert_meanwhile)

    assert article.sections.get().body == "New words. [a](go:lamp)"
