"""A letter is rendered like a page, and owes its readers the same words."""

import pytest

from guides.letters.rendering import render_letter
from tests.factories import (
    make_article,
    make_kit,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    publish_article,
)


def problems(body):
    return [str(problem) for problem in render_letter(body).problems]


def test_a_plain_letter_is_html_and_text():
    letter = render_letter(
        "Dear *reader*,\n\n## Tea\n\nBe \\*well\\* & [rest](https://rest.example/a)."
    )
    assert letter.html == (
        "<p>Dear <em>reader</em>,</p>\n"
        '<h2 id="tea">Tea</h2>\n'
        '<p>Be *well* &amp; <a href="https://rest.example/a">rest</a>.</p>'
    )
    assert letter.text == ("Dear *reader*,\n\n## Tea\n\nBe *well* & rest (https://rest.example/a).")
    assert letter.problems == ()


def test_the_disclosure_stands_before_the_first_link_that_pays_in_both_parts():
    make_publication(disclosure_affiliate="We are paid if you buy.")
    make_product(slug="lamp", merchant=make_merchant(mandatory_sentence="As demanded."))
    letter = render_letter("Buy a [lamp](go:lamp).")
    assert letter.text == (
        "Disclosure\n\nWe are paid if you buy.\n\nAs demanded.\n\n"
        "Buy a lamp (http://testserver/go/lamp/?from=letter)."
    )
    places = [letter.html.index(words) for words in ("We are paid", "As demanded", "<a ")]
    assert places == sorted(places)


def test_a_letter_without_paid_links_owes_nothing():
    assert "Disclosure" not in render_letter("[Rest](https://rest.example/)").html


def test_product_links_keep_their_rel_and_name_nobody():
    make_product(slug="lamp")
    assert '<a href="http://testserver/go/lamp/?from=letter" rel="sponsored nofollow">lamp</a>' in (
        render_letter("A [lamp](go:lamp).").html
    )


def test_products_that_may_not_be_cloaked_lead_to_their_merchant():
    merchant = make_merchant(may_cloak=False, hosts="shop.example.com")
    make_product(slug="lamp", merchant=merchant, destination="https://shop.example.com/lamp")
    html = render_letter("A [lamp](go:lamp).").html
    assert '<a href="https://shop.example.com/lamp" rel="sponsored nofollow">lamp</a>' in html


def test_merchants_that_allow_no_mail_stop_the_letter():
    merchant = make_merchant(name="Shop", hosts="shop.example.com", may_email=False)
    make_product(slug="lamp", merchant=merchant)
    assert problems("A [lamp](go:lamp), and <https://shop.example.com/x>.") == [
        "Shop does not allow its links in e-mail. Take this out: “go:lamp”",
        "Shop does not allow its links in e-mail. Take this out: “https://shop.example.com/x”",
    ]


def test_internal_links_are_absolute():
    revision = publish_article(slug="tea")
    html = render_letter("[Tea](article:tea#first) and [all](/articles/).").html
    assert html == (
        f'<p><a href="http://testserver{revision.get_absolute_url()}#first">Tea</a> and '
        '<a href="http://testserver/articles/">all</a>.</p>'
    )


def test_a_link_to_what_nobody_can_read_is_a_problem():
    make_article(slug="tea")
    assert problems("[Tea time](article:tea)") == [
        "This page is not published, so nobody can follow the link: “Tea time”"
    ]


def test_pictures_are_a_problem_and_load_nothing():
    photo = make_photo()
    letter = render_letter(f"Hello\n\n![A bench]({photo.file.url})")
    assert [str(row) for row in letter.problems] == [
        "A letter has no pictures. Take this out: “A bench”"
    ]
    assert letter.html == "<p>Hello</p>"


def test_a_products_card_comes_without_its_picture():
    make_product(slug="lamp", name="The lamp", photo=make_photo())
    letter = render_letter("::: offer lamp\nIt is *bright*.\n:::")
    assert ("<img" in letter.html, "<source" in letter.html, letter.problems) == (False, False, ())
    assert letter.text.endswith(
        "The lamp\n\nIt is *bright*.\n\nSee the product (http://testserver/go/lamp/?from=letter)"
    )


def test_a_kit_is_a_link_to_its_page():
    make_kit(slug="dinners", title="Seven dinners", cover=make_photo())
    letter = render_letter("::: kit dinners\nFor you.\n:::")
    assert '<a href="http://testserver/kits/dinners/">Seven dinners</a>' in letter.html
    assert [tag for tag in ("<form", "<input", "<img", "data-slot") if tag in letter.html] == []
    assert letter.problems == ()


def test_footnotes_and_callouts_read_well_as_text():
    letter = render_letter("::: note Hear\nIt is so[^1].\n:::\n\n[^1]: Truly.")
    assert letter.text == "Note: Hear\n\nIt is so [a].\n\n---\n\n[a] Truly."


def test_lists_and_tables_read_well_as_text():
    letter = render_letter("- one\n- two\n\n1. three\n\n| a | b |\n|---|---|\n| c | d |")
    assert letter.text == "- one\n- two\n\n1. three\n\n| a | b |\n| --- | --- |\n| c | d |"


@pytest.mark.parametrize("body", ["", " \n"])
def test_an_empty_letter_is_a_problem(body):
    assert problems(body) == ["There is nothing in the letter: “…”"]


def test_rendering_costs_the_same_with_forty_links(django_assert_max_num_queries):
    for number in range(40):
        publish_article(slug=f"tea-{number}")
        make_product(slug=f"lamp-{number}")
    body = "\n".join(f"[t](article:tea-{n}) [l](go:lamp-{n})\n" for n in range(40))
    with django_assert_max_num_queries(12):
        render_letter(body)
