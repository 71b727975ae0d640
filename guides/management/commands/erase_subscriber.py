from django.core.management.base import BaseCommand, CommandError, CommandParser

from guides.kits.ledger import erase


class Command(BaseCommand):
    help = (
        "Erase all that is stored of one person, at once and for good. How many people were "
        "erased on a day is kept, and backups keep what they have until they are thrown away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args, address: str, **options) -> None:
        if not erase(address):
            raise CommandError("Nobody here has this address.")
        self.stdout.write("Erased.")
