"""Take a file of merchants or product links in: rehearse it, then do it as a whole or not."""

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.utils.text import capfirst

from articles.affiliates.changes import read_link, record_change
from articles.log import record, told_once
from articles.models import AffiliateLink
from articles.publishing.dependents import follow
from articles.registry.cells import row_form
from articles.registry.reports import Difference, Problem, Report, State, Step
from articles.registry.sheets import Line, iterate_in_order, read_sheet
from articles.registry.tables import Table


class NotTaken(Exception):
    """A row is wrong, or would change in another way than was promised; nothing is changed."""

    def __init__(self, report: Report) -> None:
        super().__init__("Nothing was imported.")
        self.report = report


def rehearse(table: Table, text: str) -> Report:
    """What `take_in` would do with a file. Raises `Unreadable`.

    The rows are saved and taken back, so that later ones may refer to earlier ones and the
    database has its say. Two queries, and up to eight a row that changes.
    """
    return _unless_overtaken(lambda: _rehearse(table, text))


@transaction.atomic
def _rehearse(table: Table, text: str) -> Report:
    run = _Run(table)
    report = run.go(read_sheet(table, text))
    transaction.set_rollback(True)
    return report


def take_in(table: Table, text: str, *, by: Any, promised: str | None = None) -> Report:
    """Save every row of a file, and let published pages follow.

    `promised` is the digest of the report that somebody saw and agreed to. Raises `Unreadable`,
    and `NotTaken` if a row is wrong or the report is another one now.
    """
    return _unless_overtaken(lambda: _take_in(table, text, by, promised))


def _unless_overtaken(run: Callable[[], Report]) -> Report:
    """What `run` comes to, a second time if somebody added one of its new rows meanwhile."""
    try:
        return run()
    except IntegrityError:
        # It is there for all to see now, and so no new one.
        return run()


@transaction.atomic
def _take_in(table: Table, text: str, by: Any, promised: str | None) -> Report:
    run = _Run(table)
    report = run.go(read_sheet(table, text))
    if report.wrong or promised not in (None, report.digest()):
        raise NotTaken(report)
    with told_once():
        pages = sum(_finish(row, known, by) for row, known in run.saved)
    if run.saved:
        _tell(table, report, by)
    return Report(report.steps, pages)


def _finish(row: Any, known: Any, by: Any) -> int:
    """What follows the saving of a row that was `known` as something else; the pages changed."""
    if isinstance(row, AffiliateLink):
        record_change(row, read_link(known) if known else None, by=by)
    return follow(row)


def _tell(table: Table, report: Report, by: Any) -> None:
    """One line of the log, about no row in particular."""
    kind = table.model._meta
    count = len(report.told)
    label = f"1 {kind.verbose_name}" if count == 1 else f"{count} {kind.verbose_name_plural}"
    parts = [
        f"{state}: {', '.join(step.key for step in report.of(state))}"
        for state in (State.NEW, State.CHANGED)
        if report.of(state)
    ]
    record("imported", table.model(name=label), by=by, detail=capfirst("; ".join(parts)))


class _Run:
    """One pass over the lines of a file, which saves what is right and tells of all."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.form = row_form(table)
        #: Each row that was saved, with what it was before.
        self.saved: list[tuple[Any, Any]] = []
        self.numbers: dict[str, int] = {}
        self.rows: dict[str, Any] = {}

    def go(self, lines: Sequence[Line]) -> Report:
        keys = [self._key(line) for line in lines]
        # Locked in one order, so that two imports at once cannot wait for each other.
        found = self.table.rows().filter(**{f"{self.table.key}__in": keys}).order_by("pk")
        for row in found.select_for_update(of=("self",)):
            self.rows[getattr(row, self.table.key)] = row
        steps = [self._take(line) for line in iterate_in_order(self.table, lines)]
        return Report(tuple(sorted(steps, key=lambda step: step.number)))

    def _key(self, line: Line) -> str:
        return line.cells[self.table.key].strip()

    def _take(self, line: Line) -> Step:
        key = self._key(line)
        if problem := self._find_problem(line, key):
            return Step(line.number, key, State.WRONG, problems=(problem,))
        self.numbers[key] = line.number
        row = self.rows.get(key)
        before = self.table.spell(row or self.table.model())
        cells = before | line.cells | {self.table.key: key}
        if row and cells == before:
            return Step(line.number, key, State.SAME)
        return self._save(line.number, key, before, cells)

    def _find_problem(self, line: Line, key: str) -> Problem | None:
        if line.problem:
            return Problem(line.problem)
        if not key:
            return Problem("Every row needs one; it is known by it.", self.table.key)
        if key in self.numbers:
            return Problem(f"Row {self.numbers[key]} has it already.", self.table.key)
        return None

    def _save(self, number: int, key: str, before: dict[str, str], cells: dict[str, str]) -> Step:
        known = self.rows.get(key)
        form = self.form(cells, instance=copy(known) if known else None)
        if not form.is_valid():
            return Step(number, key, State.WRONG, problems=tuple(_problems(form)))
        after = self.table.spell(form.instance)
        changed = [name for name in self.table.columns if after[name] != before[name]]
        differences = tuple(Difference(name, before[name], after[name]) for name in changed)
        if known and not changed:
            return Step(number, key, State.SAME)
        form.instance.save(update_fields=changed if known else None)
        self.saved.append((form.instance, known))
        state = State.CHANGED if known else State.NEW
        return Step(number, key, state, differences)


def _problems(form: forms.ModelForm) -> list[Problem]:
    return [
        Problem(str(words), "" if name == NON_FIELD_ERRORS else name)
        for name, messages in form.errors.items()
        for words in messages
    ]
