"""How those who guess passwords are made to wait: ten refusals within ten minutes are enough.

They are counted for the name of an account and for the address they come from; behind a proxy,
whose own address is the only one there, for the name alone. Counted in Django's cache: by
default each process counts for itself, and a shared cache counts for all of them. Names and
addresses are kept as hashes, for ten minutes, and never in the database.
"""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac

MAX_REFUSALS, WITHIN = 10, 600  # seconds
WAITING = "waiting"


class PatientForm(AdminAuthenticationForm):
    """Django's, and after too many refusals not even the right password is looked at."""

    def clean(self) -> dict[str, Any]:
        kept = []
        # Counted before it is tried, so that those who try at once are counted too.
        for key in self._keys():
            until: Any = cache.get_or_set(key, lambda: int(time.time()) + WITHIN, WITHIN)
            tries = f"{key}:{until}"
            cache.add(tries, 0, 2 * WITHIN)  # outlives the first, so that it can be counted up
            if cache.incr(tries) > MAX_REFUSALS:
                raise ValidationError(_spell(until), code=WAITING)
            kept += [key, tries]
        cleaned = super().clean()
        cache.delete_many(kept)
        return cleaned

    @property
    def is_waiting(self) -> bool:
        return self.has_error(NON_FIELD_ERRORS, code=WAITING)

    def _keys(self) -> list[str]:
        """What is counted for; the address first, so that nobody fills the cache with names."""
        sent: Any = self.request
        address = "" if settings.BEHIND_PROXY else sent.META.get("REMOTE_ADDR", "")
        name = self.cleaned_data.get("username", "").casefold()
        about = {"address": address, "name": name}
        return [salted_hmac(kind, text).hexdigest() for kind, text in about.items() if text]


def _spell(until: int) -> str:
    moment = timezone.localtime(datetime.fromtimestamp(until + 59, UTC))
    return f"Too many passwords were refused. Try again at {moment:%H:%M}."
