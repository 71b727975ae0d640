import re

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from articles import views
from articles.affiliates.views import go, note_click, note_view
from articles.discovery.feeds import views as feeds
from articles.discovery.feeds.formats import FORMATS
from articles.discovery.views import crop, share_image
from articles.history.views import changes, version
from articles.photos.views import photo_file
from articles.reviewing import guests
from articles.search.views import search, suggestions


class UnicodeSlug(StringConverter):
    """The slug of a tag, in any script."""

    regex = r"[-\w]+"


class FeedFile(StringConverter):
    """The name of a feed in one of its formats."""

    regex = "|".join(map(re.escape, FORMATS))


register_converter(UnicodeSlug, "uslug")
register_converter(FeedFile, "feed")

urlpatterns = [
    path("articles/", views.archive, name="archive"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>.md", views.article_markdown, name="article_markdown"),
    path("articles/<slug:slug>/changes/", changes, {"kind": "article"}, name="article_changes"),
    path(
        "articles/<slug:slug>/versions/<int:pk>/",
        version,
        {"kind": "article"},
        name="article_version",
    ),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("authors/<slug:slug>/reviewed/", views.reviewed, name="reviewed"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<feed:file>", feeds.site),
    # Where blogs usually have theirs.
    path("feed/", RedirectView.as_view(url="/feeds/rss.xml", permanent=True)),
    path("topics/<slug:slug>/<feed:file>", feeds.topic),
    path("authors/<slug:slug>/<feed:file>", feeds.author),
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="suggestions"),
    path("preview/<str:key>/", guests.preview, name="preview"),
    path("preview/<str:key>/comment/", guests.preview_comment, name="preview_comment"),
    path("go/<slug:slug>/", go, name="go"),
    path("count/view/", note_view),
    path("count/click/", note_click),
    re_path(
        r"^share/(?P<letter>[a-z])(?P<key>\d{1,18}|(?<=c)\d{1,18}\.\d{1,4})/(?P<digest>[0-9a-f]{40})\.jpg$",
        share_image,
    ),
    re_path(r"^photos/(?P<folder>[\w-]+)/(?P<name>1x1|4x3|16x9)\.jpg$", crop, name="crop"),
    re_path(r"^media/photos/(?P<folder>[\w-]+)/(?P<name>\w+\.\w+)$", photo_file),
]
