from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import pluralize

from guides.kits.keeping import throw_away_old
from guides.kits.ledger import forget_unconfirmed
from guides.mail.outbox import KEPT_FOR, forget_mails
from guides.models.subscriber import CONFIRM_WITHIN


class Command(BaseCommand):
    help = (
        "Delete the addresses that were never confirmed, and have not asked for anything for two "
        f"weeks; what became of each mail about a kit, {KEPT_FOR.days} days after it was last "
        "tried; and files that were chosen for a kit and not saved within a day. The worker does "
        "the same once a day (manage.py db_worker)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=CONFIRM_WITHIN.days,
            help="another number of days for addresses",
        )

    def handle(self, *args, days: int, **options) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("Give a number of days from 0 to 36500.")
        people, mails = forget_unconfirmed(days=days), forget_mails()
        throw_away_old()
        addresses = "1 address" if people == 1 else f"{people} addresses"
        self.stdout.write(f"{addresses} and {mails} mail{pluralize(mails)} forgotten.")
