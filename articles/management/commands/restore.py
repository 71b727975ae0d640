from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.backups.archives import restore
from articles.backups.databases import NotBackedUp


class Command(BaseCommand):
    help = (
        "Make the site what a backup holds. The backup is verified first, and a site that is "
        "already here is only replaced with --overwrite."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite", action="store_true", help="replace the site that is here; stop it first"
        )

    def handle(self, *args, file: Path, overwrite: bool, **options) -> None:
        try:
            backup = restore(file, overwrite=overwrite)
        except NotBackedUp as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restored: the database and {backup.files} files.")
        self.stdout.write("If the backup is of an older version, run migrate now.")
