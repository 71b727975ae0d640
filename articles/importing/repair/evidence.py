"""What tells misread characters from right text: marks that no language writes, words in them."""

import unicodedata
from functools import lru_cache

from ftfy.badness import badness

from articles.importing.repair.alphabets import ALPHABETS
from articles.importing.repair.codepages import CODE_PAGES

#: Marks and pictures belong to no script.
NATIVE = frozenset(("", "LATIN"))

#: Chinese characters, kana and their like stand in one word.
EAST = dict.fromkeys(("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO"), "CJK")

#: Three particular characters in a row gave one of these: no right text has them.
PUNCTUATION = frozenset("“”‘’–—…•")

#: Beside a letter they look like one misread character: "café”…", "—É", "IRMÃ”".
QUOTES_AND_DASHES = frozenset("“”‘’–—")
ENDS = frozenset("”…»–—")

#: Characters of one misread word in a foreign script, at the least.
WORD = 6

LETTERS = ("Lu", "Ll", "Lo", "Lt")
COMMON = frozenset().union(*ALPHABETS)
#: Letters of smaller languages.
RARER = frozenset("ĉĝĥĵŝŭəŵŷġħċŋŧđơưɓɗƙțșĩĭĳŀŉſĕŏǎǐǒǔǖǘǚǜџѓќѕґәғқңөұүһі")
#: What comes out of a text that was misread twice.
CODED = frozenset().union(*(page.table for page in CODE_PAGES))
EUROPEAN = ("LATIN", "GREEK", "CYRILLIC")


@lru_cache(4096)
def is_common(char: str) -> bool:
    """Whether a character is a letter of a large language, or no European letter at all."""
    return char in COMMON or char >= "\u1e00" or script(char) not in EUROPEAN


@lru_cache(4096)
def _is_in_use(char: str) -> bool:
    if char in CODED:
        return True
    is_known = is_common(char) or char.lower() in RARER
    return is_known and unicodedata.category(char) not in ("Cn", "Co", "Cs")


@lru_cache(4096)
def script(char: str) -> str:
    """The script of a letter, "" for anything else, also for "ª" and "µ"."""
    if char < "\xc0" or unicodedata.category(char) not in LETTERS:
        return ""
    first = unicodedata.name(char, "").split(" ")[0]
    return EAST.get(first, first)


@lru_cache(8192)
def is_certain(run: str, was: str, before: str, after: str) -> bool:
    """Whether a run can be nothing but misread, by itself and the characters around it."""
    if not could_be(run, was, before, after) or _is_stray(run, was, before, after):
        return False
    return (
        _is_punctuation_or_picture(run, was)
        or _is_foreign_word(run, was)
        or _is_letter_in_word(run, was, before, after)
        or _is_worse(before + run + after, before + was + after)
    )


@lru_cache(8192)
def could_be(run: str, was: str, before: str, after: str) -> bool:
    """Whether a run may be misread, given that others in the document are."""
    if not all(map(_is_in_use, was)):
        return False
    is_within_right_word = len(was) == 1 and any(
        not char.isascii() and script(char) not in ("", *_other_scripts(run, was))
        for char in (before, after)
    )
    is_case_broken = len(was) == 1 and before.islower() and was.isupper()
    return not (is_within_right_word or is_case_broken or _is_shouted(run, was, before, after))


def _other_scripts(run: str, was: str) -> set[str]:
    """The scripts of what a run was, without those that it shows as it stands."""
    return set(map(script, was)) - set(map(script, run))


def _is_shouted(run: str, was: str, before: str, after: str) -> bool:
    # "Â" ends no word: it comes of a no-break space or a guillemet.
    is_last_letter = before.isupper() and not after.isalpha() and run[0] != "Â"
    return len(was) == 1 and is_last_letter and run[-1] in ENDS


def _is_stray(run: str, was: str, before: str, after: str) -> bool:
    """Whether it gives one foreign letter in or beside a word, as "café”…" would."""
    is_in_word = before.isalnum() or after.isalnum() or run[0] in QUOTES_AND_DASHES
    is_before_marks = (QUOTES_AND_DASHES | ENDS).issuperset(run[1:])
    return len(was) == 1 and script(was) not in NATIVE and (is_in_word or is_before_marks)


def _is_punctuation_or_picture(run: str, was: str) -> bool:
    return len(run) == 4 * len(was) or (
        len(run) == 3 * len(was) and not PUNCTUATION.isdisjoint(was)
    )


def _is_foreign_word(run: str, was: str) -> bool:
    scripts = {script(char) for char in was} - {""}
    return len(run) >= WORD and len(scripts) == 1 and not scripts <= NATIVE


def _is_letter_in_word(run: str, was: str, before: str, after: str) -> bool:
    """Whether small Latin letters come out of what no such word holds: capitals, other scripts,
    signs."""
    if not all(char in COMMON and script(char) == "LATIN" and char.islower() for char in was):
        return False
    last = before
    is_small_before = last.isascii() and last.islower()
    is_small_after = after.isascii() and after.islower()
    is_odd = not run[0].isalpha() or script(run[0]) != "LATIN"
    if is_small_before:
        return is_odd or run[0].isupper()
    is_beside_mark = run[-1] in QUOTES_AND_DASHES or run[0] in QUOTES_AND_DASHES
    return is_small_after and not is_beside_mark and (is_odd or not run[-1].isalpha())


def _is_worse(broken: str, mended: str) -> bool:
    harm = badness(broken)
    return harm > 0 and badness(mended) <= harm
