"""Every public address that the rows give, for programs that read the whole site."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from articles.models import Author, Revision, Topic
from articles.publishing.kinds import kinds

#: What readers do not read, or what would do something: a click, a count, an opening.
LEFT_ALONE = ("/admin/", "/go/", "/count/", "/preview/")


def live_addresses() -> Iterator[str]:
    """The pages that rows stand for; all others are found by following links.

    Two queries, and one for each kind of page.
    """
    yield from ("/", reverse("archive"))
    for kind in kinds():
        revisions: Any = kind.revisions.rel.related_model
        rows = revisions.objects.live().defer("html", "content", "facts")
        yield from (row.get_absolute_url() for row in rows.iterator())
    for model in (Topic, Author):
        yield from (row.get_absolute_url() for row in model.objects.iterator())
    tags = Revision.objects.live().articles().exclude(tags=None)
    yield from (
        reverse("tag", args=[slug]) for slug in set(tags.values_list("tags__slug", flat=True))
    )
