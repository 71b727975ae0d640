"""What every page shows of the publication: its name, its topics, its words."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Publication


@dataclass(frozen=True)
class TopicLink:
    title: str
    slug: str


def load_publication() -> Publication:
    """The publication with its topics as `.navigation` (`TopicLink`s). One query."""
    rows = list(
        Publication.objects.select_related("logo")
        .annotate(topic_title=F("topics__title"), topic_slug=F("topics__slug"))
        .order_by("topics__position", "topics__pk")
    )
    publication = rows[0] if rows else Publication(pk=1)
    publication.navigation = [
        TopicLink(row.topic_title, row.topic_slug) for row in rows if row.topic_slug
    ]
    return publication


def publication(request: HttpRequest) -> dict:
    """Context processor: asked of the database only where a template uses it, and once."""
    return {
        "publication": SimpleLazyObject(load_publication),
        "site_url": settings.SITE_URL,
        "canonical_url": settings.SITE_URL + request.path,
    }
