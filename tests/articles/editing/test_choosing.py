"""What writers choose from: `GET /admin/choose/<kind>/`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_article,
    make_guide,
    make_merchant,
    make_photo,
    make_product,
    make_user,
    publish_article,
    publish_guide,
)

KINDS = ("product", "article", "guide", "photo")


def rows(client, kind, **query):
    return client.get(f"/admin/choose/{kind}/", query).json()["rows"]


def labels(client, kind, **query):
    return [row["label"] for row in rows(client, kind, **query)]


@pytest.mark.parametrize("kind", [*KINDS, "nothing"])
def test_nobody_and_those_without_a_right_are_refused(client, db, kind):
    address = f"/admin/choose/{kind}/"
    response = client.get(address)
    assert (response.status_code, response.json()["error"][:19]) == (401, "You are signed out.")
    client.force_login(make_user())
    assert (client.get(address).status_code, client.post(address).status_code) == (403, 405)


def test_kind_that_nobody_knows_is_not_found(author_client):
    response = author_client.get("/admin/choose/nothing/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_answers_are_kept_by_nobody(author_client):
    assert "no-store" in author_client.get("/admin/choose/product/")["Cache-Control"]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "%_\\'\""},
        {"q": "x" * 5_000},
        {"q": "a " * 500},
        {"q": "\ud800"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "x"},
        {"page": "²"},
        {"page": "9" * 400},
    ],
    ids=["null", "signs", "long", "words", "surrogate", "0", "-1", "x", "²", "huge"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_input_finds_something_or_nothing(author_client, kind, query):
    query = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    assert author_client.get(f"/admin/choose/{kind}/", query).status_code == 200


# Products


def test_product_is_shown_with_its_merchant_and_whether_it_is_active(author_client):
    merchant = make_merchant(name="Light & Co")
    yesterday = timezone.now() - timedelta(days=1)
    make_product(name="Lamp", slug="lamp", merchant=merchant)
    make_product(name="Old lamp", slug="old", merchant=merchant, active_until=yesterday)
    make_product(name="Binned", binned_at=yesterday)
    plain = {"markdown": "", "thumbnail": ""}
    assert rows(author_client, "product") == [
        {"label": "Lamp", "detail": "Light & Co · lamp", "slug": "lamp"} | plain,
        {"label": "Old lamp", "detail": "Light & Co · old · not active now", "slug": "old"} | plain,
    ]


def test_every_word_is_searched_and_what_begins_with_them_comes_first(author_client):
    merchant = make_merchant(name="Light & Co")
    for name in ("A quiet lamp", "Lamp", "Lamp 100%", "Chair"):
        make_product(name=name, merchant=merchant)
    assert labels(author_client, "product", q="lamp") == ["Lamp", "Lamp 100%", "A quiet lamp"]
    assert labels(author_client, "product", q="light LAMP quiet") == ["A quiet lamp"]
    assert labels(author_client, "product", q="0%") == ["Lamp 100%"]
    assert labels(author_client, "product", q="_") == []


def test_twenty_rows_are_a_page(author_client):
    merchant = make_merchant()
    for number in range(45):
        make_product(name=f"Lamp {number:02}", merchant=merchant)
    pages = [
        author_client.get("/admin/choose/product/", {"q": "lamp", "page": page}).json()
        for page in (1, 2, 3, 4)
    ]
    assert [(len(page["rows"]), page["more"]) for page in pages] == [
        (20, True),
        (20, True),
        (5, False),
        (0, False),
    ]
    assert pages[2]["rows"][0]["label"] == "Lamp 40"


# Articles and guides


@pytest.mark.parametrize(
    ("kind", "make", "publish"),
    [("article", make_article, publish_article), ("guide", make_guide, publish_guide)],
)
def test_draft_of_somebody_else_is_known_to_editors_only(
    author_client, author, editor, kind, make, publish
):
    chapters = {"chapters": [("One", "Words")]} if kind == "guide" else {}
    make(title="A secret", slug="secret")
    make(title="My draft", slug="mine", owner=author)
    subject = publish(title="Known", slug="known", **chapters).subject
    subject.title, subject.slug = "A secret change", "changed"
    subject.save()
    found = {row["label"]: (row["detail"], row["slug"]) for row in rows(author_client, kind)}
    assert found == {
        "Known": ("Live · known", "known"),
        "My draft": ("Not live · mine", "mine"),
    }
    assert labels(author_client, kind, q="secret") == []
    author_client.force_login(editor)
    assert set(labels(author_client, kind)) == {"A secret", "My draft", "A secret change"}


def test_what_was_withdrawn_or_binned_is_no_longer_live(author_client):
    revision = publish_article(title="Withdrawn")
    revision.live_until = timezone.now()
    revision.save()
    binned = publish_article(title="Binned").article
    binned.binned_at = timezone.now()
    binned.save()
    assert labels(author_client, "article") == []


# Photos


def test_photo_is_shown_small_with_the_markdown_of_its_words(author_client):
    photo = make_photo(alt="A [bench]", credit="Maren", width=1200, height=800)
    make_photo(alt="")
    assert rows(author_client, "photo", q="bench") == [
        {
            "label": "A [bench]",
            "detail": "1200 × 800 · Maren",
            "slug": "",
            "markdown": rf"![A \[bench\]]({photo.file.url})",
            "thumbnail": f"/media/{photo.folder}/480.webp",
        }
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 11])
def test_choosing_costs_the_same_however_many_there_are(
    author_client, django_assert_num_queries, kind, count
):
    makers = {
        "product": make_product,
        "article": publish_article,
        "guide": lambda: publish_guide(chapters=[("One", "Words")]),
        "photo": make_photo,
    }
    for _ in range(count):
        makers[kind]()
    author_client.get(f"/admin/choose/{kind}/")
    # The session, the person, what they may do (two), and the rows.
    with django_assert_num_queries(5):
        assert len(rows(author_client, kind)) == count
