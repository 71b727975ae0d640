"""Networks: who pays, and how their reports are read."""

from django.contrib import admin

from articles.admin.logged import LoggedMixin
from articles.models import Network


@admin.register(Network)
class NetworkAdmin(LoggedMixin, admin.ModelAdmin):
    """Who pays, and how its reports are read."""

    list_display = ("name", "currency", "sub_id_column", "amount_column", "day_column")
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "currency")}),
        (
            "Columns of its report",
            {
                "fields": (
                    "sub_id_column",
                    "amount_column",
                    "day_column",
                    "reference_column",
                    "status_column",
                ),
                "description": "As the head of its CSV file names them; capitals do not matter.",
            },
        ),
        (
            "How it writes",
            {"fields": ("day_format", "decimal_mark", "refused_states", "repeated_numbers")},
        ),
    )
