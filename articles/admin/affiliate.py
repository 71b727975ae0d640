from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.binned import BinnedMixin
from articles.admin.followed import FollowedAdmin
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import AffiliateLink, Merchant
from articles.publishing.dependents import pages_with


@admin.register(Merchant)
class MerchantAdmin(FollowedAdmin):
    list_display = ("name", "relation", "may_cloak", "may_email", "may_document", "link_count")
    list_filter = ("relation", "may_cloak")
    search_fields = ("name", "hosts")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merchant]:
        return (
            super()
            .get_queryset(request)
            .annotate(count=Count("links", filter=Q(links__binned_at=None)))
        )

    @admin.display(description="products", ordering="count")
    def link_count(self, merchant: Any) -> int:
        return merchant.count


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
