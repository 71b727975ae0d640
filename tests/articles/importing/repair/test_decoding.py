import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Repair, Unreadable
from articles.importing.repair import decode

TEXT = "It’s late — we’ll call at ten.\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_decode_reads_unicode_with_and_without_a_mark(mark, codec):
    assert decode(mark + TEXT.encode(codec)) == (TEXT, [])


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Žluťoučký kůň", "cp1250", "windows-1250"),
        ("“Ça va”", "cp1252", "ISO-8859-1"),
        ("友達に電話する", "shift_jis", "shift_jis"),
        ("友達に電話する", "iso2022_jp", "iso-2022-jp"),
        ("给朋友打电话", "gbk", "gb2312"),
        ("Café à dix heures", "utf-8", "windows-1252"),
        ("Café à dix heures", "utf-8", "no such thing"),
        ("Café à dix heures", "utf-8", "utf-16"),
        ("Café à dix heures", "utf-8", "rot13"),
        ("Café à dix heures!", "cp1252", "windows-1252"),
        ("Café à dix heures", "utf-8", ""),
    ],
)
def test_decode_takes_the_declared_encoding_where_it_works(text, codec, declared):
    assert decode(text.encode(codec), declared) == (text, [])


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        ("“Don’t hurry,” she said… café", "cp1252", "sloppy-windows-1252"),
        ("Arkadaşlığı özlüyor, ağaç dikiyor", "cp1254", "sloppy-windows-1254"),
        ("Zażółć gęślą jaźń, łąka", "cp1250", "sloppy-windows-1250"),
        ("Позвони другу сегодня вечером", "cp1251", "sloppy-windows-1251"),
        ("“L’été”, a-t-elle dit — déjà", "mac_roman", "mac_roman"),
        ("Τηλεφώνησε σε έναν φίλο", "cp1253", "sloppy-windows-1253"),
        ("Déjà l’été".replace("’", "'"), "cp850", "cp850"),
    ],
)
def test_decode_guesses_a_code_page_by_how_it_reads(text, codec, named):
    assert decode(text.encode(codec)) == (text, [Repair("encoding", "no Unicode", named)])


def test_decode_keeps_utf8_with_some_broken_bytes():
    text, repairs = decode("Café – thé – crème".encode() + b" caf\xe9!")

    assert text == "Café – thé – crème caf\ufffd!"
    assert repairs == [Repair("lost bytes", "1 × bytes that are not UTF-8", "\ufffd")]


def test_decode_guesses_where_the_declared_encoding_reads_nothing():
    assert decode("café".encode("cp1252"), "undefined")[0] == "café"


def test_decode_makes_line_ends_alike_and_takes_out_what_is_no_character():
    assert decode(b"One\r\nTwo\rThree\n\x00") == ("One\nTwo\nThree\n", [])


@pytest.mark.parametrize(
    "data",
    [bytes(range(32)) * 8, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", b"\x00" * 64],
    ids=["controls", "picture", "zeros"],
)
def test_decode_refuses_what_is_no_text(data):
    with pytest.raises(Unreadable, match=r"^noise\.txt is not a text"):
        decode(data, name="noise.txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_decode_gives_back_any_text_in_utf8(text):
    assert decode(text.removeprefix("\ufeff").encode()) == (text.removeprefix("\ufeff"), [])


@given(st.binary(max_size=200), st.text(max_size=12))
def test_decode_reads_or_refuses_any_bytes(data, declared):
    try:
        text, _ = decode(data, declared)
    except Unreadable:
        return

    assert text == text.encode().decode().replace("\r", "")
