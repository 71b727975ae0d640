"""Sentences that owe their readers a source: how many people do something, what research found.

English. Prices, ages, times, steps and measures claim nothing.
"""

import re
from collections.abc import Iterable

UNITS = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
SPELT = rf"(?:(?:{TENS})(?:[\s‑-](?:{UNITS}))?|{TEENS}|{UNITS})"
FRACTION = (
    r"(?:half|[½⅓⅔¼¾⅕]|1/[2-9]|[23]/[345]"
    rf"|(?:an?|{UNITS})[\s‑-](?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?))"
)
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{1,3}})?|(?:a|one) hundred|{SPELT}|{FRACTION})"
SHARE = rf"(?:{FRACTION}|most|(?:the|a) (?:vast |great |large )?majority)"
PER_CENT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,3}})?\s?(?:%|per ?cent)|{SPELT}\sper ?cent)"
#: Those about whom a share is a claim.
PEOPLE = (
    r"(?:men|women|people|adults|couples|marriages|relationships|children|kids|teen\w{0,5}"
    r"|parents|mothers|fathers|mums|moms|dads|husbands|wives|partners|spouses|respondents"
    r"|participants|patients|families|households|workers|employees|students|girls|boys|divorces"
    r"|americans|britons|europeans|millennials|singles|users)"
)
PERSON = r"(?:man|woman|person|adult|couple|marriage|child|teenager|parent|husband|wife|family)"
#: Words that make those of somebody's own of them, or something else.
OWN = r"(?:the|my|our|your|his|her|their|these|those|being|having)\s"
RESEARCH = r"(?:stud(?:y|ies)|research|surveys?|polls?|statistics|data)"
STUDY = rf"(?:{RESEARCH}|researchers|scientists|psychologists|therapists|experts|science)"
SAYS = (
    r"(?:shows?|showed|shown|suggests?|suggested|finds?|found|proves?|proved|proven|reveals?"
    r"|revealed|says?|indicates?|indicated|confirms?|confirmed|estimates?|estimated|tells? us"
    r"|agree|backs?|supports?|advise|recommend)"
)
#: What people tell of themselves to whoever counts them.
TELL = r"(?:say|said|admit|admitted|report|reported|agree|agreed|believe|believed)"
FEEL = rf"(?:{TELL}|feel|felt|think|wish|regret|prefer|argue|struggle|cheat|suffer|experience)"
WORD = r"\w[\w’'-]{0,30}"
#: A rate that is a price.
PRICED = r"(?:interest|tax|vat|exchange|mortgage|savings|commission|discount|loan|bank|base)"
IS = r"(?:is|are|was|were|of|at|rose to|fell to|risen to|fallen to|reached)"
#: What somebody rates.
RATED = r"(?:it|them|him|her|his|us|me|each|this|that)"
#: Whoever is “100 % sure” speaks of themselves.
NOT_MINE = r"(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bthey )"
COMPARED = r"(?!(?:other|after|over|under|water|butter|whether|however)\b)\w{2,12}er"
ADJECTIVE = rf"(?!(?:on|about|of|in|into|for|and)\b){WORD}"
SIZE = r"(?:\d{1,3}(?:[,.\s]\d{3}){1,2}|\d{2,7})"
COUNT = rf"(?:out\sof|in)\s(?:every\s)?{NUMBER}"
SOME = rf"(?:all\s)?(?:(?!{OWN}){WORD}\s)?{PEOPLE}"
#: What is claimed after a share in per cent, and after a number.
SHARED = (
    rf"(?:of\s(?:{WORD}\s){{0,2}}|{WORD}\s)?{PEOPLE}\b",
    r"(?:more|less|higher|lower|fewer)\s(?:likely|risk|chance)\b",
    rf"(?!{PRICED}\b){WORD}\srate\b",
)
COUNTED = (
    rf"{COUNT}\s(?:(?:{WORD}\s)?{PEOPLE}|(?:of\s(?:us|them)\s)?{FEEL})\b",
    rf"(?:{WORD}\s)?(?:{PEOPLE}|{PERSON})\sout\sof\s(?:every\s)?{NUMBER}\b",
)
#: Before a number.
ABOUT = rf"(?:{WORD}\s){{0,3}}"
#: Each from the beginning of a word.
CLAIMS = (
    rf"{PER_CENT}\s(?:{'|'.join(SHARED)})",
    rf"{NOT_MINE}(?!1\d\d){PER_CENT}\s(?:of\sthem\s)?{FEEL}\b",
    rf"{NUMBER}\s(?:{'|'.join(COUNTED)})",
    rf"(?<!/){SHARE}\sof\s{SOME}\b",
    rf"most\s(?:(?!of\b){WORD}\s)?{PEOPLE}\s(?:{WORD}ly\s)?{TELL}\b",
    rf"{PEOPLE}\s(?:{WORD}\s){{1,4}}{PER_CENT}\s(?:more|less|fewer|{COMPARED})\b",
    r"(?:twice|(?:three|four|five|\d{1,3}) times) (?:as|more) likely\b",
    rf"(?!{PRICED}\b){WORD}\srates?\s(?!{RATED}\b)(?:{WORD}\s){{0,5}}{IS}\s{ABOUT}{PER_CENT}(?!\w)",
    rf"{STUDY}\s(?:{WORD}ly\s|has\s|have\s)?{SAYS}\b",
    rf"{RESEARCH}\s(?:from|by|at|in|on|into|of|published|conducted)\s(?:{WORD}\s){{1,9}}{SAYS}\b",
    rf"{RESEARCH}\s(?:of|among|involving)\s{ABOUT}{SIZE}\s(?:{ADJECTIVE}\s){{0,2}}{PEOPLE}\b",
    rf"according to (?:{WORD} ){{0,4}}{STUDY}\b",
    rf"(?:a|one|another) (?:{WORD} ){{0,2}}(?:study|survey|poll) (?:{WORD} ){{0,6}}{SAYS}\b",
)
CLAIM = re.compile(rf"\b(?=\w)(?:{'|'.join(CLAIMS)})", re.IGNORECASE)
#: What one of them has, looked for first: most sentences have none.
SIGN = re.compile(rf"%|per ?cent|\b(?:in|of|most|likely)\b|{STUDY}", re.IGNORECASE)


def claims_in(words: str, sentences: Iterable[str]) -> list[str]:
    """The sentences of a paragraph in one line that claim something of this kind."""
    if not SIGN.search(words):
        return []
    return [sentence for sentence in sentences if CLAIM.search(sentence)]
