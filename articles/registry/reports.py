"""What an import would do, row by row: what people are shown before they confirm it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    WRONG = "error"


@dataclass(frozen=True)
class Difference:
    """What one cell of a row was, and becomes."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken; `column` is empty where it is about the row as a whole."""

    words: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.column}: {self.words}" if self.column else self.words


@dataclass(frozen=True)
class Step:
    """What becomes of the row `number` of the file, whose name or slug is `key`."""

    number: int
    key: str
    state: State
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Report:
    """Every row of a file in its order. `pages` came out different when it was taken in."""

    steps: tuple[Step, ...]
    pages: int = 0

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state."""
        found = Counter(step.state for step in self.steps)
        return {state.value: found[state] for state in State}

    def of(self, *states: State) -> list[Step]:
        return [step for step in self.steps if step.state in states]

    @property
    def wrong(self) -> list[Step]:
        return self.of(State.WRONG)

    @property
    def told(self) -> list[Step]:
        """The rows that something happens to."""
        return self.of(State.NEW, State.CHANGED)

    @property
    def same(self) -> list[Step]:
        return self.of(State.SAME)

    @property
    def may_be_taken(self) -> bool:
        return bool(self.told) and not self.wrong

    def digest(self) -> str:
        """The same for two reports that say the same of every row."""
        rows = [
            [step.key, step.state, [[part.column, part.before, part.after] for part in parts]]
            for step in self.steps
            for parts in [step.differences]
        ]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
