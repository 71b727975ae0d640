import pytest

from articles.models import Event, HelpLine, Publication, Revision
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_help_line,
    make_merchant,
    make_product,
    make_publication,
    make_topic,
    publish_article,
)

LIST = "/admin/articles/helpline/"


def fields(**changed):
    return {
        "country": "GB",
        "name": "Samaritans",
        "telephone": "116 123",
        "position": "0",
    } | changed


@pytest.fixture
def page(db):
    make_publication()
    return publish_article(slug="safe", topic=make_topic(sensitivity="sensitive"))


def live_html():
    return Revision.objects.live().get().html


def test_line_that_is_added_changed_and_removed_is_followed(editor_client, page):
    added = editor_client.post(f"{LIST}add/", fields(), follow=True)
    assert "tel:116123" in live_html()
    assert "1 published page changed with it." in str(messages_of(added))
    line = HelpLine.objects.get()
    editor_client.post(f"{LIST}{line.pk}/change/", fields(telephone="988"))
    assert "tel:988" in live_html()
    editor_client.post(f"{LIST}{line.pk}/delete/", {"post": "yes"})
    assert "tel:" not in live_html()


def test_lines_that_are_removed_together_are_followed_once(editor_client, page):
    rows = [make_help_line(name=f"Line {n}") for n in range(3)]
    editor_client.post(f"{LIST}add/", fields())
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    editor_client.post(LIST, chosen | {"post": "yes"})
    assert HelpLine.objects.count() == 1
    assert ("Line 1" in live_html(), Revision.objects.count()) == (False, 3)


def test_new_order_of_many_is_one_version_of_a_page(editor_client, page):
    rows = [make_help_line(name=f"Line {n}", position=n) for n in range(4)]
    data = {"form-TOTAL_FORMS": 4, "form-INITIAL_FORMS": 4, "_save": "Save"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-id": row.pk, f"form-{number}-position": 9 - number}
    editor_client.post(LIST, data)
    places = [live_html().index(f"Line {n}") for n in range(4)]
    assert places == sorted(places, reverse=True)
    assert Revision.objects.count() == 2
    assert Event.objects.filter(verb="refreshed").count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"telephone": "Text HOME to 741741"}, "Give the number alone"),
        ({"telephone": ""}, "Give a number or a web address."),
        ({"address": "https://www.shop.example.com/"}, "is an address of Shop, a merchant"),
        ({"address": "nowhere at all"}, "Enter a valid URL."),
        ({"country": "Atlantis"}, "Select a valid choice."),
        ({"position": "-1"}, "Ensure this value is greater than or equal to 0."),
    ],
)
def test_line_that_helps_nobody_is_refused(editor_client, page, changed, told):
    make_merchant(name="Shop", hosts="shop.example.com")
    response = editor_client.post(f"{LIST}add/", fields(**changed))
    assert told in response.text
    assert not HelpLine.objects.exists()


def test_new_line_comes_last(editor_client, db):
    make_help_line(position=6)
    form = parse(editor_client.get(f"{LIST}add/"))
    assert form.css_first("[name=position]").attributes["value"] == "7"


@pytest.mark.parametrize("address", [LIST, f"{LIST}add/", f"{LIST}{{pk}}/change/"])
def test_only_editors_keep_the_lines(client, author, editor, db, address):
    address = address.format(pk=make_help_line().pk)
    found = [client.get(address).status_code]
    for user in (author, editor):
        client.force_login(user)
        found.append(client.get(address).status_code)
    assert found == [302, 403, 200]


# The publication's own words, and where the way out leads


def send(client, **changed):
    publication = make_publication()
    names = [field.name for field in publication._meta.fields if field.name != "id"]
    values = {name: getattr(publication, name) for name in names if name != "logo"}
    data = {name: value for name, value in values.items() if value is not None} | changed
    return client.post("/admin/articles/publication/1/change/", data, follow=True)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://weather.example.org/", "begins with https://"),
        ("https://me:secret@weather.example.org/", "begins with https://"),
        ("https://localhost/about/", "This is our own site"),
        ("https://www.shop.example.com/", "is an address of Shop, a merchant"),
        ("javascript:alert(1)", "Enter a valid URL."),
    ],
)
def test_way_out_that_is_none_is_refused(editor_client, db, address, told):
    make_merchant(name="Shop", hosts="shop.example.com")
    assert told in send(editor_client, exit_address=address).text
    assert Publication.objects.get().exit_address == "https://www.bbc.co.uk/weather"


def test_way_out_may_be_any_other_page(editor_client, db):
    send(editor_client, exit_address="https://weather.example.org/today?in=York")
    assert Publication.objects.get().exit_address == "https://weather.example.org/today?in=York"


def test_words_of_help_sell_nothing(editor_client, db):
    make_product(slug="lamp")
    response = send(editor_client, help_lines="Buy [a lamp](go:lamp).")
    assert "A sensitive topic earns nothing from its readers" in response.text
    assert Publication.objects.get().help_lines == ""


def test_where_the_way_out_leads_becomes_no_merchant(editor_client, db):
    make_publication(exit_address="https://www.weather.example.org/")
    merchant = make_merchant()
    data = {"name": merchant.name, "hosts": "weather.example.org", "relation": "affiliate"}
    response = editor_client.post(f"/admin/articles/merchant/{merchant.pk}/change/", data)
    assert "from pages where nothing may earn" in response.text


# A topic that becomes sensitive


def test_desk_says_how_many_articles_lost_links(editor_client, db):
    make_product(slug="lamp")
    topic = make_topic(title="Home", slug="home")
    for text in ("[A lamp](go:lamp)", "[A lamp](go:lamp) and [it](go:lamp)", "Words."):
        publish_article(topic=topic, introduction=text)
    data = {"title": "Home", "slug": "home", "sensitivity": "sensitive", "position": "0"}
    address = f"/admin/articles/topic/{topic.pk}/change/"
    told = str(messages_of(editor_client.post(address, data, follow=True)))
    assert "2 live articles had links or cards that pay: readers see them no more." in told
    assert "sponsored" not in "".join(Revision.objects.live().values_list("html", flat=True))
    again = editor_client.post(address, data | {"title": "House"}, follow=True)
    assert "links or cards" not in str(messages_of(again))
