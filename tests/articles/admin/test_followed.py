"""What published pages show of other rows: they follow its changes, and keep it in use."""

import pytest

from articles.models import (
    AffiliateLink,
    Author,
    Merchant,
    Photo,
    Publication,
    Revision,
    Topic,
)
from guides.models import GuideRevision
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import (
    make_article,
    make_author,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)


def change(client, row, **fields):
    """Open the form of a row, type `fields` over and save; returns the page that follows."""
    address = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    data = {name: value for name, value in shown(client.get(address)).items() if name[0] != "_"}
    # A box that is not ticked is not sent.
    boxes = parse(client.get(address)).css("input[type=checkbox]:not([checked])")
    unticked = {box.attributes["name"] for box in boxes}
    sent = {name: value for name, value in data.items() if name not in unticked} | fields
    ticked = {box.attributes["name"] for box in parse(client.get(address)).css("input[checked]")}
    sent |= {name: "on" for name in ticked if name not in fields}
    sent |= {"_confirmed": "on"}  # what readers will notice of it was shown
    return client.post(address, {k: v for k, v in sent.items() if v is not None}, follow=True)


@pytest.fixture
def page(db):
    """A live article that shows a product, a merchant, an author, photos and a topic."""
    make_publication(disclosure_affiliate="We earn a commission.")
    merchant = make_merchant(name="Old Shop", hosts="old.example.com")
    product = make_product(
        slug="cards", name="Old cards", merchant=merchant, destination="https://old.example.com/1"
    )
    hero = make_photo(alt="Old words")
    return publish_article(
        slug="listen",
        topic=make_topic(title="Old topic"),
        authors=[make_author(name="Old Name", bio="Old bio.")],
        hero=hero,
        introduction=f"::: offer {product.slug}\n:::\n\n![Old words]({hero.file.url})",
    )


CHANGES = {
    "product": (AffiliateLink, {"name": "New cards"}, "Old cards", "New cards"),
    "button": (AffiliateLink, {"button_text": "Look at it"}, "See the product", "Look at it"),
    "cloaking": (Merchant, {"may_cloak": None}, "/go/cards/", "https://old.example.com/1"),
    "sentence": (Merchant, {"mandatory_sentence": "As they demand."}, "", "As they demand."),
    "author": (Author, {"name": "New Name"}, "Old Name", "New Name"),
    "bio": (Author, {"bio": "New bio."}, "Old bio.", "New bio."),
    "disclosure": (
        Publication,
        {"disclosure_affiliate": "We are paid."},
        "We earn a commission.",
        "We are paid.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_page_follows_a_change_at_once_and_it_is_said(client, editor_client, page, name):
    model, fields, old, new = CHANGES[name]
    before = client.get("/articles/listen/").text
    response = change(editor_client, model.objects.get(), **fields)
    after = client.get("/articles/listen/").text
    assert [old in before, new in before, new in after] == [True, False, True]
    assert not old or old not in after
    assert "1 published page changed with it." in messages_of(response)
    assert list(Revision.objects.order_by("pk").values_list("is_system", flat=True)) == [
        False,
        True,
    ]


def test_page_follows_the_words_of_its_photo(client, editor_client, page):
    response = change(editor_client, Photo.objects.get(), alt="New words")
    assert "1 published page changed with it." in messages_of(response)
    assert 'alt="New words"' in client.get("/articles/listen/").text


def test_two_pages_are_counted_guides_included(editor_client, page):
    publish_guide(introduction="::: offer cards\n:::", chapters=[("One", "Words.")])
    response = change(editor_client, AffiliateLink.objects.get(), name="New cards")
    assert "2 published pages changed with it." in messages_of(response)
    assert GuideRevision.objects.live().get().is_system is True


def test_change_no_page_shows_is_no_version(editor_client, page):
    response = change(editor_client, Author.objects.get(), links="https://maren.example.org/")
    revisions = Revision.objects.count()
    assert [revisions, "changed with it" in str(messages_of(response))] in ([1, False], [2, True])


def test_saving_without_a_change_is_no_version(editor_client, page):
    change(editor_client, AffiliateLink.objects.get())
    assert Revision.objects.count() == 1


def test_title_of_a_topic_changes_on_its_pages_without_a_version(client, editor_client, page):
    change(editor_client, Topic.objects.get(), title="New topic")
    pages = [client.get(path).text for path in ("/", "/articles/listen/")]
    assert ["New topic" in text and "Old topic" not in text for text in pages] == [True, True]
    assert Revision.objects.count() == 1


def test_topic_that_becomes_sensitive_shows_help_lines(client, editor_client, page):
    make_publication(help_lines="Call 116 123.")
    change(editor_client, Topic.objects.get(), sensitivity="sensitive")
    assert "Call 116 123." in client.get("/articles/listen/").text


def test_slug_of_a_product_in_use_stays(client, editor_client, page):
    change(editor_client, AffiliateLink.objects.get(), slug="other")
    assert AffiliateLink.objects.get().slug == "cards"
    assert "/go/cards/" in client.get("/articles/listen/").text


def test_slug_of_a_product_not_in_use_may_change(editor_client, db):
    product = make_product()
    change(editor_client, product, slug="other")
    assert AffiliateLink.objects.get().slug == "other"


@pytest.mark.parametrize("model", [AffiliateLink, Author, Merchant, Photo, Topic])
def test_row_in_use_is_not_deleted_and_the_pages_are_named(editor_client, page, model):
    address = f"/admin/articles/{model._meta.model_name}/{model.objects.get().pk}/delete/"
    asked, answered = editor_client.get(address), editor_client.post(address, {"post": "yes"})
    assert model.objects.count() == 1
    links = parse(asked).css("#content a[href='/articles/listen/']")
    assert {link.text() for link in links} == {page.title}
    assert "/articles/listen/" in answered.text


@pytest.mark.parametrize("model", [AffiliateLink, Author, Merchant, Photo, Topic])
def test_row_in_use_is_not_deleted_from_the_list(editor_client, page, model):
    row = model.objects.get()
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    editor_client.post(f"/admin/articles/{model._meta.model_name}/", data)
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    "make",
    [make_product, make_author, make_merchant, make_photo, make_topic],
    ids=["product", "author", "merchant", "photo", "topic"],
)
def test_row_not_in_use_is_deleted(editor_client, make):
    row = make()
    address = f"/admin/articles/{row._meta.model_name}/{row.pk}/delete/"
    assert editor_client.post(address, {"post": "yes"}).status_code == 302
    assert type(row).objects.filter(pk=row.pk).exists() is False


def test_merchant_of_a_product_is_not_deleted(editor_client):
    merchant = make_product().merchant
    editor_client.post(f"/admin/articles/merchant/{merchant.pk}/delete/", {"post": "yes"})
    assert Merchant.objects.count() == 1


def test_topic_of_a_draft_is_not_deleted(editor_client):
    topic = make_article().topic
    editor_client.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})
    assert Topic.objects.count() == 1


def test_publication_is_neither_added_nor_deleted(editor_client):
    pages = ("add/", "1/delete/")
    answers = [editor_client.post(f"/admin/articles/publication/{page}") for page in pages]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Publication.objects.count() == 1


def test_positions_of_topics_change_in_the_list(editor_client):
    first, second = make_topic(position=1), make_topic(position=2)
    data = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "form-0-id": first.pk,
        "form-0-position": 5,
        "form-1-id": second.pk,
        "form-1-position": 2,
        "_save": "Save",
    }
    editor_client.post("/admin/articles/topic/", data)
    assert list(Topic.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
