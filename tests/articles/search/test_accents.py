"""Accents on PostgreSQL: a dictionary that not every database may have."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles.search.engines import Wanted
from articles.search.finding import engine
from tests.articles.search.test_engines import add

migration = import_module("articles.migrations.0039_search_accents")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own"),
]


def test_stored_words_are_made_anew_either_way():
    row = add("Two cafés")
    with connection.schema_editor(atomic=False) as editor:
        migration.tell_accents_apart(apps, editor)
        assert engine().newest(Wanted(("cafe",)), 1) == []
        assert engine().newest(Wanted(("café",)), 1) == [row]
        migration.leave_accents_out(apps, editor)
    assert engine().newest(Wanted(("cafe",)), 1) == [row]


def test_where_the_extension_cannot_be_added_accents_are_told_apart(monkeypatch, caplog):
    row = add("Two cafés")
    with connection.schema_editor(atomic=False) as editor:
        migration.tell_accents_apart(apps, editor)
        monkeypatch.setattr(migration, "EXTENSION", "no_such_extension")
        migration.leave_accents_out(apps, editor)

    assert "cannot be added to it" in caplog.text
    assert engine().newest(Wanted(("café",)), 1) == [row]
