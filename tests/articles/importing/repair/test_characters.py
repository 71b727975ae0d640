import pytest

from articles.importing.document import Repair
from articles.importing.repair import mend


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("\x93Well\x94 \x97 it\x92s late\x85", "“Well” — it’s late…"),
        ("\x80\x9cWell\x80\x9d and \x9cso\x9d", "“Well” and “so”"),
        ("“Well\x9d she said", "“Well” she said"),
        ("It\x99s late \x80\x93 go", "It’s late – go"),
        ("One\x81 \x8ftwo", "One two"),
        ("c\x9cur", "cœur"),
        ("A\x07 bell\x00 and \ufffc a picture\x7f", "A bell and  a picture"),
        ("One\u2028two\u2029three\x0bfour\x0cfive\r\nsix", "One\ntwo\n\nthree\nfour\nfive\nsix"),
        ("\uf0b7 one", "• one"),
    ],
)
def test_mend_puts_control_characters_right(text, mended):
    assert mend(text)[0] == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "a\u200bfriend\ufeff and\u2060 con\u00adver\u00adsa\u00adtion",
            "afriend and conversation",
        ),
        ("plain\u200c letters\u200d here\ufe0f", "plain letters here"),
        ("left\u200e to right\u202c", "left to right"),
        ("(ภาษา\u200bไทย)", "(ภาษา\u200bไทย)"),
        ("می\u200cخواهم ש\u200eלום", "می\u200cخواهم ש\u200eלום"),
        ("क्\u200dष", "क्\u200dष"),
        (
            "👩\u200d❤\ufe0f\u200d👨 1\ufe0f\u20e3 ©\ufe0f",
            "👩\u200d❤\ufe0f\u200d👨 1\ufe0f\u20e3 ©\ufe0f",
        ),
    ],
)
def test_mend_takes_out_what_hides_and_keeps_what_joins(text, mended):
    assert mend(text)[0] == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("a\xa0good\xa0friend", "a good friend"),
        ("One.\xa0 Two.\xa0\xa0Three.", "One. Two. Three."),
        ("Ends here.\xa0\nNext  \xa0\n\xa0\nLast", "Ends here.\nNext  \n\nLast"),
        ("\xa0\xa0\xa0\xa0\xa0Set in", "   Set in"),
        ("thin\u2009space, em\u2003space", "thin space, em space"),
        ("wide\u3000space", "wide space"),
    ],
)
def test_mend_makes_debris_of_spaces_plain(text, mended):
    assert mend(text)[0] == mended


@pytest.mark.parametrize(
    "text",
    [
        "«\xa0Vraiment\xa0?\xa0» dit-elle\u202f!",
        "10\xa0kg, 20\xa0%, 1\xa0000\xa0€, §\xa05",
        "слово\xa0— дом, в\xa0саду, w\xa0domu",
        "　段落の始まり　全角の空白",
    ],
)
def test_mend_keeps_spaces_that_typography_means(text):
    assert mend(text) == (text, [])


def test_mend_notes_each_kind_of_character():
    _, repairs = mend("It\x92s a\u200b\nbig\xa0day")

    assert repairs == [
        Repair("control character", "\x92", "’", 1),
        Repair("invisible character", "\u200b", "", 1),
        Repair("space", "\xa0", " ", 2),
    ]
