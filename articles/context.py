"""What every page shows of the publication: its name, its topics, its policies, its words."""

from typing import Any

from django.db.models import F, Func, JSONField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.compiled import NOW, CompiledQuery
from articles.models import PolicyPage, Publication, Revision
from articles.models.taxonomy import TopicLink
from articles.models.trust import PolicyLink


class Gather(Func):
    """All rows of a subquery as one object: the first value of each names the second."""

    function = "JSON_GROUP_OBJECT"
    arity = 2
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple:
        return self.as_sql(compiler, connection, function="JSONB_OBJECT_AGG", **context)


@CompiledQuery
def PUBLICATION() -> QuerySet[Publication]:  # noqa: N802
    """The publication, once for each of its topics, with where its policies are live.

    Those are at most as many as there are roles, and asked for once, whatever the size of the
    site: a subquery for each role costs PostgreSQL a millisecond to plan.
    """
    live = Revision.objects.pages().live(NOW).filter(article=OuterRef("page"))
    slugs = PolicyPage.objects.values(slugs=Gather("role", Subquery(live.values("slug")[:1])))
    return (
        Publication.objects.select_related("logo")
        .annotate(topic_title=F("topics__title"), topic_slug=F("topics__slug"))
        .annotate(policy_slugs=Subquery(slugs))
        .order_by("topics__position", "topics__pk")
    )


def load_publication() -> Publication:
    """The publication with its topics as `navigation`, and its live `policies`. One query."""
    rows = PUBLICATION.rows(now=timezone.now())
    publication = PUBLICATION.make(rows[0]) if rows else Publication(pk=1)
    title, slug = (PUBLICATION.annotations[name] for name in ("topic_title", "topic_slug"))
    publication.navigation = tuple(TopicLink(row[title], row[slug]) for row in rows if row[slug])
    slugs = getattr(publication, "policy_slugs", None) or {}
    publication.policies = tuple(
        PolicyLink(role.value, role.label, slugs[role])
        for role in PolicyPage.Role
        if slugs.get(role)
    )
    return publication


def publication(request: HttpRequest) -> dict:
    """Context processor: asked of the database only where a template uses it, and once."""
    return {"publication": SimpleLazyObject(load_publication)}
