"""The file that mammoth is given: only parts that were read, bounded and settled here."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from articles.importing.readers.docx.package import Relationship
from articles.importing.readers.docx.styles import VAL, W

KINDS = ("H1", "H2", "H3", "H4", "H5", "H6", "Title", "Subtitle", "Quote", "Code")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKED = "text/uri-list"

TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="link" ContentType="{LINKED}"/>'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)


@dataclass
class Rewritten:
    """The parts of a file as they are written, by their path."""

    parts: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, root: etree._Element, links: Mapping[str, Relationship]) -> None:
        """A part with what it leads to."""
        self.parts[path] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
        folder, _, file = path.rpartition("/")
        rows = {key: (row.kind, self._target(row)) for key, row in links.items()}
        self.parts[f"{folder}/_rels/{file}.rels"] = _relationships(rows)

    def _target(self, row: Relationship) -> str:
        """Where a link leads; of a picture, the part that is written for it."""
        if row.kind != "image":
            return row.target
        known = self.pictures.get(row.target)
        if known is None:
            known = f"media/{len(self.pictures)}.{'link' if row.is_external else 'png'}"
            self.pictures[row.target] = known
        return f"/{known}"


def to_file(rewritten: Rewritten) -> io.BytesIO:
    """A Word file of the parts."""
    root = {"document": ("officeDocument", "word/document.xml")}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", _relationships(root))
        for path, data in rewritten.parts.items():
            archive.writestr(path, data)
    file.seek(0)
    return file


def style_sheet(numbering: list[etree._Element]) -> etree._Element:
    """The styles that settled parts use, and those of lists, which their numbering names."""
    root = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
    for kind in KINDS:
        style = etree.SubElement(root, f"{W}style")
        style.set(f"{W}type", "paragraph")
        style.set(f"{W}styleId", kind)
        etree.SubElement(style, f"{W}name").set(VAL, kind)
    root.extend(numbering)
    return root


def _relationships(rows: Mapping[str, tuple[str, str]]) -> bytes:
    written = "".join(
        f'<Relationship Id="{escape(key)}" Type="{OFFICE}/{escape(kind)}" '
        f'Target="{escape(target)}"/>'
        for key, (kind, target) in rows.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'.encode()
