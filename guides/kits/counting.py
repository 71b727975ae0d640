"""How many saw, asked for, confirmed and took a kit: one row a day for each page."""

from typing import Literal

from django.utils import timezone

from articles.affiliates.counts import add
from guides.models import KitCount

Step = Literal["shown", "asked", "confirmed", "downloaded"]
STEPS: tuple[Step, ...] = ("shown", "asked", "confirmed", "downloaded")


def count(kit: int, source: str, step: Step) -> None:
    """Count one reader's step towards a kit (its primary key). One query."""
    row = {"kit_id": kit, "source": source, "day": timezone.localdate()}
    add(KitCount, row, {name: int(name == step) for name in STEPS})
