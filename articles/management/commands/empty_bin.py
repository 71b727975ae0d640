from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.bin import KEPT, empty
from articles.importing.batches import sweep


class Command(BaseCommand):
    help = (
        "Remove for good what has lain in the bin for longer than it can be brought back, with "
        "its versions and files. What something outside still needs stays. Throwing something "
        "away does a little of this in passing; run it daily on a large site. Imported documents "
        "that no draft was made of within 90 days go too, and the sources of those that are drafts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT.days, help="another number of days")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args, days: int, dry_run: bool, **options) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("Give a number of days from 0 to 36500.")
        older_than = timedelta(days=days)
        removed = _try_out(older_than) if dry_run else empty(older_than=older_than)
        for label in removed:
            self.stdout.write(label)
        if not dry_run and (swept := sweep()):
            self.stdout.write(f"{swept} imported documents that became nothing.")
        self.stdout.write(f"{len(removed)} {'to remove' if dry_run else 'removed'}.")


@transaction.atomic
def _try_out(older_than: timedelta) -> list[str]:
    """Remove all and take it back: files go only once the rows are gone for certain."""
    removed = empty(older_than=older_than)
    transaction.set_rollback(True)
    return removed
