"""Our starting texts for the pages of policy: filled in with what the site knows of itself.

What only the publisher can say is left open as `[[what is missing]]`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
from django.db import IntegrityError, transaction
from django.template import Context, Engine
from django.template.defaultfilters import pluralize

from articles.importing.drafts import free_slug
from articles.importing.markup import escape
from articles.log import record
from articles.models import Article, Merchant, PolicyPage, Publication, Section, Topic
from articles.publishing.windows import save_revision

FOLDER = Path(__file__).parent / "texts"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
#: What is left open in a text.
GAP = re.compile(r"\[\[[^\[\]\n]{1,80}\]\]")

Facts = dict[str, Any]

_facts: list[Callable[[], Facts]] = []


class Taken(Exception):
    """The role has a page by now, or the page a role."""


@dataclass(frozen=True)
class StartingText:
    """One text as it stands in the folder: fields and body are templates, `notes` for editors."""

    fields: dict[str, str]
    notes: tuple[str, ...]
    body: str


def register_facts(find: Callable[[], Facts]) -> None:
    """Have `find` say more of the site for the texts; call it from an `AppConfig.ready`."""
    _facts.append(find)


@cache
def starting_text(role: str) -> StartingText:
    """Our text for one of `PolicyPage.Role`."""
    post = frontmatter.loads((FOLDER / f"{role}.md").read_text(encoding="utf-8"))
    fields: dict[str, Any] = dict(post.metadata)
    notes = fields.pop("notes")
    return StartingText(fields, tuple(notes), post.content)


@transaction.atomic
def start_page(role: str, *, by: Any) -> Article:
    """Make a draft of our text, as the page of `role`. Raises `Taken` where it has one."""
    Publication.objects.select_for_update(no_key=True).get()  # a second click waits
    text, facts = starting_text(role), _find_facts()
    fields = {name: _fill(value, facts) for name, value in text.fields.items()}
    page = Article(kind=Article.Kind.PAGE, owner=by, updated_by=by, **fields)
    page.slug = free_slug(page.slug, page)
    prose = facts | {"name": escape(facts["name"])}
    page.introduction, *rest = (part.strip() for part in HEADING.split(_fill(text.body, prose)))
    page.save()
    Section.objects.bulk_create(
        Section(article=page, position=position, heading=heading, body=body)
        for position, (heading, body) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1)
    )
    save_revision(page, by=by, note="Made of our starting text")
    assign(role, page, by=by)
    return page


@transaction.atomic
def assign(role: str, page: Article, *, by: Any, may_replace: bool = False) -> None:
    """Make `page` the one of `role`; another in its place only if it `may_replace` it.

    One in the bin keeps no role. Raises `Taken` where the role has a page, or the page a role.
    """
    there = PolicyPage.objects.filter(role=role)
    (there if may_replace else there.filter(page__binned_at__isnull=False)).delete()
    try:
        with transaction.atomic():
            policy = PolicyPage.objects.create(role=role, page=page)
    except IntegrityError:
        raise Taken from None
    record("made a page of policy of", page, by=by, detail=policy.get_role_display())


@transaction.atomic
def unassign(role: str, *, by: Any) -> Article | None:
    """Take the page off `role`; it stays as it is. None where there was none."""
    policy = PolicyPage.objects.select_related("page").filter(role=role).first()
    if policy is None:
        return None
    policy.delete()
    record("took a role off", policy.page, by=by, detail=policy.get_role_display())
    return policy.page


def count_gaps(page: Article) -> int:
    """How much is left open in a working copy. No query where its sections are at hand."""
    texts = [page.dek, page.introduction, *(row.body for row in page.sections.all())]
    return sum(len(GAP.findall(text)) for text in texts)


def _fill(text: str, facts: Facts) -> str:
    return Engine().from_string(text).render(Context(facts, autoescape=False))


def _find_facts() -> Facts:
    """What the texts may say of the site. Three queries and those of other apps."""
    publication = Publication.objects.get()
    topics = list(Topic.objects.all())
    relations = set(Merchant.objects.order_by().values_list("relation", flat=True).distinct())
    facts = {
        "name": publication.name,
        "topics": "\n".join(map(_tell_topic, topics)),
        "has_sensitive": any(topic.is_sensitive for topic in topics),
        "relations": relations or set(Merchant.Relation.values),
        "ordinary": _spell_months(publication.review_months_ordinary),
        "sensitive": _spell_months(publication.review_months_sensitive),
        "count_views": publication.count_views,
    }
    for find in _facts:
        facts |= find()
    return facts


def _tell_topic(topic: Topic) -> str:
    words = f"- **{escape(topic.title)}**"
    return f"{words}: {escape(' '.join(topic.description.split()))}" if topic.description else words


def _spell_months(months: int) -> str:
    return f"{months} month{pluralize(months)}"
