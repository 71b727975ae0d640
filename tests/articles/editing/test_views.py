"""The addresses that text fields send to: JSON, also when they refuse."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Photo
from tests.factories import (
    image_bytes,
    make_article,
    make_product,
    make_user,
    publish_article,
    upload,
)

PREVIEW, PHOTO, CLEAN = "/admin/text/preview/", "/admin/text/photo/", "/admin/text/clean/"


def refusal(response):
    """Status, content type and words of a refusal."""
    return response.status_code, response["Content-Type"], response.json()["error"]


@pytest.mark.parametrize("address", [PREVIEW, PHOTO, CLEAN])
def test_nobody_is_told_to_sign_in(client, address, db):
    assert refusal(client.post(address)) == (
        401,
        "application/json",
        "You are signed out. Sign in again in another tab.",
    )


@pytest.mark.parametrize("address", [PREVIEW, PHOTO, CLEAN])
@pytest.mark.parametrize("is_staff", [True, False])
def test_those_without_a_right_are_refused(client, address, is_staff, db):
    user = make_user()
    user.is_staff = is_staff
    user.save()
    client.force_login(user)
    assert refusal(client.post(address)) == (403, "application/json", "You may not do this.")


@pytest.mark.parametrize("address", [PREVIEW, PHOTO, CLEAN])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_other_methods_are_refused(editor_client, address, method):
    response = getattr(editor_client, method)(address)
    assert (response.status_code, response["Content-Type"], response["Allow"]) == (
        405,
        "application/json",
        "POST",
    )


@pytest.mark.parametrize("address", [PREVIEW, PHOTO, CLEAN])
def test_form_without_the_token_is_refused(editor, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(address, {"text": "Words"}).status_code == 403


@pytest.mark.parametrize("address", [PREVIEW, PHOTO, CLEAN])
def test_answers_are_kept_by_nobody(editor_client, address):
    assert "no-store" in editor_client.post(address, {"text": "Words"})["Cache-Control"]


# What a text will look like


def test_preview_is_the_text_as_a_page_holds_it(editor_client):
    response = editor_client.post(PREVIEW, {"text": "## Part\n\nSome *words*."})
    assert response.json() == {
        "html": '<h3 id="part">Part</h3>\n<p>Some <em>words</em>.</p>\n',
        "problems": [],
    }


@pytest.mark.parametrize(
    ("level", "tag"), [("2", "h2"), ("3", "h3"), ("", "h3"), ("x", "h3"), ("9", "h3")]
)
def test_preview_takes_the_level_of_the_field(editor_client, level, tag):
    html = editor_client.post(PREVIEW, {"text": "# Part", "level": level}).json()["html"]
    assert html.startswith(f"<{tag} ")


def test_preview_tells_the_problems(editor_client):
    response = editor_client.post(PREVIEW, {"text": "[it](go:nothing)"})
    assert response.json()["problems"] == ["There is no product of this name: “go:nothing”"]


def test_preview_knows_products_articles_and_sources(editor_client):
    product, revision = make_product(), publish_article(slug="there")
    text = f"[a](go:{product.slug}) [b](article:there) c[^study]"
    answer = editor_client.post(PREVIEW, {"text": text, "reference": ["other", "study"]}).json()
    assert answer["problems"] == []
    assert f'href="/go/{product.slug}/?from=preview" rel="sponsored nofollow"' in answer["html"]
    assert f'href="{revision.get_absolute_url()}"' in answer["html"]
    assert "Source 2" in answer["html"]


def test_preview_of_nothing_is_nothing(editor_client):
    assert editor_client.post(PREVIEW).json() == {"html": "", "problems": []}


def test_preview_holds_nothing_that_runs(editor_client):
    text = '<script>alert(1)</script><img src=x onerror="alert(1)"> [x](javascript:alert(1))'
    html = editor_client.post(PREVIEW, {"text": text}).json()["html"]
    assert ["<script" in html, "onerror" in html, "href" in html] == [False, False, False]


@pytest.mark.parametrize("text", ["\0", "a\0b", "%00", "/media/%00.jpg", "[x](go:\0)"])
def test_preview_of_null_bytes_is_a_preview(editor_client, text):
    assert editor_client.post(PREVIEW, {"text": text}).status_code == 200


@pytest.mark.parametrize("body", ["text=%ED%A0%80", "text=%FF%FE", "text=%F4%90%80%80"])
def test_preview_of_what_is_not_unicode_is_a_preview(editor_client, body):
    kind = "application/x-www-form-urlencoded"
    assert editor_client.post(PREVIEW, body, content_type=kind).status_code == 200


def test_preview_of_too_large_a_text_is_refused(editor_client):
    message = "This text has 100,001 bytes; a field holds 100,000. Split it into several sections."
    response = editor_client.post(PREVIEW, {"text": "x" * 100_001})
    assert refusal(response) == (413, "application/json", message)


def test_preview_of_more_than_a_form_may_hold_is_refused_as_json(editor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    client = Client(enforce_csrf_checks=True)  # as in life: the middleware looks for the token
    client.force_login(editor)
    client.get("/admin/articles/article/add/")
    token = client.cookies["csrftoken"].value
    response = client.post(PREVIEW, {"text": "x" * 2_000}, headers={"X-CSRFToken": token})
    assert refusal(response) == (413, "application/json", "This is too large to be sent.")


@pytest.mark.parametrize("names", [1, 20])
def test_preview_costs_the_same_however_much_is_named(
    editor_client, django_assert_num_queries, names
):
    products = [make_product() for _ in range(names)]
    articles = [publish_article() for _ in range(names)]
    text = " ".join(
        f"[a](go:{product.slug}) [b](article:{revision.slug})"
        for product, revision in zip(products, articles, strict=True)
    )
    editor_client.post(PREVIEW, {"text": text})
    with django_assert_num_queries(8):
        editor_client.post(PREVIEW, {"text": text})


# What is pasted


def test_html_is_answered_as_markdown(author_client):
    response = author_client.post(CLEAN, {"html": "<h1>Part</h1><p>Some <b>words</b>"})
    assert response.json() == {"markdown": "### Part\n\nSome **words**"}


def test_nothing_is_nothing(author_client):
    assert author_client.post(CLEAN).json() == {"markdown": ""}


def test_too_much_html_is_refused(author_client):
    response = author_client.post(CLEAN, {"html": " " * 2_000_001})
    message = "This is more than a field holds. Paste it in parts."
    assert refusal(response) == (413, "application/json", message)


# A place for a photo


def test_photo_is_kept_and_its_markdown_answered(author_client, author):
    response = author_client.post(
        PHOTO, {"photo": upload(image_bytes()), "alt": "  A  bench\nby a lake "}
    )
    photo = Photo.objects.get()
    assert response.json() == {
        "markdown": f"![A bench by a lake]({photo.file.url})",
        "address": f"/admin/articles/photo/{photo.pk}/change/",
    }
    assert (photo.alt, photo.uploaded_by, photo.width, photo.height) == (
        "A bench by a lake",
        author,
        12,
        8,
    )


def test_markdown_of_a_photo_survives_brackets_in_its_words(editor_client):
    alt = r"A sign [Open] \ closed"
    markdown = editor_client.post(PHOTO, {"photo": upload(image_bytes()), "alt": alt}).json()
    html = editor_client.post(PREVIEW, {"text": markdown["markdown"]}).json()["html"]
    assert f'alt="{alt}"' in html


@pytest.mark.parametrize(
    ("data", "status", "message"),
    [
        ({"alt": "A bench"}, 400, "Choose a photo first."),
        ({"alt": "A bench", "photo": "text"}, 400, "Choose a photo first."),
        ({"photo": "image"}, 400, "Say in a few words what the photo shows."),
        ({"photo": "image", "alt": " \n "}, 400, "Say in a few words what the photo shows."),
        ({"photo": "image", "alt": "\0"}, 400, "Say in a few words what the photo shows."),
        (
            {"photo": "image", "alt": "x" * 301},
            400,
            "Say what the photo shows in at most 300 characters.",
        ),
    ],
    ids=["no photo", "no file", "no words", "blank", "null byte", "too many words"],
)
def test_photo_without_what_it_needs_is_refused(editor_client, data, status, message):
    if data.get("photo") == "image":
        data = data | {"photo": upload(image_bytes())}
    assert refusal(editor_client.post(PHOTO, data)) == (status, "application/json", message)
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Only text.", "This is not a JPEG, PNG, WebP, AVIF or GIF image."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "This is not a JPEG, PNG, WebP, AVIF or GIF image.",
        ),
        (image_bytes("BMP"), "This is not a JPEG, PNG, WebP, AVIF or GIF image."),
        (image_bytes(size=(400, 300))[:900], "This image is damaged and cannot be opened."),
    ],
    ids=["text", "svg", "bmp", "cut off"],
)
def test_file_that_is_no_photo_is_refused(editor_client, content, message):
    file = SimpleUploadedFile("photo.png", content, "image/png")
    response = editor_client.post(PHOTO, {"photo": file, "alt": "A bench"})
    assert refusal(response) == (400, "application/json", message)
    assert Photo.objects.count() == 0


def test_photo_of_sixty_megapixels_is_refused_before_it_is_decoded(editor_client, monkeypatch):
    def decode(*args):
        raise AssertionError("It was decoded.")

    content = image_bytes("PNG", (8, 8))
    content = content[:16] + (7750).to_bytes(4) + (7750).to_bytes(4) + content[24:]
    content = _with_checksum(content)
    monkeypatch.setattr(Image.Image, "load", decode)
    response = editor_client.post(PHOTO, {"photo": upload(content), "alt": "A bench"})
    message = "This image has 7,750 × 7,750 pixels; 50 megapixels is the limit."
    assert refusal(response) == (400, "application/json", message)


def _with_checksum(png):
    """The same file with the checksum of its header put right."""
    import zlib  # noqa: PLC0415

    return png[:29] + zlib.crc32(png[12:29]).to_bytes(4) + png[33:]


def test_photo_of_too_many_bytes_is_refused(editor_client, settings):
    settings.PHOTO_MAX_BYTES = 100
    response = editor_client.post(PHOTO, {"photo": upload(image_bytes()), "alt": "A bench"})
    assert refusal(response)[0] == 413
    assert Photo.objects.count() == 0


def test_draft_stays_as_it_is_when_a_photo_fails(author_client, author):
    article = make_article(owner=author)
    author_client.post(PHOTO, {"photo": upload(b"text"), "alt": "A bench"})
    article.refresh_from_db()
    assert article.version == 0
