"""Advice that is no problem here: who said so and why, for as long as its passage stands."""

import hashlib
from typing import Any

from django.db import transaction

from articles.checklist.finding import Finding, Level
from articles.log import record
from articles.models import Article, Dismissal

#: Letters of a passage that are kept to be shown.
SHOWN = 300


class NotDismissable(Exception):
    """An error keeps a text from being published, whatever somebody says of it."""


def hash_passage(finding: Finding) -> str:
    """The SHA-256 of the passage, wherever it stands; of its place, where something is missing.

    What the finding is about beside its passage is told apart too.
    """
    passage = finding.passage.replace("\r\n", "\n")
    words = passage or f"\0{finding.place}"
    words += f"\0{finding.about}" if finding.about else ""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def dismiss(article: Article, finding: Finding, *, reason: str, by: Any) -> tuple[Dismissal, bool]:
    """Set a piece of advice aside; whether it was not already, in which case that reason stands.

    Raises `NotDismissable`. A few queries.
    """
    if finding.rule.level == Level.ERROR:
        raise NotDismissable
    row, is_new = Dismissal.objects.get_or_create(
        article=article,
        rule=finding.rule.slug,
        passage_hash=hash_passage(finding),
        defaults={"passage": finding.passage[:SHOWN], "reason": reason, "created_by": by},
    )
    if is_new:
        detail = f"{finding.rule.title}: no problem here: {reason}"
        record("set aside advice on", article, by=by, detail=detail)
    return row, is_new


@transaction.atomic
def take_back(dismissal: Dismissal, *, by: Any) -> None:
    """Have it advised again. A few queries."""
    count, _ = Dismissal.objects.filter(pk=dismissal.pk).delete()
    if count:
        detail = f"It was set aside: {dismissal.reason}"
        record("took up advice again on", dismissal.article, by=by, detail=detail)
