"""The images that are shared of guides, their own chapters, and kits."""

import pytest

from articles.discovery.share_image import Poster
from articles.publishing.windows import save_revision, withdraw
from guides.posters import find_chapter_poster, find_guide_poster, find_kit_poster
from tests.factories import (
    make_guide,
    make_kit,
    make_photo,
    make_publication,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

NAME = "The Test Gazette"


@pytest.fixture(autouse=True)
def publication():
    return make_publication()


def test_guide_shows_its_cover():
    photo = make_photo()
    guide = publish_guide(title="A course", hero=photo, chapters=[("One", "Words.")])

    found = find_guide_poster(str(guide.guide_id))

    assert found == Poster(guide.source, "A course", NAME, "Guide", photo=photo.file.name)


def test_chapter_shows_its_own_title_and_the_guides():
    article = publish_article().article
    guide = publish_guide(title="A course", chapters=[article, ("Own", "Words.")])

    found = [find_chapter_poster(f"{guide.guide_id}.{place}") for place in range(3)]

    expected = Poster(f"c{guide.guide_id}.1", "Own", NAME, "A course")
    assert found == [None, expected, None]


def test_guide_that_is_not_live_has_none():
    gone = publish_guide(chapters=[("One", "Words.")])
    withdraw(gone.guide)
    draft = save_revision(make_guide(chapters=[("One", "Words.")]))

    for guide in (gone, draft):
        assert find_guide_poster(str(guide.guide_id)) is None
        assert find_chapter_poster(f"{guide.guide_id}.0") is None


def test_kit_shows_its_cover():
    photo = make_photo()
    kits = [make_kit(title="Six", cover=cover) for cover in (photo, None)]

    found = [find_kit_poster(str(kit.pk)) for kit in kits]

    assert found == [
        Poster(f"k{kit.pk}", "Six", NAME, "Free kit", photo=name)
        for kit, name in zip(kits, (photo.file.name, ""), strict=True)
    ]
    assert find_kit_poster("9999") is None


def test_kit_that_cannot_be_asked_for_is_told_to_nobody_by_its_number():
    closed, unworded = make_kit(is_open=False), make_kit()
    unworded.wordings.all().delete()

    assert [find_kit_poster(str(kit.pk)) for kit in (closed, unworded)] == [None, None]
