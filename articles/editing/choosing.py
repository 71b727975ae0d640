"""What the choosers of a text field find: products, articles, photos, and kinds of other apps."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, JsonResponse

from articles.editing.views import WRITERS, for_writers, markdown_of, refuse
from articles.models import AffiliateLink, Article, Photo

PAGE_SIZE = 20
MAX_PAGE = 500
MAX_QUERY = 100  # characters
MAX_WORDS = 8


@dataclass(frozen=True)
class Choice:
    """One row: `slug` is what a text names it by, `markdown` what is put in as it stands."""

    label: str
    detail: str = ""
    slug: str = ""
    markdown: str = ""
    thumbnail: str = ""


@dataclass(frozen=True)
class Chooser:
    """Where the rows of one kind come from, what is searched in them, and how each is shown.

    `rows` are ordered, and only those that this person may know of.
    """

    rows: Callable[[Any], QuerySet]
    searched: tuple[str, ...]
    show: Callable[[Any], Choice]


_choosers: dict[str, Chooser] = {}


def register_chooser(kind: str, chooser: Chooser) -> None:
    """Let writers choose among rows of `kind`; call it from an `AppConfig.ready`."""
    _choosers[kind] = chooser


def chooser_kinds() -> tuple[str, ...]:
    return tuple(_choosers)


@for_writers(*WRITERS, method="GET")
def choose(request: HttpRequest, kind: str) -> JsonResponse:
    """At most twenty rows that hold all words of `q`, and whether there are more. One query."""
    chooser = _choosers.get(kind)
    if chooser is None:
        return refuse(404, "There is nothing of this kind to choose from.")
    rows = find(chooser, request.user, request.GET.get("q", ""))
    start = (_page(request.GET.get("page", "")) - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    shown = [asdict(chooser.show(row)) for row in found[:PAGE_SIZE]]
    return JsonResponse({"rows": shown, "more": len(found) > PAGE_SIZE})


def find(chooser: Chooser, user: Any, query: str) -> QuerySet:
    """The rows that hold every word, those that begin with the query first."""
    query = query.replace("\0", " ").encode("utf-8", "replace").decode()[:MAX_QUERY].strip()
    rows = chooser.rows(user)
    if not query:
        return rows
    for word in query.split()[:MAX_WORDS]:
        holds = Q()
        for name in chooser.searched:
            holds |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(holds)
    begins = Case(When(**{f"{chooser.searched[0]}__istartswith": query}, then=0), default=1)
    return rows.annotate(begins=begins).order_by("begins", *_order_of(rows))


def _order_of(rows: QuerySet) -> tuple:
    return tuple(rows.query.order_by or rows.model._meta.ordering)


def _page(number: str) -> int:
    if not (number.isascii() and number.isdigit()):
        return 1
    return min(max(int(number[:6]), 1), MAX_PAGE)


# Articles, and whatever else is published in the same way


def publishable_chooser(model: Any, may_see_all: str) -> Chooser:
    """Those that are live, under the title that readers know, and this person's own.

    The title of somebody else's draft is nobody's business but that of those with the
    permission `may_see_all`.
    """

    def rows(user: Any) -> QuerySet:
        known = Q(pk__isnull=False) if user.has_perm(may_see_all) else Q(owner=user)
        relation = model.revisions.rel
        live = relation.related_model.objects.live().filter(**{relation.field.name: OuterRef("pk")})
        return (
            model.objects.annotate(
                is_live=Exists(live),
                is_known=Case(When(known, then=True), default=False),
            )
            .filter(Q(is_live=True) | Q(is_known=True))
            .annotate(
                shown_title=_shown("title", live),
                shown_slug=_shown("slug", live),
            )
            .only("pk")
            .order_by("-updated_at", "-pk")
        )

    return Chooser(rows, ("shown_title", "shown_slug"), _show_publishable)


def _shown(name: str, live: QuerySet) -> Case:
    """The working copy's to those who may know it, the live one's to others."""
    return Case(When(is_known=True, then=F(name)), default=Subquery(live.values(name)[:1]))


def _show_publishable(row: Any) -> Choice:
    state = "Live" if row.is_live else "Not live"
    return Choice(row.shown_title, f"{state} · {row.shown_slug}", row.shown_slug)


# Products and photos


def _show_product(row: AffiliateLink) -> Choice:
    words = [row.merchant.name, row.slug, "" if row.is_active() else "not active now"]
    return Choice(row.name, " · ".join(filter(None, words)), row.slug)


def _show_photo(row: Photo) -> Choice:
    size = f"{row.width} × {row.height}"
    smallest = row.rendition_name(row.rendition_widths[0], "webp")
    return Choice(
        str(row),
        " · ".join(filter(None, (size, row.credit))),
        markdown=markdown_of(row),
        thumbnail=row.file.storage.url(smallest),
    )


register_chooser(
    "product",
    Chooser(
        lambda user: AffiliateLink.objects.select_related("merchant"),
        ("name", "slug", "merchant__name"),
        _show_product,
    ),
)
register_chooser("article", publishable_chooser(Article, "articles.publish_article"))
register_chooser("photo", Chooser(lambda user: Photo.objects.all(), ("alt", "credit"), _show_photo))
