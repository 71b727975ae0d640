"""What an editor makes of a proposal before it becomes an article. Pure: knows no models."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.importing.markup import escape
from articles.importing.outline import Outline, Part, Role

INTRODUCTION, TEXT, FAQ, OUT = "introduction", "text", "faq", "out"
#: The levels a heading may have in an article: a section's, and those below it.
LEVELS = ("2", "3", "4", "5", "6")
CHOICES = (INTRODUCTION, *LEVELS, TEXT, FAQ, OUT)

BY_EDITOR = "Left out by the editor"


@dataclass(frozen=True)
class PartChoice:
    """What becomes of one part (one of `CHOICES`), under which heading."""

    role: str
    heading: str


def choice_of(part: Part) -> PartChoice:
    """The choice that leaves a part as it is."""
    if part.role is Role.SECTION:
        role = str(min(max(part.level, 2), 6)) if part.level else INTRODUCTION
    else:
        role = FAQ if part.role is Role.FAQ else OUT
    return PartChoice(role, part.heading)


def needs_heading(choice: PartChoice) -> bool:
    """Whether a part cannot be what it is to be for want of a heading or question."""
    return choice.role in (*LEVELS, FAQ) and not choice.heading.strip()


def rearrange(outline: Outline, choices: Sequence[PartChoice]) -> Outline:
    """The outline with one choice for each of its parts carried out, in reading order.

    No word goes: a heading that is none any more stands in the text. Raises `ValueError` unless
    there are as many choices as parts.
    """
    parts: list[Part] = []
    for part, choice in zip(outline.parts, choices, strict=True):
        if choice == choice_of(part):
            parts.append(part)
        elif choice.role == TEXT:
            _fold(parts, part, choice)
        elif part.role is Role.FAQ and choice.role in LEVELS:
            parts.insert(_place_of(parts, part), _changed(part, choice))
        else:
            parts.append(_changed(part, choice))
    return outline.with_parts(tuple(parts))


def _changed(part: Part, choice: PartChoice) -> Part:
    heading = " ".join(choice.heading.split())
    match choice.role:
        case "faq":
            return replace(part, role=Role.FAQ, heading=heading, why="")
        case "out":
            return replace(part, role=Role.LEFT_OUT, heading=heading, why=part.why or BY_EDITOR)
        case "introduction":
            body = _joined(escape(heading), part.body)
            return replace(part, role=Role.SECTION, level=0, heading="", body=body, why="")
    return replace(part, role=Role.SECTION, level=int(choice.role), heading=heading, why="")


def _fold(parts: list[Part], part: Part, choice: PartChoice) -> None:
    """Put a part's words at the end of the one before it that is not left out."""
    words = _joined(escape(" ".join(choice.heading.split())), part.body)
    for number in reversed(range(len(parts))):
        before = parts[number]
        if before.role is not Role.LEFT_OUT:
            parts[number] = replace(before, body=_joined(before.body, words))
            return
    parts.insert(0, replace(part, role=Role.SECTION, level=0, heading="", body=words, why=""))


def _place_of(parts: list[Part], part: Part) -> int:
    """Where a question that becomes a section stood in the source, as far as that has lines."""
    later = (n for n, other in enumerate(parts) if part.line and other.line > part.line)
    return next(later, len(parts))


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))
