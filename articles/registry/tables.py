"""The two tables that leave and enter as CSV: merchants and product links, a column a field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from articles.models import AffiliateLink, Merchant
from articles.spreadsheets import FORMULA_START

#: So many rows are in memory at once while a file is written.
CHUNK = 500

#: What `spreadsheets.defuse` made harmless, and what only looks like it.
DEFUSED = re.compile(f"{FORMULA_START}'")


@dataclass(frozen=True)
class Table:
    """One kind of rows: its columns in the order of the file, and the one a row is known by.

    `references` says which field of another row stands for it. The columns are a promise: a
    file that was exported once can be imported later.
    """

    name: str
    model: type[models.Model]
    key: str
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_references(self) -> list[str]:
        """The columns that name other rows of the same table."""
        fields = ((name, self.model._meta.get_field(name)) for name in self.references)
        return [name for name, column in fields if column.related_model is self.model]

    def rows(self) -> models.QuerySet:
        """Every row that is not in the bin, with what its references are spelled by."""
        return self.model._default_manager.select_related(*self.references)

    def spell(self, row: Any) -> dict[str, str]:
        """What the cells of a row say, by column. Runs no query for those of `rows`."""
        return {name: self._spell(row, name) for name in self.columns}

    def _spell(self, row: Any, column: str) -> str:
        # Asked for what it does not have yet, a new row would raise.
        is_set = column not in self.references or getattr(row, f"{column}_id") is not None
        value = getattr(row, column) if is_set else None
        match value:
            case None:
                return ""
            case bool():
                return "yes" if value else "no"
            case datetime():
                return timezone.localtime(value).isoformat()
            case date():
                return value.isoformat()
            case models.Model():
                return str(getattr(value, self.references[column]))
        return str(value).replace("\r\n", "\n")

    def export(self) -> Iterator[list[str]]:
        """The cells of every row, by the table's own order. One query a `CHUNK`."""
        for row in self.rows().iterator(chunk_size=CHUNK):
            yield [shield(cell) for cell in self.spell(row).values()]


MERCHANTS = Table(
    name="merchants",
    model=Merchant,
    key="name",
    columns=(
        "name",
        "hosts",
        "relation",
        "may_cloak",
        "may_email",
        "may_document",
        "may_price",
        "mandatory_sentence",
        "default_parameters",
        "sub_id",
        "referrer_policy",
        "network",
        "terms_url",
        "terms_checked_on",
        "terms_note",
    ),
    references={"network": "name"},
)

LINKS = Table(
    name="links",
    model=AffiliateLink,
    key="slug",
    columns=(
        "slug",
        "name",
        "destination",
        "merchant",
        "button_text",
        "description",
        "photo",
        "active_from",
        "active_until",
        "fallback",
        "fallback_article",
        "notes",
    ),
    references={
        "merchant": "name",
        "photo": "file",
        "fallback": "slug",
        "fallback_article": "slug",
    },
)

TABLES = {table.name: table for table in (MERCHANTS, LINKS)}


def shield(cell: str) -> str:
    """What already looks defused in a cell gets one apostrophe more, so that both come back."""
    return DEFUSED.sub(r"\1''", cell)


def undo_defusing(cell: str) -> str:
    """What a cell said before `shield` and `spreadsheets.defuse`; newlines as one character."""
    return DEFUSED.sub(r"\1", cell.replace("\r\n", "\n"))
