"""Markdown as the importer reads and writes it: blocks, plain words, links, escapes."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from articles.editing.pasting import runs
from articles.importing.document import Block, Kind, Unreadable
from articles.rendering.bounds import bounds_plugin
from articles.rendering.limits import TextTooLarge, check_size
from articles.rendering.markdown import build_parser

KINDS = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "blockquote_open": Kind.QUOTE,
    "fence": Kind.CODE,
    "code_block": Kind.CODE,
    "table_open": Kind.TABLE,
    "hr": Kind.RULE,
    "html_block": Kind.PARAGRAPH,
}
#: Without these a text has no inline Markdown, and no address.
INLINE = re.compile(r"[\\`*_\[<&~@\0]|//")
#: The same texts are asked for again and again; longer ones are not kept in memory.
REMEMBERED = 4_000
WORDS = ("text", "code_inline")
BREAKS = ("softbreak", "hardbreak")
#: Shorter texts are within the bounds of a field whatever they hold.
UNCHECKED = 1_000
MAX_LINES = 8_000  # a list of as many items takes two seconds, all in all
ADDRESS = re.compile(r"(https?://\w[^\s<>*`~\[\]\\|&]*(?:&(?!#?\w+;)[^\s<>*`~\[\]\\|&]*)*)")
BOLD_OPEN = re.compile(r"<(?:b|strong)\b", re.IGNORECASE)
BOLD_CLOSE = re.compile(r"</(?:b|strong)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]")
#: What only a writer of Markdown types, by kind.
SIGNS = (
    re.compile(r"^ {0,3}(?:<!--[^<>\n]{0,200}-->[ \t]?)?#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"(?<!\\)\]\((?:[^\s()]|\([^\s()]*\)){1,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"\*\*(?=\S)[^*\n]{1,300}\*\*"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\|?(?: *:?-{3,}:? *\|)+", re.MULTILINE),
    re.compile(r"^ {0,3}> ?\S", re.MULTILINE),
    re.compile(r"\A(?:---|\+\+\+)[ \t]*\n(?:.*\n){1,60}?(?:---|\+\+\+)[ \t]*$", re.MULTILINE),
)
LOOKED_AT = 100_000
MARKER = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\Z)", re.MULTILINE)


def _as_written(url: str) -> str:
    return url


@cache
def _parser(*, inline: bool) -> MarkdownIt:
    md = build_parser()
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.enable("linkify")
    md.options["linkify"] = True
    fuzzy = {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False}
    md.linkify.set(fuzzy)  # type: ignore[union-attr]
    md.use(bounds_plugin)
    # An address is told from what is told of it as it stands in the text.
    md.normalizeLink = _as_written  # type: ignore[method-assign]
    if not inline:
        md.core.ruler.disable(["inline", "text_join", "linkify"])
    return md


def _parse(text: str, *, inline: bool) -> list[Token]:
    try:
        return _parser(inline=inline).parse(text)
    except TextTooLarge as error:
        raise Unreadable(str(error)) from error


# Blocks


def parse_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Markdown as blocks, each the writer's own characters. `first_line` is the text's first.

    Lines that a page does not show, such as the definition of a footnote, are a paragraph.
    Raises `Unreadable` for what is nested too deeply, or has more lines than any document.
    """
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise Unreadable(f"This text has more than {MAX_LINES:,} lines.")
    blocks: list[Block] = []
    done = 0
    for token in _parse(text, inline=False):
        if token.level or token.map is None or token.type not in KINDS:
            continue
        start, end = token.map
        blocks += _unseen(lines, done, start, first_line)
        done = end
        source = "\n".join(lines[start:end]).strip("\n")
        if token.type == "heading_open":
            blocks.append(_heading(token, source, first_line + start))
        else:
            kind = KINDS[token.type]
            text = source.strip() if kind == Kind.PARAGRAPH else source.rstrip()
            blocks.append(Block(kind, text, line=first_line + start))
    return blocks + _unseen(lines, done, len(lines), first_line)


def _unseen(lines: list[str], start: int, end: int, first_line: int) -> list[Block]:
    """What stands between two blocks, if that is more than blank lines."""
    while start < end and not lines[start].strip():
        start += 1
    source = "\n".join(lines[start:end]).rstrip()
    return [Block(Kind.PARAGRAPH, source, line=first_line + start)] if source else []


def _heading(token: Token, source: str, line: int) -> Block:
    if token.markup.startswith("#"):
        text = re.sub(r"\A {0,3}#{1,6}(?:[ \t]+|\Z)|[ \t]+#+[ \t]*\Z", "", source)
    else:
        text = source.rpartition("\n")[0]
    return Block(
        Kind.HEADING, " ".join(text.split()), level=int(token.tag.removeprefix("h")), line=line
    )


def items(block: Block) -> list[str]:
    """The items of a list, each as Markdown without its mark."""
    lines = block.text.split("\n")
    found = []
    for token in _parse(block.text, inline=False):
        if token.type == "list_item_open" and token.level == 1 and token.map:
            first, *rest = lines[token.map[0] : token.map[1]]
            mark = MARKER.match(first)
            first = first[mark.end() :] if mark else first
            found.append("\n".join([first.strip(), dedent("\n".join(rest))]).strip())
    return found


def is_ordered(block: Block) -> bool:
    """Whether a list is numbered."""
    return any(token.type == "ordered_list_open" for token in _parse(block.text, inline=False)[:1])


def looks_like_markdown(text: str, *, is_named: bool = False) -> bool:
    """Whether a text has the marks of Markdown: two kinds of them, or one three times.

    Of a file that is named as Markdown one mark is enough. Lists are no sign: a text without
    markup has them too.
    """
    counts = [len(sign.findall(text[:LOOKED_AT])) for sign in SIGNS]
    if is_named and any(counts):
        return True
    return sum(map(bool, counts)) > 1 or max(counts) > 2 or counts[0] > 1 or counts[-1] > 0


# Words


def plain(text: str) -> str:
    """The words of inline Markdown as a reader sees them, on one line."""
    if not INLINE.search(text):
        return " ".join(text.split())
    return _plain(text) if len(text) <= REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return _words(_inline(text))


def is_bold(text: str) -> bool:
    """Whether all words of inline Markdown are bold, but for signs and marks around them."""
    depth, found = 0, False
    for token in _inline(text):
        is_html = token.type == "html_inline"
        if token.type == "strong_open" or (is_html and BOLD_OPEN.match(token.content)):
            depth += 1
        elif token.type == "strong_close" or (is_html and BOLD_CLOSE.match(token.content)):
            depth -= 1
        elif token.type in (*WORDS, "image") and WORD.search(token.content):
            found = True
            if depth <= 0:
                return False
    return found


def links(text: str) -> list[tuple[str, str]]:
    """The links of any Markdown, bare addresses too, as (words, address as written)."""
    found, words, url = [], list[Token](), ""
    for token in _inside(text):
        if token.type == "link_open":
            words, url = [], str(token.attrs["href"])
        elif token.type == "link_close":
            found.append((_words(words), url))
        else:
            words.append(token)
    return found


def images(text: str) -> list[tuple[str, str]]:
    """The images of any Markdown as (description, address as written)."""
    return [
        (_words(token.children or []), str(token.attrs["src"]))
        for token in _inside(text)
        if token.type == "image"
    ]


def _inside(text: str) -> Iterator[Token]:
    """All inline tokens of a text; none of one that is larger than a field may be."""
    if _is_bounded(text):
        for token in _parse(text, inline=True):
            yield from token.children or ()


def _inline(text: str) -> list[Token]:
    if not _is_bounded(text):
        return [Token("text", "", 0, content=text)]
    return _parser(inline=True).parseInline(text)[0].children or []


def _is_bounded(text: str) -> bool:
    if len(text) <= UNCHECKED:
        return True
    try:
        check_size(text)
    except TextTooLarge:
        return False
    return True


def _words(tokens: list[Token]) -> str:
    words = []
    for token in tokens:
        if token.type in WORDS:
            words.append(token.content)
        elif token.type == "image":
            words += [child.content for child in token.children or ()]
        elif token.type in BREAKS:
            words.append(" ")
    return " ".join("".join(words).split())


def escape(text: str) -> str:
    """Text as Markdown that shows it as it stands; bare addresses stay links."""
    words, *rest = ADDRESS.split(text)
    written = [runs.escape(words, at_start=True)]
    for number, part in enumerate(rest):
        written.append(runs.escape(part, at_start=False) if number % 2 else part)
    return "".join(written)
