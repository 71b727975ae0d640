"""Nothing typed is lost: what is typed is kept as it is typed, and merged when it is saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.editing.appearance import describe_draft, render_appearance
from articles.editing.clashes import ClashChoice, is_of_clash, settle_clashes, spell_clashes
from articles.editing.drafts import (
    Opened,
    OutOfTurn,
    base_of,
    keep,
    merge_drafts,
    name_of,
    newest_version,
    open_form,
    others_present,
    rebase,
    unsaved_drafts,
)
from articles.editing.typed import (
    ROW_NAME,
    Content,
    Shape,
    Typed,
    is_of_rows,
    keep_aside,
    presentable,
    read,
    write,
)
from articles.editing.views import for_writers, refuse
from articles.models import Draft
from articles.publishing.kinds import kind_of
from articles.publishing.merge import Clash, merge
from articles.reading import fill, find_addresses
from articles.rendering.links import stable_targets

#: Buttons and tokens of a form, which are no text.
NO_TEXT = ("csrfmiddlewaretoken", "opened")


@dataclass
class Writing:
    """How the form of one request came to hold what it holds.

    `typed` stands in it in the place of the working copy, `kept_at` is when that was typed;
    `clashes` are the places where two people wrote different things.
    """

    opened: Opened
    typed: Typed | None = None
    clashes: tuple[Clash, ...] = ()
    kept_at: Any = None
    #: The page as the newest version holds it, for the pane beside the form.
    page: str = ""
    #: How that version appears in search results and where it is shared.
    appearance: str = ""
    #: The number of the last write that is kept of this very form.
    serial: int = 0

    @property
    def data(self) -> QueryDict | None:
        return as_query(self.typed | {"opened": [self.opened.sign()]}) if self.typed else None

    @property
    def clashes_to_settle(self) -> int:
        """How many clashes keep what was sent from being saved; none where it was only opened."""
        return 0 if self.typed else len(self.clashes)

    @property
    def choices(self) -> list[ClashChoice]:
        return spell_clashes(self.clashes)


def as_query(typed: Mapping[str, list[str]]) -> QueryDict:
    """Fields as a request holds them."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, values)
    return query


def as_typed(query: QueryDict) -> Typed:
    """The fields of a request, without tokens and buttons."""
    return {
        name: [str(value) for value in values]
        for name, values in query.lists()
        if name not in NO_TEXT and not name.startswith("_")
    }


def fill_page(html: str) -> str:
    """A stored page as the pane beside the form shows it. At most one query a kind of link."""
    return fill(html, find_addresses(stable_targets(html)), None)


class KeepingMixin(PagesMixin):
    """Forms that lose nothing. `shape` says what of a form its versions hold."""

    shape: Shape

    def writing(self, request: HttpRequest, obj: Any = None) -> Writing:
        """How this request's form came to hold what it holds: decided once."""
        if not hasattr(request, "writing"):
            request.writing = self._decide(request, obj)  # type: ignore[attr-defined]
        return request.writing  # type: ignore[attr-defined]

    def _decide(self, request: HttpRequest, obj: Any) -> Writing:
        if request.method == "POST":
            return self._meet(request, obj) if obj else self._take(request)
        return self._recall(request, obj) if obj else self._recall_new(request)

    # A form is opened

    def _recall(self, request: HttpRequest, obj: Any) -> Writing:
        newest = newest_version(obj)
        drafts = unsaved_drafts(request.user, obj)
        opened = open_form(
            request.user, self.model, obj, base=newest.pk if newest else None, drafts=drafts
        )
        shown: dict[str, Any] = {}
        if newest:
            shown = {"page": fill_page(newest.html), "appearance": render_appearance(newest)}
        if not drafts:
            return Writing(opened, **shown)
        content = kind_of(obj).take(obj)
        merged = merge_drafts(content, drafts, self.shape)
        last = max(drafts, key=lambda draft: draft.typed_at)
        if merged.content == content and not keep_aside(last.data, self.shape, obj):
            return Writing(opened, **shown)
        typed = self._shown(last.data, merged.content, obj)
        if len(drafts) == 1 and last.base == content and self._knows_rows(last.data, obj):
            typed = last.data
        return Writing(opened, typed, merged.clashes, last.typed_at, **shown)

    def _recall_new(self, request: HttpRequest) -> Writing:
        mine = Draft.objects.filter(user_id=request.user.pk, object_id=None)
        try:
            draft = mine.filter(key=request.GET.get("draft") or None).first()
        except ValidationError:  # no key at all
            draft = None
        opened = open_form(request.user, self.model, drafts=[draft] if draft else [])
        if draft is None:
            return Writing(opened)
        return Writing(opened, draft.data, kept_at=draft.typed_at)

    # A form is sent

    def _opened(self, request: HttpRequest, obj: Any) -> Opened:
        """What a form that was sent was made of; of nothing, if it does not say so."""
        opened = Opened.read(request.POST.get("opened", ""))
        place = (self.opts.label_lower, obj.pk if obj else None)
        if opened is None or (obj and (opened.kind, opened.object_id) != place):
            return open_form(request.user, self.model, obj)
        if opened.user != request.user.pk:  # somebody else has signed in meanwhile
            return open_form(request.user, self.model, obj, base=opened.base)
        return opened

    def _take(self, request: HttpRequest) -> Writing:
        """Take what was sent of a new object, with a token of ours in any case."""
        opened = self._opened(request, None)
        self._send_on(request, as_typed(request.POST), opened)
        return Writing(opened)

    def _send_on(self, request: HttpRequest, typed: Typed, opened: Opened) -> None:
        """Let the form read `typed` in the place of what was sent."""
        buttons = {name: v for name, v in request.POST.lists() if name.startswith("_")}
        request.POST = as_query({**typed, **buttons, "opened": [opened.sign()]})

    def _meet(self, request: HttpRequest, obj: Any) -> Writing:
        """Merge what was sent with what was saved since the form was opened."""
        opened = self._opened(request, obj)
        typed = as_typed(request.POST)
        newest = newest_version(obj)
        current = newest.pk if newest else None
        clashes: tuple[Clash, ...] = ()
        if "clash-0" in typed:
            settled = settle_clashes(read(typed, self.shape), typed)
            typed = self._shown(typed, settled, obj)
        if opened.base != current or not self._knows_rows(typed, obj):
            content = kind_of(obj).take(obj)
            mine = read(typed, self.shape)
            merged = merge(base_of(opened, obj), mine, content)
            opened, clashes = replace(opened, base=current), merged.clashes
            typed = self._shown(typed, merged.content, obj)
            rebase(opened, content, typed)
            if merged.content != mine and not clashes:
                self._tell_of_merge(request, obj)
        self._send_on(request, typed, opened)
        return Writing(opened, clashes=clashes)

    def _tell_of_merge(self, request: HttpRequest, obj: Any) -> None:
        if "_preview" not in request.POST:
            who = name_of(obj.updated_by) if obj.updated_by else "Somebody"
            self.message_user(
                request,
                f"{who} saved this while you wrote: their changes and yours are both in it.",
                messages.INFO,
            )

    def _shown(self, typed: Typed, content: Content, obj: Any) -> Typed:
        """The fields of a form of `content`, and what of `typed` no version holds."""
        rest = {
            name: values
            for name, values in typed.items()
            if name not in self.shape.fields and not is_of_rows(name) and not is_of_clash(name)
        }
        aside = keep_aside(typed, self.shape, obj)
        return rest | aside | write(content, self.shape, self._row_keys(obj))

    def _row_keys(self, obj: Any) -> dict[str, dict[str, int]]:
        return {
            name: {str(key): pk for key, pk in getattr(obj, name).values_list("key", "pk")}
            for name in self.shape.rows
        }

    def _knows_rows(self, typed: Typed, obj: Any) -> bool:
        """Whether every saved row that a form names is still there. One query a kind of rows."""
        for name, keys in self._row_keys(obj).items():
            known = {"", *map(str, keys.values())}
            for field, values in typed.items():
                match = ROW_NAME.fullmatch(field)
                is_id = match and (match["rows"], match["name"]) == (name, "id")
                if is_id and not known.issuperset(values):
                    return False
        return True

    def keep_sent(self, request: HttpRequest, opened: Opened) -> int:
        """Keep a form that was sent and could not be saved; returns its serial."""
        typed = as_typed(request.POST)
        return keep(opened, self.model, self.shape, typed=typed).serial

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if request.method != "POST":
            return obj
        if obj is not None:
            # Two people who save at once take turns, and the second meets the first's text.
            rows = self.model._default_manager.select_for_update()
            obj = rows.filter(pk=obj.pk).first()
        if obj is None and (opened := Opened.read(request.POST.get("opened", ""))):
            # Somebody threw it away meanwhile: the text waits for it to come back.
            self.keep_sent(request, opened)
        return obj

    # While somebody writes

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        label = f"{self.opts.app_label}.change_{self.opts.model_name}"
        discard = self.admin_site.admin_view(require_POST(self.discard_view))
        return [
            path("keep/", for_writers(label)(self.keep_view), name=f"{name}_keep"),
            path("discard/", discard, name=f"{name}_discard"),
            *super().get_urls(),
        ]

    def keep_view(self, request: HttpRequest) -> JsonResponse:
        """Keep what was typed; answers the page it makes, and who else is writing.

        409 where a write is missing in between: the form then sends itself whole. At most
        thirty queries, whatever the length.
        """
        try:
            sent = Sent.read(request)
        except (ValueError, KeyError, TypeError):
            return refuse(400, "This is not what a form sends.")
        # Also in the bin: it may come back.
        obj = self.model.everything.filter(pk=sent.opened.object_id).first()
        if not self._may_keep(request, sent.opened, obj):
            return refuse(403, "You may not write here.")
        try:
            draft = keep(
                sent.opened,
                self.model,
                self.shape,
                typed=sent.typed,
                gone=sent.gone,
                serial=sent.serial,
                is_whole=sent.is_whole,
                place=sent.place,
            )
        except OutOfTurn:
            return refuse(409, "Something in between is missing.")
        return JsonResponse(
            {
                "kept_at": formats.time_format(timezone.localtime(draft.typed_at), "H:i"),
                **(self._page(draft) if sent.typed or sent.gone else {}),
                **(self._company(request, obj, sent.opened) if obj else {}),
            }
        )

    def _may_keep(self, request: HttpRequest, opened: Opened, obj: Any) -> bool:
        if (opened.kind, opened.user) != (self.opts.label_lower, request.user.pk):
            return False
        if opened.object_id is None:
            return self.has_add_permission(request)
        return obj is not None and self.has_change_permission(request, obj)

    def _page(self, draft: Draft) -> dict[str, Any]:
        """The page that a draft makes, through the pipeline of published ones."""
        content = presentable(read(draft.data, self.shape), self.shape)
        frozen = kind_of(self.model).freeze(content)
        problems = [[name, str(problem)] for name, problem in frozen.problems]
        return {
            "page": fill_page(frozen.columns["html"]),
            "problems": problems,
            "appearance": describe_draft(self.model, frozen),
        }

    def _company(self, request: HttpRequest, obj: Any, opened: Opened) -> dict[str, Any]:
        """Who else writes here, and whether somebody saved since the form was opened."""
        newest = newest_version(obj)
        is_newer = newest is not None and newest.pk != opened.base
        who = name_of(newest.created_by) if is_newer and newest.created_by else "Somebody"
        return {"others": others_present(request.user, obj), "saved_by": who if is_newer else ""}

    def discard_view(self, request: HttpRequest) -> HttpResponse:
        """Drop what one's own open forms of one object, or one new object's, hold unsaved."""
        opened = self._opened(request, None)
        Draft.objects.filter(user_id=request.user.pk, key__in=opened.absorbs).delete()
        self.message_user(request, "What was not saved is gone.", messages.SUCCESS)
        if opened.object_id is None:
            return HttpResponseRedirect(reverse("admin:index"))
        label = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(label, args=[opened.object_id]))


@dataclass(frozen=True)
class Sent:
    """What an open form sends of itself while somebody writes."""

    opened: Opened
    serial: int
    typed: Typed
    gone: list[str]
    is_whole: bool
    place: str

    @classmethod
    def read(cls, request: HttpRequest) -> "Sent":
        """Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        data = json.loads(request.body)
        opened = Opened.read(data["opened"])
        if opened is None or not 0 < int(data["serial"]) < 10**9:
            raise ValueError("not signed here")
        typed = {
            str(name): [str(value) for value in values] for name, values in data["typed"].items()
        }
        return cls(
            opened=opened,
            serial=int(data["serial"]),
            typed=typed,
            gone=[str(name) for name in data.get("gone", [])],
            is_whole=bool(data.get("is_whole")),
            place=str(data.get("place", "")),
        )
