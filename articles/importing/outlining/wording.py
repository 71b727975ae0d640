"""How passes read words without taking every text apart: fast, and right for telling only.

What an outline holds is never made here: `markup` does that, exactly.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from articles.importing.document import Block, Kind
from articles.importing.markup import REMEMBERED, items, links
from articles.importing.outlining.working import Working

LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
MARKS = re.compile(r"</?[a-zA-Z][^<>]*>|&nbsp;|[*`]+|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])")
#: Emoji, arrows and dots before the first word; what opens a quotation or a mention stays.
SIGNS = re.compile(r"\A[^\w\"“”„«»‘'(\[¿¡@#$€£:]+")
#: What may end a text beside letters and digits.
ENDS = frozenset("\"“”«»’')].!?！？。؟…%;:：՞\u037e")
BOLD = re.compile(r"\A(?:\*\*\*?|__)(?=\S)(.{1,400}?)(?<=\S)(?:\*\*\*?|__)(.*)\Z", re.DOTALL)
CODE = re.compile(r"(`[^`]*`)")
QUESTION_MARKS = ("?", "？", "؟", "\u037e", "՞")
#: Signs that point at what a reader should do.
POINTERS = re.compile(
    r"\A[\s*_>\\]*[👉➡▶►→⇒🔗📥🎁☞»⬇🛒📩💌✅🔥✨⭐🚀📌📲🎯\ufe0f\U0001f3fb-\U0001f3ff]+"
)


def bare(text: str) -> str:
    """About the words of a Markdown text, on one line."""
    return _bare(text) if len(text) <= REMEMBERED else _bare.__wrapped__(text)


def links_in(text: str) -> tuple[tuple[str, str], ...]:
    """`markup.links`, which every pass asks for of the same texts."""
    if "](" not in text and "//" not in text:
        return ()
    return _links(text) if len(text) <= REMEMBERED else tuple(links(text))


def items_of(block: Block) -> tuple[str, ...]:
    """`markup.items`, which every pass asks for of the same lists."""
    return _items(block) if len(block.text) <= REMEMBERED else tuple(items(block))


@lru_cache(maxsize=512)
def _links(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(links(text))


@lru_cache(maxsize=128)
def _items(block: Block) -> tuple[str, ...]:
    return tuple(items(block))


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    if "](" in text:
        # Twice, as a link may hold a picture.
        text = LINK.sub(r"\1", LINK.sub(r"\1", text))
    return " ".join(MARKS.sub("", text).split())


def lead(text: str) -> str:
    """`bare` without the signs before its first word."""
    return SIGNS.sub("", bare(text))


def without_end_signs(text: str) -> str:
    """A text up to its last word or punctuation mark: arrows and hearts after it are gone."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in ENDS):
        end -= 1
    return text[:end]


def folded(text: str) -> str:
    """`lead` as it is compared: small letters, no signs or colon at its end."""
    return without_end_signs(lead(text)).casefold().strip(" .:!?")


def asks(text: str) -> bool:
    """Whether a text ends as a question does."""
    return without_end_signs(bare(text)).rstrip("\"”»’')]").endswith(QUESTION_MARKS)


def outside_code(change: Callable[[str], str], text: str) -> str:
    """A text with what is not code in it changed."""
    return "".join(row if row.startswith("`") else change(row) for row in CODE.split(text))


def split_bold(text: str) -> tuple[str, str]:
    """The bold words a text begins with, and the rest; ("", text) where it begins otherwise."""
    match = BOLD.match(text.strip())
    return (match[1].strip(), match[2]) if match else ("", text)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks and what they hide, in reading order."""
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        yield block
        waiting += block.children[::-1]


def texts(working: Working) -> Iterator[str]:
    """The Markdown of all that the article will hold, code left out, in reading order."""
    for block in walk(working.blocks):
        if block.kind != Kind.CODE:
            yield block.text
    for question in working.questions:
        yield question.text
        yield from (row.text for row in walk(question.answer) if row.kind != Kind.CODE)
