"""Sources: what is said of numbers and studies, and what bears it out."""

import re
from collections.abc import Iterator

from articles.checklist.blocks import Block
from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading
from articles.checklist.rules.family import Check
from articles.checklist.sentences import sentences_of

QUALITY = "Google, Search Quality Rater Guidelines: trust needs sources"
CLAIM = Rule("claim-unsourced", "Numbers without a source", QUALITY)
UNCITED = Rule(
    "source-uncited", "Sources nobody cites", "Citations tie a source to what it bears out"
)
INCOMPLETE = Rule("source-incomplete", "Sources without publisher or date", QUALITY)
NONE = Rule(
    "source-none", "Sensitive topics without sources", f"{QUALITY} (Your Money or Your Life)"
)
GONE = Rule("quote-gone", "Quoted passages that are gone", "The link checker read the source again")

NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|half|a (?:third"
    r"|quarter|fifth)|two[- ]thirds|three[- ]quarters)"
)
SHARE = r"(?:half|most|the majority|a (?:third|quarter|fifth)|two[- ]thirds|three[- ]quarters)"
PER_CENT = r"\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|per ?cent)"
#: Those about whom a share is a claim.
PEOPLE = (
    r"(?:men|women|people|adults|couples|marriages|relationships|children|kids|teens|teenagers"
    r"|parents|mothers|fathers|mums|moms|dads|husbands|wives|partners|spouses|respondents"
    r"|participants|patients|families|households|workers|employees|students|girls|boys|divorces"
    r"|Americans|Britons|Europeans|millennials|singles|users|women’s|men’s)"
)
STUDY = (
    r"(?:stud(?:y|ies)|research(?:ers)?|surveys?|scientists|psychologists|statistics|experts|polls?"
    r"|data|science)"
)
SAYS = (
    r"(?:shows?|showed|has shown|have shown|suggests?|suggested|finds?|found|has found|have found"
    r"|proves?|proved|has proven|have proven|reveals?|revealed|says?|indicates?|indicated|confirms?"
    r"|confirmed|estimates?|estimated|tells? us|agrees?)"
)
#: What says how many of people in general, or what research found. English.
CLAIMS = (
    rf"\b{PER_CENT}\s(?:of\s)?(?:\w+\s)?{PEOPLE}\b",
    rf"\b{NUMBER}\s(?:out\sof|in)\s(?:every\s)?{NUMBER}\s(?:\w+\s)?{PEOPLE}\b",
    rf"\b{SHARE}\sof\s(?:all\s)?{PEOPLE}\b",
    rf"\b{PER_CENT}\s(?:more|less|higher|lower|fewer)\s(?:likely|risk|chance)\b",
    r"\b(?:twice|three times|four times|five times|\d{1,3} times) (?:as|more) likely\b",
    rf"\b{STUDY}\s(?:\w+ly\s)?{SAYS}\b",
    rf"\baccording to (?:\w+ ){{0,4}}{STUDY}\b",
    rf"\b(?:a|one|another) (?:\w+ ){{0,2}}(?:study|survey|poll) (?:\w+ ){{0,6}}{SAYS}\b",
)
CLAIM_WORDS = re.compile("|".join(f"(?:{claim})" for claim in CLAIMS), re.IGNORECASE)
#: What each claim has, looked for first: the patterns are slow where nothing is found.
SIGNS = re.compile(rf"%|per ?cent|\bin\b|\bof\b|\blikely\b|{STUDY}", re.IGNORECASE)


def find_claims(reading: Reading) -> Iterator[Finding]:
    """Sentences that claim a number of people or what research found, in a paragraph that names
    no source: by citation, footnote or link. English.

    Quotations and words to say are somebody else's, and prices, ages and times claim nothing.
    """
    for text in reading.texts:
        for block in text.blocks:
            if not _may_claim(block) or not SIGNS.search(block.words):
                continue
            for sentence in sentences_of(block.words):
                if CLAIM_WORDS.search(sentence):
                    reason = "Say where this comes from: a source, cited with [^key], or a link."
                    yield reading.find(CLAIM, text.place, sentence, reason)


def _may_claim(block: Block) -> bool:
    has_link = any(link.href.startswith(("http", "article:", "guide:")) for link in block.links)
    is_own = block.is_prose or block.tag in ("td", "html")
    return is_own and not block.is_cited and not has_link and block.callout != "script"


def find_uncited(reading: Reading) -> Iterator[Finding]:
    """References that no text cites; one finding where none at all is cited."""
    cited = reading.rendered.page.citations
    rows = [row for row in reading.content.references if row.key not in cited]
    if rows and not cited:
        reason = "No text cites any of the sources: put [^key] behind what they bear out."
        yield reading.find(UNCITED, f"references:{rows[0].key}", rows[0].title, reason)
        return
    for row in rows:
        reason = f"No text cites it: put [^{row.key}] behind what it bears out, or take it out."
        yield reading.find(UNCITED, f"references:{row.key}", row.title, reason)


def find_incomplete(reading: Reading) -> Iterator[Finding]:
    """References that do not say who published them, or when, or when they were read."""
    for row in reading.content.references:
        lacks = ["who published it"] * (not row.publisher)
        lacks += ["its year, or when you read it"] * (not row.year and not row.accessed_on)
        if lacks:
            reason = f"Say {' and '.join(lacks)}."
            yield reading.find(INCOMPLETE, f"references:{row.key}", row.title, reason)


def find_none(reading: Reading) -> Iterator[Finding]:
    """A sensitive topic's article without any source."""
    if reading.is_sensitive and reading.is_article and not reading.content.references:
        reason = "Readers at risk may rely on it: name what it rests on."
        yield reading.find(NONE, "references", "", reason)


def find_gone(reading: Reading) -> Iterator[Finding]:
    for row in reading.content.references:
        if row.key in reading.gone:
            reason = "The source answers, and what you quote is not in it any more."
            yield reading.find(GONE, f"references:{row.key}", row.title, reason)


CHECKS: dict[Rule, Check] = {
    CLAIM: find_claims,
    UNCITED: find_uncited,
    INCOMPLETE: find_incomplete,
    NONE: find_none,
    GONE: find_gone,
}
