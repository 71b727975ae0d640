"""Rows as plain data and back, exactly and with their primary keys.

Restoring writes rows as they were, live windows too: it is the one exception to the rule that
only `publishing` opens and closes them. It decides nothing; it puts history back.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from taggit.managers import TaggableManager

from articles.exporting.files import Refused
from articles.exporting.names import Names, Naming, all_rows

#: Rows in memory at once; a version holds a whole article twice.
BATCH = 100

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Table:
    """One kind of rows: the fields that leave, in the order of the file, and why others stay.

    `named` says which columns of another row stand for it; without, its primary key does.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    named: Mapping[str, Naming] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the manifest counts its rows under, such as `articles.section`."""
        return self.model._meta.label_lower

    def rows(self) -> models.QuerySet[Any]:
        """Every row that leaves, the bin's too."""
        return all_rows(self.model)

    def batches(self, names: Names) -> Iterator[list[Row]]:
        """All rows, spelled, by primary key, `BATCH` at a time.

        One query, and one more a batch for each many-to-many column.
        """
        found = self.rows().order_by("pk").values("pk", *self._attributes).iterator(BATCH)
        while batch := list(islice(found, BATCH)):
            yield self._spell(batch, names)

    def children(self, parent: str, keys: list[Any], names: Names) -> dict[Any, list[Row]]:
        """The rows that belong to each of `keys` by the column `parent`, in reading order."""
        rows = self.rows().filter(**{f"{parent}__in": keys}).order_by("position", "pk")
        children: dict[Any, list[Row]] = {key: [] for key in keys}
        found = list(rows.values("pk", f"{parent}_id", *self._attributes))
        for row, spelled in zip(found, self._spell(found, names), strict=True):
            children[row[f"{parent}_id"]].append(spelled)
        return children

    def make(self, row: Row, names: Names, **fixed: Any) -> "Made":
        """A row as it was spelled, not saved yet. Raises `Refused` for what no row can be.

        `fixed` are columns that follow from where it stood.
        """
        missing = set(self.columns) - row.keys()
        wrong = row.keys() - set(self.columns) | {
            name for name in missing if not self.may_be_null(name)
        }
        if wrong:
            kind = self.model._meta.verbose_name
            raise Refused(f"has other fields than a {kind}: {', '.join(sorted(wrong))}")
        row |= dict.fromkeys(missing)
        linked = {name: [self._key(name, one, names) for one in row[name]] for name in self._many}
        values = {}
        for name in set(self.columns) - linked.keys():
            column = self._field(name)
            key = None if row[name] is None else self._key(name, row[name], names)
            try:
                values[column.attname] = column.to_python(key)
            except ValidationError as error:
                raise Refused(f"has a wrong {name}: {error.messages[0]}") from None
        return Made(self.model(**values, **fixed), linked)

    def save(self, made: list["Made"]) -> None:
        """Write rows as they were, with their keys and times."""
        rows = [one.row for one in made]
        automatic = [name for name in self.columns if _is_automatic(self._field(name))]
        kept = [{name: getattr(row, name) for name in automatic} for row in rows]
        all_rows(self.model).bulk_create(rows)
        for row, values in zip(rows, kept, strict=True):
            vars(row).update(values)
        if automatic:
            all_rows(self.model).bulk_update(rows, automatic)
        for name in self._many:
            link = Link.of(self._field(name))
            all_rows(link.through).bulk_create(
                link.through(**{link.source: one.row.pk, link.target: key}, **link.fixed)
                for one in made
                for key in one.linked[name]
            )

    def insert(self, rows: Iterable[Row], names: Names) -> None:
        """Make and save rows."""
        self.save([self.make(row, names) for row in rows])

    def may_be_null(self, name: str) -> bool:
        """Whether a column may hold nothing at all; one that is not the table's may not."""
        return name in self.columns and self._field(name).null

    @property
    def _many(self) -> list[str]:
        return [name for name in self.columns if self._field(name).many_to_many]

    @property
    def _attributes(self) -> list[str]:
        own = (self._field(name) for name in self.columns)
        return [row.attname for row in own if not row.many_to_many]

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _spell(self, rows: list[Row], names: Names) -> list[Row]:
        linked = {name: self._links(name, [row["pk"] for row in rows]) for name in self._many}
        return [
            {name: self._spell_one(name, row, linked, names) for name in self.columns}
            for row in rows
        ]

    def _spell_one(self, name: str, row: Row, linked: Mapping, names: Names) -> Any:
        if name in linked:
            return [self._name(name, key, names) for key in linked[name].get(row["pk"], [])]
        value = spell(row[self._field(name).attname])
        return value if value is None else self._name(name, value, names)

    def _name(self, name: str, key: Any, names: Names) -> Any:
        if name not in self.named:
            return key
        return names.name_of(self._field(name).related_model, self.named[name], key)

    def _key(self, name: str, value: Any, names: Names) -> Any:
        if name not in self.named:
            return value
        return names.key_of(self._field(name).related_model, self.named[name], value)

    def _links(self, name: str, keys: list[Any]) -> dict[Any, list[Any]]:
        """What rows are linked to by a many-to-many column, as it was added. One query."""
        link = Link.of(self._field(name))
        rows = all_rows(link.through).filter(**{f"{link.source}__in": keys, **link.fixed})
        linked: dict[Any, list[Any]] = {}
        for key, target in rows.order_by("pk").values_list(link.source, link.target):
            linked.setdefault(key, []).append(target)
        return linked


@dataclass(frozen=True)
class Made:
    """A row to be saved, and the keys that its many-to-many columns link it to."""

    row: Any
    linked: Mapping[str, list[Any]]


@dataclass(frozen=True)
class Link:
    """The table behind a many-to-many field, and its columns."""

    through: type[models.Model]
    source: str
    target: str
    fixed: Mapping[str, Any]

    @classmethod
    def of(cls, column: Any) -> "Link":
        through = column.remote_field.through
        if isinstance(column, TaggableManager):
            kind = ContentType.objects.get_for_model(column.model)
            return cls(through, "object_id", "tag_id", {"content_type_id": kind.pk})
        source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
        return cls(through, f"{source}_id", f"{target}_id", {})


def _is_automatic(column: Any) -> bool:
    """Whether Django would set it to the present moment."""
    return getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)


def spell(value: Any) -> Any:
    """A column's value as JSON holds it: moments in UTC, mappings in the order of their keys.

    PostgreSQL keeps no order of keys, so there is one that both databases give.
    """
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date() | UUID() | Decimal():
            return str(value)
        case dict() | list():
            return json.loads(json.dumps(value, sort_keys=True))
    return value
