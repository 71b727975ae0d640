import pytest

from articles.discovery.sitemaps import Entry
from guides.sitemaps import find_guides, find_kits
from tests.factories import make_article, make_kit, make_photo, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def test_guides_and_chapters_of_their_own_are_told():
    cover = make_photo()
    article = publish_article(slug="calm").article
    guide = publish_guide(slug="row", hero=cover, chapters=[article, ("Own", "Words.")])

    assert list(find_guides()) == [
        Entry("/guides/", guide.published_at),
        Entry("/guides/row/", guide.modified_at, (f"http://testserver{cover.file.url}",)),
        Entry("/guides/row/own/", guide.modified_at),
    ]


def test_guides_made_of_articles_cost_no_more_queries(django_assert_num_queries):
    for _ in range(4):
        publish_guide(chapters=[make_article()])

    with django_assert_num_queries(2):
        assert len(list(find_guides())) == 5


def test_kits_that_can_be_asked_for_are_told():
    cover = make_photo()
    kit = make_kit(slug="calm", cover=cover)
    make_kit(is_open=False)

    assert list(find_kits()) == [
        Entry("/kits/calm/", kit.updated_at, (f"http://testserver{cover.file.url}",))
    ]
