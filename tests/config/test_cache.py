"""The cache that workers share."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from config.cache import SharedCache

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def close(cache):
    if cache._database:
        cache._database.close()


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def workers(tmp_path, clock):
    """Two of them, with one folder."""
    caches = [SharedCache(str(tmp_path), {}) for _ in range(2)]
    yield caches
    for cache in caches:
        close(cache)


def test_one_worker_knows_what_another_keeps(workers):
    one, other = workers
    one.set("key", ("a", 1, b"\x00"), 10)

    assert (other.get("key"), other.get("nothing", "default")) == (("a", 1, b"\x00"), "default")


def test_what_is_kept_is_not_added(workers, clock):
    one, other = workers
    answers = [one.add("key", 1, 10), other.add("key", 2, 10), other.get("key")]
    clock.shift(timedelta(seconds=10))

    assert [*answers, other.add("key", 3, 10), one.get("key")] == [True, False, 1, True, 3]


def test_what_is_out_of_date_is_gone(workers, clock):
    one, other = workers
    one.set("short", 1, 10)
    one.set("forever", 2, None)
    clock.shift(timedelta(seconds=10))
    found = [other.get(key) for key in ("short", "forever")]
    other.set("another", 3)

    rows = one._open().execute("SELECT key FROM entry ORDER BY key").fetchall()
    assert (found, rows) == ([None, 2], [(":1:another",), (":1:forever",)])


def test_what_is_deleted_is_deleted_once(workers):
    one, other = workers
    one.set("key", 1)

    assert [other.delete("key"), one.delete("key"), one.get("key")] == [True, False, None]


def test_cleared_is_empty(workers):
    one, other = workers
    one.set("key", 1)
    other.clear()

    assert one.get("key") is None


def test_of_many_who_add_at_once_one_does(workers, tmp_path):
    workers[0].clear()

    def add(number):
        cache = SharedCache(str(tmp_path), {})
        answers = [cache.add(f"key-{key}", number, 60) for key in range(50)]
        close(cache)
        return answers

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(add, range(8)))

    assert [sum(column) for column in zip(*answers, strict=True)] == [1] * 50


def test_without_its_folder_nothing_is_known_and_nobody_refused(tmp_path):
    cache = SharedCache(str(tmp_path / "gone"), {})
    cache.set("key", 1)

    answers = [cache.get("key", 2), cache.add("key", 1), cache.delete("key")]
    assert [*answers, cache.get_or_set("key", lambda: 3)] == [2, True, False, 3]
