import pytest

from articles.bin import throw_away
from articles.policies.standing import UnreadPolicies, standings
from articles.publishing.windows import withdraw
from tests.factories import make_policy, publish_article

pytestmark = pytest.mark.django_db


def test_roles_stand_in_their_order_with_the_state_of_their_pages(django_assert_num_queries):
    make_policy("contact", is_live=False, dek="[[Who]] and [[where]]")
    make_policy("about")
    withdraw(make_policy("earning"))
    throw_away(make_policy("privacy"))
    changed = make_policy("editorial")
    changed.kind = "article"
    changed.save()

    with django_assert_num_queries(2):
        found = standings()

    assert [(row.role, row.label, row.gaps) for row in found] == [
        ("about", "Live", 0),
        ("editorial", "Missing", 0),
        ("earning", "Withdrawn", 0),
        ("corrections", "Missing", 0),
        ("privacy", "Missing", 0),
        ("contact", "Never published", 2),
    ]


def test_policies_that_readers_cannot_find_are_counted(django_assert_num_queries):
    make_policy("about")
    make_policy("privacy", is_live=False)
    publish_article(kind="page")

    with django_assert_num_queries(1):
        assert UnreadPolicies().count() == 5
