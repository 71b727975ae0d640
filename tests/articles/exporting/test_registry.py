"""Nothing of a site falls out of its export unnoticed."""

from django.apps import apps

from articles.exporting.parts.documents import Documents
from articles.exporting.registry import left_out, parts, tables

APPS = ("articles", "guides")


def parents():
    """The columns that say whose a row is, which follow from where it stands."""
    documents = [part for part in parts() if isinstance(part, Documents)]
    return {rows.table.model: rows.parent for part in documents for rows in part.children}


def test_every_model_leaves_or_says_why_not():
    models = {model for name in APPS for model in apps.get_app_config(name).get_models()}
    leaving = {table.model for table in tables() if table.model._meta.app_label in APPS}
    assert leaving & left_out().keys() == set()
    assert leaving | left_out().keys() == models


def test_every_field_leaves_or_says_why_not():
    told = {
        table.label: {*table.columns, *table.left_out, *filter(None, [parents().get(table.model)])}
        for table in tables()
    }
    fields = {
        table.label: {row.name for row in (*opts.fields, *opts.many_to_many)}
        for table in tables()
        for opts in [table.model._meta]
    }
    assert told == fields


def test_no_field_both_leaves_and_stays():
    assert [table.label for table in tables() if table.left_out.keys() & {*table.columns}] == []


def test_every_reason_is_a_sentence():
    reasons = [*left_out().values(), *(why for row in tables() for why in row.left_out.values())]
    assert [why for why in reasons if len(why.split()) < 4] == []


def test_texts_of_spreadsheets_are_never_null():
    """An empty cell says that there is nothing, or is an empty text: never both."""
    sheets = [part for part in parts() if type(part).__name__ == "Sheet"]
    doubtful = [
        (part.path, column.name)
        for part in sheets
        for column in map(part.table.model._meta.get_field, part.table.columns)
        if column.null and column.get_internal_type() in ("CharField", "TextField")
    ]
    assert doubtful == []
