"""A part of a Word file as mammoth reads it without loss: what it does not know is put plainly."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from articles.importing.readers.docx.package import Relationship
from articles.importing.readers.docx.styles import VAL, Style, W, is_on, outline_level

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MAX_LEVEL = 4  # of a list, from 0: what mammoth is told of


def names(*local: str) -> list[str]:
    return [f"{W}{name}" for name in local]


#: Said of a text, and no part of it.
DROPPED = [
    *names("moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "sectPr", "rt", "rubyPr"),
    *names("commentRangeStart", "commentRangeEnd", "commentReference", "lastRenderedPageBreak"),
    *names("permStart", "permEnd", "rPrChange", "pPrChange", "sdtEndPr", "smartTagPr"),
    *names("customXmlPr", "tblStyle", "annotationRef"),
    etree.Comment,
    etree.ProcessingInstruction,
]
#: Around a text, without a meaning for it.
UNWRAPPED = [
    *names("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "ruby", "rubyBase"),
    *names("dir", "bdo", "fldSimple"),
    f"{MC}AlternateContent",
    f"{MC}Choice",
    f"{MC}Fallback",
]
#: The looks of a run that Markdown has, in the order in which they are written.
LOOKS = {"b": "bold", "i": "italic", "strike": "struck"}


@dataclass
class Settling:
    """What a part is settled with, and what is found on the way.

    `links` are the relationships of the part that is written, by id.
    """

    styles: dict[str, Style]
    relationships: dict[str, Relationship]
    notes: set[tuple[str, str]]
    has_picture: Callable[[str], bool]
    links: dict[str, Relationship] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def settle(root: etree._Element, settling: Settling) -> None:
    """Change a part in place; what is left out or doubtful is noted on `settling`."""
    _leave_out_contents(root, settling)
    etree.strip_elements(root, *DROPPED, with_tail=False)
    for row in [*root.iter(f"{W}del")]:
        # Of a paragraph's mark or a table's row, it is for mammoth to read.
        if _parent(row).tag not in names("rPr", "trPr"):
            _remove(row)
    _choose_alternatives(root)
    _lift_text_boxes(root)
    _link_simple_fields(root, settling)
    etree.strip_elements(root, f"{W}sdtPr", with_tail=False)
    etree.strip_tags(root, *UNWRAPPED)
    _write_plainly(root, settling)
    _settle_references(root, settling)
    for paragraph in [*root.iter(f"{W}p")]:
        _settle_paragraph(paragraph, settling)


def text_of(element: etree._Element) -> str:
    """The words of an element, without what was deleted."""
    rows = element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p")
    words = [(row.text or "") if row.tag == f"{W}t" else " " for row in rows]
    return " ".join("".join(words).split())


def _leave_out_contents(root: etree._Element, settling: Settling) -> None:
    for row in [*root.iter(f"{W}docPartGallery")]:
        block = next(row.iterancestors(f"{W}sdt"), None)
        if row.get(VAL) == "Table of Contents" and block is not None:
            settling.left_out.append((text_of(block), CONTENTS))
            _remove(block)


CONTENTS = "A table of contents; Candor makes its own."


def _choose_alternatives(root: etree._Element) -> None:
    """Of what is there in two forms, for new and for old programs, keep the fuller."""
    for row in [*root.iter(f"{MC}AlternateContent")]:
        forms = [*row.iterchildren(f"{MC}Choice", f"{MC}Fallback")]
        kept = max(forms, key=_fullness, default=None)
        for form in forms:
            if form is not kept:
                row.remove(form)


def _fullness(form: etree._Element) -> int:
    return sum(1 for _ in form.iter(f"{W}t", f"{A}blip", f"{V}imagedata"))


def _lift_text_boxes(root: etree._Element) -> None:
    """Put what stands in a box after the paragraph that the box is tied to."""
    for box in [*root.iter(f"{W}txbxContent")][::-1]:  # inner boxes come after outer ones
        host = next(box.iterancestors(f"{W}p"), None)
        if host is not None:
            for block in [*box.iterchildren(f"{W}p", f"{W}tbl")][::-1]:
                host.addnext(block)
        _remove(box)


def _link_simple_fields(root: etree._Element, settling: Settling) -> None:
    for row in root.iter(f"{W}fldSimple"):
        words = (row.get(f"{W}instr") or "").split()
        if len(words) > 1 and words[0] == "HYPERLINK" and not words[1].startswith("\\"):
            key = f"field{len(settling.links)}"
            settling.links[key] = Relationship("hyperlink", words[1].strip('"'), True)
            row.tag = f"{W}hyperlink"
            row.attrib.clear()
            row.set(f"{R}id", key)


def _write_plainly(root: etree._Element, settling: Settling) -> None:
    """Formulas as their letters, returns as line breaks; other documents within are named."""
    for row in [*root.iter(f"{M}oMath")]:
        run = etree.SubElement(_parent(row), f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = "".join(part.text or "" for part in row.iter(f"{M}t"))
        row.addprevious(run)
        _remove(row)
    etree.strip_tags(root, f"{M}oMathPara")
    for row in root.iter(f"{W}cr"):
        row.tag = f"{W}br"
    for row in root.iter(f"{W}ptab"):
        row.tag = f"{W}tab"
    for _ in root.iter(f"{W}altChunk"):
        settling.doubts.append("It holds another document within it, which is not read.")
    for row in [*root.iter(f"{W}gridSpan")]:
        if not (row.get(VAL) or "").isdecimal():
            _remove(row)


def _settle_references(root: etree._Element, settling: Settling) -> None:
    """Keep only what leads somewhere: mammoth stops at what does not."""
    for row in [*root.iter(f"{W}footnoteReference", f"{W}endnoteReference")]:
        kind = row.tag.removeprefix(W).removesuffix("Reference")
        if (kind, row.get(f"{W}id")) not in settling.notes:
            _remove(row)
    for row in root.iter(f"{W}hyperlink"):
        _settle_link(row, settling)
    for row in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"):
        _settle_link(row, settling)
    for row in [*root.iter(f"{A}blip", f"{V}imagedata")]:
        _settle_picture(row, settling)


def _settle_link(row: etree._Element, settling: Settling) -> None:
    key = row.get(f"{R}id")
    if key in settling.relationships:
        settling.links[key] = settling.relationships[key]
    elif key is not None and key not in settling.links:
        del row.attrib[f"{R}id"]


def _settle_picture(row: etree._Element, settling: Settling) -> None:
    key = row.get(f"{R}embed") or row.get(f"{R}link") or row.get(f"{R}id") or ""
    found = settling.relationships.get(key)
    if found is None or not (found.is_external or settling.has_picture(found.target)):
        settling.doubts.append("A picture of it is not in the file.")
        _remove(row)
        return
    settling.links[key] = found
    name = "embed" if row.tag == f"{A}blip" else "id"
    row.attrib.pop(f"{R}link", None)
    row.set(f"{R}{name}", key)


def _settle_paragraph(paragraph: etree._Element, settling: Settling) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    named = properties.find(f"{W}pStyle")
    style = settling.styles.get((named.get(VAL) or "") if named is not None else "", Style())
    level = outline_level(properties)
    kind = f"H{min(level, 6)}" if level else style.kind
    if kind == "Contents":
        settling.left_out.append((text_of(paragraph), CONTENTS))
        _remove(paragraph)
        return
    _settle_properties(properties, kind, style)
    runs: list[etree._Element] = []
    for run in [*paragraph.iter(f"{W}r")]:
        if is_on(run.find(f"{W}rPr"), "vanish"):
            settling.left_out.append((text_of(run), "Hidden from readers."))
            _remove(run)
        else:
            _settle_run(run, style if not kind else Style(), settling.styles)
            runs.append(run)
    _merge(runs)


def _settle_properties(properties: etree._Element, kind: str, style: Style) -> None:
    """What mammoth needs to know of a paragraph: what it is, its list, whether it was deleted."""
    number = properties.find(f"{W}numPr")
    number = style.number if number is None else number
    deleted = properties.find(f"{W}rPr/{W}del")
    properties.clear()
    if kind:
        etree.SubElement(properties, f"{W}pStyle").set(VAL, kind)
    elif number is not None:
        _write_number(properties, number)
    if deleted is not None:
        etree.SubElement(properties, f"{W}rPr").append(deleted)


def _write_number(properties: etree._Element, number: etree._Element) -> None:
    row = etree.SubElement(properties, f"{W}numPr")
    found = number.find(f"{W}ilvl")
    level = (found.get(VAL) or "") if found is not None else ""
    level = str(min(int(level), MAX_LEVEL)) if level.isdecimal() else "0"
    etree.SubElement(row, f"{W}ilvl").set(VAL, level)
    found = number.find(f"{W}numId")
    etree.SubElement(row, f"{W}numId").set(VAL, (found.get(VAL) or "") if found is not None else "")


def _settle_run(run: etree._Element, around: Style, styles: dict[str, Style]) -> None:
    properties = run.find(f"{W}rPr")
    named = properties.find(f"{W}rStyle") if properties is not None else None
    style = styles.get((named.get(VAL) or "") if named is not None else "", Style())
    on = []
    for name, look in LOOKS.items():
        said = (is_on(properties, name), getattr(style, look), getattr(around, look))
        if next((value for value in said if value is not None), False):
            on.append(name)
    if properties is not None:
        run.remove(properties)
    if on:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
        for name in on:
            etree.SubElement(properties, f"{W}{name}")


def _merge(runs: list[etree._Element]) -> None:
    """Runs of one look as one: Word parts them at every correction."""
    before: etree._Element | None = None
    for run in runs:
        texts = [row for row in run if row.tag != f"{W}rPr"]
        if any(row.tag != f"{W}t" for row in texts) or not texts:
            before = None
            continue
        text = "".join(row.text or "" for row in texts)
        if before is not None and run.getprevious() is before and _look(before) == _look(run):
            last = before[-1]
            last.text = (last.text or "") + text
            _remove(run)
            continue
        for row in texts[1:]:
            run.remove(row)
        texts[0].text = text
        texts[0].set(SPACE, "preserve")
        before = run


def _look(run: etree._Element) -> list[str]:
    properties = run.find(f"{W}rPr")
    return [row.tag for row in properties] if properties is not None else []


def _parent(row: etree._Element) -> etree._Element:
    parent = row.getparent()
    if parent is None:
        raise ValueError("an element without one around it")
    return parent


def _remove(row: etree._Element) -> None:
    _parent(row).remove(row)
