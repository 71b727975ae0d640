"""Photos at the desk: taken in anew, never without words, their words changed later."""

import pytest

from articles.models import Photo
from tests.articles.admin.forms import errors, parse, shown, still_typed
from tests.factories import image_bytes, make_photo, upload

ADD = "/admin/articles/photo/add/"


def test_photo_is_taken_in_with_its_words(editor_client, editor):
    data = {"upload": upload(image_bytes(size=(600, 400))), "alt": "A bench", "credit": "Ines"}
    response = editor_client.post(ADD, data)
    photo = Photo.objects.get()
    assert (response.status_code, response.url) == (302, "/admin/articles/photo/")
    assert (photo.alt, photo.credit, photo.uploaded_by) == ("A bench", "Ines", editor)
    assert (photo.width, photo.height) == (600, 400)


def test_name_and_type_of_the_file_are_not_believed(editor_client):
    file = upload(image_bytes("PNG"), name="../../evil.html", kind="text/html")
    editor_client.post(ADD, {"upload": file, "alt": "A bench"})
    assert Photo.objects.get().file.name.endswith("/photo.jpg")


def test_author_may_add_a_photo(author_client, author):
    author_client.post(ADD, {"upload": upload(image_bytes()), "alt": "A bench"})
    assert Photo.objects.get().uploaded_by == author


@pytest.mark.parametrize(
    ("content", "alt", "expected"),
    [
        (None, "A bench", {"upload": ["This field is required."]}),
        (b"", "A bench", {"upload": ["The submitted file is empty."]}),
        (b"text", "A bench", {"upload": ["This is not a JPEG, PNG, WebP, AVIF or GIF image."]}),
        (image_bytes(), "", {"alt": ["Say in a few words what the photo shows."]}),
        (image_bytes(), "  ", {"alt": ["Say in a few words what the photo shows."]}),
        (image_bytes(), "a\0b", {"alt": ["Null characters are not allowed."]}),
    ],
    ids=["no file", "empty", "text", "no words", "blank words", "null byte"],
)
def test_photo_that_lacks_something_is_refused_at_its_field(editor_client, content, alt, expected):
    data = {"alt": alt, "credit": "Ines"}
    file = {} if content is None else {"upload": upload(content)}
    response = editor_client.post(ADD, data | file)
    assert errors(response) == expected
    assert still_typed(response, {"credit": "Ines"}) == {}
    assert Photo.objects.count() == 0


def test_photo_of_too_many_pixels_is_refused(editor_client, settings):
    settings.PHOTO_MAX_PIXELS = 1_000_000
    data = {"upload": upload(image_bytes(size=(1001, 1000))), "alt": "A bench"}
    assert errors(editor_client.post(ADD, data)) == {
        "upload": ["This image has 1,001 × 1,000 pixels; 1 megapixels is the limit."]
    }


def test_words_of_a_photo_change_and_its_file_stays(editor_client):
    photo = make_photo(alt="Old")
    address = f"/admin/articles/photo/{photo.pk}/change/"
    editor_client.post(address, {"alt": "New", "credit": "Me", "file": "other.jpg", "width": 1})
    changed = Photo.objects.get()
    assert (changed.alt, changed.credit) == ("New", "Me")
    assert (changed.file.name, changed.width) == (photo.file.name, photo.width)


def test_form_of_a_photo_asks_for_words_only(editor_client):
    page = editor_client.get(f"/admin/articles/photo/{make_photo().pk}/change/")
    fields = [name for name in shown(page) if name[0] != "_" and name != "csrfmiddlewaretoken"]
    assert fields == ["alt", "credit"]


def test_form_of_a_photo_tells_how_a_text_shows_it(editor_client):
    photo = make_photo(alt="A sign [Open]")
    page = parse(editor_client.get(f"/admin/articles/photo/{photo.pk}/change/"))
    assert page.css_first("code").text() == rf"![A sign \[Open\]]({photo.file.url})"


def test_list_finds_a_photo_by_its_words(editor_client):
    make_photo(alt="A bench")
    make_photo(alt="A lake", credit="Ines")
    found = [
        [
            photo.alt
            for photo in editor_client.get(f"/admin/articles/photo/?q={words}")
            .context["cl"]
            .result_list
        ]
        for words in ("bench", "ines", "nothing")
    ]
    assert found == [["A bench"], ["A lake"], []]
