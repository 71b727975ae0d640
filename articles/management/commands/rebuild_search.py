from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from articles.discovery.subjects import rebuild_subjects
from articles.search.engines.chosen import SERVER
from articles.search.index import rebuild

BROKEN_OFF = "Broken off: not everything was made anew. All is found as before; run this again."


class Command(BaseCommand):
    help = (
        "Make what search finds, and by what phrases texts name pages, anew from what is live and "
        "scheduled. It is kept up to date by itself; this is for after a change of the language "
        "or of the search server. Readers search as before meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rebuild()
            rebuild_subjects()
            if settings.SEARCH_URL:
                import_string(f"{SERVER}.copy_all")()
        except BaseException:
            self.stderr.write(BROKEN_OFF)
            raise
        self.stdout.write("1 page is found." if count == 1 else f"{count:,} pages are found.")
