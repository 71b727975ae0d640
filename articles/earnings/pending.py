"""A file between its upload and its import: one a person, kept for a day."""

import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Network, PendingReport

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class PendingFile:
    """What somebody has uploaded and not imported yet."""

    network: Network
    file_name: str
    content: bytes


@transaction.atomic
def hold(content: bytes, network: Network, *, file_name: str, by: Any) -> None:
    """Keep a file in place of the person's last one; those older than a day go. Four queries."""
    drop_expired()
    PendingReport.objects.update_or_create(
        user=by,
        defaults={
            "network": network,
            "file_name": file_name[-200:],
            "content": zlib.compress(content),
            "uploaded_at": timezone.now(),
        },
    )


def held_by(user: Any) -> PendingFile | None:
    """The file this person has uploaded within a day. One query."""
    row = (
        PendingReport.objects.filter(user=user, uploaded_at__gte=timezone.now() - KEPT)
        .select_related("network")
        .first()
    )
    if row is None:
        return None
    return PendingFile(row.network, row.file_name, zlib.decompress(bytes(row.content)))


def drop_expired() -> None:
    """Forget whatever was uploaded more than a day ago. One query."""
    PendingReport.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()


def drop(user: Any) -> None:
    """Forget the file of this person. One query."""
    PendingReport.objects.filter(user=user).delete()
