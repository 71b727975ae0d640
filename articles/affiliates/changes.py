"""What was changed of a product link: kept with it, field by field."""

from datetime import datetime
from typing import Any

from django.utils import formats, timezone

from articles.models import AffiliateLink, AffiliateLinkChange

#: The fields that readers, merchants and editors notice.
FIELDS = (
    *("name", "slug", "destination", "merchant", "button_text", "description", "photo"),
    *("active_from", "active_until", "fallback", "fallback_article", "notes"),
)


def read_link(link: AffiliateLink) -> dict[str, str]:
    """Its fields as people read them. At most one query a field that names a row."""
    return {name: _spell(getattr(link, name)) for name in FIELDS}


def record_change(
    link: AffiliateLink, before: dict[str, str] | None, *, by: Any = None
) -> AffiliateLinkChange | None:
    """Keep what differs from `before` (`read_link`, earlier); a new link has none.

    Call it in the transaction that saves the change. Nothing is kept of no change. One query
    and those of `read_link`.
    """
    after = read_link(link)
    changed = {
        name: [before[name], after[name]]
        for name in FIELDS
        if before is not None and before[name] != after[name]
    }
    if before is not None and not changed:
        return None
    name = by.get_username() if by else ""
    return AffiliateLinkChange.objects.create(link=link, by=by, by_name=name, fields=changed)


def _spell(value: Any) -> str:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i:s")
    return "" if value is None else str(value)
