"""Blocks as they come out of the parser, with what was hidden, folded and quoted in its place."""

import re
from collections.abc import Callable
from dataclasses import replace

from articles.importing.document import Block, Kind
from articles.importing.markup import parse_blocks
from articles.importing.readers.markdown.draft import END, HIDDEN, QUESTION, TOGGLE, Draft

WHOLLY_BOLD = re.compile(
    r"(\*\*\*|\*\*|__|\*|_)(?P<words>(?:(?!\1)[^\\]|\\.)+)\1(?P<sign>[:.?!]?)\Z"
)
ONLY_IMAGE = re.compile(
    r"(?:\s|!\[[^\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)|\[!\[[^\]]*\]\([^()\s]*\)\]\([^()\s]*\))+\Z"
)
CALLOUT = re.compile(
    r"\A[ ]{0,3}>[ \t]*\[!(?P<kind>[\w-]{1,30})\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)"
    r"(?P<rest>(?:\n.*)*)\Z"
)
QUOTE_MARK = re.compile(r"^[ ]{0,3}>[ ]?", re.MULTILINE)
MAX_TOGGLES = 10  # within one another
ASKED = ("faq", "question", "help")


def with_text(block: Block, change: Callable[[str], str]) -> Block:
    """The block with its text changed, and its children's."""
    children = tuple(with_text(child, change) for child in block.children)
    return replace(block, text=change(block.text), children=children)


def build_blocks(draft: Draft) -> list[Block]:
    """The blocks of a text that has passed. Raises `Unreadable`."""
    lines, numbers = draft.lines()
    blocks: list[Block] = []
    for parsed in parse_blocks("\n".join(lines)):
        block = replace(parsed, line=numbers[parsed.line - 1])
        blocks += _revealed(draft, block)
    blocks = _fold([_finished(block) for block in blocks])
    cleaned = (with_text(block, lambda text: draft.shown(text).rstrip()) for block in blocks)
    return [block for block in cleaned if block.text or block.children]


def _revealed(draft: Draft, block: Block) -> list[Block]:
    """A block, or the blocks that it is the mark of."""
    if alone := HIDDEN.fullmatch(block.text.strip()):
        return [replace(row, line=block.line) for row in draft.stretch(alone)]
    return [block]


def _finished(block: Block) -> Block:
    if block.kind == Kind.HEADING:
        return _heading(block)
    if block.kind == Kind.QUOTE and (callout := CALLOUT.match(block.text)):
        return _callout(block, callout)
    return block


def _heading(block: Block) -> Block:
    """A heading without the marks around all of its words; one of an image alone is none."""
    if ONLY_IMAGE.match(block.text) and "![" in block.text:
        return replace(block, kind=Kind.PARAGRAPH, text=block.text.strip(), level=0)
    text = block.text
    while bold := WHOLLY_BOLD.match(text):
        text = bold["words"] + bold["sign"]
    return replace(block, text=text.strip())


def _callout(block: Block, callout: re.Match[str]) -> Block:
    """A callout that folds is a toggle; another stays a quotation with its mark."""
    is_asked = callout["kind"].lower() in ASKED
    if not callout["fold"] and not (is_asked and callout["title"].strip()):
        return block
    inner = QUOTE_MARK.sub("", callout["rest"].lstrip("\n"))
    children = [_finished(row) for row in parse_blocks(inner, block.line + 1)]
    title = callout["title"].strip() or callout["kind"].capitalize()
    return Block(
        Kind.TOGGLE, title, children=tuple(children), is_question=is_asked, line=block.line
    )


def _fold(blocks: list[Block]) -> list[Block]:
    """What stands between the marks of a toggle, as its children."""
    stack: list[tuple[Block, list[Block]]] = [(Block(Kind.TOGGLE, ""), [])]
    for block in blocks:
        if block.kind == Kind.PARAGRAPH and block.text.startswith((TOGGLE, QUESTION)):
            summary = " ".join(block.text[len(TOGGLE) :].split())
            is_question = block.text.startswith(QUESTION)
            toggle = Block(Kind.TOGGLE, summary, is_question=is_question, line=block.line)
            if len(stack) < MAX_TOGGLES:
                stack.append((toggle, []))
            else:
                stack[-1][1].append(replace(toggle, kind=Kind.PARAGRAPH))
        elif block.kind == Kind.PARAGRAPH and block.text.startswith(END):
            _close(stack)
        else:
            stack[-1][1].append(block)
    while len(stack) > 1:
        _close(stack)
    return stack[0][1]


def _close(stack: list[tuple[Block, list[Block]]]) -> None:
    if len(stack) < 2:
        return
    toggle, children = stack.pop()
    if not toggle.text and children:
        toggle, children = replace(toggle, text=children[0].text), children[1:]
    stack[-1][1].append(replace(toggle, children=tuple(children)))
