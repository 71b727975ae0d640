"""What an open form asks while somebody writes: to keep what was typed, or to drop it."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from articles.admin.posters import PosterMixin
from articles.editing.drafts import (
    Opened,
    OutOfTurn,
    TooLarge,
    keep,
    name_of,
    newest_version,
    open_form,
    others_present,
    read_draft,
    refuse_too_large,
)
from articles.editing.typed import Shape, Typed, presentable
from articles.editing.views import for_writers, refuse
from articles.models import Draft
from articles.publishing.kinds import kind_of
from articles.reading import fill, find_addresses, live_version
from articles.rendering.links import stable_targets


def fill_page(html: str, obj: Any = None) -> str:
    """A stored page of `obj` as the pane beside the form shows it.

    One query, and one more a kind of link.
    """
    dated = live_version(obj) if obj else None
    return fill(html, find_addresses(stable_targets(html)), dated)


class KeepViewsMixin(PosterMixin):
    """The addresses behind a form that loses nothing.

    `shape` says what of a form its versions hold.
    """

    shape: Shape

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

        `object` is the one that the form has become, `is_news` whether it holds unsaved text.

        409 where a write is missing in between: the form then sends itself whole. At most
        thirty-five queries, whatever the length.
        """
        try:
            sent = Sent.read(request)
        except TooLarge as error:
            return refuse(413, str(error))
        except UNREADABLE:
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
        except OutOfTurn as error:
            return JsonResponse(
                {"error": "Something in between is missing.", "serial": error.serial}, status=409
            )
        except TooLarge as error:
            return refuse(413, str(error))
        return JsonResponse(
            {
                "kept_at": formats.time_format(timezone.localtime(draft.typed_at), "H:i"),
                "object": draft.object_id,
                "is_news": not draft.is_absorbed,
                **(self._page(draft, obj) if sent.typed or sent.gone else {}),
                **(self._company(request, obj, sent.opened) if obj else {}),
            }
        )

    def _may_keep(self, request: HttpRequest, opened: Opened, obj: Any) -> bool:
        if (opened.kind, opened.user) != (self.opts.label_lower, request.user.pk):
            return False
        if opened.object_id is None:
            return self.has_add_permission(request)
        return obj is not None and self.has_change_permission(request, obj)

    def _page(self, draft: Draft, obj: Any) -> dict[str, Any]:
        """The page that a draft makes, through the pipeline of published ones."""
        content = presentable(read_draft(draft, self.shape), self.shape)
        frozen = kind_of(self.model).freeze(content)
        version = self.model.revisions.rel.related_model
        problems = [[name, str(problem)] for name, problem in frozen.problems]
        return {
            "page": fill_page(frozen.columns["html"], obj),
            "problems": problems,
            "raw": frozen.raw_links,
            "appearance": self.show_appearance(version(**frozen.columns), obj),
        }

    def _company(self, request: HttpRequest, obj: Any, opened: Opened) -> dict[str, Any]:
        """Who else writes here, and who saved since the form was opened. Two queries."""
        newest = newest_version(obj)
        saved_by = ""
        if newest and newest.pk != opened.base:
            saved_by = name_of(newest.created_by) if newest.created_by else "Somebody"
            if newest.created_by_id == request.user.pk:
                saved_by = "You"
        return {"others": others_present(request.user, obj), "saved_by": saved_by}

    def _opened(self, request: HttpRequest, obj: Any) -> Opened:
        """What a form that was sent was made of; of nothing, if it does not say so."""
        opened = Opened.read(request.POST.get("opened", ""))
        place = (self.opts.label_lower, obj.pk if obj else None)
        if opened is None or (obj and (opened.kind, opened.object_id) != place):
            return open_form(request.user, self.model, obj)
        if opened.user != request.user.pk:  # somebody else has signed in meanwhile
            return open_form(request.user, self.model, obj, base=opened.base)
        return opened

    def discard_view(self, request: HttpRequest) -> HttpResponse:
        """Drop what one's own open forms of one object, or one new object's, hold unsaved."""
        opened = self._opened(request, None)
        keys = [opened.key, *opened.absorbs]
        Draft.objects.filter(user=request.user, key__in=keys).delete()  # type: ignore[misc]
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
        """Raises `TooLarge` for too much, and one of `UNREADABLE` for anything else."""
        data = json.loads(request.body)
        opened = Opened.read(data["opened"])
        if opened is None or not 0 < int(data["serial"]) < 10**9:
            raise ValueError("not signed here")
        typed = {
            str(name): [str(value) for value in values] for name, values in data["typed"].items()
        }
        gone = [str(name) for name in data.get("gone", [])]
        refuse_too_large(typed, gone)
        return cls(
            opened=opened,
            serial=int(data["serial"]),
            typed=typed,
            gone=gone,
            is_whole=bool(data.get("is_whole")),
            place=str(data.get("place", "")),
        )


UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
