"""The questions of one area of a text: how they are written there, and where each answer ends."""

import re
from dataclasses import dataclass, field, replace

from articles.importing.document import Block, Kind
from articles.importing.markup import is_bold, plain
from articles.importing.outlining import shapes
from articles.importing.outlining.shapes import Pair, Shape
from articles.importing.outlining.wording import POINTERS, asks, lead
from articles.importing.outlining.working import Question

#: Headings and lines that end the questions, though some of them ask.
CLOSING = re.compile(
    r"(?:conclusion|final (?:thoughts|words?|takeaways?)|wrap(?:ping)?[ -]up|summary|in (?:short"
    r"|closing|summary)"
    r"|(?:the )?bottom line|references|sources|bibliography|further reading|related|read (?:more"
    r"|next)|about the"
    r"|ready (?:to|for)|still (?:have|unsure|curious)|have (?:more|other|another|a) question"
    r"|(?:do )?(?:you )?"
    r"(?:want|need|looking for) (?:more|help|to (?:go|learn))|got (?:more|a|another) question"
    r"|next steps?"
    r"|your (?:next|path)|what['’]s next|over to you|key takeaways?|disclaimer|disclosure|author"
    r"|fazit"
    r"|conclusiones|conclusión|conclusão|sonuç|if you (?:have|found|enjoyed|liked)"
    r"|thanks? (?:you )?for"
    r"|(?:this|the) (?:article|post|information|content) (?:is|was|contains)|get (?:your|the|my)"
    r"|download|book a"
    r"|join (?:the|our|my)|sign up|subscribe|share this|let (?:me|us) know|leave a comment)\b",
    re.IGNORECASE,
)
#: A paragraph that begins so takes leave of the reader.
PARTING = re.compile(
    r"(?:in conclusion|final (?:thoughts|words?)|ready to|still (?:have|unsure)|have (?:more"
    r"|other|another) questions?"
    r"|thanks? (?:you )?for|about the author|disclaimer|disclosure|(?:this|the) (?:article|post"
    r"|information|content)"
    r" (?:is|was|contains)|if you (?:found|enjoyed|liked) this|share this|leave a comment)\b",
    re.IGNORECASE,
)
WONDERING = re.compile(
    r"(?:how|what|why|when|where|who|which|whose|can|could|should|would|will|is|are|am|do|does"
    r"|did|has|have|may"
    r"|wie|was|warum|wann|wo|wer|kann|soll|cómo|qué|por qué|cuándo|comment|pourquoi|quand|como"
    r"|quando|perché"
    r"|nasıl|neden|ne zaman)\b",
    re.IGNORECASE,
)
LISTED_ANSWER = re.compile(r"\A\s*[-*+]\s+(?=\W{0,3}A)")
#: A deeper heading than these belongs to the last answer.
MAX_CLOSING_LEVEL = 4
#: Shapes that say themselves that they are questions, and those that are no headings.
SURE = (shapes.marked, shapes.toggled, shapes.quoted)
UNHEADED = (*SURE, shapes.tabled, shapes.bold, shapes.listed, shapes.plain_line, shapes.run_in)
ITALIC = re.compile(r"\A(\*|_)(?![*_\s]).+\1\Z", re.DOTALL)


@dataclass
class Found:
    """What an area holds: text before the questions, they, and text that follows them."""

    before: list[Block] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    is_marked: bool = False


def is_closing(text: str) -> bool:
    return CLOSING.match(lead(text)) is not None


def is_asking(block: Block) -> bool:
    words = lead(block.text)
    return (asks(words) or WONDERING.match(words) is not None) and not is_closing(words)


def count_asking(shape: Shape, blocks: list[Block]) -> int:
    return sum(asks(pair.question) for block in blocks for pair in shape(block))


def shape_of(area: list[Block]) -> Shape | None:
    """How the questions of an area are written: the strongest mark that it has."""
    if count_asking(shapes.marked, area) or sum(len(shapes.marked(row)) for row in area) > 1:
        return shapes.marked
    if any(block.kind == Kind.TOGGLE for block in area):
        return shapes.toggled
    headings = [block for block in area if block.kind == Kind.HEADING]
    asking = sum(map(is_asking, headings))
    others = (shapes.bold, shapes.listed, shapes.quoted, shapes.tabled)
    found = [(shape, count_asking(shape, area)) for shape in others]
    best = max((count for _, count in found), default=0)
    if headings and (asking * 2 >= len(headings) or not best) and (asking or len(headings) > 1):
        return headed_at(headings)
    for shape, count in found:
        if count:
            return shape
    if count_asking(shapes.plain_line, area):
        return shapes.plain_line
    return shapes.run_in if count_asking(shapes.run_in, area) > 1 else None


def headed_at(headings: list[Block]) -> Shape:
    """The headings that ask: those of the level that most of them have, and others that do."""
    levels = [block.level for block in headings if is_asking(block)] or [
        block.level for block in headings
    ]
    level = max(set(levels), key=lambda row: (levels.count(row), -row))

    def shape(block: Block) -> list[Pair]:
        is_one = block.kind == Kind.HEADING and (block.level == level or asks(block.text))
        return shapes.headed(block) if is_one else []

    return shape


def collect(area: list[Block], shape: Shape) -> Found:
    """The questions of an area, whatever stands before them, and what is no answer after them."""
    found = Found()
    last = max((n for n, row in enumerate(area) if _has_asking(shape(row))), default=-1)
    for number, block in enumerate(area):
        pairs = _pairs(block, shape, found, is_tail=number > last)
        is_over = bool(found.questions) and number > last and not pairs
        if is_over and _ends(block, shape) and _is_answered(found, block):
            found.after = area[number:]
            break
        for pair in pairs:
            found.questions.append(Question(pair.question, list(pair.answer), line=block.line))
            found.marks += pair.marks
            found.is_marked = pair.is_marked
        if pairs:
            continue
        if block.kind == Kind.HEADING and number < last and _gathers(area, number, shape):
            found.left_out.append((plain(block.text), "a heading among the questions"))
        elif not found.questions:
            found.before.append(block)
        elif block.kind != Kind.RULE:
            _answer(found, block)
    return found


def _has_asking(pairs: list[Pair]) -> bool:
    return any(asks(pair.question) and not is_closing(pair.question) for pair in pairs)


def _pairs(block: Block, shape: Shape, found: Found, *, is_tail: bool) -> list[Pair]:
    pairs = shape(block)
    if not pairs or _has_asking(pairs) or shape in SURE:
        # An answer may begin by asking back.
        asks_back = shape is shapes.plain_line and found.questions
        return [] if asks_back and not found.questions[-1].answer else pairs
    is_wondering = WONDERING.match(pairs[0].question) is not None
    if is_closing(pairs[0].question) or (is_tail and found.questions and not is_wondering):
        return []
    is_one = shape is not shapes.bold or is_wondering or (found.questions and not pairs[0].answer)
    return pairs if is_one else []


def _ends(block: Block, shape: Shape) -> bool:
    """Whether a block after the last question is plainly no part of its answer."""
    if block.kind == Kind.RULE:
        return True
    is_headed = shape not in UNHEADED
    if block.kind == Kind.HEADING:
        return not is_headed or is_closing(block.text) or block.level <= MAX_CLOSING_LEVEL
    if block.kind != Kind.PARAGRAPH:
        return False
    text = block.text.strip()
    return (
        PARTING.match(lead(text)) is not None
        or (is_closing(text) and "](" in text)
        or POINTERS.match(text) is not None
        or (not is_headed and is_bold(text) and "\n" not in text)
        or ITALIC.match(text) is not None
    )


def _is_answered(found: Found, block: Block) -> bool:
    """Whether the last question has its answer, so that what follows need not be it."""
    return bool(found.questions[-1].answer) or block.kind == Kind.HEADING


def _gathers(area: list[Block], number: int, shape: Shape) -> bool:
    """Whether a heading only gathers the questions that follow it."""
    number += 1
    while area[number].kind == Kind.RULE:
        number += 1
    return bool(shape(area[number]))


def _answer(found: Found, block: Block) -> None:
    question = found.questions[-1]
    if not question.answer and block.kind in (Kind.PARAGRAPH, Kind.LIST):
        text = LISTED_ANSWER.sub("", block.text)
        text, mark = shapes.unmark_answer(text, is_marked=found.is_marked)
        if mark and text:
            found.marks.append(mark)
            block = replace(block, text=text, kind=Kind.PARAGRAPH)
    question.answer.append(block)
