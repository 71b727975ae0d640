from datetime import date

import pytest

from articles.earnings import matching
from articles.earnings.matching import Match, match_all
from articles.models import ClickCount
from tests.factories import make_article, make_guide, make_merchant, make_network, make_product

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


@pytest.fixture
def network():
    return make_network()


def match_one(network, sub_id):
    return match_all([sub_id], network)[sub_id]


def code_of(obj):
    return f"{'a' if obj._meta.model_name == 'article' else 'g'}{obj.pk}"


def count_click(product, source, placement):
    ClickCount.objects.create(link=product, source=source, placement=placement, day=DAY, clicks=1)


@pytest.mark.parametrize("make", [make_article, make_guide])
def test_sub_id_names_a_page_and_a_place(network, make):
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    code = code_of(make())
    assert match_one(network, f"{code}-section-3-card") == Match(code, "section-3-card")


def test_sub_id_may_come_back_in_other_letters(network):
    make_merchant(network=network, sub_id="tid=Gazette.{article}:{placement}")
    code = code_of(make_article())
    assert match_one(network, f"GAZETTE.{code.upper()}:FAQ-2") == Match(code, "faq-2")


def test_page_in_the_bin_still_earns(network):
    make_merchant(network=network, sub_id="tid={article}")
    article = make_article()
    article.binned_at = "2026-11-01T00:00Z"
    article.save()
    assert match_one(network, code_of(article)) == Match(code_of(article))


@pytest.mark.parametrize(
    "sub_id",
    [
        "newsletter",
        "a1",
        "a1-",
        "a1-nowhere",
        "a1-section-3-card-2",
        "x-a1-section-3",
        " a1-section-3",
        "a١-section-3",
        "a1_section-3",
        "a1-section-3\n",
    ],
)
def test_sub_id_of_another_make_matches_nothing(network, sub_id):
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    assert match_one(network, sub_id) == Match(reason="Its sub-id is not made like ours.")


@pytest.mark.parametrize("code", ["a999", "g999", "z1", "a01"])
def test_code_of_no_page_matches_nothing(network, code):
    make_merchant(network=network, sub_id="tid={article}")
    make_article(pk=1)
    assert match_one(network, code) == Match(reason=f"No page has the code {code}.")


def test_row_without_a_sub_id_matches_nothing(network):
    make_merchant(network=network, sub_id="tid={article}")
    assert match_one(network, "") == Match(reason="It has no sub-id.")


def test_network_without_a_template_matches_nothing(network):
    make_merchant(network=network)
    make_merchant(network=make_network(), sub_id="tid={article}")
    make_article(pk=1)
    assert match_all(["a1", ""], network) == {
        "a1": Match(reason="No merchant of this network has a sub-id."),
        "": Match(reason="It has no sub-id."),
    }


def test_product_is_known_by_its_name(network):
    merchant = make_merchant(network=network, sub_id="tid={article}-{link}")
    product = make_product(merchant=merchant, slug="warm-Bag_2")
    make_product(slug="other")
    code = code_of(make_article())
    assert match_all([f"{code}-WARM-bag_2", f"{code}-other"], network) == {
        f"{code}-WARM-bag_2": Match(code, "", product.pk),
        f"{code}-other": Match(code),
    }


def test_name_that_two_products_had_is_no_product(network):
    merchant = make_merchant(network=network, sub_id="tid={article}-{link}")
    for binned_at in ("2026-11-01T00:00Z", None):
        make_product(merchant=merchant, slug="bag", binned_at=binned_at)
    code = code_of(make_article())
    assert match_one(network, f"{code}-bag") == Match(code)


def test_sub_id_without_a_page_says_so_and_keeps_its_product(network):
    merchant = make_merchant(network=network, sub_id="tid={link}")
    product = make_product(merchant=merchant, slug="bag")
    match = Match(link=product.pk, reason="Its sub-id names no page.")
    assert match_one(network, "bag") == match


def test_product_is_known_where_only_one_was_followed(network):
    merchant = make_merchant(network=network, sub_id="tid={article}-{placement}")
    one, two = make_product(merchant=merchant), make_product(merchant=merchant)
    code = code_of(make_article())
    count_click(one, code, "faq-1")
    count_click(one, code, "faq-2")
    count_click(two, code, "faq-2")
    count_click(make_product(), code, "faq-1")
    assert match_all([f"{code}-faq-{number}" for number in (1, 2, 3)], network) == {
        f"{code}-faq-1": Match(code, "faq-1", one.pk),
        f"{code}-faq-2": Match(code, "faq-2"),
        f"{code}-faq-3": Match(code, "faq-3"),
    }


def test_product_of_a_page_is_known_where_only_one_was_followed(network):
    merchant = make_merchant(network=network, sub_id="tid={article}")
    product = make_product(merchant=merchant)
    code = code_of(make_article())
    for place in ("faq-1", "faq-2"):
        count_click(product, code, place)
    assert match_one(network, code) == Match(code, "", product.pk)


def test_field_that_stands_twice_must_be_the_same(network):
    make_merchant(network=network, sub_id="tid={article}-{article}")
    make_article(pk=1)
    make_article(pk=2)
    assert match_all(["a1-a1", "a1-a2"], network) == {
        "a1-a1": Match("a1"),
        "a1-a2": Match(reason="Its sub-id is not made like ours."),
    }


def test_template_that_reads_shorter_too_is_settled_by_the_product(network):
    merchant = make_merchant(network=network, sub_id="tid={article}-{placement}-{link}")
    product = make_product(merchant=merchant, slug="card-bag")
    make_article(pk=1)
    assert match_all(["a1-faq-2-card-bag", "a1-faq-2-card-box"], network) == {
        "a1-faq-2-card-bag": Match("a1", "faq-2", product.pk),
        "a1-faq-2-card-box": Match(
            reason="Its sub-id can be read in more than one way.",
        ),
    }


def test_of_two_templates_the_one_that_can_mean_something_does(network):
    make_merchant(network=network, sub_id="tid={article}{placement}-x")
    make_merchant(network=network, sub_id="tid={article}{placement}-{link}")
    make_article(pk=1)
    assert match_one(network, "a1faq-2-x") == Match("a1", "faq-2")


def test_many_sub_ids_cost_no_more_than_one(network, django_assert_num_queries):
    merchant = make_merchant(network=network, sub_id="tid={article}-{link}")
    make_product(merchant=merchant, slug="bag")
    codes = [code_of(make_article()) for _ in range(10)]
    codes += [code_of(make_guide()) for _ in range(10)]
    # The templates, articles, guides, products and clicks.
    with django_assert_num_queries(5):
        match_all([f"{code}-bag" for code in (codes[0], codes[-1])], network)
    with django_assert_num_queries(5):
        matches = match_all([f"{code}-bag" for code in codes], network)
    assert {match.source for match in matches.values() if match.link} == set(codes)


def test_codes_are_asked_for_in_parts(network, monkeypatch):
    monkeypatch.setattr(matching, "CHUNK", 2)
    make_merchant(network=network, sub_id="tid={article}")
    codes = [code_of(make_article()) for _ in range(5)]
    assert {code: match.source for code, match in match_all(codes, network).items()} == {
        code: code for code in codes
    }
