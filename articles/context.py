"""What every page shows of the publication: its name, its topics, its words."""

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.compiled import CompiledQuery
from articles.models import Publication
from articles.models.taxonomy import TopicLink


@CompiledQuery
def PUBLICATION() -> QuerySet[Publication]:  # noqa: N802
    """The publication, once for each of its topics."""
    return (
        Publication.objects.select_related("logo")
        .annotate(topic_title=F("topics__title"), topic_slug=F("topics__slug"))
        .order_by("topics__position", "topics__pk")
    )


def load_publication() -> Publication:
    """The publication with its topics as `navigation`. One query."""
    rows = PUBLICATION.rows()
    publication = PUBLICATION.make(rows[0]) if rows else Publication(pk=1)
    title, slug = (PUBLICATION.annotations[name] for name in ("topic_title", "topic_slug"))
    publication.navigation = tuple(TopicLink(row[title], row[slug]) for row in rows if row[slug])
    return publication


def publication(request: HttpRequest) -> dict:
    """Context processor: asked of the database only where a template uses it, and once."""
    return {"publication": SimpleLazyObject(load_publication)}
