from django.contrib import admin
from django.urls import include, path

from articles.discovery.pings.views import key_file
from articles.history.views import changes, version
from articles.views import page, page_markdown
from config import discovery, views

urlpatterns = [
    path("", views.home, name="home"),
    path("admin/", admin.site.urls),
    path("robots.txt", views.robots),
    path("llms.txt", discovery.llms),
    path("<slug:key>.txt", key_file),
    path("sitemap.xml", discovery.sitemap_index),
    path("sitemaps/<slug:name>-<int:number>.xml", discovery.sitemap, name="sitemap"),
    path("health/", views.health),
    path("", include("articles.urls")),
    path("", include("guides.urls")),
    # Last, because it matches any single word: /about/, /privacy/ …
    path("<slug:slug>/", page, name="page"),
    path("<slug:slug>/changes/", changes, {"kind": "page"}, name="page_changes"),
    path("<slug:slug>/versions/<int:pk>/", version, {"kind": "page"}, name="page_version"),
    path("<slug:slug>.md", page_markdown, name="page_markdown"),
]

handler404 = "config.views.not_found"
