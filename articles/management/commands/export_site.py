from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exporting.files import Refused
from articles.exporting.leaving import export_site
from articles.exporting.registry import stored_files
from articles.exporting.targets import folder_target, zip_target


class Command(BaseCommand):
    help = (
        "Write the whole site as files that people and other tools can read: Markdown, YAML, "
        "CSV, JSON and the photos. import_site makes the same site of them again. The folder is "
        "new, empty or holds an earlier export; a name that ends in .zip makes one file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="DIR")

    def handle(self, *args, path: Path, **options) -> None:
        make_target = zip_target if path.suffix.lower() == ".zip" else folder_target
        try:
            with make_target(path) as target:
                manifest = export_site(target)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{len(manifest.files)} files in {path}.")
        for part in stored_files():
            if missing := part.missing(manifest):
                kind = str(part.model._meta.verbose_name_plural).capitalize()
                self.stdout.write(f"{kind} whose file is not in the storage: {', '.join(missing)}")
