"""The title of a document, and the lines around it: who wrote it, when, what it is about."""

import re
from dataclasses import replace

from articles.importing.document import Block, Kind
from articles.importing.markup import plain
from articles.importing.outlining.titles.bylines import (
    Byline,
    read_bare_name,
    read_byline,
    read_credited_name,
)
from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.marks import MarkKind, read_mark
from articles.importing.outlining.working import Working

TEXTS = (Kind.LINE, Kind.PARAGRAPH)
#: How far from the top lines of a page's head are looked for.
HEAD = 10
MAX_TITLE, MAX_TITLE_WORDS = 250, 30
MIN_DEK_WORDS, MAX_DEK_WORDS, MAX_DEK = 3, 60, 300
#: What is longer is of the text, and the page's head ends there.
MAX_HEAD_WORDS = 20
REPEATED = "title repeated"
BYLINE = "byline: what it says is with the article"
REVIEWER = "reviewer: to be chosen with the article"
SITE = "name of the site after the title"
CRUMBS = "path to the page"
SITE_TAIL = re.compile(r"\s+[|–—•·»-]\s+(?=[^|–—•·»]{2,60}\Z)")
CRUMB = re.compile(r"\s[>»›/]\s|\s→\s")
LABELLED = re.compile(
    r"(?P<label>title|titel|titre|título|subtitle|sub-?heading|dek|standfirst|(?:meta\s+)?description"
    r"|excerpt|summary|untertitel|beschreibung|sous-titre|subtítulo|descripción)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
ITALIC = re.compile(r"(\*|_)(?![*_\s])([^*_\n]{20,400})(?<!\s)\1")
UNTELLING = re.compile(
    r"affiliate|commission|disclos|disclaim|photo|image|picture|credit|updated|originally|note:"
    r"|editor|werbung|anzeige|publicité|publicidad",
    re.IGNORECASE,
)


def take_title(working: Working) -> None:
    """Find the title, take out its repetitions, and read the lines around it."""
    _split_site_name(working)
    if not working.title:
        _take_first(working)
    _leave_out_repeated(working)
    _read_head(working)
    if not working.title:
        working.doubt("No title was found in the document.")


def same_words(first: str, second: str) -> bool:
    """Whether two texts have the same words, whatever their marks and capitals."""
    return _folded(first) == _folded(second) != []


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in forms.WORD.findall(text.replace("’", "'"))]


def _words_of(block: Block) -> str:
    return block.text if block.kind == Kind.LINE else plain(block.text)


def _split_site_name(working: Working) -> None:
    """A page's title often ends in the name of its site; its first heading does not."""
    first = next((row for row in working.blocks if row.kind == Kind.HEADING), None)
    if first is None or not working.title or len(working.title) > MAX_TITLE:
        return
    for tail in SITE_TAIL.finditer(working.title):
        if same_words(working.title[: tail.start()], plain(first.text)):
            working.leave_out(working.title[tail.end() :], SITE)
            working.title = plain(first.text)
            return


def _take_first(working: Working) -> None:
    place = _title_place(working.blocks)
    if place is None:
        return
    block = working.blocks.pop(place)
    working.title = LABELLED.sub("", _words_of(block), count=1)


def _title_place(blocks: list[Block]) -> int | None:
    """Where the title stands; None if nothing looks like one."""
    headings = [place for place, block in enumerate(blocks) if block.kind == Kind.HEADING]
    tops = [place for place in headings if blocks[place].level == 1]
    start = _first_of_text(blocks)
    if len(tops) == 1 or (tops and tops[0] == start):
        return tops[0]
    if start is None or tops:
        return None
    first = blocks[start]
    if first.kind == Kind.HEADING:
        others = [blocks[place].level for place in headings if place != start]
        return start if others and first.level < min(others) else None
    return start if _may_be_title(blocks, start) else None


def _first_of_text(blocks: list[Block]) -> int | None:
    """The first block that is no line of the page around the article."""
    for place, block in enumerate(blocks[:HEAD]):
        if block.kind in TEXTS and _is_of_page(_words_of(block)):
            continue
        return place if block.kind in (*TEXTS, Kind.HEADING) else None
    return None


def _is_of_page(text: str) -> bool:
    return bool(names.CHROME.match(text)) or _is_crumbs(text) or read_byline(text) is not None


def _is_crumbs(text: str) -> bool:
    return len(text) <= 120 and len(text.split()) <= 16 and len(CRUMB.split(text)) > 1


def _may_be_title(blocks: list[Block], place: int) -> bool:
    text = _words_of(blocks[place])
    if LABELLED.match(text):
        return LABELLED.match(text)["label"].casefold().startswith(("tit", "tít"))  # type: ignore[index]
    mark = read_mark(text)
    words = forms.count_words(text)
    if not 0 < words <= MAX_TITLE_WORDS or len(text) > MAX_TITLE:
        return False
    if (mark and mark.kind != MarkKind.SIGN and not mark.is_named) or forms.starts_small(text):
        return False
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    ending = forms.ending(text)
    if ending in ("", "?", "!"):
        return forms.count_sentences(text) <= 2
    # A title that is a sentence: short, on its own, before something longer.
    is_apart = after is not None and (after.gap > 0 or after.kind != Kind.LINE)
    is_longer = after is not None and forms.count_words(_words_of(after)) > 2 * words
    return ending == "." and words <= 12 and is_apart and is_longer


def _leave_out_repeated(working: Working) -> None:
    kept = []
    for place, block in enumerate(working.blocks):
        may_repeat = block.kind == Kind.HEADING or (block.kind in TEXTS and place < HEAD)
        text = _words_of(block) if may_repeat and len(block.text) <= 2 * MAX_TITLE else ""
        if text and working.title and same_words(text, working.title):
            working.leave_out(text, REPEATED)
        else:
            kept.append(block)
    working.blocks = kept


def _read_head(working: Working) -> None:
    """Take the lines around the title that tell of the article, and are not of its text."""
    kept: list[Block] = []
    head, rest = working.blocks[:HEAD], working.blocks[HEAD:]
    is_near = True
    for place, block in enumerate(head):
        if block.kind not in TEXTS:
            kept += head[place:]
            break
        text = _words_of(block)
        # Below the first lines of the text only what cannot be anything else is taken.
        is_near = is_near and len(text.split()) <= MAX_HEAD_WORDS
        after = [_words_of(row) for row in head[place + 1 :] if row.kind in TEXTS]
        is_taken = _take_byline(working, text, read_byline(text))
        if not is_taken and not (is_near and _read_near(working, block, text, after)):
            kept.append(block)
    working.blocks = kept + rest


def _read_near(working: Working, block: Block, text: str, after: list[str]) -> bool:
    """Read a line close to the title; false if it tells nothing of the article."""
    byline = read_credited_name(text) or (None if working.author else _read_name(text, after))
    if _take_byline(working, text, byline):
        return True
    if _is_crumbs(text) and forms.ending(text) == "":
        working.leave_out(text, CRUMBS)
        return True
    dek = _dek(block, text) or _line_above_name(text, after)
    if dek and not working.description:
        working.description = dek
        return True
    return False


def _read_name(text: str, after: list[str]) -> Byline | None:
    """A name alone, where the next line that is not the page's tells of the article."""
    follows = next((line for line in after if not names.CHROME.match(line)), "")
    return read_bare_name(text) if read_byline(follows) else None


def _line_above_name(text: str, after: list[str]) -> str:
    """A line between the title and who wrote it: what the article is about."""
    if len(text.split()) <= MIN_DEK_WORDS or len(text) > MAX_DEK or names.CHROME.match(text):
        return ""
    byline = (read_byline(after[0]) or _read_name(after[0], after[1:])) if after else None
    return text if byline and byline.author else ""


def _take_byline(working: Working, text: str, byline: Byline | None) -> bool:
    if byline is None:
        return False
    if byline.author and not working.author:
        working.author, working.credential = byline.author, byline.credential
    if byline.at and not working.meta.published_at:
        working.meta = replace(working.meta, published_at=byline.at)
    working.leave_out(text, REVIEWER if byline.is_review else BYLINE)
    return True


def _dek(block: Block, text: str) -> str:
    """The sentence under a title that tells what it is about, where it is marked as such."""
    if labelled := LABELLED.match(text):
        dek = text[labelled.end() :]
        return dek if len(dek) <= MAX_DEK else ""
    italic = ITALIC.fullmatch(block.text.strip()) if block.kind == Kind.PARAGRAPH else None
    if italic and len(text.split()) <= MAX_DEK_WORDS and not UNTELLING.search(text):
        return text if len(text) <= MAX_DEK else ""
    return ""
