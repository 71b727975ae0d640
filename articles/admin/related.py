"""Read next: what stands under an article, and what an editor puts there first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern

from articles.admin.pages import PagesMixin
from articles.discovery.related import pin
from articles.editing.choosing import Chooser, find
from articles.log import record
from articles.models import Article, Revision
from articles.neighbours import RELATED, read_next

#: So many articles are told of that have what was searched for in their titles.
FOUND = 10
NOT_LIVE = "Only another article that is live can be pinned here."
FULL = f"{RELATED} are pinned, and no more are shown. Unpin one first."


@dataclass(frozen=True)
class Row:
    """An article that is, or may be, read next; one that is not live has no `address`.

    `focus` names the button that was pressed here, or the one that takes its place.
    """

    key: int
    title: str
    address: str = ""
    is_shown: bool = False
    is_pinned: bool = False
    note: str = ""
    focus: str = ""


class PinForm(forms.Form):
    """A button that was pressed at one article; `keys` are the pinned ones from then on."""

    pin = forms.ModelChoiceField(
        Article.objects.none(), required=False, error_messages={"invalid_choice": NOT_LIVE}
    )
    unpin = forms.IntegerField(required=False)
    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)

    def __init__(self, article: Article, keys: list[int], data: Any = None) -> None:
        super().__init__(data)
        self.keys = keys
        field: Any = self.fields["pin"]
        field.queryset = Article.objects.filter(pk__in=_live_but(article).values("article"))

    def clean_pin(self) -> int | None:
        other = self.cleaned_data["pin"]
        if other and other.pk not in self.keys and len(self.keys) >= RELATED:
            raise forms.ValidationError(FULL)
        return other and other.pk

    def clean(self) -> None:
        for name, key in (super().clean() or {}).items():
            if key:
                self.keys = _press(name, key, self.keys)

    @property
    def pressed(self) -> dict[str, Any]:
        return {name: key for name, key in self.cleaned_data.items() if key}

    @property
    def problems(self) -> list[str]:
        return [str(problem) for problems in self.errors.values() for problem in problems]


def _press(button: str, key: int, keys: list[int]) -> list[int]:
    """The pinned ones after a button was pressed; as before, where somebody else was faster."""
    rest = [other for other in keys if other != key]
    if button == "pin":
        return keys if key in keys else [*keys, key]
    if button == "unpin" or key not in keys:
        return rest
    place = max(0, keys.index(key) + (-1 if button == "up" else 1))
    return [*rest[:place], key, *rest[place:]]


def _live_but(article: Article) -> QuerySet[Revision]:
    return Revision.objects.live().articles().exclude(article=article)


class RelatedMixin(PagesMixin):
    """The page of what is to be read next."""

    def get_urls(self) -> list[URLPattern]:
        return [self.page_url("next/", self.related_view, "next"), *super().get_urls()]

    def related_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is pinned, what is like the article, and a search for more. At most 25 queries."""
        article = self.find(request, pk, to_change=True)
        pins = article.related.filter(is_pinned=True)
        keys = list(pins.values_list("other", flat=True))
        form = PinForm(article, keys, request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self._pin(request, article, form)
        rows = Rows(article, keys, request.GET)
        return self.show(
            request,
            "related",
            article,
            title="Read next",
            problems=form.problems,
            pinned=rows.pinned(),
            alike=rows.alike(),
            query=rows.query,
            found=rows.found(),
            may_pin=len(keys) < RELATED,
            most=RELATED,
            next_url=self.address("next", article),
            is_unpinned=request.GET.get("did") == "unpin",
        )

    def _pin(self, request: HttpRequest, article: Article, form: PinForm) -> HttpResponse:
        """Keep what is pinned now, and lead back to where the button was pressed."""
        pin(article, form.keys)
        titles = dict(Article.everything.filter(pk__in=form.keys).values_list("pk", "title"))
        names = "; ".join(titles[key] for key in form.keys)
        record("pinned what is to be read after", article, by=request.user, detail=names)
        self.message_user(request, "Readers see it from now on.", messages.SUCCESS)
        pressed = [{"at": key, "did": name} for name, key in form.pressed.items()]
        query = urlencode(pressed[0]) if pressed else ""
        return HttpResponseRedirect(f"{self.address('next', article)}?{query}")


class Rows:
    """The articles on the page of one, as `asked` of it: `q` is searched for."""

    def __init__(self, article: Article, keys: list[int], asked: Any) -> None:
        self.article, self.keys, self.asked = article, keys, asked
        self.query = asked.get("q", "").strip()
        live = article.revisions.live().articles().first()
        self.shown = {card.article_id: card for card in read_next(live)} if live else {}

    def pinned(self) -> list[Row]:
        """Those that are pinned, in their order, and those among them that are not live."""
        live = {row.key: row for row in self._rows(self._live(self.keys))}
        gone = Article.everything.filter(pk__in=set(self.keys) - set(live))
        rows = live | {pk: Row(pk, title) for pk, title in gone.values_list("pk", "title")}
        return [
            replace(rows[key], is_pinned=True, focus=self._focus(place))
            for place, key in enumerate(self.keys)
        ]

    def alike(self) -> list[Row]:
        """Those that are like it, the likest first, and what fills the rest of what is shown."""
        others = self.article.related.filter(is_pinned=False).values_list("other", flat=True)
        keys = list(others)
        live = {row.key: row for row in self._rows(self._live(keys))}
        newest = [
            Row(key, card.title, card.get_absolute_url(), is_shown=True, note="Newest of its topic")
            for key, card in self.shown.items()
            if key not in {*keys, *self.keys}
        ]
        return [live[key] for key in keys if key in live] + newest

    def found(self) -> list[Row]:
        """Live articles with every word in their titles, first those that begin with the query."""
        if not self.query:
            return []
        others = _live_but(self.article).only("article", "kind", "title", "slug")
        chooser = Chooser(lambda user: others, ("title",), lambda row: row)
        return self._rows(find(chooser, None, self.query)[:FOUND])

    def _live(self, keys: Iterable[int]) -> QuerySet[Revision]:
        return _live_but(self.article).filter(article__in=keys)

    def _rows(self, revisions: Iterable[Revision]) -> list[Row]:
        return [
            Row(
                row.article_id,
                row.title,
                row.get_absolute_url(),
                is_shown=row.article_id in self.shown,
                is_pinned=row.article_id in self.keys,
            )
            for row in revisions
        ]

    def _focus(self, place: int) -> str:
        """The button to go on with at a pinned one: the same again, while it leads anywhere."""
        if self.asked.get("at") != str(self.keys[place]):
            return ""
        edges = {"up": 0, "down": len(self.keys) - 1}
        did = self.asked.get("did", "")
        return did if did in edges and place != edges[did] else "unpin"
