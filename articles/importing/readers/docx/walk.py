"""The walk over the text of a Word file that writes it as Markdown."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from articles.editing.pasting.runs import LINE_END, Look, picture
from articles.editing.pasting.writer import Open, fence
from articles.importing.readers.docx.numbering import Numbering, number_in
from articles.importing.readers.docx.package import Relationship
from articles.importing.readers.docx.settling import CONTENTS, A, R, V, text_of
from articles.importing.readers.docx.styles import PLAIN, Style, W, is_on, outline_level, value_of
from articles.importing.readers.docx.symbols import sign_of
from articles.importing.readers.html.walk import PageRewriter

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

MAX_FIELDS = 20  # within one another
MAX_SPAN = 20  # columns of one cell
#: `HYPERLINK "address"`; with \l, a place of the same document.
FIELD_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\\"\s]\S*))')
#: What stands in a run besides text, as text.
CHARACTERS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": LINE_END, f"{W}noBreakHyphen": "\u2011"}
PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass
class Field:
    """A field that is begun: its code, and where it leads once that is read."""

    code: str = ""
    href: str = ""


@dataclass
class WordWalk:
    """Writes the text of one file; make a new one for the next.

    `take_picture` is given where a picture is and returns its address in the text, or nothing.
    `cited` are the notes that the text has marks for, with their keys, in that order.
    """

    rewriter: PageRewriter
    styles: dict[str, Style]
    numbering: Numbering
    take_picture: Callable[[Relationship], str]
    notes: set[tuple[str, str]] = field(default_factory=set)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    cited: dict[tuple[str, str], str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""

    def write(self, blocks: Iterable[etree._Element]) -> None:
        """Write paragraphs and tables in their order."""
        for block in blocks:
            if block.tag == f"{W}p":
                self.write_paragraph(block)
            elif block.tag == f"{W}tbl":
                self.write_table(block)
        self.end_code()
        self.rewriter.flush()
        self.rewriter.close_to(0)

    def write_note(self, key: str, blocks: Iterable[etree._Element]) -> None:
        self.rewriter.writer.begin(Open("note", text=key))
        self.write(blocks)

    # Paragraphs

    def write_paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(_value(properties, "pStyle"), PLAIN)
        level = outline_level(properties)
        kind = f"h{min(level, 6)}" if level else style.kind
        if self.take_whole(paragraph, kind):
            return
        self.end_code()
        self.begin(kind, properties, style)
        self.take_runs(paragraph, PLAIN if kind else style)
        # What is deleted may be the end of a paragraph: the next goes on with it.
        if properties is None or properties.find(f"{W}rPr/{W}del") is None:
            self.rewriter.flush()
        self.rewriter.heading, self.rewriter.level, self.rewriter.marker = "", 0, ""

    def take_whole(self, paragraph: etree._Element, kind: str) -> bool:
        """Take in a paragraph that is no text of its own; true if it is one."""
        if kind == "contents":
            self.rewriter.notes.leave_out(text_of(paragraph), CONTENTS)
        elif kind == "code" and not self.rewriter.in_cell:
            self.code.append("".join(paragraph.itertext(f"{W}t")))
        elif kind == "subtitle" and self.title and not self.subtitle:
            self.subtitle = text_of(paragraph)
        else:
            if kind == "title" and not self.title:
                self.title = text_of(paragraph)
            return False
        return True

    def end_code(self) -> None:
        """Write the lines of code that are over now as one block."""
        lines, self.code = self.code, []
        if any(line.strip() for line in lines):
            self.rewriter.flush()
            self.rewriter.close_loose()
            self.rewriter.writer.write("pre", fence("\n".join(lines)))

    def begin(self, kind: str, properties: etree._Element | None, style: Style) -> None:
        """Tell the rewriter what the text to come is."""
        rewriter, writer = self.rewriter, self.rewriter.writer
        is_quoted = writer.top == "blockquote"
        if is_quoted and kind != "quote":
            rewriter.close_to(len(writer.open) - 1)
        elif kind == "quote" and not is_quoted and not rewriter.in_cell:
            rewriter.close_loose()
            writer.begin(Open("blockquote"))
        if kind == "title" or kind.startswith("h"):
            rewriter.heading = "h1" if kind == "title" else kind
            return
        number = properties.find(f"{W}numPr") if properties is not None else None
        number = style.number if number is None else number
        if number is not None:
            rewriter.level, rewriter.marker = self.numbering.mark(number)

    # Runs

    def take_runs(self, paragraph: etree._Element, around: Style) -> None:
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is not None and is_on(properties, "vanish"):
                self.rewriter.notes.leave_out(text_of(run), "Hidden from readers.")
                continue
            look = self.look_of(run, properties, around)
            for part in run:
                self.take_part(part, look)

    def look_of(
        self, run: etree._Element, properties: etree._Element | None, around: Style
    ) -> Look:
        href = next((row.href for row in reversed(self.fields) if row.href), "")
        parent = run.getparent()
        if parent is not None and parent.tag == f"{W}hyperlink":
            href = self.address(parent.get(f"{R}id")) or href
        if properties is None and around is PLAIN:
            return Look(href=href)
        style = self.styles.get(_value(properties, "rStyle"), PLAIN)

        def is_set(tag: str, name: str) -> bool:
            said = (is_on(properties, tag), getattr(style, name), getattr(around, name))
            return next((value for value in said if value is not None), False)

        return Look(
            href=href,
            bold=is_set("b", "bold"),
            italic=is_set("i", "italic"),
            struck=is_set("strike", "struck"),
        )

    def address(self, key: str | None) -> str:
        found = self.relationships.get(key or "")
        return self.rewriter.address(found.target) if found and found.is_external else ""

    def take_part(self, part: etree._Element, look: Look) -> None:
        """Take in what a run holds: text, a break, a picture, the mark of a note, a field."""
        runs, tag = self.rewriter.runs, part.tag
        if tag == f"{W}t":
            self.rewriter.weigh(len(part.text or ""))
            runs.append((part.text or "", look))
        elif tag in CHARACTERS:
            runs.append((CHARACTERS[tag], look))
        elif tag == f"{W}br":
            is_line = part.get(f"{W}type", "textWrapping") == "textWrapping"
            runs.append((LINE_END if is_line else " ", look))
        elif tag in PICTURES:
            self.take_pictures(part, look)
        elif tag in NOTES:
            self.take_note((NOTES[tag], part.get(f"{W}id", "")), look)
        elif tag == f"{W}sym":
            self.take_sign(part, look)
        elif tag == f"{W}fldChar":
            self.take_field(part.get(f"{W}fldCharType"))
        elif tag == f"{W}instrText" and self.fields:
            self.fields[-1].code += part.text or ""

    def take_sign(self, part: etree._Element, look: Look) -> None:
        sign = sign_of(part.get(f"{W}font", ""), part.get(f"{W}char", ""))
        self.rewriter.runs.append((sign, look))
        if not sign:
            self.rewriter.notes.doubts.append("A sign of a font of its own is lost.")

    def take_field(self, kind: str | None) -> None:
        if kind == "begin" and len(self.fields) < MAX_FIELDS:
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            match = FIELD_LINK.match(self.fields[-1].code)
            target = (match[1] or match[2] or "") if match else ""
            self.fields[-1].href = self.rewriter.address(target) if target else ""
        elif kind == "end" and self.fields:
            self.fields.pop()

    def take_note(self, note: tuple[str, str], look: Look) -> None:
        if note in self.notes:
            key = self.cited.setdefault(note, str(len(self.cited) + 1))
            self.rewriter.runs.append((key, Look(href=look.href, written=f"[^{key}]")))

    def take_pictures(self, part: etree._Element, look: Look) -> None:
        about = next(part.iter(f"{DRAWING}docPr"), None)
        alt = (about.get("descr") or "") if about is not None else ""
        for row in part.iter(f"{A}blip", f"{V}imagedata"):
            key = row.get(f"{R}embed") or row.get(f"{R}link") or row.get(f"{R}id") or ""
            found = self.relationships.get(key)
            address = self.take_picture(found) if found else ""
            text = " ".join(alt.split())
            if address:
                written = picture(text, address)
                self.rewriter.runs.append((text, Look(href=look.href, written=written)))
            else:
                self.rewriter.notes.doubts.append("A picture of it is not in the file.")

    # Tables

    def write_table(self, table: etree._Element) -> None:
        """Write a table; the paragraphs of one that only sets out the page."""
        self.end_code()
        rewriter, writer = self.rewriter, self.rewriter.writer
        rewriter.flush()
        rewriter.close_to(0 if writer.top == "blockquote" else len(writer.open))
        rewriter.close_loose()
        rows = [row for row in table.iterchildren(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        if self.is_layout(table, rows):
            for paragraph in table.iter(f"{W}p"):
                self.write_paragraph(paragraph)
            return
        depth = len(writer.open)
        writer.begin(Open("table"))
        for row in rows:
            writer.begin(Open("tr"))
            for cell in row.iterchildren(f"{W}tc"):
                self.write_cell(cell)
            rewriter.close_to(depth + 1)
        rewriter.close_to(depth)

    def is_layout(self, table: etree._Element, rows: list[etree._Element]) -> bool:
        if max((len(row.findall(f"{W}tc")) for row in rows), default=0) < 2:
            return True
        kinds = (
            self.styles.get(row.get(f"{W}val", ""), PLAIN).kind for row in table.iter(f"{W}pStyle")
        )
        return any(kind.startswith("h") for kind in kinds)

    def write_cell(self, cell: etree._Element) -> None:
        writer = self.rewriter.writer
        depth = len(writer.open)
        span = number_in(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        writer.begin(Open("td", span=min(max(span, 1), MAX_SPAN)))
        for paragraph in cell.iter(f"{W}p"):
            self.write_paragraph(paragraph)
        self.end_code()
        self.rewriter.flush()
        self.rewriter.close_to(depth)


def _value(properties: etree._Element | None, name: str) -> str:
    """The value of one property."""
    return value_of(properties.find(f"{W}{name}")) if properties is not None else ""
