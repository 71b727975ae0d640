"""Guides leave with their chapters, and come back."""

import pytest
from django.core.management import call_command

from guides.kits.ledger import record_consent
from guides.models import Chapter, Guide, GuideRevision, Kit, KitCount, Letter
from tests.articles.exporting.sites import (
    addresses,
    bring_in,
    clear_site,
    export,
    files_of,
    forge,
    read,
)
from tests.factories import (
    PDF,
    make_article,
    make_guide,
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_photo,
    make_subscriber,
    make_topic,
    make_user,
    make_wording,
    publish_article,
    publish_guide,
)

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


def make_kits():
    """Kits of every kind, with what is counted and said of them, and a letter."""
    kit = make_kit(
        topics=[make_topic(), make_topic()], articles=[make_article()], cover=make_photo()
    )
    make_kit(made_from="epub", guide=make_guide())
    make_wording(kit, by=make_user(), letters="")
    KitCount.objects.create(kit=kit, day="2026-03-03", shown=9, asked=3, confirmed=2, downloaded=1)
    make_letter(state="sent", html="<p>Dear reader</p>\r\n", by=make_user(), reached=7)
    return kit


def test_kits_and_letters_come_back_to_the_byte():
    make_kits()
    exported = export()
    clear_site()
    bring_in(exported)
    assert export() == exported
    with Kit.objects.get(made_from="file").file.open() as stream:
        assert stream.read() == PDF
    assert Letter.objects.get().reached == 0


def test_no_address_of_a_reader_leaves():
    kit = make_kits()
    request = make_kit_request(kit, make_subscriber(address="mara@example.org"))
    record_consent(request.subscriber, "asked", kit=kit, wording=request.wording)
    make_mail(request)
    make_mail(letter=make_letter(), subscriber=request.subscriber)
    assert [name for name, text in files_of(export()).items() if "mara" in text] == []


def test_export_of_a_candor_without_kits_is_read():
    make_guide(slug="course")
    exported = export()
    files = ("kits.yaml", "wordings.yaml", "letters.yaml", "counts/kits.csv")
    counts = {"articles.publication": 1, "guides.guide": 1}
    clear_site()
    bring_in(forge(exported, manifest={"counts": counts}, **dict.fromkeys(files)))
    assert [guide.slug for guide in Guide.objects.all()] == ["course"]


def test_kit_whose_file_is_gone_is_named(tmp_path, capsys):
    kit = make_kit()
    kit.file.storage.delete(kit.file.name)
    call_command("export_site", tmp_path / "site.zip")
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"Kits whose file is not in the storage: {kit.file.name}"
    ]
