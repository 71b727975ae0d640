from dataclasses import replace

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from taggit.apps import TaggitAppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles.discovery import tasks
        from articles.discovery.pings import noting
        from articles.exporting.registry import register_parts
        from articles.exporting.site import LEFT_OUT, PARTS
        from articles.models import Article
        from articles.publishing.followers import register_follower
        from articles.publishing.kinds import register_kind
        from articles.publishing.snapshot import ARTICLE_KIND
        from articles.reviewing.submissions import settle
        from articles.search import tasks as searching

        register_kind(Article, replace(ARTICLE_KIND, published=settle))
        register_parts(PARTS, LEFT_OUT)
        register_follower(tasks.follow)
        register_follower(searching.follow)
        register_follower(noting.follow)


class TagsConfig(TaggitAppConfig):
    """django-taggit under a name that means something to editors."""

    verbose_name = "Tags"


class DeskConfig(AdminConfig):
    """Django's admin, with the desk as its site."""

    default_site = "articles.editing.desk.Desk"
