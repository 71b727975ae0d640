"""A part of a Word file without what is no text, and with all that is in its order."""

from typing import Any, cast

from lxml import etree

from articles.importing.readers.docx.package import Relationship
from articles.importing.readers.docx.styles import VAL, W
from articles.importing.readers.html.walk import Notes

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"


def names(*local: str) -> list[str]:
    return [f"{W}{name}" for name in local]


#: Said of a text, and no part of it.
DROPPED = [
    *names("moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "sectPr", "rt", "rubyPr"),
    *names("commentRangeStart", "commentRangeEnd", "commentReference", "lastRenderedPageBreak"),
    *names("permStart", "permEnd", "rPrChange", "pPrChange", "sdtEndPr", "smartTagPr"),
    *names("customXmlPr", "sdtPr"),
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
CONTENTS = "A table of contents; Candor makes its own."


def settle(root: etree._Element, relationships: dict[str, Relationship], notes: Notes) -> None:
    """Change a part in place; links of simple fields are added to its relationships."""
    _leave_out_contents(root, notes)
    etree.strip_elements(root, *DROPPED, with_tail=False)
    for row in [*root.iter(f"{W}del")]:
        # In the properties of a paragraph's mark or a table's row, it says that these are gone.
        if _parent(row).tag not in names("rPr", "trPr"):
            _remove(row)
    _choose_alternatives(root)
    _lift_text_boxes(root)
    _link_simple_fields(root, relationships)
    etree.strip_tags(root, *UNWRAPPED)
    _write_formulas(root)
    if next(root.iter(f"{W}altChunk"), None) is not None:
        notes.doubts.append("It holds another document within it, which is not read.")


def text_of(element: etree._Element) -> str:
    """The words of an element, without what was deleted."""
    rows = element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p")
    words = [(row.text or "") if row.tag == f"{W}t" else " " for row in rows]
    return " ".join("".join(words).split())


def _leave_out_contents(root: etree._Element, notes: Notes) -> None:
    for row in [*root.iter(f"{W}docPartGallery")]:
        block = next(row.iterancestors(f"{W}sdt"), None)
        if row.get(VAL) == "Table of Contents" and block is not None:
            notes.leave_out(text_of(block), CONTENTS)
            _remove(block)


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


def _link_simple_fields(root: etree._Element, links: dict[str, Relationship]) -> None:
    for row in root.iter(f"{W}fldSimple"):
        words = (row.get(f"{W}instr") or "").split()
        if len(words) > 1 and words[0] == "HYPERLINK" and not words[1].startswith("\\"):
            key = f"field{len(links)}"
            links[key] = Relationship("hyperlink", words[1].strip('"'), True)
            row.tag = f"{W}hyperlink"
            row.attrib.clear()
            row.set(f"{R}id", key)


def _write_formulas(root: etree._Element) -> None:
    """Formulas as their letters."""
    for row in [*root.iter(f"{M}oMath")]:
        run = etree.SubElement(_parent(row), f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = "".join(part.text or "" for part in row.iter(f"{M}t"))
        row.addprevious(run)
        _remove(row)
    etree.strip_tags(root, f"{M}oMathPara")


def _parent(row: etree._Element) -> etree._Element:
    """What an element stands in; asked of none that is a root."""
    return cast("Any", row.getparent())


def _remove(row: etree._Element) -> None:
    _parent(row).remove(row)
