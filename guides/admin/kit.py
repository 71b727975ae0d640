"""Kits: what a reader gets, the words under its form, where it stands, and what became of it."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.logged import LoggedMixin
from articles.admin.pages import PagesMixin
from articles.affiliates.bursts import ADDRESS_LIMIT
from articles.editing.widgets import SuggestingAdmin
from articles.previews import keep_private
from articles.reports.periods import QUICK, read_period
from articles.spreadsheets import stream_csv
from guides.admin.kept import UploadForm
from guides.kits.files import store
from guides.kits.numbers import LABELS, numbers_of, rows_of
from guides.kits.opening import NoFile, has_file, open_kit
from guides.kits.serving import send_file
from guides.kits.wordings import DELIVERY, LETTERS, reword
from guides.models import Kit, KitCount, Wording

#: Who sees what became of a kit.
MAY_SEE_COUNTS = "guides.view_kitcount"
#: Days whose counts the list shows.
LATELY = 30
COUNTED = ("asked", "confirmed", "downloaded")
#: Lengths of time that are one click away.
DAYS = {days: QUICK[days] for days in ("7", "30", "90")}


class KitForm(UploadForm):
    """A kit with its file, looked at before anything is kept, and the words under its form."""

    upload = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, EPUB or ZIP, told by what is in it. Readers’ files are called after the "
        "name in the address. A new file takes the place of the one that is there.",
    )
    delivery = forms.CharField(
        label="Under the form",
        max_length=Wording._meta.get_field("delivery").max_length,
        widget=forms.Textarea({"rows": 3}),
        help_text="What is done with the address, for everybody to read before they send it.",
    )
    letters = forms.CharField(
        label="Beside the box for letters",
        required=False,
        max_length=Wording._meta.get_field("letters").max_length,
        widget=forms.Textarea({"rows": 2}),
        help_text="The box is never ticked beforehand. Without words there is none.",
    )

    class Meta:
        model = Kit
        fields = (
            *("title", "slug", "promise", "cover", "is_open", "made_from", "guide"),
            *("at_end", "topics", "articles"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.wordings.first() if self.instance.pk else None
        self.initial.setdefault("delivery", newest.delivery if newest else DELIVERY)
        self.initial.setdefault("letters", newest.letters if newest else LETTERS)

    def clean(self) -> Any:
        cleaned = super().clean()
        upload, guide = self.cleaned_data.get("upload"), self.cleaned_data.get("guide")
        if self.cleaned_data.get("made_from") == Kit.Source.FILE:
            upload = upload or "upload" in self.errors or self.find_kept_upload()
            if not (upload or self.instance.file or "upload" in self.errors):
                self.add_error("upload", "Upload the file that readers get.")
            if guide:
                self.add_error("guide", "An uploaded file is made from no guide. Clear this.")
        else:
            if not guide and "guide" not in self.errors:
                self.add_error("guide", "Choose the guide that it is made from.")
            if upload:
                self.add_error("upload", "A kit made from a guide has no file of its own.")
        return cleaned


@admin.register(Kit)
class KitAdmin(LoggedMixin, PagesMixin, SuggestingAdmin, admin.ModelAdmin):
    form = KitForm
    change_form_template = "admin/kits/change_form.html"
    list_display = ("title", "what", "is_open", *COUNTED)
    list_filter = ("is_open", "made_from", "at_end")
    search_fields = ("title", "slug", "promise")
    autocomplete_fields = ("cover", "guide", "topics", "articles")
    prepopulated_fields = {"slug": ("title",)}
    # One at a time: what was asked for stays, and says why.
    actions = None
    fieldsets = (
        (None, {"fields": ("title", "slug", "promise", "cover", "is_open")}),
        ("What readers get", {"fields": ("made_from", "upload", "kept", "guide")}),
        (
            "What they agree to",
            {
                "fields": ("delivery", "letters"),
                "description": "Every change is a new version. Who agreed to an earlier one is "
                "kept with its exact words.",
            },
        ),
        ("Where it stands", {"fields": ("at_end", "topics", "articles")}),
    )

    class Media:
        css = {"all": ["css/desk/kits.css"]}

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("numbers/", require_safe(self.numbers_view), "numbers"),
            self.page_url("numbers/export/", require_safe(self.export_view), "export"),
            self.page_url("file/", require_safe(self.file_view), "file"),
            *super().get_urls(),
        ]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Kit]:
        since = timezone.localdate() - timedelta(days=LATELY - 1)
        counts = KitCount.objects.filter(kit=OuterRef("pk"), day__gte=since).order_by()
        sums = {
            f"{step}_lately": Coalesce(
                Subquery(
                    counts.values("kit").annotate(sum=Sum(step)).values("sum"),
                    output_field=IntegerField(),
                ),
                0,
            )
            for step in COUNTED
        }
        return super().get_queryset(request).select_related("guide").annotate(**sums)

    def get_list_display(self, request: HttpRequest) -> Any:
        may_see = request.user.has_perm(MAY_SEE_COUNTS)
        return [name for name in self.list_display if may_see or name not in COUNTED]

    @admin.display(description="what it is", ordering="made_from")
    def what(self, kit: Kit) -> str:
        if kit.made_from == Kit.Source.FILE:
            return kit.original_name
        return f"{kit.get_made_from_display()}: {kit.guide}"

    @admin.display(description=f"asked for in {LATELY} days", ordering="asked_lately")
    def asked(self, kit: Any) -> int:
        return kit.asked_lately

    @admin.display(description="confirmed", ordering="confirmed_lately")
    def confirmed(self, kit: Any) -> int:
        return kit.confirmed_lately

    @admin.display(description="downloaded", ordering="downloaded_lately")
    def downloaded(self, kit: Any) -> int:
        return kit.downloaded_lately

    # The form

    def get_readonly_fields(self, request: HttpRequest, obj: Kit | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()  # texts name it, and people have its address

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.user = request.user  # of a class made for this request
        return form

    def get_prepopulated_fields(self, request: HttpRequest, obj: Kit | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def get_fieldsets(self, request: HttpRequest, obj: Kit | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) or not obj:
            return fieldsets
        own = {field.name for field in self.opts.get_fields()}  # who may only look has no form
        return [
            (name, options | {"fields": tuple(row for row in options["fields"] if row in own)})
            for name, options in fieldsets
            if own & {*options["fields"]}
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        kit = kwargs.get("obj")
        context |= {"may_see_counts": request.user.has_perm(MAY_SEE_COUNTS)}
        if kit and kit.pk:
            saved = Kit.objects.select_related("guide").get(pk=kit.pk)  # not what was typed
            context |= {
                "wording": saved.wordings.select_related("by").first(),
                "saved": saved,
                "has_file": has_file(saved),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Kit, form: Any, change: bool) -> None:  # noqa: FBT001
        former, cleaned = obj.file.name, form.cleaned_data
        if form.kept_upload:
            with form.kept_upload.open() as upload:
                store(obj, upload, form.kept_upload.extension)
            _throw_away(obj, form.kept_upload.name)
        elif form.extension:
            store(obj, cleaned["upload"], form.extension)
        elif obj.made_from != Kit.Source.FILE:
            obj.file, obj.original_name = "", ""
        super().save_model(request, obj, form, change)
        _throw_away(obj, former if former != obj.file.name else "")
        reword(obj, delivery=cleaned["delivery"], letters=cleaned["letters"], by=request.user)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What goes; only the number of people where somebody asked for it, not who it was."""
        protected = [
            f"{'1 person' if people == 1 else f'{people:,} people'} asked for “{kit}”, and the "
            "record of it names the kit. Close it instead: untick “can be asked for”."
            for kit in objs
            if (people := kit.requests.count())
        ]
        if protected:
            return [], {}, set(), protected
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request: HttpRequest, obj: Kit) -> None:
        super().delete_model(request, obj)
        _throw_away(obj, obj.file.name)

    # Pages beside the form

    def numbers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What became of a kit. Three queries and one a kind of page beside the frame's."""
        kit = self._find_counted(request, pk)
        period, form = read_period(request.GET.dict())
        context = {
            **self.admin_site.each_context(request),
            "title": f"Numbers of “{kit}”",
            "opts": self.opts,
            "original": kit,
            "period": period,
            "form": form,
            "quick": DAYS.items(),
            "numbers": numbers_of(kit, period),
            "heads": LABELS,
            "most_a_minute": ADDRESS_LIMIT[0],
        }
        return TemplateResponse(request, "admin/kits/numbers.html", context)

    def export_view(self, request: HttpRequest, pk: int) -> Any:
        """The same for spreadsheets: a line for each page and day, with plain numbers."""
        kit = self._find_counted(request, pk)
        period, _ = read_period(request.GET.dict())
        name = f"{kit.slug[:80]}-{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            stream_csv(("Day", "Page", "Code", *LABELS), rows_of(kit, period)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file that readers get, for people of the desk; nothing is counted."""
        try:
            opened = open_kit(self.find(request, pk))
        except NoFile:
            raise Http404("There is no file yet.") from None
        return keep_private(
            send_file(request, opened.file, name=opened.name, kind=opened.content_type)
        )

    def _find_counted(self, request: HttpRequest, pk: int) -> Kit:
        kit = self.find(request, pk)
        if not request.user.has_perm(MAY_SEE_COUNTS):
            raise PermissionDenied
        return kit


def _throw_away(kit: Kit, name: str | None) -> None:
    """Delete a file that no row names any more, once that is certain."""
    if name:
        transaction.on_commit(partial(kit.file.storage.delete, name))
