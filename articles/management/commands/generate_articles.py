from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.generating import generate


class Command(BaseCommand):
    help = (
        "Publish N articles of meaningless words, to measure what a large site costs. "
        "For benchmarks only: not in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="N", help="how many more")

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("This is a site in production. Nothing was written.")
        if number < 1:
            raise CommandError("Give a number of articles, 1 or more.")
        generate(number)
        self.stdout.write(f"{number:,} articles published.")
