from articles.rendering.disclosure import disclosures
from articles.rendering.library import Merchant, Page

WORDING = {"affiliate": "We earn.", "own": "Ours.", "gifted": "Given."}


def test_disclosures_empty_where_nothing_pays():
    assert disclosures(Page(), WORDING) == []


def test_disclosures_name_each_tie_once_in_fixed_order():
    merchants = [
        Merchant(1, "A", "gifted"),
        Merchant(2, "B", "affiliate"),
        Merchant(3, "C", "affiliate"),
        Merchant(4, "D", "own"),
    ]
    page = Page(merchants={merchant.id: merchant for merchant in merchants})

    assert disclosures(page, WORDING) == ["We earn.", "Ours.", "Given."]


def test_disclosures_end_with_demanded_sentences_by_name_of_merchant():
    merchants = [
        Merchant(1, "Zoo", "affiliate", "As a Zoo associate we earn."),
        Merchant(2, "Ark", "affiliate", "Ark pays."),
        Merchant(3, "Bee", "affiliate", "Ark pays."),
    ]
    page = Page(merchants={merchant.id: merchant for merchant in merchants})

    assert disclosures(page, WORDING) == ["We earn.", "Ark pays.", "As a Zoo associate we earn."]
