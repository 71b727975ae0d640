import pytest

from articles.bin import throw_away
from articles.importing.album import Album, digest_of, show_photos, take_in
from articles.importing.outline import Part, Role
from articles.models import ImportedPicture, Photo
from tests.factories import image_bytes, make_imported_document, make_outline, make_photo

BED = image_bytes(size=(40, 30))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(*pictures, text="![A bed](bed.png) and ![](cup.png)"):
    """A document with pictures as (address, bytes), and its proposal."""
    outline = make_outline((0, "", text))
    row = make_imported_document(outline=outline)
    for address, data in pictures:
        ImportedPicture.objects.create(
            document=row, address=address, data=data, digest=digest_of(data)
        )
    return row, outline


@pytest.mark.django_db
def test_pictures_become_photos_with_their_words(editor):
    row, outline = document(("bed.png", BED), ("cup.png", image_bytes("PNG")))
    album = take_in(row, outline, by=editor)
    assert [(a, p.alt, p.uploaded_by) for a, p in album.photos.items()] == [
        ("bed.png", "A bed", editor),
        ("cup.png", "", editor),
    ]
    assert [(p.photo, bytes(p.data)) for p in row.pictures.all()] == [
        (photo, b"") for photo in album.photos.values()
    ]


@pytest.mark.django_db
def test_same_picture_becomes_one_photo():
    row, outline = document(("bed.png", BED), ("again/bed.png", BED))
    first = take_in(row, outline, by=None)
    second = take_in(*document(("other.png", BED)), by=None)
    assert len({*first.photos.values(), *second.photos.values()}) == Photo.objects.count() == 1


@pytest.mark.django_db
def test_photo_in_the_bin_is_not_taken_again(editor):
    photo = take_in(*document(("bed.png", BED)), by=None).photos["bed.png"]
    throw_away(photo, by=editor)
    assert take_in(*document(("bed.png", BED)), by=None).photos["bed.png"] != photo


@pytest.mark.django_db
def test_refused_picture_is_told_and_its_words_stay():
    row, outline = document(("bed.png", b"no picture"))
    album = take_in(row, outline, by=None)
    assert (album.refused, album.told) == (
        {"bed.png"},
        [
            "The picture bed.png is left out. This is not a JPEG, PNG, WebP, AVIF or GIF image.",
        ],
    )
    assert show_photos("![A bed](bed.png) ![Cup](cup.png)", album) == "A bed ![Cup](cup.png)"


@pytest.mark.django_db
def test_document_without_pictures_costs_one_query(django_assert_num_queries):
    row, outline = document()
    with django_assert_num_queries(1):
        assert take_in(row, outline, by=None) == Album()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![A bed](bed.png)", "![A bed](URL)"),
        ('![A \\] bed](bed.png "Title")', '![A \\] bed](URL "Title")'),
        ("![A bed](<bed.png>)", "![A bed](URL)"),
        ("[![A bed](bed.png)](bed.png)", "[![A bed](URL)](URL)"),
        ("![A bed](my%20bed.png)", "![A bed](OTHER)"),
        ("![A bed](other.png)", "![A bed](other.png)"),
        ("(bed.png) bed.png", "(bed.png) bed.png"),
    ],
    ids=["image", "title", "brackets", "linked", "quoted", "unknown", "words"],
)
def test_texts_show_photos(text, expected):
    photo, other = make_photo(), make_photo()
    album = Album(photos={"bed.png": photo, "my bed.png": other})
    shown = show_photos(text, album)
    assert shown.replace(photo.file.url, "URL").replace(other.file.url, "OTHER") == expected


@pytest.mark.django_db
def test_words_of_the_first_image_are_the_photos():
    row, _ = document(("bed.png", BED))
    parts = [Part(Role.SECTION, 2, "A", body) for body in ("![](bed.png)", "![One](bed.png)")]
    outline = make_outline(*parts, Part(Role.SECTION, 2, "B", "![Two](bed.png)"))
    assert take_in(row, outline, by=None).photos["bed.png"].alt == "One"
