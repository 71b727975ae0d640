"""Turns of the worker that follow one another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from articles.background import MARGIN, ask_for, take_turn

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@task()
def toil():
    """Stands for whatever work there is."""


def asked():
    """When the turns that were asked for begin, from now, the next one first."""
    turns = DBTaskResult.objects.filter(task_path=toil.module_path).order_by("run_after")
    return [turn.run_after - timezone.now() for turn in turns]


@pytest.fixture(autouse=True)
def stopped_clock(time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z", tick=False)


def turn(*moments, do=lambda seconds: 3):
    following = iter(moments)
    return take_turn(
        toil, do, lambda: next(following), seconds=60, dead_after=HOUR, pause=timedelta(minutes=5)
    )


def test_a_turn_that_is_asked_for_earlier_is_enough():
    ask_for(toil, timezone.now() + HOUR)
    ask_for(toil, timezone.now() + 2 * HOUR)
    assert asked() == [HOUR]
    ask_for(toil)
    assert asked() == [timedelta(0), HOUR]


def test_asking_costs_two_queries_at_most(django_assert_num_queries):
    with django_assert_num_queries(2):
        ask_for(toil)
    with django_assert_num_queries(1):
        ask_for(toil)


def test_nothing_to_do_asks_for_nothing():
    assert turn(None, None) == 3
    assert asked() == []


def test_what_is_due_later_is_done_then():
    turn(timezone.now() + HOUR, timezone.now() + HOUR)
    assert asked() == [HOUR]


def test_whoever_dies_over_it_is_followed_by_another():
    def die(seconds):
        raise SystemExit

    with pytest.raises(SystemExit):
        turn(timezone.now(), do=die)
    assert asked() == [HOUR + MARGIN]


def test_what_is_left_though_there_was_time_waits():
    turn(timezone.now(), timezone.now())
    assert asked() == [timedelta(minutes=5), HOUR + MARGIN]


def test_what_there_was_no_time_for_goes_on_at_once(monkeypatch):
    seconds = iter([0.0, 61.0])
    monkeypatch.setattr("articles.background.monotonic", lambda: next(seconds))
    turn(timezone.now(), timezone.now())
    assert asked() == [timedelta(0), HOUR + MARGIN]
