from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from articles.editing import views


class Desk(admin.AdminSite):
    """The admin as editors know it, with the editor's own two endpoints."""

    site_header = site_title = "Candor"
    index_title = "The desk"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("text/preview/", views.preview_text, name="preview_text"),
            path("text/photo/", views.upload_photo, name="upload_photo"),
            *super().get_urls(),
        ]
