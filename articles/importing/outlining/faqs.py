"""Frequently asked questions, told from headings that ask and from an interview."""

import re
from dataclasses import replace

from articles.importing.document import Block, Kind
from articles.importing.markup import is_bold, parse_blocks, plain
from articles.importing.outlining import shapes
from articles.importing.outlining.questions import (
    Found,
    collect,
    count_asking,
    headed_at,
    is_asking,
    shape_of,
)
from articles.importing.outlining.wording import asks, bare, folded
from articles.importing.outlining.working import Question, Working

#: How a heading says that questions follow, and a title that the whole page is made of them.
NAMES = re.compile(
    r"\bfaqs?\b|\bf\.a\.q|frequently[ -]asked|people also ask"
    r"|häufig(?:e|st[ea]|e? gestellte|ste)? fragen|fragen und antworten|foire aux questions"
    r"|questions? (?:fréquen|les plus|courantes)|preguntas (?:frecuentes|comunes|y respuestas)"
    r"|(?:perguntas|dúvidas) (?:frequentes|comuns|e respostas)"
    r"|domande (?:frequenti|comuni|e risposte)|veel ?gestelde vragen|vragen en antwoorden"
    r"|sık(?:ça)? sorulan(?: sorular)?|merak edilenler|\bsss\b|zadawane pytania"
    r"|pytania i odpowiedzi|част(?:о задаваемые|ые) вопросы|вопросы и ответы"
    r"|(?:поширені|часті) (?:за)?питання|(?:často kladené|nejčastější) (?:otázky|dotazy)"
    r"|vanliga frågor|ofte stil+(?:ede|te) spørgsmål|(?:ofte stilte|vanlige) spørsmål"
    r"|usein kysyt|gyak(?:ori|ran ismételt) kérdések|întrebări frecvente|συχνές ερωτήσεις"
    r"|câu hỏi thường gặp|pertanyaan (?:umum|yang sering)|tanya jawab"
    r"|よくある(?:ご)?質問|常[见見](?:问题|問題)|问答|問答|자주 묻는 질문"
    r"|الأسئلة الشائعة|أسئلة شائعة|שאלות נפוצות|पूछे जाने वाले|คำถามที่พบบ่อย"
    r"|(?:سوالات|پرسش‌های) متداول",
    re.IGNORECASE,
)
#: What says so too, above questions within a text: a title of such words may be a list's.
WEAK_NAMES = re.compile(
    r"\bcommon(?:ly asked)? questions|questions (?:and|&|\+) answers|questions,? answered"
    r"|\bq ?(?:&|and|\+|/) ?a\b(?! with)|quick answers|asked by readers"
    r"|(?:your|readers?['’]?|top|most[ -]asked|popular|quick|burning|other|real|more|further"
    r"|some|remaining|related) questions|questions (?:people|readers|you|parents|we)\b",
    re.IGNORECASE,
)
#: Questions for the reader to put to somebody are no questions of readers.
TO_ASK = re.compile(r"questions?\b.{0,40}\b(?:to (?:ask|consider|answer)|(?:should|must) ask)\b")
MAX_NAME_WORDS = 12
HEADING_WHY = "the heading of the questions"
MARKS_WHY = "the letters and numbers before questions and answers"
BELOW_ALL = 7
#: Q: and A: that fill so much of a text are what it is: an interview.
INTERVIEW = 0.6


def take_faqs(working: Working) -> None:
    """Take questions and their answers out of the text, and add those of the front matter."""
    _take_titled(working)
    kept: list[Block] = []
    blocks = working.blocks
    position = 0
    while position < len(blocks):
        level = _named_level(blocks[position])
        end = _area_end(blocks, position, level) if level else position
        found = _gather(blocks[position + 1 : end])
        if not found.questions:
            kept.append(blocks[position])
            position += 1
            continue
        if any(block.kind != Kind.RULE for block in found.before):
            kept += [blocks[position], *found.before]
        else:
            working.leave_out(plain(blocks[position].text), HEADING_WHY)
        _store(working, found, len(kept))
        kept += found.after
        position = end
    working.blocks = kept
    _take_unnamed(working)
    # In reading order, where the source has lines.
    working.questions.sort(key=lambda question: question.line)
    _add_front_matter(working)


def _gather(area: list[Block]) -> Found:
    shape = shape_of(area) if area else None
    return collect(area, shape) if shape else Found()


def _store(working: Working, found: Found, index: int) -> None:
    for question in found.questions:
        working.questions.append(replace(question, index=index))
    for text, why in found.left_out:
        working.leave_out(text, why)
    for mark in found.marks:
        working.leave_out(mark, MARKS_WHY)


def is_faq_name(text: str) -> bool:
    """Whether a heading announces questions."""
    words = folded(text)
    if len(words.split()) > MAX_NAME_WORDS:
        return False
    is_name = NAMES.search(words) or WEAK_NAMES.search(words)
    return is_name is not None and not TO_ASK.search(words)


def _named_level(block: Block) -> int:
    """The level of a heading that announces questions, also of a bold line; 0 for other blocks."""
    if block.kind == Kind.HEADING and is_faq_name(block.text):
        return block.level
    is_line = block.kind == Kind.PARAGRAPH and len(block.text) < 120 and "\n" not in block.text
    if (
        is_line
        and is_faq_name(block.text)
        and (is_bold(block.text) or len(bare(block.text).split()) <= 4)
    ):
        return BELOW_ALL
    return 0


def _area_end(blocks: list[Block], start: int, level: int) -> int:
    """Where the questions under a heading must have ended: at the next one of its rank.

    Where the questions are headings of that rank themselves, at the first that does not ask.
    """
    rank, is_flat = level, False
    has_headings = False
    for number in range(start + 1, len(blocks)):
        block = blocks[number]
        if block.kind != Kind.HEADING:
            if _named_level(block):
                return number
            continue
        if not has_headings and block.level <= level and is_asking(block):
            is_flat = not _asked_before(blocks[start + 1 : number])
            rank = block.level if is_flat else level
        has_headings = True
        is_next = is_flat and block.level == rank and is_asking(block)
        if block.level <= rank and (not is_next or is_faq_name(block.text)):
            return number
    return len(blocks)


def _asked_before(blocks: list[Block]) -> bool:
    return any(count_asking(shape, blocks) for shape in (shapes.marked, shapes.bold, shapes.listed))


# Questions under no heading of their own


def _take_titled(working: Working) -> None:
    """A page that is one FAQ, as its title says."""
    headings = [block for block in working.blocks if block.kind == Kind.HEADING]
    asking = sum(asks(block.text) for block in headings)
    if not NAMES.search(working.title) or asking < 2 or asking < 0.6 * len(headings):
        return
    found = collect(working.blocks, headed_at(headings))
    working.blocks = found.before + found.after
    _store(working, found, len(found.before))


def _take_unnamed(working: Working) -> None:
    _take_marked(working)
    kept: list[Block] = []
    toggles = [block for block in working.blocks if block.kind == Kind.TOGGLE and asks(block.text)]
    taken: Question | None = None
    for block in working.blocks:
        is_one = block.is_question or shapes.is_obsidian(block)
        is_one = is_one or (block in toggles and len(toggles) > 1)
        pairs = (
            (shapes.toggled(block) or shapes.quoted(block) or shapes.headed(block))
            if is_one
            else []
        )
        if pairs:
            taken = Question(pairs[0].question, list(pairs[0].answer), len(kept), block.line)
            working.questions.append(taken)
            if block.kind != Kind.HEADING:
                taken = None
        elif taken and block.kind != Kind.HEADING:
            taken.answer.append(block)
        else:
            taken = None
            kept.append(block)
    working.blocks = kept


def _take_marked(working: Working) -> None:
    """`Q:` and `A:` under no heading, unless the whole text is made of them."""
    blocks = working.blocks
    asked = [n for n, row in enumerate(blocks) if any(asks(p.question) for p in shapes.marked(row))]
    if len(asked) < 2 and not (asked and len(shapes.marked(blocks[asked[0]])) > 1):
        return
    first, last = asked[0], asked[-1]
    end = last + 1
    if not shapes.marked(blocks[last])[-1].answer:
        end = min(last + 2, len(blocks))
    is_whole = any(row.kind == Kind.HEADING for row in blocks[first:end] if not shapes.marked(row))
    if is_whole or (end - first > INTERVIEW * len(blocks) and not NAMES.search(working.title)):
        working.doubt(
            "Questions and answers make up the text, as in an interview; they stay in it."
        )
        return
    found = collect(blocks[first:end], shapes.marked)
    _store(working, found, first)
    working.blocks = blocks[:first] + found.before + found.after + blocks[end:]


def _add_front_matter(working: Working) -> None:
    """Questions that only the front matter holds; the same ones stand once, as in the text."""
    known = {folded(plain(row.text)): row for row in working.questions}
    for asked, answer in working.meta.faqs:
        row = known.get(folded(plain(asked)))
        if row is None:
            question = Question(asked, parse_blocks(answer), len(working.blocks))
            working.questions.append(question)
            known[folded(plain(asked))] = question
        elif folded(answer) not in folded(" ".join(block.text for block in row.answer)):
            working.leave_out(
                f"{asked} {answer}", "the text answers this question of the front matter"
            )
