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
        from articles.health.telling import days_of
        from articles.models import Article
        from articles.publishing.followers import register_follower
        from articles.publishing.kinds import register_kind
        from articles.publishing.snapshot import ARTICLE_KIND
        from articles.reading import register_addresses
        from articles.rendering.links import CHECKED
        from articles.reviewing.submissions import settle
        from articles.search import tasks as searching

        register_kind(Article, replace(ARTICLE_KIND, published=settle))
        register_parts(PARTS, LEFT_OUT)
        register_addresses(CHECKED, days_of)
        register_follower(tasks.follow)
        register_follower(searching.follow)
        register_follower(noting.follow)
        register_troubles()


def register_troubles() -> None:
    """What went wrong by itself, and who looks after it."""
    from articles.editing.troubles import register_trouble
    from articles.models import CheckedAddress, CheckedQuote, MissedPath, Ping
    from articles.policies.standing import UnreadPolicies

    register_trouble(
        MissedPath.objects.waiting(),
        may="articles.change_missedpath",
        one="address that readers asked for in vain",
        many="addresses that readers asked for in vain",
        at="articles_missedpath_changelist",
    )
    register_trouble(
        CheckedAddress.objects.filter(verdict="broken", place_count__gt=0),
        may="articles.view_checkedaddress",
        one="link to another site that is broken",
        many="links to other sites that are broken",
        at="articles_checkedaddress_changelist",
        query="?verdict__exact=broken",
    )
    register_trouble(
        CheckedQuote.objects.filter(verdict="gone"),
        may="articles.view_checkedaddress",
        one="quoted passage that its source no longer has",
        many="quoted passages that their sources no longer have",
        at="articles_checkedaddress_changelist",
        query="?passage=gone",
    )
    register_trouble(
        Ping.objects.filter(state=Ping.State.FAILED),
        may="articles.view_ping",
        one="change that a search engine or feed reader was not told",
        many="changes that search engines and feed readers were not told",
        at="articles_ping_changelist",
        query="?state__exact=failed",
    )
    register_trouble(
        UnreadPolicies(),
        may="articles.publish_article",
        one="page of policy that readers cannot find",
        many="pages of policy that readers cannot find",
        at="policies",
    )


class TagsConfig(TaggitAppConfig):
    """django-taggit under a name that means something to editors."""

    verbose_name = "Tags"


class DeskConfig(AdminConfig):
    """Django's admin, with the desk as its site."""

    default_site = "articles.editing.desk.Desk"
