from datetime import UTC, date, datetime

import pytest

from articles.health.addresses import hash_of
from articles.health.telling import days_of
from articles.models import CheckedAddress

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = (f"https://{name}.example/" for name in ("one", "two", "three"))
CHECKED = datetime(2026, 3, 12, 9, tzinfo=UTC)
EARLIER = datetime(2026, 3, 10, 9, tzinfo=UTC)


def make_address(url, *, verdict="ok", quotes=()):
    address = CheckedAddress.objects.create(
        url=url, url_hash=hash_of(url), verdict=verdict, checked_at=CHECKED
    )
    for text, found in quotes:
        address.quotes.create(text=text, text_hash=hash_of(text), verdict=found, checked_at=EARLIER)


def key(url, passage=""):
    return "-".join([hash_of(url), *([hash_of(passage)] if passage else [])])


def test_source_that_works_was_checked():
    make_address(ONE)
    make_address(TWO, verdict="broken")
    assert days_of([key(ONE), key(TWO), key(THREE)]) == {key(ONE): date(2026, 3, 12)}


def test_source_with_a_passage_was_checked_when_that_was_found():
    make_address(ONE, quotes=[("Here", "found"), ("Gone", "gone"), ("Hidden", "inconclusive")])
    make_address(TWO, verdict="inconclusive", quotes=[("Here", "found")])
    keys = [
        key(ONE, "Here"),
        key(ONE, "Gone"),
        key(ONE, "Hidden"),
        key(ONE, "New"),
        key(TWO, "Here"),
    ]
    assert days_of([*keys, key(ONE)]) == {
        key(ONE, "Here"): date(2026, 3, 10),
        key(ONE): date(2026, 3, 12),
    }


def test_all_sources_of_a_page_cost_one_query(django_assert_num_queries):
    for number in range(20):
        make_address(f"https://{number}.example/", quotes=[("a", "found"), ("b", "found")])
    keys = [key(f"https://{number}.example/", text) for number in range(20) for text in ("a", "b")]
    # More than an expression of SQL may be deep.
    keys += [key(f"https://{number}.example/", f"Words {number}") for number in range(1_500)]
    with django_assert_num_queries(1):
        assert len(days_of(keys)) == 40
