"""The checklist of a text as people see it: what is open, what was set aside, what it is called."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.checklist.checking import RULES, check
from articles.checklist.dismissing import hash_passage
from articles.checklist.finding import Finding, Level
from articles.checklist.whys import WHYS
from articles.models import Article, Dismissal
from articles.publishing.compare import name_of_field, name_of_row
from articles.publishing.content import ArticleContent
from articles.publishing.merge import ROWS

TITLES = {rule.slug: rule.title for rule in RULES}
#: So much advice is shown at once; the rest is folded.
SHOWN = 6


@dataclass(frozen=True)
class Entry:
    """A finding, what its place is called, and how it was set aside, if it was."""

    finding: Finding
    where: str
    dismissal: Dismissal | None = None

    @cached_property
    def key(self) -> str:
        """Names it in a request: the same as long as the passage stands at its place."""
        parts = (self.finding.rule.slug, self.finding.place, hash_passage(self.finding))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]

    @property
    def why(self) -> str:
        """Whom it hurts, in a sentence."""
        return WHYS.get(self.finding.rule.slug, "")

    @property
    def is_error(self) -> bool:
        return self.finding.rule.level == Level.ERROR


@dataclass(frozen=True)
class Gone:
    """What was set aside of a passage that does not stand in the text any more."""

    title: str
    dismissal: Dismissal


@dataclass(frozen=True)
class Checklist:
    """Everything the rules say of a text. What must be mended comes first, then reading order."""

    errors: tuple[Entry, ...] = ()
    advice: tuple[Entry, ...] = ()
    dismissed: tuple[Entry, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def open(self) -> tuple[Entry, ...]:
        return self.errors + self.advice

    @property
    def first_advice(self) -> tuple[Entry, ...]:
        return self.advice[:SHOWN]

    @property
    def more_advice(self) -> tuple[Entry, ...]:
        return self.advice[SHOWN:]

    @property
    def words(self) -> str:
        """How much there is to do."""
        parts = []
        if self.errors:
            parts.append(f"{len(self.errors)} to mend")
        if self.advice:
            parts.append(f"{len(self.advice)} to consider")
        return ", ".join(parts) or "nothing to mend"

    def find(self, key: str) -> Entry | None:
        """The open entry of this key."""
        return next((entry for entry in self.open if entry.key == key), None)

    def find_dismissal(self, key: str) -> Dismissal | None:
        """What was set aside under this primary key, also of a passage that is gone."""
        rows = [entry.dismissal for entry in self.dismissed] + [row.dismissal for row in self.gone]
        return next((row for row in rows if row and str(row.pk) == key), None)


def look_over(content: ArticleContent, article: Article | None = None) -> Checklist:
    """What the rules say of a text; `article` is what it is of, once that is saved.

    One query besides those of the rules.
    """
    dismissals = list(article.dismissals.select_related("created_by")) if article else []
    return open_findings(check(content, article), dismissals, content)


def open_findings(
    findings: Iterable[Finding], dismissals: Iterable[Dismissal], content: ArticleContent
) -> Checklist:
    """Part what is open from what was set aside. Runs no query."""
    held = {(row.rule, row.passage_hash): row for row in dismissals}
    entries: dict[str, Entry] = {}
    used = set()
    for finding in findings:
        of = (finding.rule.slug, hash_passage(finding))
        dismissal = held.get(of) if finding.rule.level == Level.ADVICE else None
        entry = Entry(finding, name_place(content, finding.place), dismissal)
        entries.setdefault(entry.key, entry)
        used.add(of)
    gone = (row for of, row in held.items() if of not in used)
    return Checklist(
        errors=tuple(entry for entry in entries.values() if entry.is_error),
        advice=tuple(e for e in entries.values() if not e.is_error and not e.dismissal),
        dismissed=tuple(entry for entry in entries.values() if entry.dismissal),
        gone=tuple(Gone(TITLES.get(row.rule, "A former rule"), row) for row in gone),
    )


def name_place(content: ArticleContent, place: str) -> str:
    """What a place is called: “Introduction”, “Section “Why””."""
    rows, _, key = place.partition(":")
    if rows not in ROWS:
        return name_of_field(place)
    row: Any = next((row for row in getattr(content, rows, ()) if row.key == key), None)
    return name_of_row(rows, vars(row) if row else {ROWS[rows][1]: ""})
