from django.urls import path

from guides import views
from guides.kits import views as kits
from guides.letters.views import leave

urlpatterns = [
    path("kits/<slug:slug>/", kits.kit, name="kit"),
    # Before those with a code, as a kit may be called “file”.
    path("kits/<slug:slug>/ask/", kits.ask_for, name="kit_ask"),
    path("kits/<slug:slug>/asked/", kits.asked, name="kit_asked"),
    path("kits/confirm/<slug:code>/", kits.confirmation, name="kit_confirm"),
    path("kits/download/<slug:code>/", kits.download, name="kit_download"),
    path("kits/file/<slug:code>/", kits.file, name="kit_file"),
    path("count/kit/", kits.note_shown, name="count_kit"),
    path("letters/leave/<str:code>/", leave, name="leave"),
    path("guides/", views.guide_list, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("guides/<slug:slug>/end/", views.end, name="guide_end"),
    path("guides/<slug:slug>/<slug:chapter_slug>/", views.chapter, name="chapter"),
]
