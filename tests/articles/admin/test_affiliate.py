"""Product links at the desk: where they stand, what would change, and what did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AffiliateLink, AffiliateLinkChange, Article, ClickCount
from tests.articles.admin.forms import parse
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_merchant,
    make_product,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make_product(
        slug="lamp",
        name="The lamp",
        merchant=make_merchant(hosts="shop.example.com"),
        destination="https://shop.example.com/lamp",
    )


def address(product, page="change"):
    return f"/admin/articles/affiliatelink/{product.pk}/{page}/"


def form_of(product, **fields):
    """What the form of a product sends, with these fields typed over."""
    names = ("name", "slug", "destination", "button_text", "description", "notes")
    keys = ("merchant", "photo", "fallback", "fallback_article")
    data = {name: getattr(product, name) for name in names}
    data |= {name: getattr(product, f"{name}_id") or "" for name in keys}
    return data | fields


def items(response, selector):
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


def test_form_says_where_it_stands(editor_client, product):
    publish_article(
        title="Light",
        introduction="[a](go:lamp) [b](go:lamp)",
        sections=[("One", "::: offer lamp\n:::")],
    )
    make_article(title="Dark", introduction="[a](go:lamp)")
    publish_guide(title="Evenings", chapters=[("One", "[a](go:lamp)")])
    make_author(name="Ada", bio="[a](go:lamp)")
    make_product(name="Candle", fallback=product)
    assert items(editor_client.get(address(product)), ".link-uses li") == [
        "Article Light live, draft Introduction; Section 1, product card",
        "Guide Evenings live, draft Chapter 1",
        "Article Dark draft",
        "Author Ada named",
        "Affiliate link Candle named",
    ]


def test_form_says_that_it_stands_nowhere(editor_client, product):
    page = editor_client.get(address(product)).content.decode()
    assert "Nowhere yet: no page, draft or product names it." in page


def test_form_costs_the_same_with_ten_more_changes(
    editor_client, product, django_assert_max_num_queries
):
    for number in range(12):
        AffiliateLinkChange.objects.create(link=product, fields={"name": [str(number), "x"]})
    editor_client.get(address(product))
    with django_assert_max_num_queries(26):
        editor_client.get(address(product))


def test_change_that_nobody_would_notice_is_saved_at_once(editor_client, product):
    publish_article(introduction="[a](go:lamp)")
    editor_client.post(address(product), form_of(product, notes="Ask for a new picture."))
    product.refresh_from_db()
    assert product.notes == "Ask for a new picture."


def test_change_of_a_product_in_use_is_shown_first_and_saved_when_confirmed(
    client, editor_client, product
):
    page = publish_article(title="Light", introduction="[a](go:lamp)")
    sent = form_of(product, destination="https://shop.example.com/new", _continue="on")
    asked = editor_client.post(address(product), sent)
    assert AffiliateLink.objects.get().destination == "https://shop.example.com/lamp"
    assert items(asked, ".link-foreseen") == [
        "Whoever follows it will be led to https://shop.example.com/new.",
        "No page has to be published again: 1 published page will lead there.",
    ]
    hidden = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in parse(asked).css(".link-question input[name]")
    }
    editor_client.post(address(product), hidden)
    assert client.get("/go/lamp/")["Location"] == "https://shop.example.com/new"
    assert page.article.revisions.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"button_text": "Look"},
            "1 published page will show the change at once, as a version of the system's.",
            id="shown",
        ),
        pytest.param(
            {"active_until_0": "2020-01-01", "active_until_1": "00:00"},
            "Whoever follows it will be told that it is no longer available.",
            id="retired",
        ),
        pytest.param(
            {"active_until_0": "2020-01-01", "active_until_1": "00:00", "fallback": True},
            "Whoever follows it will be led to “Candle” instead.",
            id="another-product",
        ),
        pytest.param(
            {"active_until_0": "2020-01-01", "active_until_1": "00:00", "fallback_article": True},
            "Whoever follows it will be led to the article “Light” instead.",
            id="an-article",
        ),
    ],
)
def test_question_says_what_readers_will_notice(editor_client, product, changes, sentence):
    publish_article(title="Light", introduction="[a](go:lamp)")
    rows = {
        "fallback": make_product(name="Candle").pk,
        "fallback_article": Article.objects.get().pk,
    }
    changes = {name: rows[name] if value is True else value for name, value in changes.items()}
    asked = editor_client.post(address(product), form_of(product, **changes))
    assert sentence in items(asked, ".link-foreseen")


def test_uncloaked_product_is_led_to_its_new_destination_at_once(editor_client, client):
    merchant = make_merchant(hosts="shop.example.com", may_cloak=False)
    product = make_product(merchant=merchant, destination="https://shop.example.com/a", slug="lamp")
    publish_article(slug="light", introduction="[a](go:lamp)")
    sent = form_of(product, destination="https://shop.example.com/b", _confirmed="on")
    editor_client.post(address(product), sent)
    assert 'href="https://shop.example.com/b"' in client.get("/articles/light/").content.decode()


def test_wrong_change_is_told_in_the_form_and_not_asked_about(editor_client, product):
    publish_article(introduction="[a](go:lamp)")
    response = editor_client.post(
        address(product), form_of(product, destination="javascript:alert(1)")
    )
    assert items(response, ".errorlist li") == ["Enter a valid URL."]


def test_two_fallbacks_are_refused(editor_client, product):
    both = {"fallback": make_product().pk, "fallback_article": make_article().pk}
    response = editor_client.post(address(product), form_of(product, **both))
    assert items(response, ".errorlist li") == ["Choose another product or an article, not both."]


def test_changes_are_kept_field_by_field(editor_client, editor, product):
    changes = {"name": "A lamp", "destination": "https://shop.example.com/new"}
    editor_client.post(address(product), form_of(product, **changes))
    kept = AffiliateLinkChange.objects.get()
    assert (kept.by, kept.by_name, kept.fields) == (
        editor,
        "editor",
        {
            "name": ["The lamp", "A lamp"],
            "destination": ["https://shop.example.com/lamp", "https://shop.example.com/new"],
        },
    )
    page = editor_client.get(address(product))
    assert items(page, ".link-history dl") == [
        "Name The lamp A lamp Destination https://shop.example.com/lamp " + changes["destination"]
    ]


def test_new_product_begins_its_history(editor_client, product):
    sent = form_of(product, slug="another")
    editor_client.post("/admin/articles/affiliatelink/add/", sent)
    kept = AffiliateLinkChange.objects.get()
    assert (kept.link.slug, kept.fields) == ("another", {})


def test_save_that_changes_nothing_is_no_change(editor_client, product):
    editor_client.post(address(product), form_of(product))
    assert not AffiliateLinkChange.objects.exists()


def test_list_shows_state_and_clicks_of_a_month(editor_client, product):
    today = timezone.localdate()
    for days, clicks in ((0, 3), (29, 4), (30, 50)):
        ClickCount.objects.create(link=product, day=today - timedelta(days=days), clicks=clicks)
    page = editor_client.get("/admin/articles/affiliatelink/")
    assert items(page, ".field-state, .field-lately") == ["Active", "7"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("active", ["Now"]),
        ("over", ["Past"]),
        ("later", ["Soon"]),
        ("odd", ["Now", "Past", "Soon"]),
    ],
)
def test_list_is_filtered_by_state(editor_client, state, names):
    now, hour = timezone.now(), timedelta(hours=1)
    make_product(name="Now", active_from=now - hour, active_until=now + hour)
    make_product(name="Past", active_until=now - hour)
    make_product(name="Soon", active_from=now + hour)
    page = editor_client.get(f"/admin/articles/affiliatelink/?state={state}")
    assert items(page, ".field-name") == names


def test_draft_of_a_guide_counts_as_a_use(editor_client, product):
    make_guide(title="Evenings", closing="[a](go:lamp)")
    assert items(editor_client.get(address(product)), ".link-uses li") == ["Guide Evenings draft"]


def test_change_of_a_product_that_only_drafts_name_is_shown_with_them(editor_client, product):
    make_article(title="Dark", introduction="[a](go:lamp)")
    asked = editor_client.post(address(product), form_of(product, button_text="Look"))
    assert items(asked, ".link-foreseen, .link-uses li") == ["Article Dark draft"]


@pytest.mark.parametrize("pk", ["999", "x"])
def test_product_that_is_not_there_is_told(editor_client, product, pk):
    path = f"/admin/articles/affiliatelink/{pk}/change/"
    response = editor_client.post(path, form_of(product, name="New"), follow=True)
    assert response.redirect_chain == [("/admin/", 302)]


def test_author_changes_no_product(author_client, product):
    response = author_client.post(address(product), form_of(product, name="New"))
    assert response.status_code == 403


def test_author_sees_where_readers_find_it_and_nothing_of_others_drafts(author_client, product):
    publish_article(title="Light", introduction="[a](go:lamp)")
    make_article(title="Secret", introduction="[a](go:lamp)")
    AffiliateLink.objects.update(notes="They pay badly.")
    page = author_client.get(address(product))
    assert items(page, ".link-uses li") == ["Article “Light” live, draft Introduction"]
    text = page.content.decode()
    assert [word in text for word in ("Secret", "They pay badly.", "in 30 days")] == [False] * 3


def test_author_sees_no_clicks_in_the_list(author_client, product):
    page = author_client.get("/admin/articles/affiliatelink/")
    assert (items(page, ".field-state"), items(page, ".field-lately")) == (["Active"], [])


def test_form_costs_the_same_with_ten_more_pages(editor_client, product, django_assert_num_queries):
    publish_article(introduction="[a](go:lamp)")
    editor_client.get(address(product))
    with CaptureQueriesContext(connection) as before:
        editor_client.get(address(product))
    for _ in range(10):
        publish_article(introduction="[a](go:lamp)")
    with django_assert_num_queries(len(before)):
        editor_client.get(address(product))
