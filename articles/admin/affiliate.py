from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.binned import BinnedMixin
from articles.admin.followed import FollowedAdmin
from articles.admin.registry import RegistryMixin
from articles.affiliates.changes import read_link, record_change
from articles.affiliates.uses import LEADING, SHOWN, Use, foresee, uses_of
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import AffiliateLink, AffiliateLinkChange, ClickCount
from articles.publishing.dependents import pages_with

#: The field that a form which was asked about carries.
CONFIRMED = "_confirmed"
#: Days whose clicks the list shows.
LATELY = 30
MAX_CHANGES, MAX_USES = 50, 200
#: Who sees how often a product is followed.
MAY_SEE_CLICKS = "articles.view_clickcount"


class AffiliateLinkForm(forms.ModelForm):
    def clean_slug(self) -> str:
        slug, former = self.cleaned_data["slug"], self.initial.get("slug")
        is_new_name = self.instance.pk is not None and slug != former
        if is_new_name and any(pages.exists() for pages in pages_with(self.instance)):
            raise ValidationError(
                f"Published pages name it go:{former}, and their links would be lost. Keep it."
            )
        return slug


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("active", "Active"), ("over", "Over"), ("later", "Not yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        match self.value():
            case "over":
                return queryset.filter(active_until__lte=now)
            case "later":
                return queryset.filter(active_from__gt=now)
            case "active":
                return queryset.exclude(active_until__lte=now).exclude(active_from__gt=now)
        return queryset


@admin.register(AffiliateLink)
class AffiliateLinkAdmin(RegistryMixin, BinnedMixin, FollowedAdmin):
    form = AffiliateLinkForm
    change_form_template = "admin/articles/affiliatelink/change_form.html"
    list_display = ("name", "write_it", "merchant", "state", "lately", "try_it")
    list_filter = (StateFilter, "merchant", "merchant__relation")
    search_fields = ("name", "slug", "destination", "description", "notes")
    list_select_related = ("merchant",)
    autocomplete_fields = ("merchant", "photo", "fallback", "fallback_article")
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = HTTPS_ASSUMED
    view_on_site = False  # an editor who looks where it leads is no reader
    fieldsets = (
        (None, {"fields": ("name", "slug", "merchant", "destination")}),
        ("On the product card", {"fields": ("button_text", "description", "photo")}),
        (
            "When it is not to be had",
            {"fields": ("active_from", "active_until", "fallback", "fallback_article")},
        ),
        ("For editors", {"fields": ("notes",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AffiliateLink]:
        since = timezone.localdate() - timedelta(days=LATELY - 1)
        counts = ClickCount.objects.filter(link=OuterRef("pk"), day__gte=since).order_by()
        sums = counts.values("link").annotate(sum=Sum("clicks")).values("sum")
        clicks = Coalesce(Subquery(sums, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(clicks_lately=clicks)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_change = self.has_change_permission(request, obj)
        return fieldsets if may_change else fieldsets[:-1]  # the notes are for editors

    def get_list_display(self, request: HttpRequest) -> Any:
        names = super().get_list_display(request)
        is_hidden = not request.user.has_perm(MAY_SEE_CLICKS)
        return [name for name in names if not (is_hidden and name == "lately")]

    @admin.display(description="in a text", ordering="slug")
    def write_it(self, link: AffiliateLink) -> str:
        return format_html("<code>go:{}</code>", link.slug)

    @admin.display(description="leads to")
    def try_it(self, link: AffiliateLink) -> str:
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', link.destination)

    @admin.display(description="state", ordering="active_until")
    def state(self, link: AffiliateLink) -> str:
        if link.is_active():
            return "Active"
        return "Not yet" if link.active_from and link.active_from > timezone.now() else "Over"

    @admin.display(description=f"clicks in {LATELY} days", ordering="clicks_lately")
    def lately(self, link: Any) -> int:
        return link.clicks_lately

    # What would change, before it is changed

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; what readers will notice of a change is shown before it is saved."""
        if request.method == "POST" and object_id and CONFIRMED not in request.POST:
            question = self._question(request, object_id)
            if question:
                return question
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _question(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """What would change, if that is anything and somebody would notice."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_change_permission(request, obj):
            return None
        form = self.get_form(request, obj, change=True)(request.POST, instance=obj)
        changed = {*form.changed_data} & {*LEADING, *SHOWN}
        if not changed or not form.is_valid():
            return None
        uses = uses_of(obj)
        if not uses:
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Change “{form.initial['name']}”?",
            "opts": self.opts,
            "original": obj,
            "fields": [form.fields[name].label for name in form.changed_data if name in changed],
            "sentences": foresee(obj, changed, uses),
            "uses": self.places_of(request, uses),
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name != "csrfmiddlewaretoken"
            ],
            "confirmed": CONFIRMED,
        }
        return TemplateResponse(request, "admin/articles/affiliatelink/confirm.html", context)

    def places_of(self, request: HttpRequest, uses: Iterable[Use]) -> list[dict[str, Any]]:
        """Where it stands, with the address of each for those who may see it.

        Of what this person may not open, only what every reader can see is named.
        """
        found = [(use, self._place(request, use.subject)) for use in uses]
        return [
            {
                "place": place,
                "states": ", ".join(dict.fromkeys(use.states)),
                "places": "; ".join(dict.fromkeys(use.places)),
            }
            for use, place in found
            if place.address or "live" in use.states
        ][:MAX_USES]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = context.get("original")
        if obj is not None and IS_POPUP_VAR not in request.GET:
            context |= {
                "uses": self.places_of(request, uses_of(obj)),
                "history": [
                    (change, self._spell(change)) for change in obj.changes.all()[:MAX_CHANGES]
                ],
                "lately": LATELY,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _spell(self, change: AffiliateLinkChange) -> list[tuple[str, str, str]]:
        """Each changed field by its label, with what it was and became."""
        labels = {field.name: str(field.verbose_name) for field in self.opts.fields}
        return [(labels[name], before, after) for name, (before, after) in change.fields.items()]

    # Saved, with what it was before

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        before = read_link(AffiliateLink.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        record_change(obj, before, by=request.user)

    def what_happens(self, obj: Any) -> list[str]:
        who = f"Whoever still comes to {obj.get_absolute_url()}"
        instead = obj.fallback or obj.fallback_article
        if instead is None:
            return [f"{who} is told that it is over (410)."]
        return [f"{who} is led to “{instead}”."]
