"""The database is what the models say, and the roles may do exactly this."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles.models import Publication
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EVERYTHING = {"add", "change", "delete", "view"}
ROLES = {
    "author": {
        "article": EVERYTHING,
        "section": EVERYTHING,
        "faq": EVERYTHING,
        "reference": EVERYTHING,
        "photo": {"add", "change", "view"},
        "author": {"view"},
        "topic": {"view"},
        "merchant": {"view"},
        "affiliatelink": {"view"},
        "publication": {"view"},
        "guide": {"view"},
        "chapter": {"view"},
        "kit": {"view"},
        "tag": {"view"},
    },
    "editor": {
        "tag": {"view"},
        "article": EVERYTHING | {"publish"},
        "section": EVERYTHING,
        "faq": EVERYTHING,
        "reference": EVERYTHING,
        "photo": EVERYTHING,
        "author": EVERYTHING,
        "topic": EVERYTHING,
        "merchant": EVERYTHING,
        "affiliatelink": EVERYTHING,
        "publication": {"add", "change", "view"},
        "revision": {"view"},
        "event": {"view"},
        "network": EVERYTHING,
        "earningsreport": {"add", "view", "delete"},
        "clickcount": {"view"},
        "checkedaddress": {"view"},
        "helpline": EVERYTHING,
        "redirect": EVERYTHING,
        "missedpath": {"change", "view"},
        "ping": {"view"},
        "guide": EVERYTHING | {"publish"},
        "chapter": EVERYTHING,
        "guiderevision": {"view"},
        "kit": EVERYTHING,
        "kitcount": {"view"},
        "subscriber": {"view", "delete"},
        "erasure": {"view"},
        "letter": EVERYTHING,
        "mail": {"view"},
    },
}


def test_models_need_no_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_exactly_this(role):
    may = {}
    for codename in Group.objects.get(name=role).permissions.values_list("codename", flat=True):
        action, model = codename.split("_", 1)
        may.setdefault(model, set()).add(action)

    assert may == ROLES[role]


def test_there_are_no_other_roles():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_authors_may_not_publish_and_editors_may():
    may = [make_user(role).has_perm("articles.publish_article") for role in ROLES]

    assert may == [False, True]


def test_publication_is_there_from_the_start():
    assert [row.pk for row in Publication.objects.all()] == [1]


def test_every_migration_can_be_taken_back():
    migrations = MigrationLoader(connection).disk_migrations.values()
    ours = [row for row in migrations if row.app_label in ("articles", "guides")]

    fixed = [str(row) for row in ours if not all(step.reversible for step in row.operations)]

    assert (len(ours) >= 4, fixed) == (True, [])
