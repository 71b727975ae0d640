"""What no browser sends, and what breaks: a clear error, never a 500, and nothing lost."""

import pytest

from articles.models import Article, Photo, Revision
from tests.articles.admin.forms import article_form, errors, shown, still_typed
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_merchant,
    make_topic,
    upload,
)

ADD = "/admin/articles/article/add/"
HOSTILE = {
    "nested": ">" * 2_000 + " deep",
    "brackets": "[" * 3_900,
    "table": "|a" * 300 + "\n" + "|-" * 300,
    "tags": "<div>" * 200 + "<b><i><table><tr>",
    "fences": "```\n~~~\n" * 50,
    "blocks": "::: note\n" * 5 + "Words.",
    "entities": "&#0;&#xD800;&#1114112;&nope;",
    "right to left": "\u202e\u2066words\u2069",
}


def full_form(**fields):
    """A new article with a row of every kind."""
    rows = {
        "sections": [{"heading": "One", "body": "Words."}],
        "faqs": [{"question": "Why?", "answer": "Because."}],
        "references": [{"key": "study", "title": "A study", "publisher": "P", "url": ""}],
    }
    return article_form(**rows | {"tags": "peace", "topic": make_topic().pk} | fields)


TYPED = (
    "title", "slug", "dek", "introduction", "kind", "topic", "authors", "tags", "hero", "reviewer",
    "reviewed_on", "review_due_on", "owner", "search_title", "search_description",
    "sections-0-heading", "sections-0-body", "sections-0-position", "sections-0-id",
    "faqs-0-question", "faqs-0-answer", "references-0-key", "references-0-year",
    "references-0-title", "references-0-publisher", "references-0-url", "references-0-accessed_on",
    "references-0-quote",
)  # fmt: skip


@pytest.mark.parametrize("value", ["a\0b", "\0"], ids=["inside", "alone"])
def test_null_byte_is_refused_at_every_field(editor_client, value):
    response = editor_client.post(ADD, full_form(**dict.fromkeys(TYPED, value)))
    assert (response.status_code, errors(response).keys()) == (200, set(TYPED))
    assert Article.objects.count() == 0


def test_null_byte_in_a_text_leaves_everything_typed(editor_client):
    data = full_form(**{"sections-0-body": "a\0b"})
    response = editor_client.post(ADD, data)
    assert errors(response) == {"sections-0-body": ["Null characters are not allowed."]}
    assert still_typed(response, data).keys() <= {"sections-0-body"}


def test_title_of_a_hundred_kilobytes_is_refused_and_kept(editor_client):
    data = full_form(title="x" * 100_000)
    response = editor_client.post(ADD, data)
    message = "Ensure this value has at most 160 characters (it has 100000)."
    assert errors(response) == {"title": [message]}
    assert still_typed(response, data) == {}


def test_tag_that_is_too_long_is_refused(editor_client):
    data = full_form(tags="peace, " + "x" * 101)
    response = editor_client.post(ADD, data)
    assert errors(response) == {"tags": [f"A tag has at most 100 letters: “{'x' * 60}…”"]}
    assert still_typed(response, data) == {}


@pytest.mark.parametrize(
    "raw",
    [b"\xed\xa0\x80", b"\xff\xfe", b"\xf4\x90\x80\x80", b"\xc0\x80"],
    ids=["lone surrogate", "no start", "beyond Unicode", "overlong"],
)
def test_bytes_that_are_no_text_are_replaced(editor_client, raw):
    boundary, fields = "candor", ("title", "introduction", "sections-0-body", "tags")
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + (b"a" + raw + b"b" if name in fields else str(value).encode())
        for name, value in full_form().items()
        if value != []
    ]
    body = b"\r\n".join([*parts, f"--{boundary}--\r\n".encode()])
    kind = f"multipart/form-data; boundary={boundary}"
    assert editor_client.post(ADD, body, content_type=kind).status_code == 302
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_broken_markdown_is_saved_or_refused_but_kept(editor_client, text):
    data = full_form(introduction=text, authors=[make_author().pk])
    assert editor_client.post(ADD, data | {"_preview": "on"}).status_code == 200
    response = editor_client.post(ADD, data | {"_publish": "on"})
    if response.status_code == 200:
        assert "introduction" in errors(response)
        assert still_typed(response, data) == {}
    else:
        assert Article.objects.get().introduction == text.strip()


@pytest.mark.parametrize(
    ("which", "count"),
    [
        ("TOTAL", None),
        ("TOTAL", "abc"),
        ("INITIAL", "-1"),
        ("INITIAL", "1e9"),
        ("INITIAL", "1000000000"),
    ],
)
def test_rows_that_are_miscounted_are_not_lost(editor_client, which, count):
    article = make_article(sections=[("One", "Words.")])
    data = article_form(article) | {f"sections-{which}_FORMS": count}
    data = {name: value for name, value in data.items() if value is not None}
    response = editor_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert response.status_code in (200, 302)
    assert set(article.sections.values_list("body", flat=True)) == {"Words."}


def test_rows_that_are_only_claimed_are_not_made(editor_client, monkeypatch):
    monkeypatch.setattr("articles.admin.publishable.MAX_ROWS", 12)
    data = full_form(title="") | {"sections-TOTAL_FORMS": "1000000000"}
    page = shown(editor_client.post(ADD, data))
    assert len([name for name in page if name.endswith("-heading")]) == 12


def test_more_fields_than_a_form_may_have_are_refused(editor_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    assert editor_client.post(ADD, full_form()).status_code == 400
    assert Article.objects.count() == 0


@pytest.mark.parametrize("page", ["change", "history", "revisions", "schedule", "withdraw"])
@pytest.mark.parametrize("model", ["articles/article", "guides/guide"])
def test_object_of_no_such_name_is_not_found(editor_client, model, page):
    names = ["abc", "1.5", "-1", "9" * 30, "_00", "%00", "1%20OR%201"]
    answers = {editor_client.get(f"/admin/{model}/{name}/{page}/").status_code for name in names}
    # Django leads from an unknown name to the front page, with a message.
    assert answers <= {302, 404}


@pytest.mark.parametrize(
    "page", ["revisions", "revisions/1", "compare/1/2", "schedule", "withdraw"]
)
@pytest.mark.parametrize("model", ["articles/article", "guides/guide"])
def test_object_that_is_not_there_is_not_found(editor_client, model, page):
    assert editor_client.get(f"/admin/{model}/4711/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["restore/1", "call-off", "share", "unshare"])
def test_object_that_is_not_there_cannot_be_acted_on(editor_client, page):
    assert editor_client.post(f"/admin/articles/article/4711/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["restore/1", "call-off", "share/1/revoke", "unshare"])
def test_what_acts_is_not_done_by_a_link(editor_client, page):
    assert editor_client.get(f"/admin/articles/article/1/{page}/").status_code == 405


@pytest.mark.parametrize("value", ["abc", "4711", "-1", "9" * 18, "1\0"])
def test_choice_that_is_none_is_refused_and_the_rest_is_kept(editor_client, value):
    choices = ("topic", "authors", "hero", "reviewer", "owner")
    data = full_form(**dict.fromkeys(choices, value))
    response = editor_client.post(ADD, data)
    assert errors(response).keys() == set(choices)
    assert still_typed(response, data).keys() == set(choices)


@pytest.mark.parametrize("value", ["2026-02-30", "yesterday", "0000-00-00", "99999-01-01"])
def test_date_that_is_none_is_refused(editor_client, value):
    data = full_form(reviewed_on=value)
    response = editor_client.post(ADD, data)
    assert errors(response) == {"reviewed_on": ["Enter a valid date."]}
    assert still_typed(response, data) == {}


def test_list_asked_for_nonsense_answers(editor_client):
    make_article()
    queries = ["q=%00", "q=" + "x" * 5_000, "p=abc", "p=99999", "o=99.x", "state=nothing"]
    queries += ["topic__id__exact=abc", "all=", "e=1", "nothing=1"]
    answers = [editor_client.get(f"/admin/articles/article/?{query}") for query in queries]
    assert {answer.status_code for answer in answers} <= {200, 302}


@pytest.mark.parametrize(
    ("path", "data", "field"),
    [
        ("merchant", {"name": "Shop", "hosts": "https://shop.example.com/"}, "hosts"),
        (
            "affiliatelink",
            {"name": "A", "slug": "a", "destination": "javascript:alert(1)"},
            "destination",
        ),
        ("affiliatelink", {"name": "A", "slug": "a", "destination": "nowhere"}, "destination"),
        ("topic", {"title": "x" * 81, "slug": "x"}, "title"),
        ("author", {"name": "A", "slug": "a", "bio": "[a](go:nothing)"}, "bio"),
    ],
)
def test_shared_row_that_is_wrong_is_refused_at_its_field(editor_client, path, data, field):
    response = editor_client.post(f"/admin/articles/{path}/add/", data)
    assert response.status_code == 200
    assert field in errors(response)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("articles/ping", "state"), ("articles/checkedaddress", "verdict")),
        *(("articles/topic", "sensitivity"), ("guides/mail", "state"), ("guides/letter", "state")),
    ],
)
@pytest.mark.parametrize("lookup", ["", "__exact"])
def test_choice_that_no_text_can_be_is_put_aside(editor_client, path, name, lookup):
    response = editor_client.get(f"/admin/{path}/?{name}{lookup}=%00")
    assert (response.status_code, response["Location"]) == (302, f"/admin/{path}/?e=1")


def test_bio_may_name_what_there_is(editor_client):
    make_merchant(hosts="shop.example.com")
    data = {
        "name": "A",
        "slug": "a",
        "bio": "I run [a shop](https://shop.example.com/)[x]. [No](#)",
    }
    response = editor_client.post("/admin/articles/author/add/", data)
    assert errors(response) == {"bio": ["This link leads nowhere yet: “#”"]}


def test_photo_form_with_no_photo_keeps_the_words(editor_client):
    for content in (b"", b"text", image_bytes()[:200]):
        data = {"upload": upload(content), "alt": "A bench", "credit": "Me"}
        response = editor_client.post("/admin/articles/photo/add/", data)
        assert errors(response).keys() == {"upload"}
        assert still_typed(response, {"alt": "A bench", "credit": "Me"}) == {}
    assert Photo.objects.count() == 0


def test_tag_without_a_letter_is_refused(editor_client):
    response = editor_client.post(ADD, full_form(tags="!!!"))

    assert errors(response) == {"tags": ["A tag needs a letter or a digit: “!!!”"]}
