"""Querysets whose SQL is made once, for the few queries that every reader's page runs.

Making the SQL of a query with joins takes Django several times as long as SQLite takes to
run it. Here the queryset stays the one definition; only its parameters change.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]
from django.utils.functional import cached_property

M = TypeVar("M", bound=Model)


class Parameter(Expression):
    """Stands in a queryset for a value that each run gives."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        return "%s", (self,)


#: The moment a page is read; every run of a query that has it gives `now`.
NOW = Parameter("now", DateTimeField())


class CompiledQuery(Generic[M]):
    """A queryset made of `Parameter`s: `run` gives its instances, `rows` its plain values."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build

    def run(self, **values: Any) -> list[M]:
        """The instances, as the queryset would give them. One query."""
        return [self.make(row) for row in self.rows(**values)]

    def rows(self, **values: Any) -> list[tuple]:
        """The selected values of each row, in the queryset's order. One query.

        `values` are matched to the parameters by name.
        """
        compiler, sql, params, converters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [_bind(param, values) for param in params])
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]

    def make(self, row: tuple) -> M:
        """The instance of one row, with its selected relations and annotations."""
        model, start, end, names, populators = self._model
        instance = model.from_db(connection.alias, names, row[start:end])
        for populator in populators:
            populator.populate(row, instance)
        for name, position in self.annotations.items():
            setattr(instance, name, row[position])
        return instance

    @cached_property
    def annotations(self) -> dict[str, int]:
        """Where in a row each annotation stands."""
        return self._compiled[0].annotation_col_map

    @cached_property
    def _compiled(self) -> tuple:
        compiler = self._build().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return compiler, sql, params, converters

    @cached_property
    def _model(self) -> tuple:
        """What `django.db.models.query.ModelIterable` asks of a compiler."""
        compiler = self._compiled[0]
        info = compiler.klass_info
        fields = info["select_fields"]
        names = [compiler.select[position][0].target.attname for position in fields]
        populators = get_related_populators(info, compiler.select, connection.alias)
        return info["model"], fields[0], fields[-1] + 1, names, populators


def _bind(param: Any, values: dict[str, Any]) -> Any:
    if not isinstance(param, Parameter):
        return param
    value = values[param.name]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
