"""What every page shows of the publication: its name, its topics, its policies, its words."""

from django.db.models import F, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.compiled import NOW, CompiledQuery
from articles.models import PolicyPage, Publication, Revision
from articles.models.taxonomy import TopicLink
from articles.models.trust import PolicyLink

#: The annotation that holds where the page of each role is live.
POLICY_SLUGS = {role: f"{role}_slug" for role in PolicyPage.Role}


@CompiledQuery
def PUBLICATION() -> QuerySet[Publication]:  # noqa: N802
    """The publication, once for each of its topics, with the pages of policy that are live."""
    return (
        Publication.objects.select_related("logo")
        .annotate(topic_title=F("topics__title"), topic_slug=F("topics__slug"))
        .annotate(**{name: Subquery(_slug_of(role)) for role, name in POLICY_SLUGS.items()})
        .order_by("topics__position", "topics__pk")
    )


def _slug_of(role: str) -> QuerySet:
    """Where the page of a role is live. It asks nothing of the row, so it is run once."""
    pages = Revision.objects.pages().live(NOW).filter(article__policy__role=role)
    return pages.order_by("-live_from").values("slug")[:1]


def load_publication() -> Publication:
    """The publication with its topics as `navigation`, and its `policies`. One query."""
    rows = PUBLICATION.rows(now=timezone.now())
    publication = PUBLICATION.make(rows[0]) if rows else Publication(pk=1)
    title, slug = (PUBLICATION.annotations[name] for name in ("topic_title", "topic_slug"))
    publication.navigation = tuple(TopicLink(row[title], row[slug]) for row in rows if row[slug])
    publication.policies = tuple(
        PolicyLink(role.label, address)
        for role, name in POLICY_SLUGS.items()
        if (address := getattr(publication, name, None))
    )
    return publication


def publication(request: HttpRequest) -> dict:
    """Context processor: asked of the database only where a template uses it, and once."""
    return {"publication": SimpleLazyObject(load_publication)}
