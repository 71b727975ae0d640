"""What our starting text about privacy says of those who give their address for a kit."""

from typing import Any

from guides.mail.outbox import KEPT_FOR
from guides.models import Kit
from guides.models.subscriber import CONFIRM_WITHIN


def tell_kits() -> dict[str, Any]:
    """Whether there is a kit to ask for, and how long what is kept. One query."""
    return {
        "has_kits": Kit.objects.exists(),
        "confirm_days": CONFIRM_WITHIN.days,
        "mail_days": KEPT_FOR.days,
    }
