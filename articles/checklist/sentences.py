"""Words and sentences of a paragraph, as far as marks and spaces tell."""

import re
from itertools import pairwise

#: The end of a sentence: its mark, what closes behind it, and a beginning after a space. Words
#: that are cut short (“Dr.”) end none.
END = re.compile(
    r"[.!?…](?<!\b(?:Dr|Mr|Ms|St|vs|No)\.)(?<!\b(?:Mrs|e\.g|i\.e)\.)"
    r"[\"”’»)\]\ufffc]{0,4}\s(?=[\"“‘«(\[\ufffc¿¡]{0,4}[^\W_a-z])"
)
WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")


def sentences_of(words: str) -> list[str]:
    """The sentences of a paragraph in one line, in order."""
    ends = [0, *(match.end() for match in END.finditer(words)), len(words)]
    parts = (words[start:end].strip() for start, end in pairwise(ends))
    return [part for part in parts if part]


def words_of(text: str) -> list[str]:
    return WORD.findall(text)
