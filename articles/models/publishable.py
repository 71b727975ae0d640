"""What everything that can be written, published and thrown away has in common."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models


class KeptManager(models.Manager):
    """Leaves out what lies in the bin; `everything` beside it does not."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(binned_at__isnull=True)


class Binnable(models.Model):
    """A row that goes to the bin when it is deleted, and comes back whole within 90 days."""

    binned_at = models.DateTimeField(null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # A condition on a field that is in no form would not be looked at.
        super().validate_constraints(exclude=set(exclude or ()) - {"binned_at"})


def unique_outside_the_bin(field: str, name: str, message: str) -> models.UniqueConstraint:
    """What lies in the bin does not keep its slug from others."""
    return models.UniqueConstraint(
        fields=[field],
        condition=models.Q(binned_at__isnull=True),
        name=name,
        violation_error_code="unique",  # so that the message stands beside the field
        violation_error_message=message,
    )


class PublishableQuerySet(models.QuerySet):
    def with_state(self) -> Self:
        """Annotate what the desk's lists say of each working copy, without further queries.

        `is_live`, `goes_live_at`, `was_live`, `live_content_hash`, `latest_content_hash`,
        `latest_words`.
        """
        relation: Any = self.model.revisions.rel
        revisions = relation.related_model.objects.filter(
            **{relation.field.name: models.OuterRef("pk")}
        )
        latest = revisions.by_people().order_by("-pk")
        return self.annotate(
            is_live=models.Exists(revisions.live()),
            was_live=models.Exists(revisions.ever_live()),
            goes_live_at=models.Subquery(
                revisions.scheduled().order_by("live_from").values("live_from")[:1]
            ),
            live_content_hash=models.Subquery(revisions.live().values("content_hash")[:1]),
            latest_content_hash=models.Subquery(latest.values("content_hash")[:1]),
            latest_words=models.Subquery(latest.values("words")[:1]),
        )
