from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.earnings.importing import (
    NotImported,
    Preview,
    import_report,
    preview_import,
    spell_sums,
)
from articles.earnings.lines import Line, Sort
from articles.earnings.reports import NAMES
from articles.earnings.tables import MAX_BYTES
from articles.models import Network


class Command(BaseCommand):
    help = (
        "Import a network's CSV report of what product links earned. Every row is kept, or "
        "none: rows whose sub-id names no page are listed, and so are rows left out. What earlier "
        "reports counted is corrected. The sums are those of the file, to the cent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", help="the network's name, as the desk has it")
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args, network: str, file: Path, dry_run: bool, **options) -> None:
        content = _read(file)
        row = _find(network)
        try:
            if dry_run:
                preview = preview_import(content, row)
            else:
                preview = import_report(content, row, file_name=file.name).preview
        except NotImported as error:
            preview = error.preview
        self._tell(preview)
        if preview.refusal:
            raise CommandError(preview.refusal)
        self.stdout.write("Nothing was imported." if dry_run else f"Imported {preview.rows} rows.")

    def _tell(self, preview: Preview) -> None:
        for error in preview.errors:
            self.stderr.write(str(error))
        for note in preview.notes:
            self.stdout.write(note)
        for line in preview.lines:
            if line.sort is not Sort.MATCHED:
                self.stdout.write(_spell(line))
        counts = preview.counts().items()
        words = [f"{count} {NAMES[sort]}" for sort, count in counts if count]
        self.stdout.write(f"{', '.join(words) or 'No rows'}.")
        if preview.sums:
            self.stdout.write(f"{spell_sums(preview)}.")


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            # A byte more than is taken, so that a file too large is told as such.
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _find(name: str) -> Network:
    network = Network.objects.filter(name__iexact=name).first()
    if network is None:
        names = ", ".join(Network.objects.values_list("name", flat=True)) or "none yet"
        raise CommandError(f"No network is called “{name}”. There are: {names}.")
    return network


def _spell(line: Line) -> str:
    sub_id = f" “{line.spot.sub_id}”" if line.spot.sub_id else ""
    what = f"{line.spot.day}, {line.amount:,} {line.currency}{sub_id}. {_why(line)}"
    return f"{NAMES[line.sort].capitalize()}: line {line.row.line}, {what}"


def _why(line: Line) -> str:
    if line.corrects is None:
        return line.reason
    corrected = f"line {line.corrects.line} of “{line.corrects.file_name}”"
    return f"Corrects {corrected}: {line.before:,} before, {line.now:,} now."
