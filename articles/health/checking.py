"""Ask for addresses, and keep what came of it."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from queue import Queue
from threading import Event, Lock
from typing import Any
from urllib.parse import urlsplit

from django.db import DataError, IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.health.addresses import take_stock
from articles.health.quotes import MAX_PAGE, Look, judge_quotes, look_for
from articles.health.verdicts import Finding, Ruling, judge, needs_a_look
from articles.health.web import MAX_BODY, Answer, Failure, Web, ask
from articles.models import CheckedAddress, CheckedQuote

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

QUOTE_COLUMNS = ["verdict", "reason", "since", "checked_at", "failed_at"]

#: What a GET would find just as much as a HEAD did.
FINAL = {
    Failure.NO_SUCH_HOST,
    Failure.CANNOT_LOOK_UP,
    Failure.NOT_PUBLIC,
    Failure.TOO_LONG,
}


#: Pages are read one at a time, so that only one is in memory as words.
_reading = Lock()


@dataclass(frozen=True)
class Seen:
    """An answer, what it says of its address, and what of each passage quoted from there."""

    answer: Answer
    ruling: Ruling
    passages: Mapping[str, Look] = field(default_factory=dict)


def look(url: str, web: Web, passages: Iterable[str] = ()) -> Seen:
    """Ask with HEAD, and with GET where that says anything but that the page is there.

    Where passages are to be looked for, the page itself is asked for at once.
    """
    passages = list(passages)
    if passages:
        return _read(url, web, passages)
    answer = ask(url, method="HEAD", web=web)
    ruling = judge(answer)
    if answer.failure in FINAL:
        return Seen(answer, ruling)
    if ruling.finding is Finding.WORKS and not needs_a_look(answer):
        return Seen(answer, ruling)
    answer = ask(url, method="GET", web=web)
    return Seen(answer, judge(answer))


def _read(url: str, web: Web, passages: list[str]) -> Seen:
    answer = ask(url, method="GET", web=replace(web, max_body=MAX_PAGE))
    # A wall is short; an article about walls need not be.
    beginning = replace(answer, body=answer.body[:MAX_BODY])
    ruling = judge(beginning)
    with _reading:
        return Seen(beginning, ruling, look_for(passages, answer, ruling))


def check(address: CheckedAddress, *, web: Web | None = None) -> CheckedAddress:
    """Ask for one address now and write down what came of it. Takes up to 20 s; two queries.

    One more where passages are quoted from it.
    """
    quotes = list(address.quotes.all())
    seen = look(address.url, web or Web(), [quote.text for quote in quotes])
    return write_down(address, seen.answer, seen.ruling, quotes=quotes, looks=seen.passages)


@transaction.atomic(savepoint=False)
def write_down(
    address: CheckedAddress,
    answer: Answer,
    ruling: Ruling,
    *,
    quotes: Iterable[CheckedQuote] = (),
    looks: Mapping[str, Look] | None = None,
) -> CheckedAddress:
    """The verdict that an answer leads to, with the answer as evidence. One query.

    What looks gone is broken only when it still does a day later, whatever could not be told
    in between; a page that is there clears it. One query more for the verdicts of `quotes` of
    which `looks` tell.
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
    judged = judge_quotes(quotes, looks or {}, now=now, patience=A_DAY)
    for quote in judged:
        quote.reason = _keepable(quote.reason)
    CheckedQuote.objects.bulk_update(judged, QUOTE_COLUMNS, batch_size=100)
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
    """What is to be asked for: what works once a week, everything else daily.

    What works and lacks a passage is no less looked at daily, and a new passage at once.
    """
    works = Q(verdict=Verdict.OK)
    quotes = CheckedQuote.objects.filter(
        Q(checked_at__isnull=True) | Q(failed_at__isnull=False, checked_at__lte=now - A_DAY),
        address=OuterRef("pk"),
    )
    return CheckedAddress.objects.filter(
        Exists(quotes)
        | Q(checked_at__isnull=True)
        | works & Q(checked_at__lte=now - A_WEEK)
        | ~works & Q(checked_at__lte=now - A_DAY)
    )


def check_all(
    *, limit: int | None = None, everything: bool = False, web: Web | None = None
) -> Iterator[CheckedAddress]:
    """Take stock of all addresses, then check those that are due, the longest unchecked first.

    Yields each once it is written; stop at any time and what was written stays. Hosts are
    asked side by side, each once a second at most, and one that was asked too often (429) rests
    until the next round. Of all that is due only keys, addresses and passages are in memory. Two
    queries an address, four where passages are quoted from it, in a transaction, none of them in
    a thread. An answer that cannot be written is logged, and the others are.
    """
    take_stock()
    rows = CheckedAddress.objects.all() if everything else due(timezone.now())
    longest_unchecked = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    urls = list(longest_unchecked.values_list("pk", "url")[:limit])
    for pk, seen in _look_at_all(_with_passages(urls), web or Web()):
        if address := _note(pk, seen):
            yield address


def _with_passages(urls: list[tuple[int, str]]) -> "list[Asked]":
    """The same with what is quoted from each. One query for every thousand."""
    passages: dict[int, list[str]] = defaultdict(list)
    for at in range(0, len(urls), 1_000):
        keys = [pk for pk, _ in urls[at : at + 1_000]]
        quotes = CheckedQuote.objects.filter(address__in=keys)
        for pk, text in quotes.values_list("address", "text"):
            passages[pk].append(text)
    return [(pk, url, passages.get(pk, [])) for pk, url in urls]


@transaction.atomic
def _write_down_if_there(pk: int, seen: Seen) -> CheckedAddress | None:
    # Somebody may have unpublished the last page with it meanwhile.
    address = CheckedAddress.objects.filter(pk=pk).first()
    if address is None:
        return None
    quotes = address.quotes.all() if seen.passages else ()
    return write_down(address, seen.answer, seen.ruling, quotes=quotes, looks=seen.passages)


def _note(pk: int, seen: Seen) -> CheckedAddress | None:
    """Write down one of many; nothing where it is gone or what it said cannot be kept."""
    try:
        return _write_down_if_there(pk, seen)
    except (DataError, IntegrityError, ValueError):
        # Whatever is wrong with the database itself is wrong for the others too, and raised.
        logger.exception("What came of address %d cannot be written", pk)
        return None


#: An address by its key, with what is quoted from it.
Asked = tuple[int, str, list[str]]
Found = tuple[int, Seen]


def _look_at_all(asked: list[Asked], web: Web) -> Iterator[Found]:
    """Ask for all of them, many hosts at once; yields answers as they come."""
    hosts: dict[str, list[Asked]] = defaultdict(list)
    for row in asked:
        hosts[urlsplit(row[1]).hostname or ""].append(row)
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
    rows: Iterable[Asked], web: Web, found: "Queue[Found | Exception | None]", stop: Event
) -> None:
    """Ask one host for its addresses, one after the other. Runs in a thread; no queries."""
    try:
        for pk, url, passages in rows:
            if stop.is_set():
                break
            seen = look(url, web, passages)
            found.put((pk, seen))
            if seen.answer.status == 429:
                break
    except Exception as error:  # noqa: BLE001 (told where it can be raised)
        found.put(error)
    found.put(None)
