"""Ask for addresses, and keep what came of it."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from queue import Queue
from threading import Event
from typing import Any
from urllib.parse import urlsplit

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.health.addresses import take_stock
from articles.health.verdicts import Finding, Ruling, judge, needs_a_look
from articles.health.web import Answer, Failure, Web, ask
from articles.models import CheckedAddress

logger = logging.getLogger(__name__)

#: A day apart, less an hour: a daily run that comes to it somewhat sooner still counts.
A_DAY = timedelta(hours=23)
A_WEEK = timedelta(days=7) - timedelta(hours=1)
#: So many hosts are asked at once, each one question at a time.
HOSTS_AT_ONCE = 8
MAX_EVIDENCE = 10
#: Control characters and lone surrogates: servers send them, and not every database keeps them.
UNKEEPABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Verdict = CheckedAddress.Verdict

#: What a GET would find just as much as a HEAD did.
FINAL = {
    Failure.NO_SUCH_HOST,
    Failure.CANNOT_LOOK_UP,
    Failure.NOT_PUBLIC,
    Failure.TOO_LONG,
}


def look(url: str, web: Web) -> tuple[Answer, Ruling]:
    """Ask with HEAD, and with GET where that says anything but that the page is there."""
    answer = ask(url, method="HEAD", web=web)
    ruling = judge(answer)
    if answer.failure in FINAL:
        return answer, ruling
    if ruling.finding is Finding.WORKS and not needs_a_look(answer):
        return answer, ruling
    answer = ask(url, method="GET", web=web)
    return answer, judge(answer)


def check(address: CheckedAddress, *, web: Web | None = None) -> CheckedAddress:
    """Ask for one address now and write down what came of it. Takes up to 20 s; one query."""
    answer, ruling = look(address.url, web or Web())
    return write_down(address, answer, ruling)


def write_down(address: CheckedAddress, answer: Answer, ruling: Ruling) -> CheckedAddress:
    """The verdict that an answer leads to, with the answer as evidence. One query.

    What looks gone is broken only when it still does a day later, whatever could not be told
    in between; a page that is there clears it.
    """
    now = timezone.now()
    ruling = replace(ruling, reason=_keepable(ruling.reason))
    verdict, reason = _decide(address, ruling, now)
    if verdict != address.verdict:
        address.since = now
    address.verdict, address.reason, address.checked_at = verdict, reason[:200], now
    address.evidence = [_testify(answer, ruling, now), *address.evidence][:MAX_EVIDENCE]
    address.save(
        update_fields=["verdict", "reason", "since", "checked_at", "failed_at", "evidence"]
    )
    return address


def _decide(address: CheckedAddress, ruling: Ruling, now: datetime) -> tuple[Verdict, str]:
    if ruling.finding is Finding.WORKS:
        address.failed_at = None
        return Verdict.OK, ruling.reason
    if ruling.finding is Finding.UNCLEAR:
        return Verdict.INCONCLUSIVE, ruling.reason
    address.failed_at = address.failed_at or now
    if now - address.failed_at >= A_DAY:
        return Verdict.BROKEN, ruling.reason
    return Verdict.INCONCLUSIVE, f"{ruling.reason}; once so far, to be confirmed a day later"


def _testify(answer: Answer, ruling: Ruling, now: datetime) -> dict[str, Any]:
    return {
        "at": now.isoformat(timespec="seconds"),
        "method": answer.method,
        "status": answer.status,
        "final": _keepable(answer.final[:2_000]),
        "hops": len(answer.chain) - 1,
        "reason": ruling.reason or "Works",
    }


def _keepable(text: str) -> str:
    """What a server said, as every database takes it; a mark shows where there was more."""
    return UNKEEPABLE.sub("\ufffd", text)


def due(now: datetime) -> QuerySet[CheckedAddress]:
    """What is to be asked for: what works once a week, everything else daily."""
    works = Q(verdict=Verdict.OK)
    return CheckedAddress.objects.filter(
        Q(checked_at__isnull=True)
        | works & Q(checked_at__lte=now - A_WEEK)
        | ~works & Q(checked_at__lte=now - A_DAY)
    )


def check_all(
    *, limit: int | None = None, everything: bool = False, web: Web | None = None
) -> Iterator[CheckedAddress]:
    """Take stock of all addresses, then check those that are due, the longest unchecked first.

    Yields each once it is written; stop at any time and what was written stays. Hosts are
    asked side by side, each once a second at most, and one that was asked too often (429) rests
    until the next round. Of all that is due only keys and addresses are in memory. Two queries
    an address, in a transaction, none of them in a thread. An answer that cannot be written is
    logged, and the others are.
    """
    take_stock()
    rows = CheckedAddress.objects.all() if everything else due(timezone.now())
    longest_unchecked = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    urls = list(longest_unchecked.values_list("pk", "url")[:limit])
    for pk, answer, ruling in _look_at_all(urls, web or Web()):
        if address := _note(pk, answer, ruling):
            yield address


@transaction.atomic
def _write_down_if_there(pk: int, answer: Answer, ruling: Ruling) -> CheckedAddress | None:
    # Somebody may have unpublished the last page with it meanwhile.
    address = CheckedAddress.objects.filter(pk=pk).first()
    return write_down(address, answer, ruling) if address else None


def _note(pk: int, answer: Answer, ruling: Ruling) -> CheckedAddress | None:
    """Write down one of many; nothing where it is gone or what it said cannot be kept."""
    try:
        return _write_down_if_there(pk, answer, ruling)
    except (DataError, IntegrityError, ValueError):
        # Whatever is wrong with the database itself is wrong for the others too, and raised.
        logger.exception("What came of address %d cannot be written", pk)
        return None


Found = tuple[int, Answer, Ruling]


def _look_at_all(urls: list[tuple[int, str]], web: Web) -> Iterator[Found]:
    """Ask for all of them, many hosts at once; yields answers as they come."""
    hosts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, url in urls:
        hosts[urlsplit(url).hostname or ""].append((pk, url))
    found: Queue[Found | Exception | None] = Queue()
    stop = Event()
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        try:
            for rows in hosts.values():
                pool.submit(_look_at_host, rows, web, found, stop)
            waiting = len(hosts)
            while waiting:
                match found.get():
                    case None:
                        waiting -= 1
                    case Exception() as error:
                        raise error
                    case one:
                        yield one
        finally:
            # Also where nobody wants the rest.
            stop.set()
            pool.shutdown(cancel_futures=True)


def _look_at_host(
    rows: Iterable[tuple[int, str]], web: Web, found: "Queue[Found | Exception | None]", stop: Event
) -> None:
    """Ask one host for its addresses, one after the other. Runs in a thread; no queries."""
    try:
        for pk, url in rows:
            if stop.is_set():
                break
            answer, ruling = look(url, web)
            found.put((pk, answer, ruling))
            if answer.status == 429:
                break
    except Exception as error:  # noqa: BLE001 (told where it can be raised)
        found.put(error)
    found.put(None)
