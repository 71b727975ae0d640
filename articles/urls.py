from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from articles import views
from articles.affiliates.views import go, note_click, note_view
from articles.photos.views import photo_file
from articles.reviewing import guests
from articles.search.views import search, suggestions


class UnicodeSlug(StringConverter):
    """The slug of a tag, in any script."""

    regex = r"[-\w]+"


register_converter(UnicodeSlug, "uslug")

urlpatterns = [
    path("articles/", views.archive, name="archive"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>.md", views.article_markdown, name="article_markdown"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="suggestions"),
    path("preview/<str:key>/", guests.preview, name="preview"),
    path("preview/<str:key>/comment/", guests.preview_comment, name="preview_comment"),
    path("go/<slug:slug>/", go, name="go"),
    path("count/view/", note_view),
    path("count/click/", note_click),
    re_path(r"^media/photos/(?P<folder>[\w-]+)/(?P<name>\w+\.\w+)$", photo_file),
]
