"""How the pages of policy stand: which there are, and whether readers can find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Article, PolicyPage, Revision
from articles.policies.starting import count_gaps, starting_text
from articles.publishing.states import LABELS, name_state


@dataclass(frozen=True)
class Standing:
    """One role: its page outside the bin if it has one, the state of that, what is left open."""

    role: PolicyPage.Role
    notes: Sequence[str]
    page: Article | None = None
    state: str = "missing"
    gaps: int = 0

    @property
    def label(self) -> str:
        return LABELS.get(self.state, "Missing")


def standings() -> list[Standing]:
    """Every role in the order of the foot of the page. Two queries.

    What has become an article since has no place there, and counts as missing.
    """
    pages = {page.policy.role: page for page in _pages()}
    return [_stand(role, pages.get(role)) for role in PolicyPage.Role]


def _pages() -> Sequence[Any]:
    rows = Article.objects.filter(kind=Article.Kind.PAGE, policy__isnull=False).with_state()
    return list(rows.select_related("policy").prefetch_related("sections"))


def _stand(role: PolicyPage.Role, page: Any) -> Standing:
    notes = starting_text(role).notes
    if page is None:
        return Standing(role, notes)
    state = name_state(
        is_live=page.is_live,
        was_live=page.was_live,
        is_scheduled=page.goes_live_at is not None,
        is_unchanged=page.live_content_hash == page.latest_content_hash,
    )
    return Standing(role, notes, page, state, count_gaps(page))


class UnreadPolicies:
    """The roles whose page readers cannot find now, as the desk counts what is wrong."""

    def count(self) -> int:
        """How many. One query."""
        live = Revision.objects.pages().live().filter(article__policy__isnull=False)
        return len(PolicyPage.Role) - live.values("article").distinct().count()
