"""The images that stand for pages where they are shared."""

import io
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageChops

from articles.discovery import share_image
from articles.discovery.share_image import (
    SANS,
    SERIF,
    Face,
    Poster,
    draw,
    palette,
    poster_of_author,
    poster_of_publication,
    poster_of_revision,
)
from tests.factories import (
    image_bytes,
    make_author,
    make_photo,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

WIDTH, HEIGHT = 560, 340
TITLES = {
    "short": "Repair",
    "long": "What to do when a plan falls apart on Friday evening and nobody says so " * 2,
    "one word": "W" * 160,
    "emoji": "Tea 🫖 for two 👩‍❤️‍👨",
    "right to left": "مرحبا بالعالم",
    "other letters": "Łódź, Český Krumlov & Ørsted: “both” – naïve",
    "breaks and controls": "One\n\ntwo\u0000\u202e three\u200b",
    "nothing": "—",
}


def opened(data):
    return Image.open(io.BytesIO(data))


def ink(image, box):
    """How many pixels of a part are not the ground."""
    part = image.crop(box)
    ground = Image.new("RGB", part.size, palette()["page"])
    return sum(ImageChops.difference(part, ground).convert("L").histogram()[60:])


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("photo", ["", "missing.jpg"])
def test_any_title_is_drawn_within_the_margins(title, photo):
    image = opened(draw(Poster("a1", title, "The Gazette", "Topic", "Ada", photo)))

    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert ink(image, (40, 200, 1100, 500)) > 500
    assert ink(image, (1110, 0, 1160, 630)) == ink(image, (20, 0, 70, 630)) == 0


def test_photo_takes_its_part_of_the_image():
    name = default_storage.save("hero.png", ContentFile(image_bytes("PNG", (800, 600))))

    image = opened(draw(Poster("a1", "W" * 160, "The Gazette", photo=name, logo=name)))

    teal, drawn = (0, 128, 128), image.getpixel((1000, 300))
    assert max(abs(a - b) for a, b in zip(teal, drawn, strict=True)) < 6
    assert ink(image, (680, 0, 720, 630)) == 0
    assert ink(image, (76, 64, 128, 116)) > 2_000


@pytest.mark.parametrize("content", [b"", b"not a picture"])
def test_photo_that_cannot_be_opened_is_left_out(content):
    name = default_storage.save("broken.jpg", ContentFile(content))

    assert opened(draw(Poster("a1", "T", "N", photo=name))).size == (1200, 630)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_lines_fit_their_room(title):
    face = Face(SERIF, 700)

    lines, size = face.fit(title, WIDTH, HEIGHT)

    assert len(lines) * size * share_image.LINE_HEIGHT <= HEIGHT
    assert [line for line in lines if face.length(line, size) > WIDTH + 1] == []


def test_shorter_titles_are_larger():
    face = Face(SERIF, 700)

    sizes = [face.fit("Repair " * times, WIDTH, HEIGHT)[1] for times in (1, 6, 14)]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_title_that_does_not_fit_ends_in_an_ellipsis():
    lines, size = Face(SERIF, 700).fit("a long tale " * 60, WIDTH, HEIGHT)

    assert (lines[-1][-1], size) == ("…", share_image.SMALLEST)


def test_broken_word_is_not_in_too_many_pieces():
    lines, size = Face(SERIF, 700).fit("W" * 30, WIDTH, HEIGHT)

    assert ("".join(lines), size) == ("W" * 30, share_image.LARGEST_BROKEN)


def test_lines_are_even():
    face = Face(SERIF, 700)

    lines, size = face.fit("Sharing the work of a home", WIDTH, HEIGHT)

    lengths = [face.length(line, size) for line in lines]
    assert min(lengths) > max(lengths) * 0.45


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada", "Ada"),
        ("Ada Lovelace and many others who wrote it", "Ada Lovelace and…"),
        ("W" * 90, ""),
        ("👩", ""),
    ],
)
def test_line_is_shortened_by_whole_words(text, expected):
    assert Face(SANS, 600).shorten(text, 27, 250) == expected


@pytest.mark.parametrize(
    ("text", "can"), [("Tea", True), ("Tea 🫖", True), ("مرحبا", False), ("—", False)]
)
def test_face_knows_what_it_can_draw(text, can):
    assert Face(SERIF, 700).can_read(text) == can


POSTER = Poster("a1", "Title", "Name", "Label", "Byline", "photo.jpg", "logo.png")


@pytest.mark.parametrize("field", ["code", "title", "name", "label", "byline", "photo", "logo"])
def test_digest_is_of_all_that_is_shown(field):
    assert replace(POSTER, **{field: "Other"}).digest != POSTER.digest


def test_digest_changes_with_the_drawing(monkeypatch):
    before = replace(POSTER).digest
    monkeypatch.setattr(share_image, "STYLE", share_image.STYLE + 1)
    share_image._digest.cache_clear()

    assert replace(POSTER).digest != before
    share_image._digest.cache_clear()


def test_colours_are_those_of_the_light_theme():
    colours = palette()
    assert [colours[name] for name in ("page", "text", "link")] == ["#fbf7ee", "#2b2933", "#8b4332"]


@pytest.mark.django_db
def test_posters_show_what_the_pages_show():
    publication = make_publication(tagline="In plain words", logo=make_photo())
    photo = make_photo()
    author = make_author(name="Ada", credentials="MSc", photo=photo)
    article = publish_article(
        title="Repair", authors=[author], topic=make_topic(title="Conflict"), hero=photo
    )
    guide = publish_guide(title="A course", chapters=[("One", "Words.")])
    name, logo, file = publication.name, publication.logo.file.name, photo.file.name

    assert poster_of_revision(publication, article) == Poster(
        article.source, "Repair", name, "Conflict", "Ada", file, logo
    )
    assert poster_of_revision(publication, guide) == Poster(
        guide.source, "A course", name, logo=logo
    )
    assert poster_of_author(publication, author) == Poster(
        f"w{author.pk}", "Ada", name, byline="MSc", photo=file, logo=logo
    )
    assert poster_of_publication(publication) == Poster("p0", "In plain words", name, logo=logo)


def test_file_that_is_not_among_the_static_ones_is_told():
    with pytest.raises(FileNotFoundError):
        share_image._static("fonts/none.woff2")
