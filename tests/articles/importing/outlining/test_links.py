"""Paying addresses become proposals; pictures that only count are dropped."""

import pytest

from articles.importing.document import Block, Kind
from articles.importing.outline import ProposedLink, Reference
from articles.importing.outlining.links import take_links
from articles.importing.outlining.working import Question

CAN = "https://www.amazon.com/dp/B000000001?tag=garden-20"
CAN_LINK = ProposedLink(
    CAN,
    "https://www.amazon.com/dp/B000000001",
    (("tag", "garden-20"),),
    "Amazon (United States)",
    "Copper can",
)


def test_links_are_proposed_once_with_the_words_that_name_the_product(work):
    working = work(f"[Buy it here]({CAN}), the [Copper can]({CAN}) → or [again]({CAN}).")
    take_links(working)
    assert working.links == [CAN_LINK]


@pytest.mark.parametrize(
    "words",
    [
        "Click here",
        "check the price on Amazon",
        "a very long sentence that says a great deal about copper cans",
    ],
)
def test_links_have_no_name_where_words_only_invite(work, words):
    working = work(f"[{words}]({CAN})")
    take_links(working)
    assert [link.name for link in working.links] == [""]


def test_links_are_found_in_answers_toggles_and_sources(work):
    working = work([Block(Kind.TOGGLE, "More", children=(Block(Kind.PARAGRAPH, CAN),))])
    answer = [Block(Kind.PARAGRAPH, "<https://amzn.to/3spade>"), Block(Kind.CODE, "`//amzn.to/4`")]
    working.questions = [Question("Which spade?", answer)]
    working.references = [
        Reference("A book", "book", "A book", url="https://amzn.to/3book"),
        Reference("A page", "page", "A page", url="https://fern.example/page"),
    ]
    take_links(working)
    assert [link.url for link in working.links] == [
        CAN,
        "https://amzn.to/3spade",
        "https://amzn.to/3book",
    ]


def test_links_in_code_are_none(work):
    working = work(f"    {CAN}")
    take_links(working)
    assert working.links == []


def test_links_that_the_front_matter_calls_so_are_proposed_with_their_host(work):
    fields = {
        "affiliate_link": "https://shop.example/x",
        "affiliate_links": [{"name": "Can", "url": "https://amzn.to/3can"}, 7, "none"],
        "source": "https://fern.example",
    }
    working = work("[Spade](https://shop.example/spade) [Home](/)", fields=fields)
    take_links(working)
    assert [(link.url, link.name, link.programme) for link in working.links] == [
        ("https://shop.example/spade", "Spade", ""),
        ("https://shop.example/x", "", ""),
        ("https://amzn.to/3can", "", "Amazon (United States)"),
    ]


def test_links_to_the_own_site_are_none_though_the_front_matter_names_it(work):
    meta = {"fields": {"affiliate": "https://fern.example/x"}, "canonical": "https://fern.example"}
    working = work("[Spade](https://fern.example/spade)", **meta)
    take_links(working)
    assert [link.url for link in working.links] == ["https://fern.example/x"]


def test_shortened_links_are_doubted_and_not_proposed(work):
    text = " ".join(f"https://bit.ly/{number}" for number in range(7))
    working = work(text)
    take_links(working)
    assert working.links == []
    assert working.doubts == [
        (
            "Shortened addresses hide where they lead: https://bit.ly/0, https://bit.ly/1, "
            "https://bit.ly/2, https://bit.ly/3, https://bit.ly/4 and 2 more"
        )
    ]


def test_counting_pictures_are_dropped_and_others_stay(work):
    pixel = "https://ir-na.amazon-adsystem.com/e/ir?t=me"
    working = work(
        f"Two spades.![]({pixel})\n\n[![]({pixel})]({CAN})\n\n![Fern](fern.jpg)\n\n![]({pixel})"
    )
    take_links(working)
    assert [block.text for block in working.blocks] == ["Two spades.", "![Fern](fern.jpg)"]
    assert working.doubts == ["Pictures that only count readers were dropped: 3."]


def test_a_counting_picture_leaves_its_description_in_the_report(work):
    working = work("![A red barn](https://ir-na.amazon-adsystem.com/e/ir?t=me)")
    take_links(working)
    assert [(row.text, row.why) for row in working.left_out] == [
        ("A red barn", "the description of a picture that only counts readers")
    ]
