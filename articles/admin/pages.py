"""The pages that a row of the desk has beside its form: who may open them, how they are shown."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse


class PagesMixin(admin.ModelAdmin):
    """Addresses, permission and frame of the pages beside a form."""

    @property
    def publish_permission(self) -> str:
        return f"{self.opts.app_label}.publish_{self.opts.model_name}"

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.publish_permission)

    def page_url(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """A page of one object, under its primary key; signed-in staff only."""
        full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=full_name)

    def address(self, name: str, obj: Any, *args: Any) -> str:
        """The address of one of this object's pages in the admin."""
        label = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(label, args=[obj.pk, *args])

    def collection_address(self, name: str) -> str:
        """The address of a page that is no one object's."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def find(
        self,
        request: HttpRequest,
        pk: int | str,
        *,
        to_change: bool = False,
        to_publish: bool = False,
    ) -> Any:
        """The object, if this person may see it (and change it, and publish it)."""
        obj = get_object_or_404(self.model, pk=pk)
        may_publish = not to_publish or self.may_publish(request)
        may_change = not (to_change or to_publish) or self.has_change_permission(request, obj)
        if not (self.has_view_permission(request, obj) and may_change and may_publish):
            raise PermissionDenied
        return obj

    def show(self, request: HttpRequest, template: str, obj: Any, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/publishable/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": obj,
                "change_url": self.address("change", obj),
                "revisions_url": self.address("revisions", obj),
                "may_publish": self.may_publish(request),
                **context,
            },
        )
