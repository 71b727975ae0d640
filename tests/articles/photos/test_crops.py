"""Photos cut to the ratios that search engines ask for."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.models.media import CROPS
from articles.photos.crops import crop_size, find_crop, keep
from tests.factories import image_bytes, make_photo


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [
        (2400, 1600, [(1200, 1200), (1200, 900), (1200, 675)]),
        (1200, 800, [(800, 800), (1067, 800), (1200, 675)]),
        (300, 900, [(300, 300), (300, 225), (300, 169)]),
        (1, 1, [(1, 1), (1, 1), (1, 1)]),
    ],
)
def test_cut_is_as_large_as_the_photo_allows(width, height, sizes):
    assert [crop_size(width, height, name) for name in CROPS] == sizes


def stored(content, **fields):
    photo = make_photo(**fields)
    default_storage.delete(photo.file.name)
    default_storage.save(photo.file.name, ContentFile(content))
    return photo.folder.rpartition("/")[2]


@pytest.mark.django_db
def test_what_is_transparent_is_cut_on_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(buffer, "PNG")

    name = find_crop(stored(buffer.getvalue()), "1x1")

    with default_storage.open(name) as file:
        picture = Image.open(file)
        assert (picture.size, picture.getpixel((5, 5))) == ((20, 20), (255, 255, 255))


@pytest.mark.django_db
def test_photo_that_cannot_be_opened_has_no_cuts():
    assert find_crop(stored(b"no picture"), "1x1") is None


@pytest.mark.django_db
def test_photo_in_the_bin_is_cut_too():
    folder = stored(image_bytes(size=(40, 20)), binned_at=timezone.now())

    assert find_crop(folder, "16x9") == f"photos/{folder}/16x9.jpg"


def test_what_another_kept_meanwhile_stays_alone():
    keep("made/once.jpg", b"first")

    keep("made/once.jpg", b"second")

    with default_storage.open("made/once.jpg") as file:
        assert file.read() == b"first"
    assert default_storage.listdir("made")[1] == ["once.jpg"]
