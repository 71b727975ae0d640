"""How plausible bytes are as text in a code page: letters of one language, marks in place."""

import re
from collections import Counter

import ftfy.bad_codecs  # noqa: F401 - registers the codecs named "sloppy"

#: The first wins where several read a file equally well.
GUESSES = (
    "sloppy-windows-1252",
    "sloppy-windows-1254",
    "sloppy-windows-1250",
    "sloppy-windows-1251",
    "mac_roman",
    "sloppy-windows-1253",
    "sloppy-windows-1257",
    "sloppy-windows-1255",
    "sloppy-windows-1256",
    "cp850",
    "koi8-u",
    "cp866",
)

#: The letters beside a to z that one language writes.
ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçèéêëîïôœùûüÿ",
        "àèéìîòù",
        "àáâãèéêìíòóôõùúýăđĩũơư",
        "äöüßéà",
        "áéíóúüñçàèòï",
        "áàâãçéêíóôõúü",
        "åäöæøéðþáíóúý",
        "çğıöşüâîûİ",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýžäľĺŕô",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "čćđšž",
        "āčēģīķļņŗšūžąęėįųõäöü",
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў",
        "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕ",
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",
    )
)

MARKS = re.compile(
    r"(?P<mark>(?<=\w)’(?=\w)|(?<![^\s(\[—–«„‘])[“‘„«¿¡](?=[\w“‘¿¡…\xa0 ])"
    r"|(?<=[\w.,!?…’)%\xa0 ])[”’“»](?![^\s.,;:!?)\]’”—–])"
    r"|(?<![^\s\w”’»,.])[–—•·](?![^\s\w“‘«])|(?<=[\w\s,!?])…|[§£€](?= ?\d)|(?<=\d)[ \xa0]?[€£°²³ºª]"
    r"|[©®™½¼¾\xa0\xad])"
    r"|(?P<noise>[\x80-\x9f\ufffd\u2500-\u259f])"
)
LETTERS = re.compile(r"[^\W\d_\x00-\x7f]")
#: A capital after a small letter, or letters of two scripts in one word.
CLASH = re.compile(
    r"[a-zà-öø-ÿа-яёα-ω][A-ZÀ-ÖØ-ÞА-ЯЁΑ-ΩŠŽŒ]|[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]"
)


def plausibility(sample: bytes, codec: str) -> float:
    """How well the bytes read in `codec`; more is better, and only the order means anything."""
    text = sample.decode(codec, "replace")
    letters = Counter(LETTERS.findall(text))
    known = max(sum(letters[char] for char in alphabet) for alphabet in ALPHABETS)
    marks = Counter(match.lastgroup for match in MARKS.finditer(text))
    return (
        2 * known
        - letters.total()
        + marks["mark"]
        - 2 * marks["noise"]
        - 2 * len(CLASH.findall(text))
    )
