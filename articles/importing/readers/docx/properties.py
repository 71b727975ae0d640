"""What a Word file says of itself (docProps/core.xml), where it is a person who said it."""

import re

from lxml import etree

from articles.importing.document import Meta

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
MAX_VALUE = 2_000

#: What programs write as the title of a file.
NO_TITLE = re.compile(
    r"untitled.{0,20}|(?:new |word |unnamed )?document ?\d*|microsoft word - .*|dokument ?\d*"
    r"|no title|title|.*\.(?:docx?|dotx?|odt|rtf|txt)|\d+",
    re.IGNORECASE,
)
#: What programs and their installers call a person.
NO_PERSON = re.compile(
    r"(?:microsoft|ms)? ?office.{0,12}|user\d*|(?:windows|microsoft) user|admin\w*|owner|author"
    r"|python-docx|unknown|un-?named|default|pc|hp|dell|lenovo|asus|acer|apache poi|pandoc"
    r"|google docs|libreoffice|openoffice.{0,10}|guest|home|customer|student|benutzer",
    re.IGNORECASE,
)


def read_properties(root: etree._Element | None, doubts: list[str]) -> Meta:
    """Title, description, author and tags; what is doubtful is noted and left out."""
    if root is None:
        return Meta()
    title = _text(root, f"{DC}title")
    author = _text(root, f"{DC}creator")
    if NO_TITLE.fullmatch(title):
        title = ""
    if author and not _is_person(author):
        if not NO_PERSON.fullmatch(author):
            doubts.append(f"The file names {author} as its author, which looks like a login.")
        author = ""
    tags = re.split(r"[,;]", _text(root, f"{CP}keywords"))
    return Meta(
        title=title,
        description=_text(root, f"{DC}description") or _text(root, f"{DC}subject"),
        author=author,
        tags=tuple(dict.fromkeys(filter(None, map(str.strip, tags)))),
    )


def _is_person(author: str) -> bool:
    """Whether it looks like a name: more words than one, none of a program."""
    return len(author.split()) > 1 and NO_PERSON.fullmatch(author) is None


def _text(root: etree._Element, tag: str) -> str:
    return " ".join((root.findtext(f".//{tag}") or "")[:MAX_VALUE].split())
