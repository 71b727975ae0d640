from django.urls import path

from guides import views

urlpatterns = [
    path("guides/", views.guide_list, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("guides/<slug:slug>/<slug:chapter_slug>/", views.chapter, name="chapter"),
]
