"""When articles are to be looked through again: the clock runs on what readers see.

What is live is due so many months after it was last reviewed, or first published if it never was;
or on the day that an editor set, until it is reviewed on that day or later. Nothing of it is
stored: other months, or another sensitivity of a topic, hold at once.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, DateField, F, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from articles.context import load_publication
from articles.models import Article, Revision, Topic

IS_SENSITIVE = Q(topic__sensitivity=Topic.Sensitivity.SENSITIVE)
IS_ORDINARY = Q(topic=None) | Q(topic__sensitivity=Topic.Sensitivity.ORDINARY)
#: Whether a day that an editor set holds.
IS_SET = Q(article__review_due_on__isnull=False) & (
    Q(reviewed_on=None) | Q(article__review_due_on__gt=F("reviewed_on"))
)
IS_BY_CLOCK = Q(article__review_due_on=None) | Q(article__review_due_on__lte=F("reviewed_on"))


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if fewer than none), or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def latest_before(day: date, months: int) -> date:
    """The latest day that is so many months, or more, before `day`."""
    if (day + timedelta(days=1)).day > 1:
        return months_after(day, -months)
    # The end of a month comes after the end of the other, however long that one is.
    before = months_after(day.replace(day=1), -months)
    return before.replace(day=calendar.monthrange(before.year, before.month)[1])


class MonthsAfter(Func):
    """`months_after` in SQL."""

    arity = 1
    output_field = DateField()

    def __init__(self, day: Any, months: int) -> None:
        super().__init__(day)
        self.months = months

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple]:
        # Its own “+1 month” makes 3 March of 31 January.
        day, params = compiler.compile(self.source_expressions[0])
        sql = (
            f"MIN(DATE({day}, '+{self.months} months'), "
            f"DATE({day}, 'start of month', '+{self.months + 1} months', '-1 day'))"
        )
        return sql, (*params, *params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = f"(%(expressions)s + make_interval(months => {self.months}))::date"
        return super().as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Clock:
    """The months between two reviews, on ordinary topics and on sensitive ones."""

    ordinary: int
    sensitive: int

    @classmethod
    def load(cls) -> "Clock":
        """As the publication sets it. One query."""
        publication = load_publication()
        return cls(publication.review_months_ordinary, publication.review_months_sensitive)

    def rows(self) -> QuerySet[Any]:
        """What is live, each with the day that it is `due_on`."""
        last = Coalesce("reviewed_on", TruncDate("published_at"), output_field=DateField())
        return Revision.objects.live().annotate(
            due_on=Case(
                When(IS_SET, then="article__review_due_on"),
                When(IS_SENSITIVE, then=MonthsAfter(last, self.sensitive)),
                default=MonthsAfter(last, self.ordinary),
                output_field=DateField(),
            )
        )

    def due_by(self, day: date) -> QuerySet[Any]:
        """Those that are due on `day` or before, the longest first.

        They are found by the last days that a review may be of, which an index holds.
        """
        sensitive = IS_SENSITIVE & _is_of(latest_before(day, self.sensitive))
        ordinary = IS_ORDINARY & _is_of(latest_before(day, self.ordinary))
        is_due = IS_BY_CLOCK & (sensitive | ordinary)
        is_set = IS_SET & Q(article__review_due_on__lte=day)
        return self.rows().filter(is_due | is_set).order_by("due_on", "pk")


def _is_of(day: date) -> Q:
    """Reviewed on `day` or before; if never, published by its end in the publication's zone."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return Q(reviewed_on__lte=day) | Q(reviewed_on=None, published_at__lt=end)


def sortable_by_due(articles: QuerySet[Article], clock: Clock) -> QuerySet[Article]:
    """Working copies that `due_on` puts in order; it costs nothing where nobody asks for it."""
    rows = clock.rows().filter(article=OuterRef("pk"))
    return articles.alias(due_on=Subquery(rows.values("due_on")[:1]))


@dataclass(frozen=True)
class NextReview:
    """When an article is to be looked through again, and why then."""

    on: date
    is_set: bool
    is_sensitive: bool

    @property
    def is_overdue(self) -> bool:
        return self.on < timezone.localdate()

    @property
    def reason(self) -> str:
        if self.is_set:
            return "as an editor set it"
        return f"by the clock of {'sensitive' if self.is_sensitive else 'ordinary'} topics"


def next_review(article: Article) -> NextReview | None:
    """The same of one article; none if nothing of it is live. Two queries."""
    rows = Clock.load().rows().filter(article=article).select_related("topic")
    live = rows.only("topic", "article").first()
    if live is None:
        return None
    return NextReview(
        on=live.due_on,
        is_set=live.due_on == article.review_due_on,
        is_sensitive=bool(live.topic and live.topic.is_sensitive),
    )
