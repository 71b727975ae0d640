import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guides.kits.ledger import export_person
from guides.models import Subscriber


class Command(BaseCommand):
    help = (
        "Write all that is stored of one person as JSON: what they asked for and agreed to, with "
        "the exact words and the time in UTC, and the mails that were sent to them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args, address: str, **options) -> None:
        try:
            person = export_person(address)
        except Subscriber.DoesNotExist:
            raise CommandError("Nobody here has this address.") from None
        self.stdout.write(json.dumps(person, indent=1, ensure_ascii=False))
