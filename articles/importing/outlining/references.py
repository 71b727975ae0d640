"""Lists of sources, and what in the text refers to them.

A mark in the text keeps its number: `[3]` becomes `[^3]`, and the third source's key is 3.
"""

import re
from dataclasses import dataclass, field, replace

from articles.checklist.claims import claims_in
from articles.checklist.sentences import sentences_of
from articles.importing.document import Block, Kind
from articles.importing.markup import is_bold, plain
from articles.importing.outlining.citing import read_source
from articles.importing.outlining.footnotes import take_footnotes
from articles.importing.outlining.wording import (
    bare,
    folded,
    items_of,
    lead,
    links_in,
    outside_code,
)
from articles.importing.outlining.working import Working
from articles.importing.programmes import programme_of

NAMES = frozenset(
    """references|reference list|sources|source list|source|sources and references|citations
    |references and sources|sources & references|references & sources|bibliography|works cited
    |selected bibliography|selected references|sources cited|references cited
    |sources and further reading|references and further reading|resources and references
    |scientific references|studies cited|research cited|citations and sources|literature
    |literature cited|endnotes|end notes|article sources|our sources|sources used
    |quellen|quellenverzeichnis|quellenangaben|literatur|literaturverzeichnis|einzelnachweise
    |belege|références|sources et références|bibliographie|fuentes|referencias|bibliografía
    |referências|fontes|bibliografia|fonti|riferimenti|bronnen|referenties|literatuur
    |kaynaklar|kaynakça|referanslar|źródła|bibliografia|источники|литература|джерела|zdroje
    |källor|referenser|kilder|referanser|lähteet|források|surse|bibliografie|πηγές
    |tài liệu tham khảo|nguồn|sumber|referensi
    |参考文献|参考资料|出典|引用|來源|来源|參考資料|참고문헌|출처
    |المصادر|المراجع|מקורות|संदर्भ|อ้างอิง|منابع""".replace("\n    ", "").split("|")
)
#: Lists of these are sources only if each of them leads away from the site.
READING = frozenset(["further reading", "additional resources", "learn more", "weiterlesen"])
ANY_NAME = NAMES | READING
LAST_LINE = re.compile(
    r"(?:\W{0,4})(?:sources?|references?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?"
    r"|kaynak(?:lar)?"
    r"|źródł[oa]|источники?|出典|来源|參考|참고|출처)(?:\*\*|__|\*)?\s*[:：](?:\*\*|__|\*)?\s*(?=\S)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\A\s*(?:\\?\[(\d{1,3})\\?\]|\(?(\d{1,3})[.)])(?!\d)\s*")
CITED = re.compile(
    r"<sup>\s*\\?\[?(?P<raised>\d{1,3})\\?\]?\s*</sup>"
    r"|\\?\[\\?\[?(?P<linked>\d{1,3})\\?\]?\\?\]\(#[^()\s]*\)"
    r"|(?<![\]!\w^])\\?\[(?P<plain>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\\?\](?![(\[:])"
    r"|(?<=[\w.,;!?”\"’')])\\?\[(?P<close>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\\?\](?![(\[:])"
    r"|(?<=[\w.,;!?”\"’')])(?P<small>[⁰¹²³⁴-⁹]{1,3})"
)
SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
MAX_LAST_LINE = 600
MAX_NAME = 60
LAST_BLOCKS = 6
MAX_CLAIMS = 3


@dataclass
class Listed:
    """The entries of a list of sources: each text with its number, and blocks that are none."""

    entries: list[tuple[str, str]] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)


def take_references(working: Working) -> None:
    """Take lists of sources out of the text, and turn marks that mean them into citations."""
    numbers: dict[str, str] = {}
    _take_lists(working, numbers)
    if not working.references:
        _take_last_line(working)
    _cite(working, numbers)
    take_footnotes(working)
    _doubt_claims(working)


def _take_lists(working: Working, numbers: dict[str, str]) -> None:
    kept: list[Block] = []
    blocks = working.blocks
    position = 0
    while position < len(blocks):
        end = _list_end(blocks, position)
        listed = _entries(blocks[position + 1 : end], blocks[position]) if end else Listed()
        if not listed.entries:
            kept.append(blocks[position])
            position += 1
            continue
        working.leave_out(plain(blocks[position].text), "the heading of the sources")
        _add(working, listed.entries, numbers)
        kept += listed.others
        position = end
    working.blocks = kept


def _list_end(blocks: list[Block], position: int) -> int:
    """Where the list under a heading or a bold line ends that announces sources; else 0."""
    block = blocks[position]
    name = folded(block.text) if len(block.text) < MAX_NAME else ""
    if name not in ANY_NAME:
        return 0
    is_line = block.kind == Kind.PARAGRAPH and "\n" not in block.text
    is_line = is_line and (is_bold(block.text) or block.text.rstrip("* ").endswith(":"))
    if block.kind != Kind.HEADING and not is_line:
        return 0
    ends = (Kind.HEADING, Kind.RULE)
    end = position + 1
    while end < len(blocks) and blocks[end].kind not in ends:
        end += 1
    return end


def _entries(area: list[Block], heading: Block) -> Listed:
    listed = Listed()
    is_reading = folded(heading.text) in READING
    for block in area:
        rows = _rows(block)
        pays = [row for row in rows if programme_of(_url(row))]
        is_sources = len(pays) < len(rows)
        is_sources = is_sources and (block.kind == Kind.LIST or all(map(_is_source, rows)))
        if is_reading or not is_sources:
            is_sources = bool(rows) and all(map(_leads_away, rows))
        if is_sources:
            listed.entries += [_unnumber(row, block, n) for n, row in enumerate(rows)]
        else:
            listed.others.append(block)
    return listed


def _rows(block: Block) -> list[str]:
    if block.kind == Kind.LIST:
        return list(items_of(block))
    if block.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
        return []
    lines = [line.strip(" \t>\\") for line in block.text.split("\n") if line.strip(" \t>\\")]
    # A long entry may be wrapped: lines are entries only where each looks like one.
    starts = [line for line in lines if NUMBERED.match(line) or _is_source(line)]
    return lines if len(starts) == len(lines) else [" ".join(lines)]


def _unnumber(row: str, block: Block, position: int) -> tuple[str, str]:
    match = NUMBERED.match(row)
    if match:
        return row[match.end() :], match[1] or match[2]
    first = re.match(r"\s*(\d{1,3})[.)]", block.text) if block.kind == Kind.LIST else None
    return row, str(int(first[1]) + position) if first else ""


def _is_source(text: str) -> bool:
    """Whether a line says where something can be found: an address, or a year in a short text."""
    if "://" in text or "](" in text or re.search(r"\bdoi\b|\bISBN\b|www\.", text, re.IGNORECASE):
        return not programme_of(_url(text))
    return bool(NUMBERED.match(text) or (YEAR.search(text) and len(text) < MAX_LAST_LINE))


def _leads_away(text: str) -> bool:
    urls = [url for _, url in links_in(text)]
    return bool(urls) and all("://" in url and not programme_of(url) for url in urls)


def _url(text: str) -> str:
    return next((url for _, url in links_in(text) if "://" in url), "")


def _add(working: Working, rows: list[tuple[str, str]], numbers: dict[str, str]) -> None:
    """Add sources, each once, and note under which number each was listed."""
    taken = {row.key for row in working.references}
    known = {(row.text, row.url) for row in working.references}
    for text, number in rows:
        reference = read_source(text, taken)
        if (reference.text, reference.url) in known:
            working.leave_out(reference.text, "a source that is listed twice")
            continue
        working.references.append(reference)
        taken.add(reference.key)
        known.add((reference.text, reference.url))
        if number:
            numbers.setdefault(number, reference.key)


def _take_last_line(working: Working) -> None:
    """`Source: …` near the end of a text that lists no others."""
    for position in range(max(len(working.blocks) - LAST_BLOCKS, 0), len(working.blocks)):
        block = working.blocks[position]
        match = LAST_LINE.match(block.text) if block.kind == Kind.PARAGRAPH else None
        if match is None or len(block.text) > MAX_LAST_LINE:
            continue
        rest = block.text[match.end() :].strip("*_ ")
        rows = [row.strip() for row in re.split(r"\n|;\s+(?![^()\[\]]*[)\]])", rest) if row.strip()]
        _add(working, [(row, "") for row in rows], {})
        working.leave_out(bare(block.text), "the line of the sources")
        del working.blocks[position]
        return


# What refers to them


def _cite(working: Working, numbers: dict[str, str]) -> None:
    """Turn the numbers of listed sources, where they stand in the text, into `[^key]`."""
    cited: set[str] = set()

    def cite(match: re.Match[str]) -> str:
        digits = next(filter(None, match.groups())).translate(SMALL)
        wanted = _spread(digits)
        if not wanted or not all(row in numbers for row in wanted):
            return match[0]
        cited.update(wanted)
        return "".join(f"[^{row}]" for row in wanted)

    for position, block in enumerate(working.blocks):
        if numbers and block.kind != Kind.CODE:
            text = outside_code(lambda row: CITED.sub(cite, row), block.text)
            working.blocks[position] = replace(block, text=text)
    by_key = {key: number for number, key in numbers.items()}
    working.references = [
        replace(row, key=by_key[row.key]) if by_key.get(row.key) in cited else row
        for row in working.references
    ]


def _spread(digits: str) -> list[str]:
    """`1, 3-5` as 1, 3, 4, 5; nothing where that is no list of sources."""
    found: list[str] = []
    for part in re.split(r"\s?,\s?", digits):
        first, _, last = re.sub(r"\s?[–-]\s?", "-", part).partition("-")
        rows = range(int(first), int(last or first) + 1)
        if len(rows) > 20:
            return []
        found += map(str, rows)
    return found


def _doubt_claims(working: Working) -> None:
    """Name statements that call on research and lead to none."""
    claims: list[str] = []
    for block in working.blocks:
        if block.kind != Kind.PARAGRAPH or "](" in block.text or "[^" in block.text:
            continue
        words = " ".join(block.text.split())
        for sentence in claims_in(words, sentences_of(words)):
            first = lead(sentence).split()
            claims += [" ".join(first[:12]) + (" …" if len(first) > 12 else "")]
    if claims:
        more = f" and {len(claims) - MAX_CLAIMS} more" if len(claims) > MAX_CLAIMS else ""
        named = "; ".join(f"“{claim}”" for claim in claims[:MAX_CLAIMS])
        working.doubt(f"No source is given for: {named}{more}")
