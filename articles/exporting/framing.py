"""Several texts as one Markdown file, and exactly the same texts out of it again.

Before each part stands a mark, which no Markdown tool shows, with what is not text:

    <!-- candor:section id=7 position=1 key=5f0c… -->
    ## What to say first

    The body, as it was written.

A line of a text that looks like a mark gets a backslash before it, and one that already has
some gets one more. A heading's own line ends are character references. Nothing else is changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from articles.exporting.files import Refused

FENCE = "---\n"
MARK = re.compile(r"^<!-- candor:(\w+)((?: \w+=[\w-]+)*) -->\n", re.MULTILINE | re.ASCII)
HEADING = re.compile(r"(#{2,3}) ([^\n]*)\n")

LOOKS_LIKE_A_MARK = re.compile(r"^(\\*<!-- candor:)", re.MULTILINE)
ESCAPED_MARK = re.compile(r"^\\(\\*<!-- candor:)", re.MULTILINE)

REFERENCES = {"&#": "&#38;#", "\n": "&#10;", "\r": "&#13;"}
CHARACTERS = {reference: character for character, reference in REFERENCES.items()}


@dataclass(frozen=True)
class Piece:
    """A part of a file under its mark: a heading of a level (2 or 3) or none, and a text."""

    mark: str
    facts: Mapping[str, str] = field(default_factory=dict)
    level: int = 2
    heading: str = ""
    text: str = ""


def frame(front: str, opening: str, pieces: Iterable[Piece]) -> Iterator[str]:
    """A file: front matter (YAML), the text before the first mark, and the pieces."""
    yield f"{FENCE}{front}{FENCE}\n{_escape(opening)}\n"
    for piece in pieces:
        facts = "".join(f" {name}={value}" for name, value in piece.facts.items())
        heading = f"{'#' * piece.level} {_on_one_line(piece.heading)}\n" if piece.heading else ""
        text = f"\n{_escape(piece.text)}\n" if piece.text else ""
        yield f"\n<!-- candor:{piece.mark}{facts} -->\n{heading}{text}"


def unframe(text: str) -> tuple[str, str, list[Piece]]:
    """The inverse of `frame`. Raises `Refused` for a file that it did not write."""
    front, fence, body = text.removeprefix(FENCE).partition(f"\n{FENCE}\n")
    if not fence or not text.startswith(FENCE):
        raise Refused("has no front matter")
    # A line end stands before each mark, and here before the end of the file.
    opening, *rest = MARK.split(f"{body}\n")
    pieces = [_read(*rest[i : i + 3]) for i in range(0, len(rest), 3)]
    return f"{front}\n", _unescape(opening.removesuffix("\n")), pieces


def _read(mark: str, facts: str, content: str) -> Piece:
    pairs = (fact.split("=") for fact in facts.split())
    found = HEADING.match(content)
    level, heading = (len(found[1]), _in_full(found[2])) if found else (2, "")
    text = content[found.end() if found else 0 :].removesuffix("\n")
    if text and not text.startswith("\n"):
        raise Refused(f"has a {mark} that is not set apart from its mark")
    return Piece(mark, dict(pairs), level, heading, _unescape(text[1:]) if text else "")


def _escape(text: str) -> str:
    return LOOKS_LIKE_A_MARK.sub(r"\\\1", text)


def _unescape(text: str) -> str:
    if not text.endswith("\n"):
        raise Refused("has a text that runs into the next mark")
    return ESCAPED_MARK.sub(r"\1", text[:-1])


def _on_one_line(heading: str) -> str:
    return re.sub(r"&#|[\n\r]", lambda found: REFERENCES[found[0]], heading)


def _in_full(heading: str) -> str:
    return re.sub(r"&#38;#|&#1[03];", lambda found: CHARACTERS[found[0]], heading)
