"""Uploads are decoded, turned upright and written anew; nothing else of a file survives."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, PngImagePlugin

from articles.models import Photo
from articles.photos.store import NotAPhoto, read_photo, store_photo
from tests.factories import image_bytes, make_user, upload

SECRET = b"Ada's camera"


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def refusal(content, **fields):
    with pytest.raises(NotAPhoto) as error:
        read_photo(upload(content, **fields))
    return error.value.messages


def png_header(width, height):
    """A PNG that says how large it is and holds nothing."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_read_photo_takes_the_formats_of_the_web(kind):
    image = read_photo(upload(image_bytes(kind, (40, 30))))

    assert (image.size, image.mode) == ((40, 30), "RGB")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("page.html", "text/html"), ("photo.svg", "image/svg+xml"), ("", ""), ("a.b/../c", "x/y")],
)
def test_read_photo_believes_neither_name_nor_type(name, kind):
    name = name or "x"

    assert read_photo(upload(image_bytes(), name=name, kind=kind)).size == (12, 8)


NO_IMAGE = ["This is not a JPEG, PNG, WebP, AVIF or GIF image."]
DAMAGED = ["This image is damaged and cannot be opened."]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        pytest.param(b"Just words.", NO_IMAGE, id="text-named-as-an-image"),
        pytest.param(b"", NO_IMAGE, id="empty"),
        pytest.param(b"<html><script>alert(1)</script>", NO_IMAGE, id="html"),
        pytest.param(
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            NO_IMAGE,
            id="svg",
        ),
        pytest.param(image_bytes("BMP"), NO_IMAGE, id="bmp"),
        pytest.param(image_bytes("TIFF"), NO_IMAGE, id="tiff"),
        pytest.param(image_bytes("ICO"), NO_IMAGE, id="ico"),
        pytest.param(image_bytes("PDF"), NO_IMAGE, id="pdf"),
        pytest.param(image_bytes("JPEG", (300, 300))[:400], DAMAGED, id="truncated-jpeg"),
        pytest.param(image_bytes("PNG", (300, 300))[:-30], DAMAGED, id="truncated-png"),
        pytest.param(image_bytes("WEBP", (300, 300))[:-30], DAMAGED, id="truncated-webp"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, NO_IMAGE, id="only-a-signature"),
    ],
)
def test_read_photo_refuses_what_is_no_photo(content, messages):
    assert refusal(content) == messages


def test_read_photo_refuses_sixty_megapixels():
    content = encoded(Image.new("1", (10_000, 6_000)), "PNG")

    message = "This image has 10,000 × 6,000 pixels; 50 megapixels is the limit."
    assert refusal(content) == [message]


@pytest.mark.parametrize("size", [(11_000, 11_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_read_photo_refuses_a_decompression_bomb(size):
    assert "50 megapixels is the limit." in refusal(png_header(*size))[0]


def test_read_photo_refuses_a_text_bomb():
    info = PngImagePlugin.PngInfo()
    info.add_text("bomb", "0" * 20_000_000, zip=True)
    content = encoded(Image.new("1", (8, 8)), "PNG", pnginfo=info)

    assert refusal(content) == DAMAGED


def test_read_photo_refuses_a_large_file_unread(settings):
    settings.PHOTO_MAX_BYTES = 3_000_000

    message = "This file is larger than 3 MB. Save it smaller and try again."
    assert refusal(b"0" * 3_000_001) == [message]


def test_read_photo_takes_the_limits_themselves(settings):
    content = image_bytes(size=(40, 30))
    settings.PHOTO_MAX_BYTES = len(content)
    settings.PHOTO_MAX_PIXELS = 40 * 30

    assert read_photo(upload(content)).size == (40, 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_read_photo_turns_what_was_held_sideways(kind):
    image = Image.new("RGB", (40, 20), "navy")
    image.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter, clockwise

    upright = read_photo(upload(encoded(image, kind, exif=exif)))

    assert upright.size == (20, 40)
    red, _, blue = upright.getpixel((10, 2))
    assert red > 200 > blue


def test_read_photo_keeps_sixteen_bits_of_grey_visible():
    content = encoded(Image.new("I;16", (8, 8), 0x8000), "PNG")

    assert read_photo(upload(content)).getpixel((0, 0)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("image", "mode"),
    [
        pytest.param(Image.new("RGBA", (8, 8), (255, 0, 0, 90)), "RGBA", id="rgba"),
        pytest.param(Image.new("LA", (8, 8), (9, 90)), "RGBA", id="grey-with-alpha"),
        pytest.param(Image.new("L", (8, 8)), "RGB", id="grey"),
        pytest.param(Image.new("1", (8, 8)), "RGB", id="black-and-white"),
        pytest.param(Image.new("P", (8, 8)), "RGB", id="palette"),
    ],
)
def test_read_photo_keeps_transparency_where_there_is_some(image, mode):
    assert read_photo(upload(encoded(image, "PNG"))).mode == mode


def test_read_photo_takes_the_first_picture_of_an_animation():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert read_photo(upload(content)).getpixel((0, 0)) == (255, 255, 255)


def test_read_photo_takes_cmyk():
    content = encoded(Image.new("CMYK", (8, 8)), "JPEG")

    assert read_photo(upload(content)).mode == "RGB"


def jpeg_with_metadata():
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)  # where it was taken
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    image = Image.new("RGB", (600, 400), "teal")
    return encoded(image, "JPEG", exif=exif, comment=SECRET, xmp=xmp, icc_profile=SECRET)


def png_with_metadata():
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    image = Image.new("RGBA", (600, 400), (9, 9, 9, 90))
    return encoded(image, "PNG", exif=exif, pnginfo=info, icc_profile=SECRET)


@pytest.mark.parametrize("make", [jpeg_with_metadata, png_with_metadata])
def test_stored_files_hold_no_metadata(db, make):
    content = make()

    photo = store_photo(read_photo(upload(content)), alt="")

    for name in files_of(photo):
        with default_storage.open(f"{photo.folder}/{name}") as file:
            data = file.read()
        assert SECRET not in data
        with Image.open(io.BytesIO(data)) as image:
            assert dict(image.getexif()) == {}
            assert {"exif", "xmp", "comment", "icc_profile", "Author"} & image.info.keys() == set()


def files_of(photo):
    return sorted(default_storage.listdir(photo.folder)[1])


def size_of(photo, name):
    with default_storage.open(f"{photo.folder}/{name}") as file, Image.open(file) as image:
        return image.format, image.size


def test_stored_photo_has_every_size_in_both_formats(db):
    user = make_user()

    photo = store_photo(Image.new("RGB", (1200, 800)), alt="A lake", credit="By Ada", by=user)

    assert Photo.objects.get() == photo
    assert (photo.width, photo.height, photo.alt, photo.credit, photo.uploaded_by) == (
        1200,
        800,
        "A lake",
        "By Ada",
        user,
    )
    assert {name: size_of(photo, name) for name in files_of(photo)} == {
        "photo.jpg": ("JPEG", (1200, 800)),
        "480.avif": ("AVIF", (480, 320)),
        "480.webp": ("WEBP", (480, 320)),
        "960.avif": ("AVIF", (960, 640)),
        "960.webp": ("WEBP", (960, 640)),
        "1200.avif": ("AVIF", (1200, 800)),
        "1200.webp": ("WEBP", (1200, 800)),
    }


def test_stored_photo_is_never_made_larger(db):
    photo = store_photo(Image.new("RGB", (300, 200)), alt="")

    assert files_of(photo) == ["300.avif", "300.webp", "photo.jpg"]


def test_large_photo_is_made_smaller(db):
    photo = store_photo(Image.new("RGB", (3000, 300)), alt="")

    assert (photo.width, photo.height) == (2400, 240)
    assert files_of(photo) == sorted(
        ["photo.jpg"] + [f"{w}.{kind}" for w in (480, 960, 1600) for kind in ("avif", "webp")]
    )


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1), (1, 1)])
def test_odd_shape_is_stored(db, size):
    photo = store_photo(Image.new("RGB", size), alt="")

    assert min(photo.width, photo.height) == 1


def test_transparent_photo_stays_transparent_in_every_file(db):
    photo = store_photo(Image.new("RGBA", (30, 20), (255, 0, 0, 90)), alt="")

    assert files_of(photo) == ["30.avif", "30.webp", "photo.png"]
    for name in files_of(photo):
        with default_storage.open(f"{photo.folder}/{name}") as file, Image.open(file) as image:
            assert image.convert("RGBA").getpixel((0, 0))[3] == 90


def test_names_are_random_and_tell_nothing(db):
    image = read_photo(upload(image_bytes(), name="ada-at-home.jpg"))

    names = {store_photo(image, alt="").file.name for _ in range(3)}

    assert len(names) == 3
    assert not any("ada" in name.rpartition("/")[2] for name in names)
    assert {name.rpartition("/")[2] for name in names} == {"photo.jpg"}


def profile_with_red_and_green_exchanged():
    """The sRGB profile, its first two primaries the wrong way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def test_read_photo_converts_other_colours_to_those_of_the_web():
    content = image_bytes("PNG", icc_profile=profile_with_red_and_green_exchanged())
    before = Image.open(io.BytesIO(content)).getpixel((0, 0))

    red, green, blue = read_photo(upload(content)).getpixel((0, 0))

    assert before == (0, 128, 128)
    assert red > 100 > green
    assert blue == pytest.approx(128, abs=3)


def test_read_photo_leaves_colours_with_a_broken_profile():
    content = image_bytes("PNG", icc_profile=b"no profile at all")

    assert read_photo(upload(content)).getpixel((0, 0)) == (0, 128, 128)
