import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guides.models import Chapter, Guide, GuideRevision
from tests.factories import make_article, make_guide, make_photo, publish_guide

pytestmark = pytest.mark.django_db


def refuse(name):
    return pytest.raises(IntegrityError, match=name)


def test_guide_and_chapter_are_called_what_they_are():
    article = make_article(title="An article")
    guide = make_guide(title="A course", chapters=[article, ("A pause", "Words.")])

    assert [str(row) for row in [guide, *guide.chapters.all()]] == [
        "A course",
        "An article",
        "A pause",
    ]


def test_chapters_stand_in_their_order():
    guide = make_guide(chapters=[("One", "a"), ("Two", "b")])
    guide.chapters.filter(title="One").update(position=5)

    assert [row.title for row in guide.chapters.all()] == ["Two", "One"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"article": True, "title": "A title"}, id="article-with-a-title"),
        pytest.param({"article": True, "body": "A text"}, id="article-with-a-text"),
        pytest.param({"body": "A text"}, id="text-without-a-title"),
        pytest.param({}, id="nothing"),
    ],
)
def test_chapter_is_article_or_text(fields):
    if "article" in fields:
        fields = fields | {"article": make_article()}
    guide = make_guide()

    with refuse("chapter_is_article_or_text"), transaction.atomic():
        Chapter.objects.create(guide=guide, **fields)


def test_guiderevision_window_is_ordered():
    publish_guide(chapters=[("Own", "Words.")])

    with refuse("guiderevision_window_is_ordered"), transaction.atomic():
        GuideRevision.objects.update(live_from=None, live_until=timezone.now())


def test_guiderevision_one_open_window():
    revision = publish_guide(chapters=[("Own", "Words.")])
    revision.pk, revision.slug = None, "another"

    with pytest.raises(IntegrityError), transaction.atomic():
        revision.save()


def test_guiderevision_one_open_slug():
    first, second = (
        publish_guide(chapters=[("Own", "Words.")]),
        publish_guide(chapters=[("Own", "Words.")]),
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        GuideRevision.objects.filter(pk=second.pk).update(slug=first.slug)


def test_guide_slug_is_one_guides():
    make_guide(slug="same")

    with pytest.raises(IntegrityError), transaction.atomic():
        Guide.objects.create(title="Another", slug="same")


def test_cards_cost_one_query(django_assert_num_queries):
    for _ in range(2):
        publish_guide(hero=make_photo(), chapters=[("Own", "Words.")])

    with django_assert_num_queries(1):
        cards = list(GuideRevision.objects.live().for_cards())
        assert [(card.title, card.hero_picture.alt, card.minutes) for card in cards] != []
    assert cards[0].get_deferred_fields() >= {"html", "content", "chapters"}


def test_page_costs_one_query(django_assert_num_queries):
    publish_guide(hero=make_photo(), chapters=[("Own", "Words.")])

    with django_assert_num_queries(1):
        page = GuideRevision.objects.for_page().get()
        assert [page.html, page.chapters, page.hero_picture, page.get_absolute_url()] != []
