"""Which published pages have something baked in, and how they follow when it changes."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from articles.models import (
    AffiliateLink,
    Author,
    HelpLine,
    Merchant,
    Photo,
    Publication,
    RevisionBase,
    Topic,
)
from articles.publishing.kinds import kinds
from articles.publishing.windows import refresh

#: The start of an address whose host is written in disguise, as browsers read it all the same:
#: percent-encoded, or with letters that stand for others. Bounded, for it reads long texts.
DISGUISED = r"(https?:|//)[/\\]{0,9}[^\s/?#\\\"<>()]{0,255}(%|\\u|[^\u0001-\u007f])"


@transaction.atomic
def follow(changed: models.Model) -> int:
    """Render anew every live or scheduled page that shows something of `changed`.

    Call it in the transaction that saves the change. Returns how many pages came out
    different; each of them has a new revision, noted as the system's.
    """
    note = f"{str(changed._meta.verbose_name).capitalize()} “{changed}” changed"[:200]
    pages = [*pages_with(changed), *_pages_naming(changed)]
    return sum(refresh(rows, note=note) for rows in pages)


def pages_with(changed: models.Model) -> Iterable[models.QuerySet[RevisionBase]]:
    """The live and scheduled pages that show something of `changed`, one queryset a kind."""
    for model in kinds():
        revisions = model.revisions.rel.related_model
        uses = _uses(changed, revisions)
        if uses is not None:
            keys = revisions.objects.current().filter(uses).values("pk")
            yield _with_subjects(model, revisions.objects.filter(pk__in=keys))


def _pages_naming(changed: models.Model) -> Iterable[models.QuerySet[RevisionBase]]:
    """The pages that name a host of a merchant; one new to it may have been linked for years.

    And those that name any host in disguise: few, and only rendering tells which it is. One
    query a kind, which reads the text of every page.
    """
    if not isinstance(changed, Merchant):
        return
    for model in kinds():
        revisions = model.revisions.rel.related_model
        current = revisions.objects.current().alias(source=Cast("content", models.TextField()))
        disguised = Q(html__iregex=DISGUISED) | Q(source__iregex=DISGUISED)
        names = [Q(html__icontains=host) | Q(source__icontains=host) for host in changed.host_list]
        yield _with_subjects(model, current.filter(reduce(or_, names, disguised)))


def _with_subjects(model: Any, rows: models.QuerySet) -> models.QuerySet:
    return rows.select_related(model.revisions.field.name).defer("html", "content")


def _uses(changed: Any, revisions: type[RevisionBase]) -> Q | None:
    has_authors = any(field.name == "authors" for field in revisions._meta.many_to_many)
    uses = None
    match changed:
        case AffiliateLink():
            uses = Q(affiliate_links=changed)
        case Merchant():
            uses = Q(merchants=changed)
        case Photo():
            # An author's picture stands in the box under each of their articles.
            uses = Q(photos=changed) | (Q(authors__photo=changed) if has_authors else Q())
        case Publication():
            uses = Q(merchants__isnull=False) | _sensitive(revisions)
        case HelpLine() if has_authors:
            uses = _sensitive(revisions)
        case Author() if has_authors:
            uses = Q(authors=changed) | Q(reviewer=changed)
        case Topic() if has_authors:
            # Whether it is sensitive decides on the help lines.
            uses = Q(topic=changed)
    return uses


def _sensitive(revisions: type[RevisionBase]) -> Q:
    has_topic = any(field.name == "topic" for field in revisions._meta.fields)
    return Q(topic__sensitivity="sensitive") if has_topic else Q()
