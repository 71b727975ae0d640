from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from articles.admin.followed import FollowedAdmin
from articles.admin.registry import RegistryMixin
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import Merchant


@admin.register(Merchant)
class MerchantAdmin(RegistryMixin, FollowedAdmin):
    list_display = ("name", "relation", "may_cloak", "may_email", "may_document", "link_count")
    list_filter = ("relation", "may_cloak")
    search_fields = ("name", "hosts")
    formfield_overrides = HTTPS_ASSUMED

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merchant]:
        return (
            super()
            .get_queryset(request)
            .annotate(count=Count("links", filter=Q(links__binned_at=None)))
        )

    @admin.display(description="products", ordering="count")
    def link_count(self, merchant: Any) -> int:
        return merchant.count
