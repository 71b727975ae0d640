"""The marks that lines start with."""

import pytest

from articles.importing.outlining.unmarked.marks import Mark, MarkKind, read_mark


@pytest.mark.parametrize("sign", ["•", "-", "*", "–", "→", "✓", "◦", "▪"])
def test_read_mark_knows_bullets(sign):
    assert read_mark(f"{sign} a can") == Mark(MarkKind.BULLET, f"{sign} ", sign)


def test_read_mark_takes_a_round_bullet_only_where_it_is_set_in():
    assert read_mark("o a can", 2) == Mark(MarkKind.BULLET, "o ", "o")
    assert read_mark("o a can") is None


@pytest.mark.parametrize(
    ("text", "written", "style", "number"),
    [
        pytest.param("1. Sow", "1. ", ".", 1, id="stop"),
        pytest.param("2.Water", "2.", ".", 2, id="glued"),
        pytest.param("12) Weed", "12) ", ")", 12, id="bracket"),
        pytest.param("(3) Weed", "(3) ", ")", 3, id="brackets"),
        pytest.param("#4 Reap", "#4 ", "#", 4, id="hash"),
        pytest.param("#4: Reap", "#4: ", "#", 4, id="hash-and-colon"),
        pytest.param("5 – Reap", "5 – ", "–", 5, id="dash"),
        pytest.param("6: Reap", "6: ", ":", 6, id="colon"),
        pytest.param("三、播种", "三、", "chinese", 3, id="chinese"),
        pytest.param("二十一、播种", "二十一、", "chinese", 21, id="chinese-tens"),
        pytest.param("十、播种", "十、", "chinese", 10, id="chinese-ten"),
        pytest.param("② Water", "② ", "circled", 2, id="circled"),
        pytest.param("IV. Reap", "IV. ", "roman", 4, id="roman"),
        pytest.param("b) Water", "b) ", "letter", 2, id="letter"),
    ],
)
def test_read_mark_knows_numbers(text, written, style, number):
    assert read_mark(text) == Mark(MarkKind.NUMBER, written, style, number)


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        pytest.param("Step 2: Water", "step", 2, id="english"),
        pytest.param("Schritt 3 – Jäten", "schritt", 3, id="german"),
        pytest.param("Part IV: Reap", "part", 4, id="roman"),
        pytest.param("Day One", "day", 1, id="in-words"),
        pytest.param("Tip #2: Water", "tip", 2, id="hash"),
        pytest.param("第三章：収穫", "章", 3, id="japanese-chapter"),
        pytest.param("第2步 浇水", "步", 2, id="chinese-step"),
        pytest.param("ステップ2：水やり", "ステップ", 2, id="kana"),
    ],
)
def test_read_mark_keeps_the_words_of_a_named_number(text, style, number):
    mark = read_mark(text)
    assert mark is not None
    assert (mark.style, mark.number, mark.is_named) == (style, number, True)


@pytest.mark.parametrize(
    "text",
    ["Sow in 3 rows", "3.5 metres of string", "7:30 is early", "only 3 came", "Make one bed", ""],
)
def test_read_mark_passes_over_other_numbers(text):
    assert read_mark(text) is None


def test_read_mark_knows_signs():
    assert read_mark("🌱 Sow") == Mark(MarkKind.SIGN, "🌱 ", "🌱")
