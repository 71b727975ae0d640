from django.core.management.base import BaseCommand, CommandError, CommandParser

from guides.books.building import build
from guides.models import Guide


class Command(BaseCommand):
    help = (
        "Make the EPUB and the PDF of each guide that are not those of what is live now. "
        "Publishing asks the worker for them by itself; run this daily all the same, for what a "
        "worker that was stopped did not make."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these guides")
        parser.add_argument("--force", action="store_true", help="also what is up to date")

    def handle(self, *args, slugs: list[str], force: bool, **options) -> None:
        guides = Guide.objects.order_by("pk")
        if slugs:
            guides = guides.filter(slug__in=slugs)
            missing = sorted(set(slugs) - set(guides.values_list("slug", flat=True)))
            if missing:
                raise CommandError(f"There is no guide called {', '.join(missing)}.")
        count = 0
        for guide in guides:
            for book in build(guide, force=force):
                count += 1
                self.stdout.write(f"  {book}: {book.size / 1000:,.0f} kB")
            for book in guide.books.exclude(error=""):
                self.stderr.write(f"  {book}: {book.error}")
        self.stdout.write(self.style.SUCCESS(f"{count} books made."))
