"""Guides leave with their chapters, and come back."""

import pytest

from guides.models import Chapter, Guide, GuideRevision
from tests.articles.exporting.sites import addresses, bring_in, clear_site, export, files_of, read
from tests.factories import make_article, make_guide, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def test_guide_reads_as_one_text():
    article = make_article(title="Tea", slug="tea")
    guide = make_guide(slug="course", introduction="Begin.", closing="End.", chapters=[article])
    Chapter.objects.create(guide=guide, position=2, title="Cups", body="Warm them.")
    _, _, body = files_of(export())["guides/course.md"].partition("\n---\n")
    first, second = (
        f"id={row.pk} position={row.position} key={row.key}" for row in Chapter.objects.all()
    )
    assert body == (
        "\nBegin.\n"
        f"\n<!-- candor:chapter {first} article={article.pk} -->\n"
        "\n[Tea](article:tea)\n"
        f"\n<!-- candor:chapter {second} -->\n## Cups\n\nWarm them.\n"
        "\n<!-- candor:closing -->\n\nEnd.\n"
    )


def test_guides_come_back_to_the_byte():
    chapters = [publish_article().article, ("Own", "## Mine\r\n")]
    publish_guide(slug="course", chapters=chapters, closing="<!-- candor:closing -->\n")
    paths = addresses()
    exported, pages = export(), read(paths)
    clear_site()
    bring_in(exported)
    assert (export(), read(paths)) == (exported, pages)
    assert {pages[path][0] for path in ("/guides/course/", "/guides/course/own/")} == {200}


def test_guide_in_the_bin_stands_apart():
    guide = make_guide(slug="course")
    Guide.everything.filter(pk=guide.pk).update(binned_at="2026-11-28T12:00:00+00:00")
    assert "bin/guides/course.md" in files_of(export())


def test_versions_of_guides_stand_under_their_letter():
    revision = publish_guide(chapters=[("Own", "Words")])
    exported = files_of(export())
    folder = f"revisions/g{revision.guide_id}/{revision.pk}"
    assert exported[f"{folder}.html"] == GuideRevision.objects.get().html
    assert (
        exported["redirects/guides.csv"]
        .splitlines()[1]
        .startswith(f"{revision.get_absolute_url()},g{revision.guide_id},")
    )
