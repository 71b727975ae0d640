from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.registry.tables import TABLES
from articles.spreadsheets import stream_csv


class Command(BaseCommand):
    help = (
        "Write all merchants or product links as CSV, to a file or to standard output. "
        "import_links takes the file in again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", choices=TABLES)
        parser.add_argument("file", nargs="?", type=Path, help="without one, standard output")

    def handle(self, *args, table: str, file: Path | None, **options) -> None:
        lines = stream_csv(TABLES[table].columns, TABLES[table].export())
        if file is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            with file.open("w", encoding="utf-8", newline="") as target:
                target.writelines(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
