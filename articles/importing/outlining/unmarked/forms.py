"""What can be told of a line of text from its form alone, whatever its language."""

import re

#: What may follow the last mark of a sentence and still belong to it.
CLOSING = "\"'”’“»›«)]】）」』* \u00a0"
ENDINGS = {
    **dict.fromkeys(".。．｡…।", "."),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys("?？؟", "?"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(",;、，；", ","),
}
SIGN = "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff]"
JOINERS = "[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]"
LEADING_SIGNS = re.compile(rf"((?:{SIGN}{JOINERS}*)+)\s*")
TRAILING_SIGN = re.compile(rf"{SIGN}|{JOINERS}|\s")
#: Signs that send the reader elsewhere.
POINTERS = frozenset("👉👇➡→➜➔⬇🔗📥🛒🎁🔔")

IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\W_{IDEOGRAPHS}]+(?:['’\-][^\W_{IDEOGRAPHS}]+)*")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]{0,2}\s+(?=[^\W\d_a-z]|[\"'“‘«¿¡(\d])|[。！？](?=\S)")
ABBREVIATION = re.compile(
    r"(?:\A|\W)(?:vs|mrs?|ms|dr|st|no|nr|[a-z]|etc|ca|bzw|usw|sra?|mme|prof|jr|approx)\Z",
    re.IGNORECASE,
)

#: Words that no title ends in.
CUT_SHORT = re.compile(
    r"(?:\s(?:the|an?|of|and|or|my|your|our|und|oder|von|le|les|du|et|el|los|y)|\s[\"“„«(])\Z"
)
ATTRIBUTION = re.compile(r"[-–—―~]{1,2}\s?[^\W\d]|[\"“„«][^\"”“»]{1,300}[\"”“»]\s*[-–—―]{1,2}\s*\w")
QUOTES = {"“": "”", '"': '"', "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’"}


def _without_signs(text: str) -> str:
    end = len(text)
    while end and TRAILING_SIGN.match(text, end - 1):
        end -= 1
    return text[:end]


def ending(text: str) -> str:
    """The mark that closes a line (one of `. ! ? : ,`), looked for inside quotation marks too."""
    return ENDINGS.get(_without_signs(text).rstrip(CLOSING)[-1:], "")


def count_words(text: str) -> int:
    """How long a text is in words; two ideographs count as one."""
    ideographs = len(IDEOGRAPH.findall(text))
    return len(WORD.findall(text)) - ideographs + (ideographs + 1) // 2


def count_sentences(text: str) -> int:
    """How many sentences a line holds; that which has no end is one."""
    ends = (end.start() for end in SENTENCE_END.finditer(text))
    return 1 + sum(not ABBREVIATION.search(text[max(end - 8, 0) : end]) for end in ends)


def leading_signs(text: str) -> str:
    """The emoji and arrows that a line starts with."""
    found = LEADING_SIGNS.match(text)
    return found[1] if found else ""


def is_pointer(text: str) -> bool:
    """Whether a line starts or ends with a sign that sends the reader elsewhere."""
    last = text.rstrip(" \ufe0f")[-1:]
    return any(sign in POINTERS for sign in leading_signs(text)[:1] + last) or last in "»›>"


def starts_small(text: str) -> bool:
    """Whether the first letter is a small one, in scripts that have two sizes."""
    first = next((letter for letter in text if letter.isalnum()), "")
    return first.islower()


def starts_cut(text: str) -> bool:
    """Whether a line begins in the middle of a sentence."""
    return text[:1].islower() or text.startswith((",", ";", ")", "]", "…", "..."))


def is_cut_short(text: str) -> bool:
    """Whether a line ends in the middle of a sentence, as at a link that was copied."""
    return CUT_SHORT.search(text) is not None


def is_attribution(text: str) -> bool:
    """Whether a line names who said what stands before it, or at its own beginning."""
    return ATTRIBUTION.match(text) is not None


def is_quoted(text: str) -> bool:
    """Whether the line is one quotation from end to end."""
    stripped = text.strip()
    last = _without_signs(stripped).rstrip(".,")[-1:]
    return len(stripped) > 2 and last in QUOTES.get(stripped[0], "\0")


def is_shouted(text: str) -> bool:
    """Whether all its letters are capitals; two at least."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def title_case(text: str) -> float:
    """Which share of the longer words after the first has a capital; 0 where there are none."""
    longer = [word for word in WORD.findall(text)[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.0
