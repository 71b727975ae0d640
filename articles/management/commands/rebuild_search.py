from typing import Any

from django.core.management.base import BaseCommand

from articles.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Make what search finds anew from what is live and scheduled. It is kept up to date by "
        "itself; this is for after a change of the language or of the search server."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild()
        self.stdout.write("1 page is found." if count == 1 else f"{count:,} pages are found.")
