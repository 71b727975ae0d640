from collections import Counter

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from articles.health.checking import check_all
from articles.health.web import Web
from articles.models import CheckedAddress

Verdict = CheckedAddress.Verdict


class Command(BaseCommand):
    help = (
        "Ask for the outside addresses that live pages and active products lead to, and note "
        "which work, which are broken and which cannot be told. Run it daily: what works is "
        "asked for once a week, everything else daily, and nothing is called broken before it "
        "failed twice a day apart. It may be stopped at any time; what was found out stays."
    )

    #: Another internet than the real one, for tests.
    stealth_options = ("web",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what is not due yet")
        parser.add_argument("--limit", type=int, help="at most so many addresses")
        parser.add_argument(
            "--fail", action="store_true", help="exit with status 1 if anything is broken"
        )

    def handle(
        self, *args, limit: int | None, fail: bool, web: Web | None = None, **options
    ) -> None:
        if limit is not None and limit < 1:
            raise CommandError("Give a number of addresses from 1 on.")
        count = 0
        for address in check_all(limit=limit, everything=options["all"], web=web):
            count += 1
            if address.is_newly_broken:
                self.stdout.write(f"Broken: {address.url} ({address.reason})")
        self.stdout.write(f"{count} checked. {_summary()}")
        if fail and CheckedAddress.objects.filter(verdict=Verdict.BROKEN).exists():
            raise CommandError("There are broken links.", returncode=1)


def _summary() -> str:
    """How many addresses stand where. One query."""
    rows = CheckedAddress.objects.order_by().values_list("verdict").annotate(Count("pk"))
    counts = Counter(dict(rows))
    words = {
        Verdict.OK: "work",
        Verdict.BROKEN: "broken",
        Verdict.INCONCLUSIVE: "cannot be told",
        Verdict.UNCHECKED: "not checked yet",
    }
    return ", ".join(f"{counts[verdict]} {word}" for verdict, word in words.items()) + "."
