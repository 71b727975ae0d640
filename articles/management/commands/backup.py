from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from articles.backups.archives import back_up
from articles.backups.databases import NotBackedUp


class Command(BaseCommand):
    help = (
        "Copy the database and all stored files into one ZIP while the site runs, and verify it. "
        "restore takes it back. It holds everything, passwords' hashes and addresses too: keep "
        "it where only you can read it, and a copy of it on another machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="without one, backups/ in VAR_DIR, named after the time",
        )

    def handle(self, *args, file: Path | None, **options) -> None:
        if file is None:
            name = f"candor-{timezone.now():%Y-%m-%d-%H%M%S}.zip"
            file = settings.VAR_DIR / "backups" / name
            file.parent.mkdir(mode=0o700, exist_ok=True)
        if file.exists():
            raise CommandError(f"{file} is there already; nothing is overwritten.")
        try:
            backup = back_up(file)
        except NotBackedUp as error:
            raise CommandError(str(error)) from None
        size = filesizeformat(backup.size)
        self.stdout.write(f"{file}: the database and {backup.files} files, {size}, verified.")
