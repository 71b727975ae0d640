import pytest

from guides.books.building import build
from guides.kits.opening import NoFile, open_kit
from tests.factories import PDF, make_kit, publish_guide

pytestmark = pytest.mark.django_db


def test_uploaded_file_is_opened():
    opened = open_kit(make_kit(slug="evening"))
    with opened.file as file:
        assert (opened.name, opened.content_type, file.read()) == (
            "evening.pdf",
            "application/pdf",
            PDF,
        )


@pytest.mark.parametrize(
    ("form", "start", "kind"),
    [("pdf", b"%PDF-", "application/pdf"), ("epub", b"PK", "application/epub+zip")],
)
def test_book_of_a_guide_is_opened(form, start, kind):
    guide = publish_guide(chapters=[("One", "Words.")]).guide
    kit = make_kit(slug="course", made_from=form, guide=guide)
    with pytest.raises(NoFile):
        open_kit(kit)
    build(guide)
    opened = open_kit(kit)
    with opened.file as file:
        assert file.read().startswith(start)
    assert (opened.name, opened.content_type) == (f"course.{form}", kind)


def test_file_that_is_gone_is_told():
    kit = make_kit()
    kit.file.storage.delete(kit.file.name)
    with pytest.raises(NoFile):
        open_kit(kit)
