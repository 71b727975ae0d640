"""Lists of texts without markup: with bullets, after a colon, of labels that run in."""

import pytest

from articles.importing.document import Block, Kind

PROSE = (
    "Peas like cool nights and the company of other peas. Sow them close, give them a stick to "
    "climb, and pick them every other day, or they will think that their work is done."
)


@pytest.mark.parametrize("sign", ["•", "-", "*", "–", "→", "✓", "✅", "☑️"])
def test_bullets_become_items(tell, sign):
    text = f"You need a few things:\n\n  {sign} a can\n  {sign} a fork\n\n{PROSE}"
    assert tell(text) == ["You need a few things:", "- a can\n- a fork", PROSE]


def test_a_dash_alone_opens_speech(tell):
    assert tell(f"{PROSE}\n– Shall we sow?\n{PROSE}") == [PROSE, "– Shall we sow?", PROSE]


def test_bullets_set_in_are_nested(tell):
    text = f"- peas\n    o early ones\n    o late ones\n- beans\n{PROSE}\n- beets\n"
    assert tell(text) == [
        *("- peas\n   - early ones\n   - late ones\n- beans", PROSE, "- beets"),
    ]


def test_bullets_below_numbers_are_nested(tell):
    text = "1. Sow\n- in rows\n- in tubs\n2. Wait\n"
    assert tell(text) == ["1. Sow\n   - in rows\n   - in tubs\n2. Wait"]


def test_a_second_numbered_list_is_its_own(tell):
    assert tell("1. Sow\n2. Wait\n1. Pick\n2. Cook\n- or freeze") == [
        "1. Sow\n2. Wait",
        "1. Pick\n2. Cook\n   - or freeze",
    ]


def test_named_steps_in_direct_succession_are_a_list(tell):
    assert tell("Step 1: Sow\nStep 2: Wait\n") == ["- Step 1: Sow\n- Step 2: Wait"]


def test_emoji_of_several_kinds_are_items_and_stay(tell):
    text = f"{PROSE}\n🌱 Sow in April\n💧 Water in May\n🧺 Pick in June\n{PROSE}"
    assert tell(text) == [
        *(PROSE, "- 🌱 Sow in April\n- 💧 Water in May\n- 🧺 Pick in June", PROSE),
    ]


def test_an_emoji_heading_right_after_checks_is_none_of_them(tell):
    text = f"{PROSE}\n✅ A can\n✅ A fork\n🌱 When to Sow\n{PROSE}"
    assert tell(text) == [PROSE, "- A can\n- A fork", "## 🌱 When to Sow", PROSE]


def test_an_emoji_heading_ends_the_items_before_it(tell):
    text = f"{PROSE}\n\n✅ A can\n\n✅ A fork\n\n🌱 When to Sow\n\n{PROSE}"
    assert tell(text) == [PROSE, "- A can\n- A fork", "## 🌱 When to Sow", PROSE]


def test_title_like_lines_after_a_colon_are_items(tell):
    text = f"{PROSE}\nFeed them with:\nCoffee grounds\nCrushed egg shells\nOld leaves\n{PROSE}"
    assert tell(text) == [
        *(PROSE, "Feed them with:", "- Coffee grounds\n- Crushed egg shells\n- Old leaves", PROSE),
    ]


def test_two_lines_after_a_colon_are_items(tell):
    assert tell(f"You need:\nSome seed\nSome soil\n{PROSE}") == [
        *("You need:", "- Some seed\n- Some soil", PROSE),
    ]


@pytest.mark.parametrize("items", ["Some seed", "Some seed\nSome soil\nSome string"])
def test_a_heading_directly_after_items_is_told_by_its_look(tell, items):
    told = tell(f"You need:\n{items}\nHow To Sow Your Peas\n{PROSE}")
    assert told[-2:] == ["## How To Sow Your Peas", PROSE]


def test_one_line_after_a_colon_heads_what_is_longer(tell):
    assert tell(f"Mind these:\nCold nights\n{PROSE}") == ["Mind these:", "## Cold nights", PROSE]
    assert tell("Mind this:\nCold nights\nRain.") == ["Mind this:", "Cold nights", "Rain."]


def test_lines_in_a_row_under_a_heading_are_items(tell):
    text = f"{PROSE}\n\nWhat You Need\n\n2 cans\n1 fork\n3 sticks\n\nHow to Sow\n\n{PROSE}"
    assert tell(text) == [
        *(PROSE, "## What You Need", "- 2 cans\n- 1 fork\n- 3 sticks", "## How to Sow", PROSE),
    ]


def test_lines_with_blanks_between_and_all_alike_are_a_list_without_bullets(tell):
    text = f"{PROSE}\n\nA can of water\n\nSome good seed\n\nA bit of string\n\n{PROSE}"
    assert tell(text) == [PROSE, "- A can of water\n- Some good seed\n- A bit of string", PROSE]


@pytest.mark.parametrize("loud", ["WHAT YOU NEED", "What You Really Need Here"])
def test_the_first_of_a_row_in_another_look_heads_it(tell, loud):
    text = f"{PROSE}\n\n{loud}\n\na can\n\nSome good seed\n\nA bit of string\n\n{PROSE}"
    assert f"## {loud}" in tell(text.replace("a can", "Cool rain"))


def test_the_first_of_a_row_in_bold_heads_it(tell):
    texts = ["**What you need**", "A can", "A fork", "A stick", PROSE]
    told = tell([Block(Kind.PARAGRAPH, text) for text in (PROSE, *texts)])
    assert told == [PROSE, "## **What you need**", "- A can\n- A fork\n- A stick", PROSE]


def test_two_headings_in_a_row_are_no_list(tell):
    assert tell(f"Peas and I\nWhen to Sow\n{PROSE}") == ["## Peas and I", "## When to Sow", PROSE]


def test_a_row_of_three_with_one_between_is_headings(headings):
    text = f"{PROSE}\n\nPEAS AND I\n\nOne small bed\n\nWhen To Sow Your Peas\n\n{PROSE}"
    assert headings(text) == ["## PEAS AND I", "## One small bed", "## When To Sow Your Peas"]


def test_what_stands_last_heads_nothing(tell):
    assert tell(f"{PROSE}\n\nPeas and I\n\nThe end") == [PROSE, "## Peas and I", "The end"]


def test_quotations_after_a_colon_are_items(tell):
    text = f"Say it like this:\n“Shall we sow?”\n“Have you the can?”\n{PROSE}"
    assert tell(text) == ["Say it like this:", "- “Shall we sow?”\n- “Have you the can?”", PROSE]


def test_short_sentences_after_a_colon_are_items_until_one_looks_back(tell):
    text = "Look for signs.\nWrite down:\nHow they climb.\nWhat they eat.\nThese are small signs.\n"
    assert tell(text) == [
        *("Look for signs. Write down:", "- How they climb.\n- What they eat."),
        "These are small signs.",
    ]


def test_one_sentence_after_a_colon_is_prose(tell):
    assert tell(f"Here is the truth:\nPeas climb.\nThat is all.\n{PROSE}")[0].startswith("Here is")


def test_labels_that_run_in_are_items(tell):
    text = (
        f"{PROSE}\nWater: Every morning, before the sun is up.\nFeed: Once, in the spring.\n{PROSE}"
    )
    assert tell(text) == [
        PROSE,
        "- Water: Every morning, before the sun is up.\n- Feed: Once, in the spring.",
        PROSE,
    ]


def test_label_sentences_in_a_row_are_items(tell):
    rows = ["Water early. The sun drinks too.", "Feed once. Less is more.", "Wait. Peas know how."]
    text = "\n".join([PROSE, *rows, PROSE])
    assert tell(text) == [PROSE, "\n".join(f"- {row}" for row in rows), PROSE]


def test_items_below_an_item_that_ends_in_a_colon_are_nested(tell):
    text = (
        f"{PROSE}\nWater early. The sun drinks too.\nFeed once. Less is more.\n"
        f"Ask them. Each evening, at the fence:\n“Are you dry?”\n“Are you cold?”\n{PROSE}"
    )
    assert tell(text)[1].split("\n")[-2:] == ["   - “Are you dry?”", "   - “Are you cold?”"]


def test_a_table_of_contents_is_a_list(tell):
    text = (
        f"Contents\nWhen to Sow\nWhere to Sow\n{PROSE}\nWhen to Sow\n{PROSE}\nWhere to Sow\n{PROSE}"
    )
    assert tell(text) == [
        *("Contents", "- When to Sow\n- Where to Sow", PROSE),
        *("## When to Sow", PROSE, "## Where to Sow", PROSE),
    ]


def test_contents_that_stand_last_hold_nothing(tell):
    assert tell(f"{PROSE}\nContents") == [PROSE, "Contents"]


def test_lists_go_no_deeper_than_a_reader_does(tell):
    text = "\n".join(f"{'  ' * depth}- peas" for depth in range(40))
    assert tell(text)[0].split("\n")[-1] == "         - peas"


def test_bullets_of_paragraphs_become_items(tell):
    texts = ["You **need**:", "• a *can*", "• a fork", PROSE]
    assert tell([Block(Kind.PARAGRAPH, text) for text in texts]) == [
        *("You **need**:", "- a *can*\n- a fork", PROSE),
    ]


def test_the_first_of_a_row_without_a_number_heads_those_with_one(tell):
    text = f"{PROSE}\n\nWhat you need\n\n2 cans\n\n1 fork\n\n3 sticks\n\n{PROSE}"
    assert tell(text) == [PROSE, "## What you need", "- 2 cans\n- 1 fork\n- 3 sticks", PROSE]


def test_a_row_that_ends_the_text_is_a_list(tell):
    assert tell("You need:\n“A can.”\n“A fork.”") == ["You need:", "- “A can.”\n- “A fork.”"]
