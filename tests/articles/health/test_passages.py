import pytest

from articles.health.passages import MAX_PASSAGE, holds, normalise, parts_of

SAME = {
    "case": ("The Study Found", "the study found"),
    "quotation marks": ("Men are “happier”, they’re told", 'men are "happier", they\'re told'),
    "French marks": ("il dit « oui », puis", 'il dit "oui", puis'),
    "dashes": ("one — two", "one - two"),
    "double hyphen": ("one—two", "one -- two"),
    "range": ("10–20 people", "10-20 people"),
    "spaces": ("two\u00a0\n words", "two words"),
    "thousands": ("1\u202f000 people", "1000 people"),
    "percent": ("88\u00a0% of men", "88% of men"),
    "end of a line": ("a hyphen-\nation", "hyphenation"),
    "soft hyphen": ("hy\u00adphen\u200bation", "hyphenation"),
    "hyphens": ("a well\u2010known fact", "well-known fact"),
    "NFD": ("re\u0301sume\u0301 of it", "r\u00e9sum\u00e9 of it"),
    "ligature": ("a \ufb01ne day", "a fine day"),
    "sharp s": ("die Straße", "DIE STRASSE"),
    "CJK in a line": ("漢字を\n読む人が多い", "を読む人"),
    "full width": ("ＡＢＣ社の", "abc社の"),
    "ellipsis": ("The study, of men, says so", "the study … says so"),
    "dots": ("The study, of men, says so", "the study, . . . says so"),
    "left out": ("The study of men says so", "The study […] says so"),
    "put in": ("They are tired of it", "they are [men] tired"),
    "adapted": ("the study found", "[T]he study found"),
    "end of the quotation": ("It is so, and more", "It is so."),
}
OTHER = {
    "another word": ("The cat sat on a mat", "the cat sits on a mat"),
    "one word less": ("It is not so", "it is so"),
    "within a word": ("Women are happier", "men are happier"),
    "beginning of a word": ("They counted manners", "they counted man"),
    "another number": ("12 of 20 men", "12 of 200 men"),
    "range and number": ("10–20 people", "1020 people"),
    "sign": ("It was −5 degrees", "it was 5 degrees"),
    "other order": ("are tired, says the study", "the study … are tired"),
    "only the beginning": ("The study found", "the study … lost"),
    "no words": ("anything", "[…]"),
    "CJK": ("漢字を読む人", "漢字を書く人"),
}


@pytest.mark.parametrize(("text", "passage"), SAME.values(), ids=SAME)
def test_passage_stands_however_it_is_set(text, passage):
    assert holds(normalise(f"Before. {text} And after."), passage) is True


@pytest.mark.parametrize(("text", "passage"), OTHER.values(), ids=OTHER)
def test_near_miss_is_none(text, passage):
    assert holds(normalise(f"Before. {text} And after."), passage) is False


def test_long_passage_is_looked_for_by_its_beginning():
    (part,) = parts_of("a" * MAX_PASSAGE + " z")
    assert part == "a" * MAX_PASSAGE
