from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from articles.admin.binned import BinnedMixin
from articles.admin.followed import FollowedAdmin
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import AffiliateLink
from articles.publishing.dependents import pages_with


class AffiliateLinkForm(forms.ModelForm):
    def clean_slug(self) -> str:
        slug, former = self.cleaned_data["slug"], self.initial.get("slug")
        is_new_name = self.instance.pk is not None and slug != former
        if is_new_name and any(pages.exists() for pages in pages_with(self.instance)):
            raise ValidationError(
                f"Published pages name it go:{former}, and their links would be lost. Keep it."
            )
        return slug


@admin.register(AffiliateLink)
class AffiliateLinkAdmin(BinnedMixin, FollowedAdmin):
    form = AffiliateLinkForm
    list_display = ("name", "write_it", "merchant", "active_from", "active_until", "try_it")
    list_filter = ("merchant", "merchant__relation")
    search_fields = ("name", "slug", "destination", "description", "notes")
    list_select_related = ("merchant",)
    autocomplete_fields = ("merchant", "photo", "fallback")
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = HTTPS_ASSUMED

    @admin.display(description="in a text", ordering="slug")
    def write_it(self, link: AffiliateLink) -> str:
        return format_html("<code>go:{}</code>", link.slug)

    @admin.display(description="leads to")
    def try_it(self, link: AffiliateLink) -> str:
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', link.destination)

    def what_happens(self, obj: Any) -> list[str]:
        if obj.fallback is None:
            return [
                f"Whoever still comes to {obj.get_absolute_url()} is told that it is over (410)."
            ]
        return [f"Whoever still comes to {obj.get_absolute_url()} is led to “{obj.fallback}”."]
