from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path

from articles.editing import choosing, converting, mentioning, views
from articles.editing.drafts import KEPT, Opened, trace_password
from articles.editing.navigation import navigation_of
from articles.editing.overview import overview_of
from articles.editing.sessions import SessionsMixin
from articles.reviewing import views as reviewing


class Desk(SessionsMixin, admin.AdminSite):
    """The admin as editors know it, with the editor's own two endpoints."""

    site_header = site_title = "Candor"
    index_title = "The desk"
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's, and the way around that the header shows."""
        context = super().each_context(request)
        return context | {"navigation": navigation_of(request, context["available_apps"])}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What this person finds on the desk, in the place of a list of models."""
        overview = overview_of(request.user)
        return super().index(request, {"overview": overview, **(extra_context or {})})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's)
        """Django's, and what is sent by somebody who is signed out by now is kept for them."""
        inner = super().admin_view(view, cacheable)

        def kept_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                self.keep_for_later(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(kept_first, view)

    def keep_for_later(self, request: HttpRequest) -> None:
        """Keep the form of a writer whose session is over, as the form itself says who that is."""
        opened = Opened.read(request.POST.get("opened", ""), max_age=KEPT)
        if opened is None or not is_form(request, opened.kind):
            return
        admins: dict[str, Any] = {
            model._meta.label_lower: row for model, row in self._registry.items()
        }
        if user := writer_of(opened):
            admins[opened.kind].keep_for(user, request, opened)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("text/preview/", views.preview_text, name="preview_text"),
            path("text/clean/", views.clean_text, name="clean_text"),
            path("text/convert/", converting.convert_address, name="convert_address"),
            path("text/links/", mentioning.suggest, name="suggest_links"),
            path("choose/<slug:kind>/", choosing.choose, name="choose"),
            path("sign-in/", views.sign_in, name="sign_in"),
            path("text/photo/", views.upload_photo, name="upload_photo"),
            path("review/", self.admin_view(reviewing.review_queue), name="review_queue"),
            path("notices/", self.admin_view(reviewing.notices), name="notices"),
            path("notices/read/", self.admin_view(reviewing.read_notices), name="read_notices"),
            path("bin/", include("articles.admin.bin")),
            path("calendar/", include("articles.admin.calendar")),
            path("policies/", include("articles.admin.policies")),
            path("reports/", include("articles.admin.reports")),
            path("export/", include("articles.admin.exporting")),
            *super().get_urls(),
        ]


def is_form(request: HttpRequest, kind: str) -> bool:
    """Whether this is the address that a form of this kind of object is sent to."""
    name = kind.replace(".", "_")
    match: Any = request.resolver_match
    return match.url_name in (f"{name}_add", f"{name}_change")


def writer_of(opened: Opened) -> Any:
    """Who opened a form, if they still use the desk by the same password. One query."""
    users = get_user_model().objects.filter(is_active=True, is_staff=True)
    user = users.filter(pk=opened.user).first()
    return user if user and trace_password(user) == opened.password else None
