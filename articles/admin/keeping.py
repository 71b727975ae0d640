"""Nothing typed is lost: a form shows what was typed, and what is sent is merged."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from articles.admin.keep_views import KeepViewsMixin, fill_page
from articles.editing.clashes import (
    ClashChoice,
    ask,
    clashes_in,
    is_of_clash,
    settle_clashes,
    spell_clashes,
)
from articles.editing.drafts import (
    Opened,
    TooLarge,
    base_of,
    drafts_here,
    keep,
    merge_drafts,
    name_of,
    newest_version,
    open_form,
    rebase,
    set_apart,
    without_held,
)
from articles.editing.tabs import saved, successor, take_over
from articles.editing.typed import (
    ROW_NAME,
    Content,
    Typed,
    aside_typed,
    is_of_rows,
    keep_aside,
    read,
    with_keys,
    write,
)
from articles.models import Draft
from articles.publishing.kinds import kind_of
from articles.publishing.merge import Clash, merge

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
    #: Who else writes here, and where.
    others: list[dict[str, str]] = field(default_factory=list)
    #: What was sent, before anything was merged into it; and beside what versions hold.
    sent: Content = field(default_factory=dict)
    aside: Typed = field(default_factory=dict)

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


class KeepingMixin(KeepViewsMixin):
    """Forms that lose nothing."""

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
        drafts, others = drafts_here(request.user, obj)
        opened = open_form(
            request.user, self.model, obj, base=newest.pk if newest else None, drafts=drafts
        )
        shown: dict[str, Any] = {"others": others}
        if newest:
            shown["page"] = fill_page(newest.html, obj)
            shown["appearance"] = self.show_appearance(newest, obj)
        if not drafts:
            return Writing(opened, **shown)
        content = kind_of(obj).take(obj)
        merged = merge_drafts(content, drafts, self.shape)
        last = max(drafts, key=lambda draft: draft.typed_at)
        if merged.content == content and not aside_typed(last.data, self.shape):
            return Writing(opened, **shown)
        clashes = merged.clashes
        for draft in drafts:
            clashes += tuple(clash for _, clash in clashes_in(draft.data))
        typed = self._shown(last.data, merged.content, obj) | ask(clashes)
        is_alone = len(drafts) == 1 and without_held(last.base) == content
        if is_alone and self._knows_rows(last.data, obj):
            typed = last.data
        serial = take_over(opened, self.model, self.shape, base=content, typed=typed, drafts=drafts)
        return Writing(opened, typed, clashes, last.typed_at, serial=serial, **shown)

    def _recall_new(self, request: HttpRequest) -> Writing:
        mine = Draft.objects.filter(user=request.user, object_id=None)  # type: ignore[misc]
        try:
            draft = mine.filter(key=request.GET.get("draft", "")).first()
        except ValidationError:  # no key at all
            draft = None
        if draft and draft.is_absorbed:
            draft = successor(draft)
        opened = open_form(request.user, self.model, drafts=[draft] if draft else [])
        if draft is None:
            return Writing(opened)
        typed = draft.data
        serial = take_over(opened, self.model, self.shape, base={}, typed=typed, drafts=[draft])
        return Writing(opened, typed, kept_at=draft.typed_at, serial=serial)

    # A form is sent

    def _take(self, request: HttpRequest) -> Writing:
        """Take what was sent of a new object, with a token of ours in any case."""
        opened = self._opened(request, None)
        typed = with_keys(as_typed(request.POST), self.shape, opened.key)
        self._send_on(request, typed, opened)
        sent = read(typed, self.shape, opened.key)
        return Writing(opened, sent=sent, aside=aside_typed(typed, self.shape))

    def _send_on(self, request: HttpRequest, typed: Typed, opened: Opened) -> None:
        """Let the form read `typed` in the place of what was sent."""
        buttons = {name: v for name, v in request.POST.lists() if name.startswith("_")}
        query: Any = as_query({**typed, **buttons, "opened": [opened.sign()]})
        request.POST = query

    def _meet(self, request: HttpRequest, obj: Any) -> Writing:
        """Merge what was sent with what was saved since the form was opened."""
        opened = self._opened(request, obj)
        typed = with_keys(as_typed(request.POST), self.shape, opened.key)
        sent, aside = read(typed, self.shape, opened.key), aside_typed(typed, self.shape)
        newest = newest_version(obj)
        current = newest.pk if newest else None
        clashes: tuple[Clash, ...] = ()
        mine = settle_clashes(sent, typed)
        if mine != sent:
            typed = self._shown(typed, mine, obj)
        if opened.base != current or not self._knows_rows(typed, obj):
            content = kind_of(obj).take(obj)
            merged = merge(base_of(opened, obj), mine, content)
            opened, clashes = replace(opened, base=current), merged.clashes
            typed = self._shown(typed, merged.content, obj)
            rebase(opened, content, typed | ask(clashes))
            if merged.content != mine and not clashes:
                self._tell_of_merge(request, obj)
        self._send_on(request, typed, opened)
        return Writing(opened, clashes=clashes, sent=sent, aside=aside)

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
            for field_name, values in typed.items():
                match = ROW_NAME.fullmatch(field_name)
                is_id = match and (match["rows"], match["name"]) == (name, "id")
                if is_id and not known.issuperset(values):
                    return False
        return True

    def keep_sent(self, request: HttpRequest, opened: Opened, clashes: Iterable[Clash] = ()) -> int:
        """Keep a form that was sent and could not be saved; returns its serial.

        What is too large to be kept is only shown.
        """
        sent = {n: v for n, v in as_typed(request.POST).items() if not is_of_clash(n)}
        try:
            return keep(opened, self.model, self.shape, typed=sent | ask(clashes)).serial
        except TooLarge:
            return 0

    def keep_for(self, user: Any, request: HttpRequest, opened: Opened) -> None:
        """Keep a form that came without the session of `user`, beside all that they typed.

        Only if they may write there. What of it differs is asked when they open the form.
        """
        theirs: Any = copy(request)
        theirs.user = user
        obj = self.model.everything.filter(pk=opened.object_id).first()
        if self._may_keep(theirs, opened, obj):
            self.keep_sent(request, set_apart(opened, self.model))

    def forget_saved(self, request: HttpRequest, obj: Any) -> None:
        """Note that what was sent stands in a version now."""
        writing = self.writing(request, obj)
        saved(writing.opened, obj, self.shape, sent=writing.sent, aside=writing.aside)

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
        opened = Opened.read(request.POST.get("opened", "")) if obj is None else None
        mine = (request.user.pk, self.opts.label_lower)
        if opened and (opened.user, opened.kind) == mine:
            # Somebody threw it away meanwhile: the text waits for it to come back.
            self.keep_sent(request, opened)
        return obj
