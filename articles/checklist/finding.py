"""What the checklist says of a passage: plain data."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import Truncator

#: Letters of a passage that are told in a line.
MAX_TOLD = 80


class Level(StrEnum):
    """An error keeps a text from being published; advice may be set aside with a reason."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Rule:
    """Something that is looked at; `source` says where it comes from (WCAG 2.2, 1.1.1)."""

    slug: str
    title: str
    source: str
    level: Level = Level.ADVICE


@dataclass(frozen=True)
class Fix:
    """A change that is certainly right: in its field, `old`, which stands there once, is `new`."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    `place` names the field as the form does (“introduction”, “sections:<key>”, “title”), `passage`
    is what it is about, as it stands there, and `reason` says in a sentence what is wrong with it.
    `about` measures coarsely what a passage stands for, as a heading does for its section: advice
    that was set aside is given again where that changes.
    """

    rule: Rule
    place: str
    passage: str
    reason: str
    fix: Fix | None = None
    about: str = ""

    @property
    def told(self) -> str:
        """The reason with the passage, for a line where that does not stand beside it."""
        reason = self.reason.removesuffix(".")
        if not self.passage or self.passage in reason:
            return reason
        words = Truncator(" ".join(self.passage.split())).chars(MAX_TOLD)
        return f"{reason}: “{words}”"
