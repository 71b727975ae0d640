"""A past version that is kept from the public record, with a reason that readers see.

Words that are kept from readers are never published again: no version of them is live, or going
to be, until they are shown again. So what is withheld stays so, whatever becomes of a draft.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Min

from articles.log import record, spell
from articles.models.revision import RevisionQuerySet
from articles.publishing.kinds import Problems
from articles.rendering.library import Problem

WITHHELD = "A version that says the same is kept from readers. Change this, or show that one again:"
#: What may differ between two versions that say the same: where it stands, who and what is noted.
ASIDE = frozenset(
    {
        *("kind", "slug", "search_title", "search_description", "topic", "tags", "hero"),
        *("authors", "reviewer", "reviewed_on", "key", "accessed_on"),
    }
)


class StillRead(Exception):
    """Readers get these very words now, or are going to."""


@transaction.atomic
def withhold(revision: Any, reason: str, *, by: Any = None) -> int:
    """Keep what a version says from readers of the record; returns how many versions say it.

    All of the same words are kept, as each would show them. With an empty `reason` readers may
    see them again. Raises `StillRead` for what is live now or scheduled.
    """
    subject = type(revision.subject).objects.select_for_update().get(pk=revision.subject_id)
    same = saying_the_same(revision)
    if reason and same.current().exists():
        raise StillRead
    changed = same.seen().exclude(withheld_because=reason).update(withheld_because=reason)
    if changed:
        verb = "kept from readers a version of" if reason else "showed readers again a version of"
        detail = f"That of {spell(revision.created_at)}. {reason}".strip()
        record(verb, subject, by=by, detail=detail)
    return changed


def saying_the_same(revision: Any) -> RevisionQuerySet:
    """The versions with the words of this one that readers saw, see or are going to see.

    One query to find them; it loads every text once.
    """
    published = revision.subject.revisions.filter(live_from__isnull=False)
    words = words_of(revision.content)
    hashes = [key for key, content in _texts(published) if words_of(content) == words]
    return published.filter(content_hash__in=hashes)


def withheld_problems(subject: Any, content: dict[str, Any]) -> Problems:
    """What keeps a text from being published, if its words are kept from readers. One query."""
    words = words_of(content)
    withheld = subject.revisions.exclude(withheld_because="")
    if any(words_of(text) == words for _, text in _texts(withheld)):
        return [("title", Problem(WITHHELD, content["title"]))]
    return []


def words_of(content: dict[str, Any]) -> dict[str, Any]:
    """What readers read of a frozen form: its title, its texts, its sources."""
    return {name: _words(value) for name, value in content.items() if name not in ASIDE}


def _words(value: Any) -> Any:
    if isinstance(value, dict):
        return words_of(value)
    return [_words(row) for row in value] if isinstance(value, list) else value


def _texts(revisions: RevisionQuerySet) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts of revisions, each once, by their hashes."""
    firsts = revisions.order_by().values("content_hash").annotate(first=Min("pk")).values("first")
    rows = revisions.model.objects.filter(pk__in=firsts)
    return rows.order_by("pk").values_list("content_hash", "content").iterator()
