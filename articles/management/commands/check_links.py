import re
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from django.utils import timezone
from django.utils.text import Truncator

from articles.health.checking import check_all
from articles.health.web import Web
from articles.models import CheckedAddress, CheckedQuote

Verdict = CheckedAddress.Verdict


class Command(BaseCommand):
    help = (
        "Ask for the outside addresses that live pages and active products lead to, and note "
        "which work, which are broken and which cannot be told. Run it daily: what works is "
        "asked for once a week, everything else daily, and nothing is called broken before it "
        "failed twice a day apart. Passages that sources are quoted with are looked for on their "
        "pages; they too are gone only when they were missed twice, a day apart. It may be "
        "stopped at any time; what was found out stays."
    )

    #: Another internet than the real one, for tests.
    stealth_options = ("web",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what is not due yet")
        parser.add_argument("--limit", type=int, help="at most so many addresses")
        parser.add_argument(
            "--fail",
            action="store_true",
            help="exit with status 1 if anything is broken, or a quoted passage is gone",
        )

    def handle(
        self, *args, limit: int | None, fail: bool, web: Web | None = None, **options
    ) -> None:
        if limit is not None and limit < 1:
            raise CommandError("Give a number of addresses from 1 on.")
        count, begun_at = 0, timezone.now()
        for address in check_all(limit=limit, everything=options["all"], web=web):
            count += 1
            if address.is_newly_broken:
                self.stdout.write(f"Broken: {address.url} ({address.reason})")
        gone = CheckedQuote.objects.filter(verdict=CheckedQuote.Verdict.GONE)
        for quote in gone.filter(since__gte=begun_at).select_related("address"):
            words = Truncator(quote.text).chars(80)
            self.stdout.write(f"Quoted passage gone: {quote.address.url} (“{words}”)")
        self.stdout.write(f"{count} checked. {_summary()}{_summary_of_quotes()}")
        if fail and CheckedAddress.objects.filter(verdict=Verdict.BROKEN).exists():
            raise CommandError("There are broken links.", returncode=1)
        if fail and gone.exists():
            raise CommandError("There are quoted passages that are gone.", returncode=1)


def _summary() -> str:
    """How many addresses stand where. One query."""
    words = {
        Verdict.OK: "work",
        Verdict.BROKEN: "broken",
        Verdict.INCONCLUSIVE: "cannot be told",
        Verdict.UNCHECKED: "not checked yet",
    }
    return _count(CheckedAddress, words)


def _summary_of_quotes() -> str:
    """The same of quoted passages; nothing where there are none. One query."""
    verdict = CheckedQuote.Verdict
    words = {
        verdict.FOUND: "found",
        verdict.GONE: "gone",
        verdict.INCONCLUSIVE: "cannot be told",
        verdict.UNCHECKED: "not looked for yet",
    }
    counted = _count(CheckedQuote, words)
    return f" Quoted passages: {counted}" if re.search("[1-9]", counted) else ""


def _count(model: Any, words: dict[Any, str]) -> str:
    counts = Counter(dict(model.objects.order_by().values_list("verdict").annotate(Count("pk"))))
    return ", ".join(f"{counts[verdict]} {word}" for verdict, word in words.items()) + "."
