"""The desk's lists of merchants and products as files: out, shown, confirmed, in."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.admin.registry import BROKEN, MEANWHILE
from articles.models import AffiliateLink, Event, Merchant
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import make_merchant, make_product, publish_article

MERCHANTS, LINKS = "/admin/articles/merchant/", "/admin/articles/affiliatelink/"


def send(client, text, folder=MERCHANTS):
    """Upload a file, to be shown what it would do."""
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{folder}import/", {"file": SimpleUploadedFile("m.csv", content)})


def confirm(client, page, folder=MERCHANTS):
    """Press the button under what was shown."""
    return client.post(f"{folder}import/", shown(page), follow=True)


def texts(page, selector):
    return [" ".join(node.text().split()) for node in parse(page).css(f"#content {selector}")]


@pytest.mark.parametrize("folder", [MERCHANTS, LINKS])
def test_list_offers_both_ways_to_editors_only(author_client, editor, client, folder):
    make_product()
    ways = []
    for user in (None, editor):
        if user:
            client.force_login(user)
        page = parse(client.get(folder))
        ways.append([link.text().strip() for link in page.css(".object-tools a")])
    assert "Import" not in ways[0]
    assert {"Import", "Export as CSV"} <= set(ways[1])


def test_export_is_a_file_of_all_rows(editor_client):
    make_merchant(name="=Shop", hosts="shop.example.com")
    response = editor_client.get(f"{MERCHANTS}export/")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["name"], row["hosts"], row["may_email"]) for row in rows] == [
        ("'=Shop", "shop.example.com", "yes")
    ]
    assert response["Content-Disposition"].startswith('attachment; filename="merchants-2')


def test_export_costs_one_query(editor_client, django_assert_num_queries):
    make_product(), make_product()
    with django_assert_num_queries(5):  # the session, the person and what they may
        list(editor_client.get(f"{LINKS}export/").streaming_content)


def test_file_is_shown_and_nothing_saved(editor_client):
    make_merchant(name="Shop", terms_note="Old <b>words</b>")
    page = send(editor_client, "name,terms_note\nShop,New\n")
    assert texts(page, ".registry-list th[scope=row]") == ["Shop changed"]
    assert texts(page, ".registry-list td") == ["2", "terms_note Old <b>words</b> → New"]
    assert texts(page, ".registry-count") == [
        "0 new",
        "1 changed",
        "0 unchanged",
        "0 with an error",
    ]
    assert Merchant.objects.get().terms_note == "Old <b>words</b>"


def test_confirmed_file_is_taken_in(editor_client, editor):
    page = send(editor_client, "name,hosts\nShop,shop.example.com\n")
    response = confirm(editor_client, page)
    assert messages_of(response) == ["Imported: 1 new, 0 changed."]
    assert Merchant.objects.values_list("name", "hosts").get() == ("Shop", "shop.example.com")
    assert Event.objects.values_list("verb", "by").get() == ("imported", editor.pk)


def test_published_pages_that_follow_are_counted(editor_client):
    make_product(slug="cards", name="Cards")
    publish_article(introduction="::: offer cards\n:::")
    page = send(editor_client, "slug,button_text\ncards,Look\n", LINKS)
    response = confirm(editor_client, page, LINKS)
    assert messages_of(response) == [
        "Imported: 0 new, 1 changed. 1 published page changed with it."
    ]


def test_line_breaks_survive_between_showing_and_doing(editor_client):
    page = send(editor_client, 'name,hosts\nShop,"a.example.com\nb.example.com"\n')
    confirm(editor_client, page)
    assert Merchant.objects.get().hosts == "a.example.com\nb.example.com"


def test_error_leaves_nothing_to_confirm(editor_client):
    page = send(editor_client, "name,hosts\nShop,https://x\n")
    assert "kept" not in shown(page)
    assert texts(page, ".registry-list li") == [
        "hosts: Give host names only, one a line, such as shop.example.com."
    ]


def test_file_that_changes_nothing_says_so(editor_client):
    make_merchant(name="Shop")
    page = send(editor_client, "name\nShop\n")
    assert "The file says what is there already: nothing would change." in page.text
    assert "kept" not in shown(page)


def test_change_meanwhile_is_shown_again(editor_client):
    make_merchant(name="Shop", terms_note="One")
    page = send(editor_client, "name,terms_note\nShop,New\n")
    Merchant.objects.update(terms_note="Two")
    again = confirm(editor_client, page)
    assert messages_of(again) == [MEANWHILE]
    assert texts(again, ".registry-list td") == ["2", "terms_note Two → New"]
    assert Merchant.objects.get().terms_note == "Two"
    confirm(editor_client, again)
    assert Merchant.objects.get().terms_note == "New"


@pytest.mark.parametrize("how", ["broken", "of another table"])
def test_what_did_not_arrive_whole_is_refused(editor_client, how):
    merchant = make_merchant(name="Shop")
    text = "slug,name,destination,merchant\na,A,https://a.example/,Shop\n"
    kept = shown(send(editor_client, text, LINKS))["kept"]
    sent = kept[:-5] if how == "broken" else kept
    response = editor_client.post(f"{MERCHANTS}import/", {"kept": sent}, follow=True)
    assert messages_of(response) == [BROKEN]
    assert (AffiliateLink.objects.count(), Merchant.objects.get()) == (0, merchant)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "It is no text in UTF-8. Save it as “CSV UTF-8”."),
        (b"nme\nShop", "Unknown column nme."),
        (b"x" * 600_000, "It has 500,001 bytes; take at most 500,000 at once"),
    ],
    ids=["binary", "column", "large"],
)
def test_file_that_cannot_be_read_is_told_why(editor_client, content, words):
    page = send(editor_client, content)
    assert [text.startswith(words) for text in texts(page, ".errorlist li")] == [True]


def test_no_file_is_told(editor_client):
    page = editor_client.post(f"{MERCHANTS}import/", {})
    assert texts(page, ".errorlist li") == ["This field is required."]


@pytest.mark.parametrize("way", ["import", "export"])
def test_author_has_no_way_in(author_client, way):
    answers = [author_client.get(f"{folder}{way}/") for folder in (MERCHANTS, LINKS)]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_page_that_asks_names_the_columns(editor_client):
    page = editor_client.get(f"{MERCHANTS}import/")
    columns = dict(zip(texts(page, "th[scope=row]"), texts(page, "td"), strict=True))
    assert (len(columns), columns["name"], columns["relation"]) == (
        15,
        "Name. Every row needs it",
        "Relation: affiliate, own, gifted",
    )
    assert texts(page, ".errorlist li") == []


def test_author_posting_a_kept_file_is_refused(editor_client, client, author):
    data = shown(send(editor_client, "name,hosts\nShop,shop.example.com\n"))
    client.force_login(author)
    assert client.post(f"{MERCHANTS}import/", data).status_code == 403
    assert Merchant.objects.count() == 0
