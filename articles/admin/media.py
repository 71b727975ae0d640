from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.binned import BinnedMixin
from articles.admin.followed import FollowedAdmin
from articles.editing.views import markdown_of
from articles.models import Photo
from articles.photos.store import read_photo, store_photo
from articles.uses import count_places


class UploadForm(forms.ModelForm):
    """A new photo: the file is decoded and encoded anew before anything is kept."""

    upload = forms.FileField(
        label="Photo", help_text="JPEG, PNG, WebP, AVIF or GIF.", widget=forms.ClearableFileInput
    )

    class Meta:
        model = Photo
        fields = ("alt", "credit")

    def clean_upload(self) -> Any:
        return read_photo(self.cleaned_data["upload"])

    def clean_alt(self) -> str:
        if not self.cleaned_data["alt"].strip():
            raise ValidationError("Say in a few words what the photo shows.")
        return self.cleaned_data["alt"]


class PhotoList(ChangeList):
    """A page of photos that know how often they are used. Some ten queries more."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Sequence[Any] = list(self.result_list)
        places = count_places(self.result_list)
        for photo in self.result_list:
            photo.places = places[photo.pk]


@admin.register(Photo)
class PhotoAdmin(BinnedMixin, FollowedAdmin):
    list_display = ("thumbnail", "alt", "credit", "size", "places", "uploaded_by", "uploaded_at")
    list_display_links = ("alt",)
    list_filter = ("uploaded_at",)
    search_fields = ("alt", "credit", "file")
    list_select_related = ("uploaded_by",)

    def get_form(
        self,
        request: HttpRequest,
        obj: Photo | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **kwargs: Any,
    ) -> type:
        return super().get_form(request, obj, change, **kwargs) if obj else UploadForm

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        return ("large", "alt", "credit", "in_a_text") if obj else ("upload", "alt", "credit")

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple:
        return ("large", "in_a_text") if obj else ()

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Photo:  # noqa: FBT001
        if change:
            return super().save_form(request, form, change)
        cleaned = form.cleaned_data
        photo = store_photo(
            cleaned["upload"], alt=cleaned["alt"], credit=cleaned["credit"], by=request.user
        )
        form.instance = photo
        form.save_m2m = lambda: None
        return photo

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Who keeps a photo tells of it, however it came."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PhotoList

    @admin.display(description="used in")
    def places(self, photo: Any) -> str:
        return "1 place" if photo.places == 1 else f"{photo.places or 'no'} places"

    @admin.display(description="photo")
    def thumbnail(self, photo: Photo) -> str:
        return _image(photo, "thumbnail")

    @admin.display(description="photo")
    def large(self, photo: Photo) -> str:
        return _image(photo, "large-photo")

    @admin.display(description="size in pixels")
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    def what_happens(self, obj: Any) -> list[str]:
        return ["Versions that show it keep it: their pages can be looked at as they were."]

    def show_in_bin(self, obj: Any) -> str:
        return format_html("{} {}", self.thumbnail(obj), obj)

    @admin.display(description="in a text")
    def in_a_text(self, photo: Photo) -> str:
        return format_html("<code>{}</code>", markdown_of(photo))


def _image(photo: Photo, css_class: str) -> str:
    return format_html(
        '<img class="{}" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        css_class,
        photo.thumbnail,
        photo.width,
        photo.height,
    )
