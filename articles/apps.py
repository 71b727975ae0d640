from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles.models import Article
        from articles.publishing.kinds import register_kind
        from articles.publishing.snapshot import ARTICLE_KIND

        register_kind(Article, ARTICLE_KIND)
