"""How what people said and did leaves: submissions, comments, the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.exporting.names import Names
from articles.exporting.parts.lists import Sheet, YamlList
from articles.exporting.registry import tables
from articles.exporting.tables import Row, Table
from articles.exporting.writing import ACCOUNT
from articles.models import Comment, Dismissal, Event, Submission


@dataclass(frozen=True, eq=False)
class Log(Table):
    """The lines of the log. What they tell of is named where its own row leaves too.

    Those about accounts stay: who signs in has accounts of their own on every site.
    """

    def rows(self) -> models.QuerySet[Any]:
        return super().rows().exclude(content_type__app_label="auth")

    def batches(self, names: Names) -> Iterator[list[Row]]:
        labels = {table.label for table in tables()}
        for rows in super().batches(names):
            yield [row if row["content_type"] in labels else row | UNNAMED for row in rows]


#: A line about what is not in the export.
UNNAMED = {"content_type": None, "object_id": None}

SUBMISSIONS = Table(
    Submission,
    columns=(
        *("id", "article", "revision", "note", "submitted_by", "submitted_at"),
        *("outcome", "answer", "decided_by", "decided_at"),
    ),
    named={"submitted_by": ACCOUNT, "decided_by": ACCOUNT},
)
COMMENTS = Table(
    Comment,
    columns=(
        *("id", "article", "reply_to", "written_by", "guest_name", "text", "place", "quote"),
        *("before", "after", "created_at", "resolved_at", "resolved_by"),
    ),
    named={"written_by": ACCOUNT, "resolved_by": ACCOUNT},
    left_out={"share_link": "the secret addresses that guests came by stay"},
)
DISMISSALS = Table(
    Dismissal,
    columns=(
        *("id", "article", "rule", "passage", "passage_hash"),
        *("reason", "created_by", "created_at"),
    ),
    named={"created_by": ACCOUNT},
)
LOG = Log(
    Event,
    columns=("at", "by", "by_name", "verb", "content_type", "object_id", "label", "detail"),
    named={"by": ACCOUNT, "content_type": ("app_label", "model")},
    left_out={"id": "a line has no number to be known by; the order of the lines is kept"},
)

PARTS = (
    YamlList("submissions.yaml", SUBMISSIONS),
    YamlList("comments.yaml", COMMENTS),
    YamlList("dismissals.yaml", DISMISSALS),
    Sheet("log.csv", LOG),
)
