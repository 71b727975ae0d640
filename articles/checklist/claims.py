"""Sentences that owe their readers a source: how many people do something, what research found.

English. Prices, ages, times, steps and measures claim nothing.
"""

import re
from collections.abc import Iterable

NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|half"
    r"|a (?:third|quarter|fifth)|two[- ]thirds|three[- ]quarters)"
)
SHARE = r"(?:half|most|the majority|a (?:third|quarter|fifth)|two[- ]thirds|three[- ]quarters)"
PER_CENT = r"\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|per ?cent)"
#: Those about whom a share is a claim.
PEOPLE = (
    r"(?:men|women|people|adults|couples|marriages|relationships|children|kids|teen\w{0,5}"
    r"|parents|mothers|fathers|mums|moms|dads|husbands|wives|partners|spouses|respondents"
    r"|participants|patients|families|households|workers|employees|students|girls|boys|divorces"
    r"|americans|britons|europeans|millennials|singles|users)"
)
RESEARCH = r"(?:stud(?:y|ies)|research|surveys?|polls?|statistics|data)"
STUDY = rf"(?:{RESEARCH}|researchers|scientists|psychologists|therapists|experts|science)"
SAYS = (
    r"(?:shows?|showed|shown|suggests?|suggested|finds?|found|proves?|proved|proven|reveals?"
    r"|revealed|says?|indicates?|indicated|confirms?|confirmed|estimates?|estimated|tells? us"
    r"|agree|backs?|supports?|advise|recommend)"
)
WORD = r"\w[\w’'-]{0,30}"
CLAIMS = (
    rf"\b{PER_CENT}\s(?:of\s)?(?:{WORD}\s)?{PEOPLE}\b",
    rf"\b{NUMBER}\s(?:out\sof|in)\s(?:every\s)?{NUMBER}\s(?:{WORD}\s)?{PEOPLE}\b",
    rf"\b{SHARE}\sof\s(?:all\s)?{PEOPLE}\b",
    rf"\b{PER_CENT}\s(?:more|less|higher|lower|fewer)\s(?:likely|risk|chance)\b",
    r"\b(?:twice|(?:three|four|five|\d{1,3}) times) (?:as|more) likely\b",
    rf"\b{STUDY}\s(?:{WORD}ly\s|has\s|have\s)?{SAYS}\b",
    rf"\b{RESEARCH}\s(?:from|by|at|in|on|into|of|published|conducted)\s(?:{WORD}\s){{1,9}}{SAYS}\b",
    rf"\baccording to (?:{WORD} ){{0,4}}{STUDY}\b",
    rf"\b(?:a|one|another) (?:{WORD} ){{0,2}}(?:study|survey|poll) (?:{WORD} ){{0,6}}{SAYS}\b",
)
CLAIM = re.compile("|".join(CLAIMS), re.IGNORECASE)
#: What one of them has, looked for first: most sentences have none.
SIGN = re.compile(rf"%|per ?cent|\b(?:in|of|likely)\b|{STUDY}", re.IGNORECASE)


def claims_in(words: str, sentences: Iterable[str]) -> list[str]:
    """The sentences of a paragraph in one line that claim something of this kind."""
    if not SIGN.search(words):
        return []
    return [sentence for sentence in sentences if CLAIM.search(sentence)]
