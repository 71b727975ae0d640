"""Rows whose page and feeds have their slug in the address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.followed import FollowedAdmin
from articles.discovery.pings.noting import note_addresses
from articles.redirects.renaming import rename


class RenamedAdmin(FollowedAdmin):
    """Whoever knows the old address, or reads its feed, is led to the new one.

    Search engines that want to know are told what changed.
    """

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if form.has_changed():
            note_addresses(obj.get_absolute_url())
        if change and "slug" in form.changed_data:
            former = type(obj)(slug=form.initial["slug"])
            note_addresses(former.get_absolute_url())
            rename(former, obj, by=request.user)
            words = "Readers of <code>{}</code>, and of its feeds, are led to the new address."
            self.message_user(request, format_html(words, former.get_absolute_url()), messages.INFO)
