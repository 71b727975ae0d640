from django.core.management.base import BaseCommand, CommandError, CommandParser

from guides.kits.ledger import forget_unconfirmed
from guides.models.subscriber import CONFIRM_WITHIN


class Command(BaseCommand):
    help = (
        "Delete the addresses that were never confirmed, and have not asked for anything for two "
        "weeks. The worker does the same once a day (manage.py db_worker)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=CONFIRM_WITHIN.days, help="another number of days"
        )

    def handle(self, *args, days: int, **options) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("Give a number of days from 0 to 36500.")
        count = forget_unconfirmed(days=days)
        self.stdout.write("1 address forgotten." if count == 1 else f"{count} addresses forgotten.")
