"""The page of the bin: what lies there, and the way back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin.bin import PAGE_SIZE
from articles.bin import bring_back, throw_away
from articles.models import AffiliateLink, Article
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_article,
    make_guide,
    make_photo,
    make_product,
    make_user,
    publish_article,
)

BIN = "/admin/bin/"
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def rows(response):
    """The cells of each line, without what it lets one do."""
    lines = parse(response).css(".bin-list tbody tr")
    return [[" ".join(cell.text().split()) for cell in line.css("th, td")[:4]] for line in lines]


def names(response):
    return [row[0] for row in rows(response)]


def back(row):
    return f"/admin/bin/{row._meta.model_name}/{row.pk}/bring-back/"


@pytest.fixture
def one_of_each(editor):
    """One row of each kind in the bin, an hour apart."""
    made = [
        make_article(title="Listen"),
        make_guide(title="Course"),
        make_product(name="Cards"),
        make_photo(alt="A bench"),
    ]
    for hour, row in enumerate(made):
        with time_machine.travel(NOW + timedelta(hours=hour), tick=False):
            throw_away(row, by=editor)
    return made


@time_machine.travel(NOW + timedelta(days=1), tick=False)
def test_bin_lists_all_that_lies_there_the_latest_first(editor_client, one_of_each):
    assert rows(editor_client.get(BIN)) == [
        ["A bench", "Photo", "1 June 2026, 15:00 by editor", "30 August 2026"],
        ["Cards", "Affiliate link", "1 June 2026, 14:00 by editor", "30 August 2026"],
        ["Course", "Guide", "1 June 2026, 13:00 by editor", "30 August 2026"],
        ["Listen", "Article", "1 June 2026, 12:00 by editor", "30 August 2026"],
    ]


def test_bin_of_one_kind_lists_that_kind(editor_client, one_of_each):
    pages = [editor_client.get(BIN, {"kind": kind}) for kind in ("guide", "nonsense")]
    assert [names(page) for page in pages] == [
        ["Course"],
        ["A bench", "Cards", "Course", "Listen"],
    ]
    assert parse(pages[0]).css_first(".bin-kinds [aria-current]").text() == "Guides"


def test_bin_that_is_empty_says_so(editor_client):
    make_article()
    assert "There is nothing in the bin." in editor_client.get(BIN).text


def test_bin_shows_photos(editor_client):
    photo = throw_away(make_photo())
    [image] = parse(editor_client.get(BIN)).css(".bin-list img")
    assert image.attributes["src"] == f"/media/{photo.rendition_name(480, 'webp')}"


def test_bin_of_an_author_holds_their_own_articles(author_client, author):
    throw_away(make_article(title="Mine", owner=author))
    throw_away(publish_article(title="Mine that was live", owner=author).article)
    for row in (make_article(title="Theirs"), make_product(), make_guide(owner=author)):
        throw_away(row)
    page = author_client.get(BIN)
    assert names(page) == ["Mine that was live", "Mine"]
    assert parse(page).css(".bin-kinds") == []


def test_bin_says_what_is_kept_beyond_its_time(editor_client):
    with time_machine.travel(NOW, tick=False):
        throw_away(make_product())
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert rows(editor_client.get(BIN))[0][3] == "It is over: it goes unless something needs it"


def test_bin_has_pages(editor_client):
    merchant = make_product(name="New").merchant
    for number in range(PAGE_SIZE + 1):
        with time_machine.travel(NOW + timedelta(minutes=number), tick=False):
            throw_away(make_product(name=f"{number}", merchant=merchant))
    first, second = (editor_client.get(BIN, {"page": page}) for page in (1, 2))
    assert [len(names(first)), names(second)] == [PAGE_SIZE, ["0"]]
    links = [parse(page).css_first(".bin-pages a").attributes["href"] for page in (first, second)]
    assert links == ["?kind=&page=2", "?kind=&page=1"]


@pytest.mark.parametrize("page", ["0", "99", "x", ""])
def test_page_of_the_bin_that_is_none_is_another(editor_client, page):
    throw_away(make_product(name="Cards"))
    assert names(editor_client.get(BIN, {"page": page})) == ["Cards"]


def test_bin_costs_the_same_with_ten_more_of_each(editor_client):
    def fill():
        for make in (make_article, make_guide, make_product, make_photo):
            throw_away(make(), by=make_user())

    fill()
    editor_client.get(BIN)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as context:
            editor_client.get(BIN)
        costs.append(len(context))
        for _ in range(10):
            fill()
    assert costs[0] == costs[1]


# Look


def test_article_in_the_bin_is_looked_at_as_its_page(editor_client):
    article = throw_away(make_article(title="Listen", introduction="Two *ears*."))
    page = editor_client.get(BIN)
    look = parse(page).css_first(".bin-do a").attributes["href"]
    shown = editor_client.get(look)
    assert look == f"/admin/bin/article/{article.pk}/look/"
    assert "<em>ears</em>" in shown.text
    assert shown["X-Robots-Tag"] == "noindex, nofollow"


def test_guide_in_the_bin_is_looked_at_as_its_page(editor_client):
    guide = throw_away(make_guide(introduction="Two *ears*."))
    assert "<em>ears</em>" in editor_client.get(f"/admin/bin/guide/{guide.pk}/look/").text


def test_photo_and_product_have_no_page(editor_client):
    keys = [throw_away(make()).pk for make in (make_photo, make_product)]
    addresses = [f"/admin/bin/photo/{keys[0]}/look/", f"/admin/bin/affiliatelink/{keys[1]}/look/"]
    assert [editor_client.get(address).status_code for address in addresses] == [404, 404]


# Back


@pytest.mark.parametrize("make", [make_product, make_photo], ids=["product", "photo"])
def test_row_is_brought_back(editor_client, make):
    row = throw_away(make())
    response = editor_client.post(back(row), follow=True)
    change = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    assert response.redirect_chain == [(BIN, 302)]
    assert messages_of(response) == [f'“{row}” is back. <a href="{change}">Open it</a>']
    assert type(row).objects.get() == row


def test_article_is_brought_back_as_a_draft_and_that_is_said(client, editor_client):
    article = throw_away(publish_article(title="Listen", slug="listen").article)
    response = editor_client.post(back(article), follow=True)
    assert messages_of(response)[0].startswith(
        "“Listen” is back, as a draft: readers see it when you publish it. <a"
    )
    assert client.get("/articles/listen/").status_code == 410


def test_what_changed_on_the_way_back_is_said(editor_client):
    photo = make_photo(alt="A bench")
    product = throw_away(make_product(name="Cards", slug="cards", photo=photo))
    throw_away(photo)
    make_product(slug="cards")
    response = editor_client.post(back(product), follow=True)
    assert messages_of(response)[0].startswith(
        "“Cards” is back. Another affiliate link has taken the name “cards” meanwhile: it is now "
        "“cards-2”. With it came photo “A bench”. <a"
    )


def test_second_to_bring_back_is_told(editor_client):
    product = throw_away(make_product(name="Cards"))
    bring_back(product)
    response = editor_client.post(back(product), follow=True)
    assert messages_of(response)[0].startswith("“Cards” is not in the bin any more. <a")


def test_author_brings_back_their_own(author_client, author):
    article = throw_away(make_article(owner=author))
    assert author_client.post(back(article)).status_code == 302
    assert Article.objects.get() == article


REFUSED = {
    "somebody else's": (lambda author: make_article(), 403),
    "a guide of theirs": (lambda author: make_guide(owner=author), 403),
    "a product": (lambda author: make_product(), 403),
    "a photo of theirs": (lambda author: make_photo(uploaded_by=author), 403),
}


@pytest.mark.parametrize("what", REFUSED)
def test_author_brings_back_nothing_else(author_client, author, what):
    make, status = REFUSED[what]
    row = throw_away(make(author))
    answers = [
        author_client.post(back(row)),
        author_client.get(back(row).replace("bring-back", "look")),
    ]
    assert [answer.status_code for answer in answers] == [status, status]
    assert type(row).objects.count() == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [("/admin/bin/article/99/bring-back/", 404), ("/admin/bin/topic/1/bring-back/", 403)],
    ids=["removed", "another kind"],
)
def test_what_is_not_there_is_not_brought_back(editor_client, address, status):
    assert editor_client.post(address).status_code == status


def test_bringing_back_takes_a_post(editor_client):
    product = throw_away(make_product())
    assert editor_client.get(back(product)).status_code == 405
    assert AffiliateLink.objects.count() == 0
