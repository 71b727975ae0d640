from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exporting.arriving import import_site
from articles.exporting.files import Refused
from articles.exporting.sources import open_source


class Command(BaseCommand):
    help = (
        "Make a site of what export_site wrote, a folder or a ZIP, in an empty database. "
        "Everything comes or nothing. People who have no account here get one that nobody can "
        "sign in with."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="DIR")

    def handle(self, *args, path: Path, **options) -> None:
        try:
            with open_source(path) as source:
                arrival = import_site(source)
        except Refused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from None
        except OSError as error:
            raise CommandError(f"Nothing was imported: {error}.") from None
        for label, count in arrival.manifest.counts.items():
            if count:
                self.stdout.write(f"{count} {label}")
        if arrival.accounts:
            self.stdout.write(
                f"Accounts made, which nobody can sign in with: {', '.join(arrival.accounts)}"
            )
