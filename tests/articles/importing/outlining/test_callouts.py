"""Callouts are wrapped where both of their ends are certain."""

import pytest

from articles.importing.outline import Call
from articles.importing.outlining.callouts import take_callouts


def texts(working):
    take_callouts(working)
    return [block.text for block in working.blocks]


def wrapped(name, *inside):
    return "\n\n".join([f"::: {name}", *inside, ":::"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("note", "**Note:** never water at noon."),
        ("note", "💡 Pro tip: water at dawn, slowly."),
        ("note", "A quick note on frost: it comes at night."),
        ("takeaway", "**Key takeaway:** water slowly."),
        ("takeaway", "Bottom line: roses like sun."),
        ("takeaway", "Remember: ferns like shade."),
        ("reflection", "Journal prompt: what did you plant this year?"),
        ("safety", "Safety note: foxgloves are poisonous."),
        ("safety", "If you are in danger, call 112 at once."),
        ("safety", "If someone in your home is violent, contact a helpline."),
        ("safety", "A note on anger: if you are afraid of somebody, speak to a friend."),
    ],
)
def test_callouts_of_one_paragraph_are_wrapped(work, name, text):
    assert texts(work(text)) == [wrapped(name, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Note the frost.",
        "Tip 1: water the roses.",
        "If you are afraid of heights, call a gardener.",
        "If you are in danger of frost, wait.",
        "Note: rain.",
        "Remember the roses.",
        "Try this:",
        "## Key takeaways",
        "**Try this:**\n\n## Roses",
        "**Try this:**\n\n![Fern](fern.jpg)",
        "> Roses are red.",
        "> [!quote] Roses are red.",
        "::: note\nAlready one.\n:::",
        "- Note: never water at noon.",
    ],
)
def test_callouts_are_not_made_of_other_text(work, text):
    assert texts(work(text)) == [block.text for block in work(text).blocks]


def test_callouts_with_a_label_of_their_own_take_the_block_that_follows(work):
    working = work(
        "💬 Mini-Reflection Exercise:\n\nSit down. Write down:\n\n- rain\n- sun\n\nThen go in."
    )
    assert texts(working) == [
        wrapped(
            "reflection", "💬 Mini-Reflection Exercise:", "Sit down. Write down:", "- rain\n- sun"
        ),
        "Then go in.",
    ]


def test_callouts_with_a_bold_label_may_hold_a_list(work):
    assert texts(work("**Key takeaways**\n\n- rain\n- sun\n\nMore.")) == [
        wrapped("takeaway", "**Key takeaways**", "- rain\n- sun"),
        "More.",
    ]


def test_callouts_end_before_a_call(work):
    working = work("**Try this:**\n\n👉 Get the free plan.")
    working.calls = [Call("Get the free plan.")]
    assert texts(working) == ["**Try this:**", "👉 Get the free plan."]


def test_callouts_are_not_calls(work):
    working = work("👉 Try this: get the free plan.")
    working.calls = [Call("Try this: get the free plan.")]
    assert texts(working) == ["👉 Try this: get the free plan."]


def test_callouts_do_not_hold_one_another(work):
    assert texts(work("**Try this:**\n\n**Note:** water it well.")) == [
        "**Try this:**",
        wrapped("note", "**Note:** water it well."),
    ]


def test_scripts_are_labels_with_quotations(work):
    working = work(
        "## What to say to a neighbour\n\nIn anger:\n\n“I hear you.”\n\n"
        "In peace: “Hello.”\n\nBe calm."
    )
    assert texts(working) == [
        "What to say to a neighbour",
        wrapped("script", "In anger:", "“I hear you.”", "In peace: “Hello.”"),
        "Be calm.",
    ]


def test_scripts_may_end_the_text(work):
    working = work("## Scripts\n\nIn anger: “I hear you.”")
    assert texts(working)[1:] == [wrapped("script", "In anger: “I hear you.”")]


@pytest.mark.parametrize(
    "text",
    ["In anger:\n\nI hear you.", "In anger: wait.", "In anger:", "In anger:\n\n- “Hello.”"],
)
def test_scripts_need_their_quotations(work, text):
    working = work(f"## What to say to a neighbour\n\n{text}")
    before = [block.text for block in working.blocks]
    assert texts(working) == before


def test_scripts_are_lists_of_phrases(work):
    assert texts(work("Try gentle phrases like:\n\n- “I see.”\n- “Go on.”")) == [
        wrapped("script", "Try gentle phrases like:", "- “I see.”\n- “Go on.”")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Try gentle phrases like:\n\n- I see.",
        "Try gentle phrases like:\n\nI see.",
        "Things to plant:\n\n- “Rose”",
        "Long " * 12 + "phrases like:\n\n- “I see.”",
    ],
)
def test_scripts_are_not_other_lists(work, text):
    assert texts(work(text)) == [block.text.rstrip() for block in work(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected", "left_out"),
    [
        ("> [!note]\n> Water it.", wrapped("note", "Water it."), []),
        ("> [!TIP] Mulch\n> Use leaves.", wrapped("note", "**Mulch**", "Use leaves."), ["TIP"]),
        ("> **Note**\n> Water it.", wrapped("note", "**Note**\nWater it."), []),
    ],
)
def test_quotations_that_are_callouts_are_opened(work, text, expected, left_out):
    working = work(text)
    assert texts(working) == [expected]
    assert [row.text for row in working.left_out] == left_out


def test_quotations_inside_a_callout_stay(work):
    assert texts(work("**Try this:**\n\n> Breathe in.")) == [
        wrapped("reflection", "**Try this:**", "> Breathe in.")
    ]
