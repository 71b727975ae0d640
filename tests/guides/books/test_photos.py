import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from guides.books.photos import MAX_SIDE, read_photos


def stored(name, kind, mode, size):
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return default_storage.save(name, ContentFile(buffer.getvalue()))


def test_photos_are_jpegs_no_larger_than_needed():
    name = stored("a.webp", "WEBP", "RGB", (2400, 1600))
    photo = read_photos([name])[name]
    assert (photo.name, photo.media_type) == ("photo-1.jpg", "image/jpeg")
    assert (photo.width, photo.height) == (MAX_SIDE, 800)
    assert Image.open(io.BytesIO(photo.data)).format == "JPEG"


def test_transparent_photos_are_pngs():
    name = stored("b.png", "PNG", "RGBA", (30, 20))
    photo = read_photos([name])[name]
    assert (photo.name, photo.media_type) == ("photo-1.png", "image/png")


def test_damaged_and_lost_photos_are_left_out():
    name = default_storage.save("c.jpg", ContentFile(b"no photo"))
    assert read_photos([name, "nowhere.jpg"]) == {}
