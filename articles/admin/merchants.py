"""Merchants: who they are, what their programmes demand, and when that was last read."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.admin.followed import FollowedAdmin
from articles.admin.registry import RegistryMixin
from articles.affiliates.presets import Preset, presets
from articles.context import load_publication
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import Merchant, Network, RevisionBase
from articles.publishing.dependents import pages_with
from articles.publishing.kinds import kind_of
from articles.rendering.rules import is_broken

#: Terms change without notice: what was read longer ago is read again.
TERMS_HOLD = timedelta(days=183)

#: What a programme forbids on a page, in mail or in a document, where it is not ticked.
RULES = ("may_email", "may_document", "may_price")

#: How many pages are looked at after a rule became stricter, and how many of them are named.
MOST_PAGES, MOST_NAMED = 200, 10

PROFILE = (
    "“{}” is among the addresses of the publication, which the foot of every page links to. Take "
    "it away there first: links to merchants are marked, and readers are told."
)

EXIT = (
    "“Exit this page” leads to “{}”, from pages where nothing may earn. Choose another page in the "
    "publication first."
)

#: Where the form's address names the programme it starts from.
PRESET = "preset"


class TermsFilter(admin.SimpleListFilter):
    title = "terms"
    parameter_name = "terms"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("due", "To be read again")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "due":
            return queryset
        too_old = Q(terms_checked_on=None) | Q(terms_checked_on__lt=_oldest())
        return queryset.filter(too_old, relation=Merchant.Relation.AFFILIATE)


class MerchantForm(forms.ModelForm):
    def clean_hosts(self) -> str:
        """Refuse a host that pages link to unmarked: a profile of the publication, or the exit."""
        hosts = self.cleaned_data["hosts"].lower().split()
        publication = load_publication()
        linked = [(row.url, PROFILE.format(row)) for row in publication.social_profile_list]
        linked.append((publication.exit_address, EXIT.format(publication.exit_address)))
        for url, refusal in linked:
            name = urlsplit(url).hostname or ""
            if any(f".{name}".endswith(f".{host}") for host in hosts):
                raise ValidationError(refusal)
        return self.cleaned_data["hosts"]


@admin.register(Merchant)
class MerchantAdmin(RegistryMixin, FollowedAdmin):
    form = MerchantForm
    change_list_template = "admin/registry/merchants.html"
    list_display = (
        *("name", "relation", "may_cloak", "may_email", "may_document", "may_price"),
        *("terms_read", "link_count"),
    )
    list_filter = ("relation", TermsFilter, "network", "may_cloak")
    search_fields = ("name", "hosts")
    formfield_overrides = HTTPS_ASSUMED

    class Media:
        css = {"all": ["css/desk/registry.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merchant]:
        return (
            super()
            .get_queryset(request)
            .annotate(count=Count("links", filter=Q(links__binned_at=None)))
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.presets_view))
        return [path("presets/", view, name="articles_merchant_presets"), *super().get_urls()]

    # The list

    @admin.display(description="products", ordering="count")
    def link_count(self, merchant: Any) -> int:
        return merchant.count

    @admin.display(description="terms read", ordering="terms_checked_on")
    def terms_read(self, merchant: Merchant) -> SafeString | str:
        if merchant.relation != Merchant.Relation.AFFILIATE:
            return "–"
        if merchant.terms_checked_on is None:
            return format_html("<strong>{}</strong>", "Not yet: read them")
        said = formats.date_format(merchant.terms_checked_on, "j M Y")
        return format_html("{}: <strong>read again</strong>", said) if is_due(merchant) else said

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Merchant | None = None) -> Any:
        """What a merchant is, demands, gets added, and when its terms were read."""
        preset = None if obj else _chosen(request)
        rules = ("may_cloak", "may_email", "may_document", "may_price", "mandatory_sentence")
        added = ("default_parameters", "sub_id", "referrer_policy", "network")
        return (
            ("Who it is", {"fields": ("name", "hosts", "relation"), "description": _start(preset)}),
            ("What its programme demands", {"fields": rules}),
            ("What is added to its links", {"fields": added, "description": _own(preset)}),
            (
                "Its terms",
                {
                    "fields": ("terms_url", "terms_checked_on", "terms_note"),
                    "description": _remind(obj),
                },
            ),
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address names; of a programme, all that is known of it."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        preset = _chosen(request)
        if preset is None:
            return initial
        network = Network.objects.filter(name=preset.network).first()
        return initial | preset.fields() | {"network": network and network.pk}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        is_stricter = any(not getattr(obj, rule) for rule in {*RULES} & {*form.changed_data})
        if change and is_stricter and (broken := _say_broken(obj)):
            self.message_user(request, broken, messages.WARNING)

    def presets_view(self, request: HttpRequest) -> HttpResponse:
        """Programmes to start from, with their rules in words. Writes nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        add = self.collection_address("add")
        choices = [(preset, f"{add}?{PRESET}={preset.slug}") for preset in presets().values()]
        title = "Start from a programme"
        return self._show_page(request, "presets", title=title, choices=choices, add_url=add)


def _say_broken(merchant: Merchant) -> str:
    """Which live pages break its rules; empty if none does. Some twenty queries a page."""
    pages = _live_pages(merchant)
    looked_at = islice(pages, MOST_PAGES)
    titles = [page.title for page in looked_at if _breaks_rules(page, merchant)]
    partly = f"Only {MOST_PAGES} of its pages were looked at." if next(pages, None) else ""
    if not titles:
        return partly
    count = "1 live page breaks" if len(titles) == 1 else f"{len(titles)} live pages break"
    named = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    rest = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"{count} its rules now, and readers see it: {named}{rest}. {partly}".strip()


def _live_pages(merchant: Merchant) -> Iterator[RevisionBase]:
    for rows in pages_with(merchant):
        # Each with its text; so many at a time.
        found = rows.defer(None).defer("html").order_by("pk").iterator(chunk_size=20)
        yield from (page for page in found if page.is_live)


def _breaks_rules(page: RevisionBase, merchant: Merchant) -> bool:
    problems = kind_of(page.subject).freeze(page.content).problems
    return is_broken(merchant.name, (problem for _, problem in problems))


def is_due(merchant: Merchant) -> bool:
    """Whether somebody has to read its programme's terms (again)."""
    read = merchant.terms_checked_on
    is_old = read is None or read < _oldest()
    return merchant.relation == Merchant.Relation.AFFILIATE and is_old


def _oldest() -> date:
    return timezone.localdate() - TERMS_HOLD


def _chosen(request: HttpRequest) -> Preset | None:
    return presets().get(request.GET.get(PRESET, ""))


def _start(preset: Preset | None) -> SafeString | str:
    if preset is None:
        return ""
    return format_html(
        "Started from “{}”, as we read it on {}. Nothing is saved yet: complete it, read the "
        "programme’s own terms, then save.",
        preset.name,
        formats.date_format(preset.checked_on, "j F Y"),
    )


def _own(preset: Preset | None) -> SafeString | str:
    if preset is None or not preset.own:
        return ""
    own = format_html_join(" ", "<code>{}</code>", ((line,) for line in preset.own.splitlines()))
    return format_html("Add your own, such as {}, one a line.", own)


def _remind(merchant: Merchant | None) -> SafeString | str:
    if merchant is None or not is_due(merchant):
        return ""
    read = merchant.terms_checked_on
    said = (
        f"They were last read on {formats.date_format(read, 'j F Y')}, and change without notice."
        if read
        else "Nobody noted when they were last read."
    )
    return format_html(
        '<span class="terms-due"><strong>Read them again.</strong> {} Set the rules by what they '
        "say now, and the date.</span>",
        said,
    )
