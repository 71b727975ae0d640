"""Importing merchants and product links: rehearsed, all or nothing, and back to what it was."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import AffiliateLink, AffiliateLinkChange, Event, Merchant
from articles.registry.importing import NotTaken, rehearse, take_in
from articles.registry.reports import Difference, Problem, Report, State, Step
from articles.registry.tables import LINKS, MERCHANTS, TABLES
from articles.spreadsheets import stream_csv
from tests.factories import (
    make_article,
    make_merchant,
    make_network,
    make_photo,
    make_product,
    publish_article,
)

pytestmark = pytest.mark.django_db

MOMENT = "Write a moment such as 2026-11-24T18:00:00+01:00."


def export(table):
    return "".join(stream_csv(table.columns, table.export())).removeprefix("\ufeff")


def file(*lines):
    return "\r\n".join(lines)


def take(table, *lines, by=None):
    return take_in(table, file(*lines), by=by)


def problems(table, *lines):
    """Why the rows of a file cannot be taken, by row."""
    steps = rehearse(table, file(*lines)).wrong
    return {step.number: [str(problem) for problem in step.problems] for step in steps}


def test_columns_are_all_that_the_desk_can_change():
    editable = {
        table.name: {
            row.name
            for row in table.model._meta.fields
            if row.editable and not row.primary_key and not row.name.startswith("binned")
        }
        for table in TABLES.values()
    }
    assert editable == {table.name: set(table.columns) for table in TABLES.values()}


def test_new_row_is_shown_and_not_saved():
    report = rehearse(MERCHANTS, file("name,hosts,may_email", "Shop,shop.example.com,no"))
    differences = (
        Difference("name", "", "Shop"),
        Difference("hosts", "", "shop.example.com"),
        Difference("may_email", "yes", "no"),
    )
    assert report == Report((Step(2, "Shop", State.NEW, differences),))
    assert Merchant.objects.count() == 0


def test_new_row_is_saved_with_defaults():
    take(MERCHANTS, "name,hosts", "Shop,shop.example.com")
    merchant = Merchant.objects.get()
    assert (merchant.name, merchant.relation, merchant.may_cloak) == ("Shop", "affiliate", True)


def test_changed_row_says_before_and_after():
    make_merchant(name="Shop", hosts="shop.example.com", terms_note="Mind")
    report = take(MERCHANTS, "name,may_cloak", "Shop,No")
    differences = (Difference("may_cloak", "yes", "no"),)
    assert report.steps == (Step(2, "Shop", State.CHANGED, differences),)
    merchant = Merchant.objects.get()
    assert (merchant.may_cloak, merchant.terms_note) == (False, "Mind")


def test_row_that_says_what_is_there_is_unchanged(editor):
    make_merchant(name="Shop", may_cloak=True)
    report = take(MERCHANTS, "name,may_cloak", "Shop,TRUE", by=editor)
    assert report.counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}
    assert Event.objects.count() == 0


def test_every_field_of_a_link_goes_out_and_comes_back():
    other, article = make_product(slug="other"), make_article(slug="about")
    link = make_product(
        slug="cards",
        name="=Cards",
        merchant=make_merchant(name="+Shop"),
        photo=make_photo(),
        active_from=datetime(2026, 5, 1, 8, 30, 15, 250, tzinfo=UTC),
        active_until=datetime(2027, 5, 1, tzinfo=UTC),
        fallback=other,
        notes="One\r\nTwo, “three”",
    )
    AffiliateLink.objects.filter(slug="other").update(fallback_article=article)
    text = export(LINKS)
    AffiliateLink.objects.update(fallback=None, fallback_article=None)
    AffiliateLink.objects.all().delete()
    report = take_in(LINKS, text, by=None)
    assert report.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
    again = AffiliateLink.objects.get(slug="cards")
    names = ("name", "merchant_id", "photo_id", "active_from", "active_until", "destination")
    assert [getattr(again, name) for name in names] == [getattr(link, name) for name in names]
    assert (again.notes, again.fallback.fallback_article) == ("One\nTwo, “three”", article)
    assert export(LINKS) == text


def test_every_field_of_a_merchant_goes_out_and_comes_back():
    make_merchant(
        name="@Shop",
        hosts="a.example.com\nb.example.com",
        network=make_network(name="-Net"),
        terms_checked_on=datetime(2026, 5, 1, tzinfo=UTC).date(),
        sub_id="tid={article}",
        may_price=False,
    )
    text = export(MERCHANTS)
    Merchant.objects.all().delete()
    take_in(MERCHANTS, text, by=None)
    assert export(MERCHANTS) == text


def test_importing_an_export_changes_nothing():
    make_product(), make_product(fallback=make_product())
    states = {
        name: [step.state for step in rehearse(table, export(table)).steps]
        for name, table in TABLES.items()
    }
    assert states == {"merchants": [State.SAME] * 3, "links": [State.SAME] * 3}


class Names(TestCase):
    """Whatever a merchant is called, its export is taken for it and nothing else."""

    @settings(max_examples=60, deadline=None)
    @given(
        start=st.sampled_from(["=", "+", "-", "@", "'", "'=", "''@", "＝", ""]),
        name=st.text(min_size=1, max_size=40) | st.text("=+＠'\";\t\n\ra", min_size=1, max_size=40),
    )
    def test_name_goes_out_and_comes_back(self, start, name):
        # No browser sends a carriage return in a field of one line; files end their lines by it.
        name = f"{start}{name}".replace("\x00", "").replace("\r", "").strip()
        if not name:
            return
        make_merchant(name=name, terms_note=f"{name}x")
        text = export(MERCHANTS)
        assert [step.state for step in rehearse(MERCHANTS, text).steps] == [State.SAME]
        Merchant.objects.update(terms_note="")
        take_in(MERCHANTS, text, by=None)
        assert list(Merchant.objects.values_list("name", "terms_note")) == [(name, f"{name}x")]


def test_line_breaks_of_another_system_are_no_change():
    make_merchant(name="Shop", hosts="a.example.com\r\nb.example.com")
    report = rehearse(MERCHANTS, 'name,hosts\r\nShop,"a.example.com\nb.example.com"')
    assert report.counts["unchanged"] == 1


def test_moment_in_another_zone_is_no_change():
    make_product(slug="cards", active_from=datetime(2026, 5, 1, 12, tzinfo=UTC))
    report = rehearse(LINKS, file("slug,active_from", "cards,2026-05-01T08:00:00-04:00"))
    assert [step.state for step in report.steps] == [State.SAME]


def test_row_may_refer_to_a_later_one():
    make_merchant(name="Shop")
    take(
        LINKS,
        "slug,name,destination,merchant,fallback",
        "one,One,https://a.example/,Shop,two",
        "two,Two,https://a.example/,Shop,three",
        "three,Three,https://a.example/,Shop,",
    )
    rows = AffiliateLink.objects.order_by("pk").values_list("slug", "fallback__slug")
    assert list(rows) == [("three", None), ("two", "three"), ("one", "two")]


def test_long_chain_is_taken():
    make_merchant(name="Shop")
    lines = [f"p{number},P,https://a.example/,Shop,p{number + 1}" for number in range(300)]
    head = "slug,name,destination,merchant,fallback"
    report = rehearse(LINKS, file(head, *lines, "p300,P,https://a.example/,Shop,"))
    assert report.counts == {"new": 301, "changed": 0, "unchanged": 0, "error": 0}


def test_new_rows_in_a_circle_are_refused():
    make_merchant(name="Shop")
    found = problems(
        LINKS,
        "slug,name,destination,merchant,fallback",
        "one,One,https://a.example/,Shop,two",
        "two,Two,https://a.example/,Shop,one",
    )
    assert found == {
        2: ["fallback: There is no affiliate link “two”."],
        3: ["fallback: There is no affiliate link “one”."],
    }


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("hosts", "https://x", "Give host names only, one a line, such as shop.example.com."),
        ("hosts", "", "This field is required."),
        ("relation", "friend", "Write one of: affiliate, own, gifted."),
        ("may_cloak", "maybe", "Write yes or no."),
        ("may_cloak", "", "Write yes or no."),
        ("network", "Nobody", "There is no network “Nobody”."),
        ("terms_checked_on", "1.5.2026", "Write a day such as 2026-11-24."),
        ("terms_url", "nowhere", "Enter a valid URL."),
        ("sub_id", "x=y", None),
    ],
)
def test_merchant_that_is_wrong_is_told_why(column, cell, words):
    make_merchant(name="Shop")
    words = words or (
        "Give a parameter made of {article}, {placement} and {link}, such as "
        "tid={article}-{placement}."
    )
    assert problems(MERCHANTS, f"name,{column}", f"Shop,{cell}") == {2: [f"{column}: {words}"]}


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("merchant", "Nobody", "There is no merchant “Nobody”."),
        ("merchant", "", "This field is required."),
        ("photo", "photos/x.jpg", "There is no photo “photos/x.jpg”."),
        ("fallback_article", "gone", "There is no article “gone”."),
        ("active_from", "soon", MOMENT),
        ("active_from", "2026-13-01T08:00", MOMENT),
        ("active_from", "0001-01-01T00:00+14:00", MOMENT),
        ("active_until", "9999-12-31T23:59:59-23:00", MOMENT),
        ("active_until", "9999-12-31T23:59:59Z", MOMENT),
        ("destination", "ftp://x.example/", "Enter a valid URL."),
        ("name", "x" * 161, "Ensure this value has at most 160 characters (it has 161)."),
    ],
)
def test_link_that_is_wrong_is_told_why(column, cell, words):
    make_product(slug="cards")
    assert problems(LINKS, f"slug,{column}", f"cards,{cell}") == {2: [f"{column}: {words}"]}


def test_rule_of_several_fields_names_no_column():
    make_product(slug="cards", active_until=datetime(2026, 5, 1, tzinfo=UTC))
    found = problems(LINKS, "slug,active_from", "cards,2027-01-01T00:00:00Z")
    assert found == {2: ["It cannot end before it starts."]}


def test_rows_that_cannot_be_told_apart_are_refused():
    found = problems(
        MERCHANTS,
        "name,hosts",
        "Shop,shop.example.com",
        "Shop,other.example.com",
        ",shop.example.com",
        "Long,shop.example.com,more",
    )
    assert found == {
        3: ["name: Row 2 has it already."],
        4: ["name: Every row needs one; it is known by it."],
        5: ["It has 3 cells, and the head 2."],
    }


def test_one_wrong_row_keeps_all_out(editor):
    with pytest.raises(NotTaken) as refused:
        take(MERCHANTS, "name,hosts", "Shop,shop.example.com", "Bad,https://x", by=editor)
    wrong = "Give host names only, one a line, such as shop.example.com."
    assert [step.problems for step in refused.value.report.wrong] == [(Problem(wrong, "hosts"),)]
    assert (Merchant.objects.count(), Event.objects.count()) == (0, 0)


def test_what_was_promised_is_taken():
    text = file("name,hosts", "Shop,shop.example.com")
    take_in(MERCHANTS, text, by=None, promised=rehearse(MERCHANTS, text).digest())
    assert Merchant.objects.count() == 1


def test_what_is_not_as_promised_is_not_taken():
    merchant = make_merchant(name="Shop", may_cloak=True)
    text = file("name,terms_note", "Shop,New")
    promised = rehearse(MERCHANTS, text).digest()
    Merchant.objects.filter(pk=merchant.pk).update(terms_note="Meanwhile")
    with pytest.raises(NotTaken) as refused:
        take_in(MERCHANTS, text, by=None, promised=promised)
    differences = (Difference("terms_note", "Meanwhile", "New"),)
    assert refused.value.report.told == [Step(2, "Shop", State.CHANGED, differences)]
    assert Merchant.objects.get().terms_note == "Meanwhile"


@pytest.mark.parametrize("go", [rehearse, partial(take_in, by=None)], ids=["rehearse", "take in"])
def test_row_that_somebody_else_adds_meanwhile_is_tried_again(go):
    insertions = []

    def be_overtaken(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "articles_merchant"'):
            insertions.append(sql)
            if len(insertions) == 1:
                execute(sql, params, many, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(be_overtaken):
        report = go(MERCHANTS, file("name,hosts", "Shop,shop.example.com"))

    assert (report.counts["new"], len(insertions)) == (1, 2)


def test_import_is_one_line_of_the_log(editor):
    make_merchant(name="Old")
    lines = ("New,new.example.com", "Newer,newer.example.com", "Old,old.example.com")
    take(MERCHANTS, "name,hosts", *lines, by=editor)
    rows = Event.objects.values_list("verb", "label", "detail", "by", "object_id")
    detail = "New: New, Newer; changed: Old"
    assert list(rows) == [("imported", "3 merchants", detail, editor.pk, None)]


def test_import_of_one_row_is_told_of_in_the_singular():
    take(MERCHANTS, "name,hosts", "Shop,shop.example.com")
    assert Event.objects.get().label == "1 merchant"


def test_published_pages_follow(client):
    make_product(slug="cards", name="Cards", merchant=make_merchant(name="Shop"))
    publish_article(slug="listen", introduction="::: offer cards\n:::")
    text = file("slug,button_text,notes", "cards,Look at it,For us")
    pages = [rehearse(LINKS, text).pages, take_in(LINKS, text, by=None).pages]
    pages.append(take(MERCHANTS, "name,mandatory_sentence", "Shop,As they demand.").pages)
    shown = client.get("/articles/listen/").text
    assert (pages, "Look at it" in shown, "As they demand." in shown) == ([0, 1, 1], True, True)
    assert Event.objects.filter(verb="imported").count() == 2


def test_changes_of_a_link_are_kept_with_it(editor):
    make_product(slug="cards", name="Cards", merchant=make_merchant(name="Shop"))
    head = "slug,name,destination,merchant"
    lines = ("cards,New cards,https://a.example/,Shop", "other,Other,https://a.example/,Shop")
    take(LINKS, head, *lines, by=editor)
    kept = AffiliateLinkChange.objects.order_by("pk").values_list("link__slug", "by", "fields")
    fields = kept[0][2]
    assert [row[:2] for row in kept] == [("cards", editor.pk), ("other", editor.pk)]
    assert (fields["name"], kept[1][2]) == (["Cards", "New cards"], {})


def test_rehearsal_keeps_no_change():
    make_product(slug="cards")
    rehearse(LINKS, file("slug,notes", "cards,New"))
    assert AffiliateLinkChange.objects.count() == 0


def test_slug_in_the_bin_is_free():
    product = make_product(slug="cards")
    AffiliateLink.objects.filter(pk=product.pk).update(binned_at=datetime(2026, 5, 1, tzinfo=UTC))
    head = "slug,name,destination,merchant"
    report = rehearse(LINKS, file(head, f"cards,Cards,https://a.example/,{product.merchant}"))
    assert report.counts["new"] == 1


def test_unchanged_rows_cost_no_query_each(django_assert_num_queries):
    for _ in range(30):
        make_product()
    text = export(LINKS)
    with django_assert_num_queries(4):  # one, and the savepoint's three
        rehearse(LINKS, text)
