"""Which public addresses change when a window of a page begins or ends."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from articles.discovery.feeds.formats import FORMATS
from articles.discovery.metadata import absolute
from articles.discovery.pings.queue import queue
from articles.discovery.pings.services import wanted
from articles.models import Ping, Revision

#: A change that is told of now began this long ago at most, in a transaction that took its time.
#: Whoever is told of no change of a window at all changed nothing that readers see.
JUST_NOW = timedelta(minutes=10)

_pages: dict[type, Callable[[Any], Iterable[str]]] = {}


def register_pages(model: type, find: Callable[[Any], Iterable[str]]) -> None:
    """Have the other pages of revisions of `model` told too; call it from an `AppConfig.ready`."""
    _pages[model] = find


def follow(subjects: list[Any], at: datetime | None) -> None:
    """Note what changes for readers of these, now or `at` a moment to come.

    No query where nobody is told. Six queries now, and one for each guide; two for each later.
    """
    if not wanted():
        return
    if at is not None:
        for subject in subjects:
            _note_later(subject, at)
        return
    now = timezone.now()
    for model, rows in groupby(subjects, type):
        note(model, [row.pk for row in rows], since=now - JUST_NOW, until=now)


def note_addresses(*addresses: str) -> None:
    """Note that pages without a window changed: a topic's, a person's, a kit's.

    No query where nobody is told, three otherwise. No feed changes with them.
    """
    if Ping.Service.INDEXNOW in wanted():
        queue({Ping.Service.INDEXNOW: [absolute(address) for address in addresses]})


def _note_later(subject: Any, at: datetime) -> None:
    """Have the worker look at the moment itself: until then it may be called off."""
    arguments = [subject._meta.label_lower, subject.pk, at.isoformat()]
    if not _asked().filter(args_kwargs__args=arguments).exists():
        note_one.using(run_after=at).enqueue(*arguments)


def _asked() -> Any:
    return DBTaskResult.objects.filter(task_path=note_one.module_path, status="READY")


@task()
def note_one(label: str, pk: int, at: str) -> int:
    """Note what became of one page `at` a moment that has come. Returns how many addresses."""
    moment = datetime.fromisoformat(at)
    return note(apps.get_model(label), [pk], since=moment, until=moment)


def note_what_came() -> int:
    """Do in the worker's place what it has to note by now. Returns how many pages. One query.

    Two more for each, and what it takes to note it.
    """
    count = 0
    for row in _asked().filter(run_after__lte=timezone.now()):
        with transaction.atomic():
            # Whoever removes it has it: a worker that began to do it does it.
            if _asked().filter(pk=row.pk).delete()[0]:
                note_one.func(*row.args_kwargs["args"])
                count += 1
    return count


def note(model: Any, keys: list[int], *, since: datetime, until: datetime) -> int:
    """Queue pings of what last changed within a time of pages given by kind and primary keys.

    What ended counts as what began: it is gone, or its address is a former one now, or what
    it says. Returns how many addresses.
    """
    revisions = _changed(model, keys, since, until)
    services = wanted()
    found = {Ping.Service.WEBSUB: _feeds_of, Ping.Service.INDEXNOW: _pages_of}
    return queue({key: sorted(found[Ping.Service(key)](revisions)) for key in services})


def _changed(model: Any, keys: list[int], since: datetime, until: datetime) -> list[Any]:
    """The revisions whose windows began or ended last. Two queries."""
    field = model.revisions.field
    within = Q(live_from__range=(since, until)) | Q(live_until__range=(since, until))
    rows = field.model.objects.filter(within, **{f"{field.name}__in": keys}).for_page()
    if field.model is Revision:
        rows = rows.prefetch_related("authors")
    found = list(rows.defer("html"))
    last: dict[int, datetime] = {}
    for row in found:
        moments = [at for at in (row.live_from, row.live_until) if at and since <= at <= until]
        last[row.subject_id] = max([*moments, last.get(row.subject_id, since)])
    return [row for row in found if last[row.subject_id] in (row.live_from, row.live_until)]


def _pages_of(revisions: list[Any]) -> set[str]:
    """The addresses of their pages."""
    found = {row.get_absolute_url() for row in revisions}
    for row in revisions:
        if find := _pages.get(type(row)):
            found |= set(find(row))
    return {absolute(address) for address in found}


def _feeds_of(revisions: list[Any]) -> set[str]:
    """The addresses of the feeds they stand in, or stood: as the feeds themselves give them."""
    folders = set()
    for row in revisions:
        if isinstance(row, Revision) and row.kind == "article":
            shelves = [row.topic, *row.authors.all()]
            folders |= {reverse("feeds"), *(shelf.get_absolute_url() for shelf in shelves if shelf)}
    return {absolute(f"{folder}{file}") for folder in folders for file in FORMATS}
