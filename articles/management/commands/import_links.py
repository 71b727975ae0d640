from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.registry.importing import NotTaken, rehearse, take_in
from articles.registry.reports import Report, Step
from articles.registry.sheets import Unreadable, decode
from articles.registry.tables import TABLES


class Command(BaseCommand):
    help = (
        "Take merchants or product links in from a CSV file as export_links writes it: all of "
        "it, or nothing. Says of every row what it does; if one is wrong, the exit status is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", choices=TABLES)
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")

    def handle(self, *args, table: str, file: Path, dry_run: bool, **options) -> None:
        try:
            text = decode(file.read_bytes())
            report = self._go(table, text, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from None
        self._tell(report)
        if report.wrong:
            raise CommandError("Nothing was imported: mend the errors first.")

    def _go(self, table: str, text: str, *, dry_run: bool) -> Report:
        if dry_run:
            return rehearse(TABLES[table], text)
        try:
            return take_in(TABLES[table], text, by=None)
        except NotTaken as refused:
            return refused.report

    def _tell(self, report: Report) -> None:
        for step in report.steps:
            for line in _lines(step):
                self.stdout.write(line)
        self.stdout.write(", ".join(f"{count} {state}" for state, count in report.counts.items()))


def _lines(step: Step) -> list[str]:
    changes = [f"  {part.column}: {part.before!r} → {part.after!r}" for part in step.differences]
    problems = [f"  {problem}" for problem in step.problems]
    return [f"Row {step.number} {step.key!r}: {step.state}", *changes, *problems]
