"""Links that show an unpublished article to someone without an account."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from articles.models import Article
from articles.models.content import new_preview_key

SALT = "articles.preview"


def make_preview_link(article: Article) -> str:
    """An absolute address that shows the working copy for `PREVIEW_LINK_DAYS` days."""
    token = signing.dumps([article.pk, article.preview_key], salt=SALT)
    return settings.SITE_URL + reverse("preview", args=[token])


def revoke_preview_links(article: Article) -> None:
    """Make every link given out so far lead nowhere."""
    article.preview_key = new_preview_key()
    article.save(update_fields=["preview_key"])


def read_token(token: str) -> Article | None:
    """The article a link shows; `None` if it is forged, expired or revoked. One query."""
    try:
        pk, key = signing.loads(
            token, salt=SALT, max_age=timedelta(days=settings.PREVIEW_LINK_DAYS)
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Article.objects.filter(pk=pk, preview_key=key).first()
