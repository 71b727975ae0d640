"""What the styles of a Word file mean: headings by their outline level, whatever their name."""

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
MAX_STYLES = 2_000  # Word itself comes with some 370
MAX_BASED = 12  # styles based on one another

#: Where a style gives no outline level: what programs and languages call their headings.
HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek"
    r"|nadpis|заголовок|başlık|见出し|見出し|标题|標題|제목)\s*([1-9])",
    re.IGNORECASE,
)
NAMES = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "quotations": "quote",
    "html preformatted": "code",
    "source code": "code",
    "preformatted text": "code",
}


@dataclass(frozen=True)
class Style:
    """What a style says, with what it is based on. `number` is the list it belongs to."""

    kind: str = ""  # h1 to h6, title, subtitle, quote, code, contents
    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    number: etree._Element | None = None


PLAIN = Style()


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The styles of a file by their id."""
    rows: dict[str, etree._Element] = {}
    for row in islice(root.iter(f"{W}style"), MAX_STYLES) if root is not None else ():
        rows.setdefault(row.get(f"{W}styleId", ""), row)
    return {key: _read(key, rows) for key in rows}


def _read(key: str, rows: dict[str, etree._Element]) -> Style:
    chain: list[etree._Element] = []
    while key in rows and rows[key] not in chain and len(chain) < MAX_BASED:
        chain.append(rows[key])
        key = value_of(rows[key].find(f"{W}basedOn"))
    return Style(
        kind=next(filter(None, map(_kind, chain)), ""),
        bold=_first(chain, "b"),
        italic=_first(chain, "i"),
        struck=_first(chain, "strike"),
        number=next(
            (found for row in chain if (found := row.find(f"{W}pPr/{W}numPr")) is not None), None
        ),
    )


def _kind(row: etree._Element) -> str:
    name = value_of(row.find(f"{W}name")).strip().lower()
    if name in NAMES:
        return NAMES[name]
    if name.startswith("toc "):
        return "contents"
    level = outline_level(row.find(f"{W}pPr"))
    if not level and (match := HEADING.match(name)):
        level = int(match[1])
    return f"h{min(level, 6)}" if level else ""


def outline_level(properties: etree._Element | None) -> int:
    """The level of heading that properties of a paragraph say, from 1; 0 for text."""
    found = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = value_of(found)
    return int(value) + 1 if re.fullmatch(r"[0-8]", value) else 0


def _first(chain: list[etree._Element], name: str) -> bool | None:
    found = (is_on(row.find(f"{W}rPr"), name) for row in chain)
    return next((value for value in found if value is not None), None)


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether properties of a run switch something on or off; None where they say nothing."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    if found is None:
        return None
    return found.get(VAL) not in ("0", "false", "off")


def value_of(element: etree._Element | None) -> str:
    """The value that an element of a property gives."""
    return (element.get(VAL) or "") if element is not None else ""
