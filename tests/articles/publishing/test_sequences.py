"""Whatever is done in whatever order, readers never meet two versions of a page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Revision
from articles.publishing.windows import call_off, publish, refresh, save_revision, withdraw
from tests.factories import make_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HORIZON = 60

seconds = st.integers(0, 12)
steps = st.one_of(
    st.tuples(st.just("publish"), st.none() | seconds, st.none() | seconds),
    st.tuples(st.just("publish again"), st.integers(0, 5), st.none() | seconds),
    st.tuples(st.sampled_from(["withdraw", "call off", "refresh"])),
)
#: A step, how long it waits before, and how much time each of its queries takes.
timed_steps = st.tuples(steps, st.integers(0, 4_000), st.sampled_from([0, 1, 40, 300]))


def take_step(article, step, number):
    now = datetime.now(UTC)
    verb, *times = step
    if verb == "publish":
        start, length = times
        type(article).objects.filter(pk=article.pk).update(title=f"Title {number}")
        begin = now + timedelta(seconds=start) if start else None
        # Longer than the slowest publication takes, so that the window is never refused.
        until = (begin or now) + timedelta(seconds=length + 20) if length else None
        publish(save_revision(article), at=begin, until=until)
    elif verb == "publish again":
        index, start = times
        revisions = list(article.revisions.order_by("pk"))
        begin = now + timedelta(seconds=start) if start else None
        publish(revisions[index % len(revisions)], at=begin)
    elif verb == "refresh":
        author = article.authors.get()
        type(author).objects.filter(pk=author.pk).update(name=f"Name {number}")
        refresh(Revision.objects.current(), note="Renamed")
    else:
        {"withdraw": withdraw, "call off": call_off}[verb](article)


def live_by_second(article, start):
    moments = [start + timedelta(seconds=number) for number in range(HORIZON)]
    rows = article.revisions.filter(live_from__isnull=False)
    windows = list(rows.values_list("pk", "live_from", "live_until"))
    return [
        [pk for pk, begin, end in windows if begin <= moment and (end is None or moment < end)]
        for moment in moments
    ]


@given(script=st.lists(timed_steps, min_size=2, max_size=7))
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.django_db
def test_two_revisions_are_never_live_at_once(script):
    with transaction.atomic(), time_machine.travel(NOON, tick=False) as clock:
        article = make_article()
        save_revision(article)
        for number, (step, wait, cost) in enumerate(script):
            clock.shift(wait / 1000)
            before = live_by_second(article, NOON)

            def tick(execute, *args, cost=cost):
                clock.shift(cost / 1000)
                return execute(*args)

            began = int((datetime.now(UTC) - NOON).total_seconds())
            with connection.execute_wrapper(tick):
                take_step(article, step, number)

            after = live_by_second(article, NOON)
            assert max(map(len, after)) <= 1
            # What readers were served before this step is still what the record says.
            assert after[:began] == before[:began]
        transaction.set_rollback(True)
