"""Where kits stand: in a text as `::: kit slug`, at the end of articles, on pages of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.db.models import Case, IntegerField, QuerySet, When

from articles.compiled import CompiledQuery, Parameter
from articles.fragments import photo_key, print_fragment
from articles.models import Revision
from articles.rendering.library import Page
from articles.rendering.links import UNCOUNTED
from guides.models import Kit, Wording

KIND = "kit"


@dataclass(frozen=True)
class Placed:
    """A kit that may be asked for, with the wording of now."""

    kit: Kit
    wording: Wording

    def show(self, source: str) -> str:
        """Its form, as the page of this code has it. No query."""
        kit, wording = self.kit, self.wording
        key = (
            *(kit.slug, kit.title, kit.promise, photo_key(kit.cover)),
            *(wording.version, wording.delivery, wording.letters, source),
        )
        context = {"kit": kit, "wording": wording, "source": source, "is_preview": False}
        if source == UNCOUNTED:
            context |= {"source": "", "is_preview": True}
        return print_fragment("components/kit_form.html", key, context)


def find_kits(slugs: Iterable[str]) -> dict[str, int]:
    """Kits by slug, also those that cannot be asked for now. One query."""
    return dict(Kit.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def placed_kits(keys: Iterable[int]) -> dict[int, Placed]:
    """The kits of these primary keys that may be asked for. Two queries."""
    return _place(Kit.objects.filter(pk__in=keys, is_open=True).select_related("cover"))


def kit_at_end(revision: Revision) -> Placed | None:
    """The kit at the end of an article: its own, that of its topic, or that of all.

    None where its text shows that very kit. Two queries; one where there is no kit.
    """
    kits = AT_END.run(article=revision.article_id, topic=revision.topic_id)
    wanted = (kit for kit in kits if _slot(kit.pk) not in revision.html)
    return next(iter(_place(wanted).values()), None)


@CompiledQuery
def AT_END() -> QuerySet[Kit]:  # noqa: N802
    """The kit at the end of an article of a topic."""
    key: IntegerField = IntegerField()
    chosen = Kit.articles.through.objects.filter(article=Parameter("article", key))
    of_topic = Kit.topics.through.objects.filter(topic=Parameter("topic", key))
    rows = Kit.objects.filter(is_open=True).annotate(
        rank=Case(
            When(pk__in=chosen.values("kit"), then=1),
            When(at_end=Kit.End.TOPICS, pk__in=of_topic.values("kit"), then=2),
            When(at_end=Kit.End.ALL, then=3),
        )
    )
    return rows.filter(rank__isnull=False).select_related("cover").order_by("rank", "-pk")[:1]


def _place(kits: Iterable[Kit]) -> dict[int, Placed]:
    rows = {row.pk: row for row in kits}
    wordings = Wording.objects.filter(kit__in=rows).order_by("version") if rows else ()
    newest = {row.kit_id: row for row in wordings}
    return {key: Placed(kit, newest[key]) for key, kit in rows.items() if key in newest}


def build_kit(slug: str, inner: str, page: Page) -> str | None:
    """The block of a kit: what the writer says of it, and a slot for its form.

    Nothing of it stands where a sensitive topic is written of.
    """
    if page.is_sensitive:
        page.report("A sensitive topic asks for no address. Take the kit out:", f"::: kit {slug}")
        return ""
    target = page.library.targets.get(f"{KIND}:{slug}")
    if target is None:
        page.report("There is no kit of this name:", f"::: kit {slug}")
        return None
    key = escape(target.rpartition("/")[2])
    return f'<div class="kit">{inner}{_slot(key)}</div>'


def _slot(key: int | str) -> str:
    """Where a page shows the form of the kit of this primary key."""
    return f'<div data-slot="{KIND}/{key}"></div>'
