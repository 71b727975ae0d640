import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# It asks in process, through all middleware, and is the only client that needs no server.
from django.test import Client

from articles.affiliates.audit import Audit, Finding, audit_page, read_registry
from articles.discovery.addresses import LEFT_ALONE, live_addresses

NOT_READ = "It answered {}, so nothing is proven of it."


@dataclass
class Crawl:
    """All pages reached from the public ones; holds their addresses, never their HTML."""

    limit: int | None
    found: dict[str, None] = field(default_factory=dict)
    pages: int = 0
    anchors: int = 0
    paid: int = 0
    missing: int = 0

    def __post_init__(self) -> None:
        host = urlsplit(settings.SITE_URL)
        self.client = Client(raise_request_exception=False, headers={"host": host.netloc})
        names = {*map(str, settings.ALLOWED_HOSTS), host.hostname or ""}
        self.registry = read_registry(frozenset(names - {"*"}))

    def run(self) -> Iterator[Finding]:
        """Yield what is not honest, page by page."""
        waiting = [path for path in live_addresses() if self._is_new(path)]
        while waiting and (self.limit is None or self.pages < self.limit):
            audit = self._visit(waiting.pop())
            yield from audit.findings
            waiting += [path for path in audit.own if self._is_new(path)]

    def _is_new(self, path: str) -> bool:
        left_alone = (*LEFT_ALONE, settings.STATIC_URL, settings.MEDIA_URL)
        if path in self.found or path.startswith(left_alone):
            return False
        self.found[path] = None
        return True

    def _visit(self, path: str) -> Audit:
        url = f"{settings.SITE_URL}{path}"
        response: Any = self.client.get(path, secure=settings.SITE_IS_HTTPS)
        if response.status_code in (301, 302):
            return audit_page(f'<a href="{response["Location"]}">', url, self.registry)
        if response.status_code in (404, 410):
            self.missing += 1
        elif response.status_code != 200:
            reason = NOT_READ.format(response.status_code)
            return Audit(findings=[Finding(url, path, reason)])
        if not response["Content-Type"].startswith("text/html"):
            return Audit()
        audit = audit_page(response.content.decode(), url, self.registry)
        self.pages += 1
        self.anchors += audit.anchors
        self.paid += audit.paid
        return audit


class Command(BaseCommand):
    help = (
        "Read every public page as readers get it and prove that links to merchants are honest: "
        "marked as sponsored, behind the disclosure. Nothing is counted and nobody is asked. "
        "Prints each link that is not, and ends with 1 if there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="at most so many pages; usually all")

    def handle(self, *args, limit: int | None, **options) -> None:
        if limit is not None and limit < 1:
            raise CommandError("Give a number of pages from 1.")
        started, crawl, count = time.monotonic(), Crawl(limit), 0
        for finding in crawl.run():
            self.stdout.write(str(finding))
            count += 1
        self.stdout.write(
            f"{crawl.pages} pages, {crawl.anchors} anchors, {crawl.paid} of them paid, "
            f"in {time.monotonic() - started:.1f} s. {crawl.missing} pages are missing or gone."
        )
        if count:
            raise CommandError(f"{count} links are not honest.")
