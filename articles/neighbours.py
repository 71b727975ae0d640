"""What stands around an article: what it links to, and what is to be read next."""

from datetime import datetime

from django.db.models import (
    Case,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.cards import CARD_COLUMNS, Card
from articles.compiled import NOW, CompiledQuery, Parameter
from articles.models import Related, Revision

RELATED = 3
#: What is pinned is nearer than anything that is merely like it, the first of it the nearest.
PINNED = 100.0


def read_next(revision: Revision) -> tuple[Card, ...]:
    """What stands under an article that is live. One query."""
    return nearest_of(neighbours_of(revision, timezone.now()))


def neighbours_of(revision: Revision, now: datetime) -> list[tuple[Card, float | None]]:
    """The articles that a page links to, and those near it with how near they are. One query."""
    rows = NEIGHBOURS.rows(
        revision=revision.pk, article=revision.article_id, topic=revision.topic_id, now=now
    )
    return [(Card(*row), nearness) for *row, nearness in rows]


def nearest_of(neighbours: list[tuple[Card, float | None]]) -> tuple[Card, ...]:
    """What is to be read next: what is nearest, then the newest of the topic."""
    near = [(card, nearness) for card, nearness in neighbours if nearness is not None]
    near.sort(key=lambda row: row[1], reverse=True)  # it keeps the order of what is as near
    return tuple(card for card, _ in near[:RELATED])


@CompiledQuery
def NEIGHBOURS() -> QuerySet[Revision]:  # noqa: N802
    """The articles a page links to, and those to be read next: what is like it or was pinned.

    `nearness` orders the latter; it is 0 for the newest of the topic, which fill what is left.
    """
    key: IntegerField = IntegerField()
    article, topic = Parameter("article", key), Parameter("topic", key)
    live = Revision.objects.live(NOW)
    near = Related.objects.filter(article=article)
    newest = (
        live.articles()
        .filter(topic=topic)
        .exclude(article=article)
        .order_by("-published_at", "-pk")
        .values("pk")[:RELATED]
    )
    linked = Revision.links_to.through.objects.filter(revision=Parameter("revision", key))
    # More than are shown, as some may not be live.
    nearest = near.values("other")[: 2 * RELATED]
    likeness = near.filter(other=OuterRef("article")).annotate(
        nearness=Case(
            When(is_pinned=True, then=PINNED - F("place")),
            default="likeness",
            output_field=FloatField(),
        )
    )
    of_topic = Case(When(pk__in=newest, then=0.0), output_field=FloatField())
    return (
        live.filter(
            Q(article__in=linked.values("article")) | Q(article__in=nearest) | Q(pk__in=newest)
        )
        .annotate(nearness=Coalesce(Subquery(likeness.values("nearness")), of_topic))
        .order_by("-published_at", "-pk")
        .values_list(*CARD_COLUMNS, "nearness")
    )
