"""The ways in which writers put a question and its answer on a page.

A shape takes a block and gives the questions that begin in it, each with as much of its answer
as the same block holds. It does not decide if they are an FAQ: `faqs` does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from articles.importing.document import Block, Kind
from articles.importing.markup import parse_blocks
from articles.importing.outlining.wording import SIGNS, asks, bare, items_of, split_bold

#: What stands before a question, and before its answer, in the languages we meet. Letters
#: that are only letters in most texts count with a colon alone.
LABEL_END = r" ?(?:#|no\.?|n[°º])? ?\d{0,2} ?(?:\*\*|__|\*)? ?[:.：)．–—-] ?(?:\*\*|__|\*)?\s*"
ASKED = re.compile(
    r"(?:\*\*\*?|__|\*)?(?:(?:q|question|frage|pregunta|pergunta|domanda|soru|vraag|pytanie|"
    r"вопрос|питання|câu hỏi|問|问|質問|س)"
    + LABEL_END
    + r"|[fpsdв] ?\d{0,2} ?[:：] ?(?:\*\*|__)?\s*)",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"(?:\*\*\*?|__|\*)?(?:(?:a|ans|answer|antwort|respuesta|réponse|resposta|risposta|cevap|"
    r"antwoord|odpowiedź|ответ|відповідь|trả lời|答|回答|ج)"
    + LABEL_END
    + r"|[rcо] ?\d{0,2} ?[:：] ?(?:\*\*|__)?\s*)",
    re.IGNORECASE,
)
#: An answer that begins on the line of its question: `Q. …? A. …`.
ANSWERED_INLINE = re.compile(
    r"(?<=[?？])(?:\*\*|__|\*)?\s+(?=(?:\*\*|__|\*)?(?:A|R|C|О)\d{0,2}(?:\*\*)?[:.：])"
)
NUMBER = re.compile(r"\A(?:\\?#?\d{1,2}\s?\\?[.)、．:]|\(\d{1,2}\)|\d\ufe0f?\u20e3)\s+")
OBSIDIAN = re.compile(
    r"\A>\s*\[!(?:faq|question|help)\][-+]?[ \t]*(?P<asked>[^\n]*)\n?", re.IGNORECASE
)
RUN_IN = re.compile(r"\A([^.!?\n]{8,200}?[?？])(?:\*\*)?\s+(?=\S)(.+)\Z", re.DOTALL)
BREAK = re.compile(r"[ \t]*\\?\n|<br\s*/?>", re.IGNORECASE)
LEAD_IN = re.compile(r"\A[\s:–—-]+")
CELL = re.compile(r"(?<!\\)\|")
MAX_WORDS = 40


@dataclass(frozen=True)
class Pair:
    """A question that begins in a block, and what of its answer stands there too.

    `marks` are the letters and numbers taken off, each with the words after it.
    """

    question: str
    answer: list[Block] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    is_marked: bool = False


Shape = Callable[[Block], list[Pair]]


def _paragraphs(text: str, block: Block) -> list[Block]:
    text = text.strip()
    return [replace(row, line=block.line) for row in parse_blocks(text)] if text else []


def _pair(asked: str, answer: list[Block], marks: tuple[str, ...] = ()) -> Pair:
    """A pair whose question is without a number or bold marks around it."""
    question = " ".join(asked.replace("**", "").replace("__", "").split())
    number = NUMBER.match(question)
    if number:
        marks = (_head(question), *marks)
        question = question[number.end() :]
    return Pair(SIGNS.sub("", question).strip("* "), answer, marks)


def _head(text: str) -> str:
    """The first words of a text: enough to find them again."""
    return " ".join(bare(text).split()[:5])


def unmark_answer(text: str, *, is_marked: bool) -> tuple[str, str]:
    """An answer without its `A:`, and the mark with the words after it, "" if there is none.

    `A.` and `A)` are such a mark only where the question has one.
    """
    match = ANSWERED.match(text.lstrip())
    if match is None or not (is_marked or ":" in match[0]):
        return text, ""
    rest = text.lstrip()[match.end() :]
    if rest.count("**") % 2:
        head, _, tail = rest.rpartition("**")
        rest = head + tail
    return rest.strip(), _head(text)


def marked(block: Block) -> list[Pair]:
    """`Q: …` and `A: …`, also bold, numbered, on one line, or several in one block."""
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.LIST):
        return []
    text = "\n".join(items_of(block)) if block.kind == Kind.LIST else block.text
    lines = [row for line in text.split("\n") for row in ANSWERED_INLINE.split(line)]
    groups: list[list[str]] = []
    for line in lines:
        if ASKED.match(line.strip()):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            return []
    return [_marked(group, block) for group in groups]


def _marked(lines: list[str], block: Block) -> Pair:
    first = lines[0].strip()
    asked = first[ASKED.match(first).end() :]  # type: ignore[union-attr]
    rest = "\n".join(lines[1:])
    if asks(asked) or not rest:
        answer = rest
    else:
        # A question may run over several lines, up to its mark.
        end = next((n for n, line in enumerate(lines) if n and asks(line)), 0)
        asked = " ".join([asked, *lines[1 : end + 1]])
        answer = "\n".join(lines[end + 1 :])
    answer, mark = unmark_answer(re.sub(r"\A\s*[-*+]\s+", "", answer), is_marked=True)
    marks = tuple(filter(None, (_head(first), mark)))
    return replace(_pair(asked, _paragraphs(answer, block), marks), is_marked=True)


def toggled(block: Block) -> list[Pair]:
    """What opens when a reader asks for it."""
    if block.kind != Kind.TOGGLE or not block.text.strip():
        return []
    pair = marked(Block(Kind.PARAGRAPH, block.text)) or [_pair(block.text, [])]
    return [replace(pair[0], answer=list(block.children))]


def headed(block: Block) -> list[Pair]:
    """A heading that asks, or stands where those stand that do."""
    if block.kind != Kind.HEADING or not bare(block.text):
        return []
    return marked(block) or [_pair(block.text, [])]


def bold(block: Block) -> list[Pair]:
    """A paragraph that begins with bold words, or several with no blank line between them."""
    if block.kind != Kind.PARAGRAPH or not block.text.lstrip().startswith(("**", "__", "<b", "<s")):
        return []
    text = re.sub(r"</?(?:b|strong)>", "**", block.text)
    groups: list[list[str]] = []
    for line in text.split("\n"):
        if not groups or asks(split_bold(line)[0]):
            groups.append([])
        groups[-1].append(line)
    pairs = [_bold("\n".join(group), block) for group in groups]
    return [pair for pair in pairs if pair]


def _bold(text: str, block: Block) -> Pair | None:
    words, rest = split_bold(text)
    mark = re.match(r"\s*[?？]", rest)
    if mark:
        words, rest = words + mark[0].strip(), rest[mark.end() :]
    if not words or len(words.split()) > MAX_WORDS or (rest.strip() and not asks(words)):
        return None
    rest = LEAD_IN.sub("", BREAK.sub("\n", rest, count=1))
    answer, answer_mark = unmark_answer(rest, is_marked=False)
    return _pair(words, _paragraphs(answer, block), (answer_mark,) if answer_mark else ())


def listed(block: Block) -> list[Pair]:
    """A list with a question in each item: the answer follows in it, or after a list of one."""
    if block.kind != Kind.LIST:
        return []
    rows = items_of(block)
    pairs = [pair for row in rows if (pair := _listed(row, block))]
    if len(pairs) < len(rows) or (len(rows) > 1 and not all(pair.answer for pair in pairs)):
        return []
    number = re.match(r"\s*\d{1,2}[.)]", block.text)
    if number and len(pairs) == 1:
        pairs = [replace(pairs[0], marks=(_head(block.text), *pairs[0].marks))]
    return pairs


def _listed(text: str, block: Block) -> Pair | None:
    found = bold(Block(Kind.PARAGRAPH, text, line=block.line))
    if len(found) == 1 and asks(found[0].question):
        return found[0]
    first, _, rest = text.partition("\n")
    if asks(first):
        return _pair(first, _paragraphs(rest, block))
    match = RUN_IN.match(text)
    return _pair(match[1], _paragraphs(match[2], block)) if match else None


def quoted(block: Block) -> list[Pair]:
    """Obsidian's `> [!faq]- …?`, or a question alone in a quotation."""
    if block.kind != Kind.QUOTE:
        return []
    match = OBSIDIAN.match(block.text)
    inside = re.sub(r"^> ?", "", block.text[match.end() if match else 0 :], flags=re.MULTILINE)
    if match and match["asked"].strip():
        return [_pair(match["asked"], _paragraphs(inside, block))]
    return [_pair(inside, [])] if asks(inside) and "\n" not in inside.strip() else []


def is_obsidian(block: Block) -> bool:
    """Whether a quotation calls itself a question."""
    return block.kind == Kind.QUOTE and OBSIDIAN.match(block.text) is not None


def plain_line(block: Block) -> list[Pair]:
    """A line that ends as a question does, with nothing to mark it."""
    if block.kind != Kind.PARAGRAPH:
        return []
    first, _, rest = block.text.partition("\n")
    words = len(bare(first).split())
    if not asks(first) or words > MAX_WORDS or len(bare(first)) < 8:
        return []
    return [_pair(first.rstrip("\\ "), _paragraphs(rest, block))]


def run_in(block: Block) -> list[Pair]:
    """`Can it stay outside? It can, until the first frost.`"""
    match = RUN_IN.match(block.text) if block.kind == Kind.PARAGRAPH else None
    return [_pair(match[1], _paragraphs(match[2], block))] if match else []


def tabled(block: Block) -> list[Pair]:
    """A table of two columns: what is asked, and the answer."""
    if block.kind != Kind.TABLE:
        return []
    rows = [CELL.split(line.strip().strip("|")) for line in block.text.split("\n")]
    rows = [row for row in rows if not re.fullmatch(r"[\s:|-]*", "".join(row))]
    if any(len(row) != 2 for row in rows) or sum(asks(row[0]) for row in rows) < len(rows) - 1:
        return []
    named = [] if asks(rows[0][0]) else rows[:1]
    pairs = [_pair(row[0], _paragraphs(row[1], block)) for row in rows[len(named) :]]
    if pairs and named:
        pairs[0] = replace(pairs[0], marks=(" ".join(cell.strip() for cell in named[0]),))
    return pairs
