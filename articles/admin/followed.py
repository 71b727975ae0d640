from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.logged import LoggedMixin
from articles.editing.widgets import SuggestingAdmin
from articles.publishing.dependents import follow, pages_with


class FollowedAdmin(LoggedMixin, SuggestingAdmin, admin.ModelAdmin):
    """For rows that published pages show: pages follow their changes, and keep them in use."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if form.has_changed():
            self.follow_change(request, obj)

    def follow_change(self, request: HttpRequest, obj: Any) -> None:
        """Make the pages that show it anew, and say how many came out different."""
        count = follow(obj)
        if count:
            pages = "1 published page" if count == 1 else f"{count} published pages"
            self.message_user(request, f"{pages} changed with it.", messages.INFO)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for obj in objs:
            for pages in pages_with(obj):
                protected += [
                    format_html('Page: <a href="{}">{}</a>', page.get_absolute_url(), page.title)
                    for page in pages.defer("html", "content")
                ]
        # What is in use is kept, whoever asks: the pages say more than a missing permission.
        return to_delete, counts, set() if protected else perms_needed, protected
