import pytest
from django.conf import settings as project
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import Repair
from articles.importing.repair import decode, mend, mojibake

DOCUMENTS = project.BASE_DIR.parent / "shared" / "documents"

#: Right sentences in many scripts, with what looks most like mojibake in each.
RIGHT = [
    "“It’s late” — so we’ll call… at 10:30, won’t we? 🌱👩🏽‍🌾❤️",
    "« Où est l’été ? » — À côté du café… “déjà vu”…",
    "„Schöne Grüße“, sagte er – „viel Spaß“… Äpfel für 3 €",
    "—Él dijo: «¿Qué tal, señor?» —¡Último día!—",
    "A IRMÃ… MAÇÃ”, “NÃO É SÓ ISSO”, amanhã às três…",
    "”Å, så fint!” sa hun – ”é” och ”Örebro”…",
    "Zażółć gęślą jaźń; „żółć”… się “ć”“",
    "Příliš žluťoučký kůň úpěl «ďábelské» ódy…",
    "İyi akşamlar! ”Çarşamba günü” ağaç dikeceğiz…",
    "Bố mẹ ơi, TÊN MÃ… con về nhà lúc 5 giờ”…",
    "Різдво в Україні: «ВІСІМ… РІЗНИХ СІЛ» — добре.",
    "Позвоните другу — “он ждёт”… РЁВ, Сёстры",
    "Καλημέρα! «Τι κάνεις;» — είπε ο φίλος…",
    "友達に「電話」する。ＡＢＣ　全角… 给朋友打电话。",
    "친구에게 “전화”해요… ㅋㅋ",
    "می‌خواهم به دوستم زنگ بزنم؛ «سلام»…",
    "मेरे मित्र से बात करो… क्‍ष",
    "CAFÉ™ ½ × 3² ± 5 µm, ﬁne ligature, e\u0301 and é, naïve œuvre",
]
CODECS = [
    "sloppy-windows-1252",
    "latin-1",
    "sloppy-windows-1254",
    "sloppy-windows-1250",
    "sloppy-windows-1251",
    "sloppy-windows-1253",
    "sloppy-windows-1257",
    "mac_roman",
    "cp437",
    "cp850",
]
WORDS = "“It’s time” — said José… über die Straße, señor Muñoz: « voilà ! » 🌱"


def misread(text, *codecs):
    for codec in codecs:
        text = text.encode().decode(codec)
    return text


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_mend_keeps_right_text(text):
    assert mend(text) == (text, [])


@given(st.lists(st.sampled_from(" ".join(RIGHT).split(" ")), max_size=20).map(" ".join))
def test_mend_keeps_right_words_in_any_order(text):
    assert mend(text.strip()) == (text.strip(), [])


@pytest.mark.parametrize("codec", CODECS)
def test_mend_undoes_a_code_page(codec):
    assert mend(misread(WORDS, codec))[0] == WORDS


@pytest.mark.parametrize("codec", CODECS)
def test_mend_undoes_a_code_page_twice(codec):
    assert mend(misread(WORDS, codec, codec))[0] == WORDS


def test_mend_undoes_three_misreadings():
    assert mend(misread(WORDS, "latin-1", "sloppy-windows-1252", "mac_roman"))[0] == WORDS


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", RIGHT[:14], ids=range(14))
def test_mend_undoes_a_code_page_beside_right_text(text, codec):
    assert mend(f"{text} {misread(WORDS, codec)} {text}")[0] == f"{text} {WORDS} {text}"


@given(st.lists(st.sampled_from(RIGHT), min_size=1, max_size=4), st.sampled_from(CODECS[:3]))
def test_mend_undoes_a_code_page_in_any_script(texts, codec):
    broken = "\n".join(misread(text, codec) for text in texts)

    assert mend(f"{misread(WORDS, codec)}\n{broken}")[0] == "\n".join((WORDS, *texts))


@settings(max_examples=200)
@given(st.text("Ãâ€ğŸ’©“”™ \n\x80\x9d\x9c`\ufffdÐ\xa0\u200b\u200d😀aé ", max_size=30))
def test_mend_has_nothing_left_to_mend(text):
    mended, _ = mend(text)

    assert mend(mended)[0] == mended


def test_mend_notes_a_change_once_with_its_first_line_and_number():
    text, repairs = mend("First\nWe donâ€™t.\nYou donâ€™t.")

    assert text == "First\nWe don’t.\nYou don’t."
    assert repairs == [Repair("mojibake", "â€™", "’", 2, 2)]


def test_mend_shows_no_end_of_changes():
    letters = [
        misread(chr(number), "latin-1") for number in (*range(0x410, 0x450), *range(0x4E00, 0x4E99))
    ]
    _, repairs = mend(" ".join(letters))

    assert len(repairs) == 201
    assert repairs[-1] == Repair("more", "17 more changes", "", times=17)


def test_mend_ends_with_a_text_that_was_misread_very_often():
    broken = misread("é", *["latin-1"] * 12)

    assert len(mend(broken)[0]) < len(broken)


def test_mend_leaves_a_text_with_too_many_signs_of_mojibake_and_says_so(monkeypatch):
    monkeypatch.setattr(mojibake, "MAX_JUDGED", 20)
    text = "Ã©t " * 30

    assert mend(text) == (text, [Repair("mojibake", mojibake.TOO_MUCH, mojibake.TOO_MUCH, 1)])


def test_mend_leaves_mojibake_that_a_text_quotes_as_code():
    text = "The apostrophe turns into `â€™`.\n\n```\nâ€œ\n```\n"

    assert mend(text) == (text, [])


def test_mend_mends_code_in_a_broken_text():
    assert mend("Itâ€™s `â€™`")[0] == "It’s `’`"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("He saidâ€ and left.", "He said” and left."),
        ("â€œGo.â€\ufffd he said", "“Go.” he said"),
        ("Itâ€™s late â³ now", "It’s late ⏳ now"),
        ("ğŸ’” and then ğŸ’ Begin", "💔 and then Begin"),
        ("Itâ€™s â¤ï¸", "It’s ❤️"),
        ("Itâ€™s \U0001f469â€\U0001f467", "It’s \U0001f469\u200d\U0001f467"),
        ("Itâ€™s all voilÃ there, Ã la carte.Â ", "It’s all voilà there, à la carte. "),
        ("Itâ€™s â† back", "It’s ← back"),
        ("Itâ€™s NÃ… and Ã", "It’s NÃ… and Ã"),
        ("pâté â³", "pâté â³"),
    ],
)
def test_mend_mends_lost_bytes_where_only_one_can_be_meant(broken, mended):
    assert mend(broken)[0] == mended


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="no documents beside the checkout")
@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_mend_changes_the_broken_document_beside_the_checkout_alone(path):
    text, _ = decode(path.read_bytes())
    mended, repairs = mend(text)

    assert (mended == text) == (not path.name.startswith("001"))
    assert not set("âğŸ€œ") & set(mended)
    assert {repair.kind for repair in repairs} <= {"mojibake", "lost character"}
