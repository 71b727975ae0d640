"""Invitations are listed and left where they stand; no address is made up."""

import pytest

from articles.importing.document import Block, Kind
from articles.importing.outline import Call
from articles.importing.outlining.calls import take_calls

PLAN = "https://fern.example/plan"
PAYING = "https://www.amazon.com/dp/B000000001?tag=garden-20"


def calls(working):
    take_calls(working)
    return working.calls


@pytest.mark.parametrize(
    ("text", "call"),
    [
        (f"👉 [See how it works]({PLAN})", Call("See how it works", PLAN)),
        (f"**[Get your garden plan]({PLAN})**", Call("Get your garden plan", PLAN)),
        (
            f"- Download your [free plan]({PLAN}) today.",
            Call("Download your free plan today.", PLAN),
        ),
        (f"> [Join the garden club]({PLAN})", Call("Join the garden club", PLAN)),
        (f"[The copper can →]({PAYING})", Call("The copper can →", PAYING)),
        (f"### [Book a garden visit]({PLAN})", Call("Book a garden visit", PLAN)),
        (f"Related: [Roses]({PLAN})", Call("Related: Roses", PLAN)),
        ("Related: [Roses](#)", Call("Related: Roses")),
        ("👉 Start with The Quiet Garden", Call("Start with The Quiet Garden")),
        ("➡️ Try it tonight.", Call("Try it tonight.")),
        ("Then download the free Garden Kit.", Call("Then download the free Garden Kit.")),
        ("Book a session with a gardener.", Call("Book a session with a gardener.")),
        ("A few focused sessions can help.", Call("A few focused sessions can help.")),
    ],
)
def test_calls_are_found(work, text, call):
    assert calls(work(text)) == [call]


@pytest.mark.parametrize(
    "text",
    [
        "Get started early, before the frost.",
        f"The [weather office]({PLAN}) warns of frost.",
        "## Download your plan",
        "Share this with a friend",
        "Our free hours are for the garden.",
        "💗",
    ],
)
def test_calls_are_not_made_of_prose(work, text):
    assert calls(work(text)) == []


def test_calls_in_a_long_paragraph_are_the_links_that_invite(work):
    text = "Rain falls on the roses. " * 12
    working = work(f"{text}[Get the plan]({PLAN}) or read [the notes]({PLAN}/notes).")
    assert calls(working) == [Call("Get the plan", PLAN)]


def test_calls_in_tables_are_found(work):
    working = work(f"| Can | |\n| --- | --- |\n| Copper | [Check price]({PAYING}) |")
    assert calls(working) == [Call("Check price", PAYING)]


def test_calls_are_listed_once_and_code_has_none(work):
    working = work(f"[Get the plan]({PLAN})\n\n[Get the plan]({PLAN})\n\n    [Get it]({PLAN})")
    assert calls(working) == [Call("Get the plan", PLAN)]


def test_calls_name_a_product_that_a_text_comes_back_to(work):
    long = "It rains on the roses and the ferns. " * 10
    working = work(
        "## See Quiet Garden\n\nFor all of it, see Quiet Garden.\n\n"
        "This comes from Quiet Garden.\n\n"
        f"{long}It is told inside Quiet Garden. More rain.\n\nWe met in New York, in spring."
    )
    assert [call.text for call in calls(working)] == [
        "For all of it, see Quiet Garden.",
        "This comes from Quiet Garden.",
        "It is told inside Quiet Garden.",
    ]


def test_calls_are_not_made_of_the_products_of_a_review(work):
    text = "We sat with Quiet Garden.\n\nHere is more of Quiet Garden.\n\nWe end with Quiet Garden."
    assert calls(work(f"{text}\n\nThe [weather office]({PLAN}) warns of frost.")) == []


def test_calls_without_a_sentence_of_their_own_are_whole(work):
    words = "rain " * 70
    working = work(f"👉 Try {words}")
    assert calls(working) == [Call(f"Try {words}".strip())]


def test_calls_without_an_address_are_one_doubt(work):
    long = "plants " * 20
    working = work(f"👉 Try the {long}today.\n\n👉 See it.\n\n[Get the plan]({PLAN})")
    take_calls(working)
    assert working.doubts == [
        "Invitations without an address: 2, the first “Try the " + "plants " * 10 + "…”"
    ]


def test_calls_inside_toggles_are_found(work):
    inner = Block(Kind.PARAGRAPH, f"[Get the plan]({PLAN})")
    assert calls(work([Block(Kind.TOGGLE, "More", children=(inner,))])) == [
        Call("Get the plan", PLAN)
    ]
