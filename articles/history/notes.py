"""Notes of correction: what readers are told was wrong, and is right now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from articles.fragments import print_fragment
from articles.models import RevisionBase


@dataclass(frozen=True)
class Note:
    """What was corrected, the day from which readers see it so, and that of its last wording.

    The last is none where the note still has its first.
    """

    on: date
    text: str
    amended_on: date | None = None

    @classmethod
    def from_json(cls, row: dict[str, str]) -> Self:
        amended = row.get("amended_on")
        on = date.fromisoformat(row["on"])
        return cls(on, row["text"], date.fromisoformat(amended) if amended else None)


def notes_of(corrections: Iterable[dict[str, str]]) -> tuple[Note, ...]:
    """The notes that a revision holds, the latest last."""
    return tuple(map(Note.from_json, corrections))


def show_notes(revision: RevisionBase) -> str:
    """The HTML of the notes that stand under a page; empty if there are none. No query."""
    if not revision.corrections:
        return ""
    context = {"notes": notes_of(revision.corrections)}
    return print_fragment("components/corrections.html", json.dumps(revision.corrections), context)
