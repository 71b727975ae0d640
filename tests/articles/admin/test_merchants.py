"""The desk's merchants: how a programme's form is started from, and when terms are read again."""

from datetime import date

import pytest
import time_machine

from articles.admin import merchants
from articles.affiliates.presets import presets
from articles.models import Event, Merchant
from tests.articles.admin.forms import messages_of, parse, shown
from tests.factories import (
    make_merchant,
    make_network,
    make_product,
    publish_article,
    publish_guide,
)

FOLDER = "/admin/articles/merchant/"
PAGE = f"{FOLDER}presets/"
NOW = date(2026, 11, 24)


def texts(page, selector):
    return [" ".join(node.text().split()) for node in parse(page).css(f"#content {selector}")]


def ticked(page):
    return {box.attributes["name"] for box in parse(page).css("#content input[checked]")}


def test_page_lists_every_programme(editor_client):
    page = editor_client.get(PAGE)
    assert texts(page, ".presets h2") == [preset.name for preset in presets().values()]
    links = [link.attributes["href"] for link in parse(page).css(".presets a.button")]
    assert links == [f"{FOLDER}add/?preset={slug}" for slug in presets()]


def test_page_says_what_was_read_and_when(editor_client):
    page = editor_client.get(PAGE)
    dates = texts(page, "#amazon-us .preset-dates") + texts(page, "#target .preset-dates")
    assert dates == [
        "Checked on 24 November 2026, in a text of 15 October 2025.",
        "Checked on 24 November 2026, in a text without a date.",
    ]
    assert texts(page, "#bookshop .preset-rules li") == [
        "Links through our own address: no (not confirmed)",
        "Links in e-mail: yes",
        "Links in PDF and EPUB: no (not confirmed)",
        "Prices beside links: no (not confirmed)",
    ]
    assert texts(page, "#amazon-us q") == [
        "As an Amazon Associate I earn from qualifying purchases."
    ]


def test_page_costs_no_query_of_its_own(editor_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):  # the frame's
        editor_client.get(PAGE)


def test_page_is_for_those_who_may_add(author_client):
    assert author_client.get(PAGE).status_code == 403


def test_page_is_offered_in_the_list(editor_client):
    links = [link.attributes["href"] for link in parse(editor_client.get(FOLDER)).css("a")]
    assert PAGE in links


def test_form_starts_from_a_programme_and_nothing_is_saved(editor_client):
    page = editor_client.get(f"{FOLDER}add/?preset=amazon-us")
    form = shown(page)
    assert (form["name"], form["hosts"].split()) == (
        "Amazon (United States)",
        ["amazon.com", "amzn.to"],
    )
    assert (form["terms_checked_on"], form["default_parameters"].strip()) == ("15/10/2025", "")
    assert ticked(page) == set()
    assert texts(page, ".description")[1] == "Add your own, such as tag=yourtag-20, one a line."
    assert (Merchant.objects.count(), Event.objects.count()) == (0, 0)


def test_form_that_was_started_is_saved(editor_client):
    address = f"{FOLDER}add/?preset=bookshop"
    page = editor_client.get(address)
    boxes = {"may_cloak", "may_email", "may_document", "may_price"} - ticked(page)
    data = {name: value for name, value in shown(page).items() if name not in boxes}
    editor_client.post(address, data | {"may_email": "on"})
    merchant = Merchant.objects.get()
    rules = (merchant.may_cloak, merchant.may_email, merchant.may_document, merchant.may_price)
    assert (merchant.name, rules) == (
        "Bookshop.org (United States)",
        (False, True, False, False),
    )


def test_network_of_a_programme_is_chosen_where_it_is_known(editor_client):
    networks = [shown(editor_client.get(f"{FOLDER}add/?preset=awin"))["network"]]
    network = make_network(name="Awin")
    networks.append(shown(editor_client.get(f"{FOLDER}add/?preset=awin"))["network"])
    assert networks == ["", str(network.pk)]


@pytest.mark.parametrize("query", ["", "?preset=nobody"], ids=["none", "unknown"])
def test_form_without_a_programme_is_empty(editor_client, query):
    page = editor_client.get(f"{FOLDER}add/{query}")
    assert (shown(page)["name"], texts(page, ".description")) == ("", [])
    assert ticked(page) == {"may_cloak", "may_email", "may_document", "may_price"}


def test_programme_does_not_touch_who_is_there(editor_client):
    merchant = make_merchant(name="Shop", terms_checked_on=NOW)
    with time_machine.travel(NOW):
        page = editor_client.get(f"{FOLDER}{merchant.pk}/change/?preset=awin")
    assert (shown(page)["name"], texts(page, ".description")) == ("Shop", [])


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (date(2026, 5, 25), None),
        (date(2026, 5, 24), "They were last read on 24 May 2026,"),
        (None, "Nobody noted when they were last read."),
    ],
    ids=["lately", "long ago", "never"],
)
def test_form_asks_to_read_old_terms_again(editor_client, read, words):
    merchant = make_merchant(terms_checked_on=read)
    with time_machine.travel(NOW):
        page = editor_client.get(f"{FOLDER}{merchant.pk}/change/")
    said = texts(page, ".description")
    assert [words in text for text in said] == ([True] if words else [])


def test_list_marks_terms_to_be_read_again(editor_client):
    make_merchant(name="A", terms_checked_on=date(2026, 5, 24))
    make_merchant(name="B", terms_checked_on=date(2026, 11, 1))
    make_merchant(name="C")
    make_merchant(name="D", relation="own")
    with time_machine.travel(NOW):
        page, due = editor_client.get(FOLDER), editor_client.get(f"{FOLDER}?terms=due")
    assert texts(page, ".field-terms_read") == [
        "24 May 2026: read again",
        "1 Nov 2026",
        "Not yet: read them",
        "–",
    ]
    assert texts(due, ".field-name") == ["A", "C"]


# A rule that became stricter


def forbid(client, merchant, *rules):
    address = f"{FOLDER}{merchant.pk}/change/"
    page = client.get(address)
    boxes = dict.fromkeys(ticked(page) - set(rules), "on")
    data = {name: value for name, value in shown(page).items() if not name.startswith("may_")}
    return messages_of(client.post(address, data | boxes, follow=True))[:-1]


@pytest.fixture
def shop(db):
    merchant = make_merchant(name="Shop")
    make_product(slug="lamp", merchant=merchant)
    return merchant


def publish_with(text, **fields):
    return publish_article(sections=[("One", text)], **fields)


def test_pages_that_break_a_new_rule_are_named(editor_client, shop):
    publish_with("[x](go:lamp) for $49", title="Lamps")
    publish_with("[x](go:lamp)", title="No price")
    publish_guide(title="A guide", chapters=[("One", "[x](go:lamp) for $49")])
    assert forbid(editor_client, shop, "may_price") == [
        "2 live pages break its rules now, and readers see it: “Lamps”, “A guide”."
    ]


def test_one_page_that_breaks_a_new_rule_is_named(editor_client, shop):
    publish_with("[x](go:lamp) for $49", title="Lamps")
    assert forbid(editor_client, shop, "may_price") == [
        "1 live page breaks its rules now, and readers see it: “Lamps”."
    ]


def test_pages_are_named_up_to_a_number(editor_client, shop, monkeypatch):
    monkeypatch.setattr(merchants, "MOST_PAGES", 2)
    monkeypatch.setattr(merchants, "MOST_NAMED", 1)
    for title in ("One", "Two", "Three"):
        publish_with("[x](go:lamp) for $49", title=title)
    assert forbid(editor_client, shop, "may_price") == [
        (
            "2 live pages break its rules now, and readers see it: “One” and 1 more. "
            "Only 2 of its pages were looked at."
        )
    ]


@pytest.mark.parametrize("text", ["[x](go:lamp)", "$49"], ids=["no price", "no link"])
def test_nothing_is_said_where_no_page_breaks_a_rule(editor_client, shop, text):
    publish_with(text)
    assert forbid(editor_client, shop, "may_price") == []


def test_it_is_said_when_not_every_page_was_looked_at(editor_client, shop, monkeypatch):
    monkeypatch.setattr(merchants, "MOST_PAGES", 1)
    publish_with("[x](go:lamp)")
    publish_with("[x](go:lamp)")
    assert forbid(editor_client, shop, "may_price") == ["Only 1 of its pages were looked at."]


def test_nothing_is_said_where_no_rule_became_stricter(editor_client, shop):
    publish_with("[x](go:lamp) for $49")
    assert forbid(editor_client, shop) == []
