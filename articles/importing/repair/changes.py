"""Changes to a text, noted for the editor as they are made."""

import re
from collections.abc import Callable, Iterable

from articles.importing.document import Repair

#: Different changes that an editor is shown; what a text has beyond them is told as a number.
MAX_SHOWN = 200


class Changes:
    """What was changed in one text: each different change once, with its first line."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], list[int]] = {}
        self._more = 0

    def note(self, kind: str, before: str, after: str, line: int) -> None:
        """Count one change."""
        key = (kind, before, after)
        if key in self._found:
            self._found[key][1] += 1
        elif len(self._found) < MAX_SHOWN:
            self._found[key] = [line, 1]
        else:
            self._more += 1

    def substitute(
        self, kind: str, text: str, pattern: re.Pattern[str], mend: Callable[[re.Match[str]], str]
    ) -> str:
        """The text with what the pattern finds mended."""
        return self.replace(kind, text, ((match, mend(match)) for match in pattern.finditer(text)))

    def replace(self, kind: str, text: str, pairs: Iterable[tuple[re.Match[str], str]]) -> str:
        """The text with each match, in order, as the string beside it; equal ones stay unnoted."""
        parts: list[str] = []
        end, line = 0, 1
        for match, after in pairs:
            if match[0] == after:
                continue
            line += text.count("\n", end, match.start())
            self.note(kind, match[0], after, line)
            parts += (text[end : match.start()], after)
            line += match[0].count("\n")
            end = match.end()
        return "".join((*parts, text[end:]))

    def repairs(self) -> list[Repair]:
        """The changes as an editor is shown them, in the order of their making."""
        rows = [
            Repair(kind, before, after, line, times)
            for (kind, before, after), (line, times) in self._found.items()
        ]
        if self._more:
            rows.append(Repair("more", f"{self._more} more changes", "", times=self._more))
        return rows
