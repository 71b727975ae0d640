"""A Word file as its parts, each bounded and without surprises (ECMA-376, Open Packaging)."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from articles.importing.document import Unreadable
from articles.importing.readers import limits
from articles.importing.readers.unpacking import Budget, Damaged, open_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAX_XML = 20_000_000  # bytes of one part
MAX_ELEMENTS = 80_000  # of all parts; some 20 µs each

RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: The strict form of the format has other names for the same elements.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": False}


@dataclass(frozen=True)
class Relationship:
    """Where something that a part names by an id is."""

    kind: str
    target: str
    is_external: bool


@dataclass
class Package:
    """An opened Word file; `name` is for errors."""

    name: str
    archive: zipfile.ZipFile
    budget: Budget = field(default_factory=Budget)
    elements: int = 0

    def has(self, path: str) -> bool:
        return path in self.archive.NameToInfo

    def read(self, path: str, cap: int = limits.MAX_PICTURE) -> bytes:
        """The bytes of a part. Raises `Unreadable`."""
        try:
            return self.budget.read(self.archive, self.archive.getinfo(path), cap)
        except Damaged as error:
            raise Unreadable(f"{self.name} is a damaged Word document: {error}") from error
        except Unreadable as error:
            raise Unreadable(f"{self.name}: {error}") from error

    def read_xml(self, path: str) -> etree._Element | None:
        """A part's root element, None where there is no such part. Raises `Unreadable`."""
        return self.read_root(path) if self.has(path) else None

    def read_root(self, path: str) -> etree._Element:
        """The root element of a part that is there. Raises `Unreadable`."""
        data = self.read(path, MAX_XML)
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        try:
            root = etree.fromstring(data, etree.XMLParser(**PARSER))
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error):  # libxml2 stops at 256 elements
                raise Unreadable(f"{self.name} is nested too deeply to be a document.") from error
            raise Unreadable(
                f"{self.name} is a damaged Word document: its part {path} is no XML."
            ) from error
        if root.getroottree().docinfo.doctype:
            # No Word file has one; entities that unfold themselves need it.
            raise Unreadable(f"{self.name} is no Word document: {path} has a DOCTYPE.")
        self.elements += sum(1 for _ in root.iter())
        if self.elements > MAX_ELEMENTS:
            raise Unreadable(f"{self.name} is too long for one article. Split it.")
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part leads to, by id; targets within the file as paths from its root."""
        folder, _, file = part.rpartition("/")
        root = self.read_xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for row in root.iter(f"{RELS}Relationship") if root is not None else ():
            is_external = row.get("TargetMode") == "External"
            target = row.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[row.get("Id", "")] = Relationship(
                row.get("Type", "").rpartition("/")[2], target, is_external
            )
        return found


def open_package(name: str, data: bytes) -> Package:
    """A Word file opened. Raises `Unreadable` for what is none, saying what to do."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Unreadable(f"{name} is protected by a password. Save it without one.")
        raise Unreadable(f"{name} is an old Word file (.doc). Save it as .docx and import that.")
    if not data.startswith(b"PK"):
        raise Unreadable(f"{name} is not a Word document.")
    return Package(name, open_zip(name, io.BytesIO(data)))


def find_document(package: Package) -> str:
    """The path of the part that holds the text. Raises `Unreadable` where there is none."""
    kinds = [row for row in package.relationships("").values() if row.kind == "officeDocument"]
    for path in [*(row.target for row in kinds), "word/document.xml"]:
        if package.has(path):
            return path
    raise Unreadable(
        f"{package.name} is a damaged Word document, or none: it holds no text (word/document.xml)."
    )
