"""The checklist of an article: beside its form, on a page of its own, and before publishing."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join

from articles.admin.keeping import KeepingMixin
from articles.admin.windows import WindowsMixin
from articles.checklist.dismissing import NotDismissable, dismiss, take_back
from articles.checklist.fixing import NotFixable, fix_saved
from articles.checklist.forms import ReasonForm
from articles.checklist.listing import Checklist, Entry, look_over
from articles.editing.drafts import Opened, name_of, newest_version, read_draft
from articles.editing.typed import Content, presentable, read
from articles.editing.views import for_writers, refuse
from articles.models import Draft
from articles.publishing.compare import changes, compare
from articles.publishing.content import ArticleContent
from articles.publishing.kinds import kind_of

MEANWHILE = "This passage has changed meanwhile. Here is the list as it is now."
NEWER = "{} saved a newer version meanwhile, and nothing is published yet. Here it is."

#: So many errors are told in a message.
MAX_TOLD = 6


@dataclass(frozen=True)
class Outcome:
    """What became of a press of a button in a checklist.

    `reason` is what was typed and could not be taken, of the finding `key`, and `problem` why.
    """

    words: str = ""
    is_done: bool = False
    key: str = ""
    reason: str = ""
    problem: str = ""


class ChecklistMixin(KeepingMixin, WindowsMixin):
    """What editors see of the checklist, and do with what it says."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_typed_checklist"
        label = f"{self.opts.app_label}.change_{self.opts.model_name}"
        return [
            path("checklist/", for_writers(label)(self.typed_checklist_view), name=name),
            self.page_url("checklist/", self.checklist_view, "checklist"),
            self.page_url("publish/", self.publish_view, "publish"),
            *super().get_urls(),
        ]

    def checklist(self, obj: Any, content: Content | None = None) -> Checklist:
        """What the rules say of a frozen form: of the working copy, without one."""
        data = kind_of(self.model).take(obj) if content is None else content
        return look_over(ArticleContent.from_json(data), obj)

    def glance(self, obj: Any, content: Content | None = None) -> dict[str, Any]:
        """The list to be looked at, and where something is done with it."""
        listed = self.checklist(obj, content)
        return {"checklist": listed, "checklist_url": self.address("checklist", obj)}

    # Beside the form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The list is asked for once the form is there, so that opening that costs nothing more."""
        article = kwargs.get("obj")
        if article is None or self.has_change_permission(request, article):
            context["typed_checklist_url"] = self.collection_address("typed_checklist")
        return super().render_change_form(request, context, *args, **kwargs)

    def typed_checklist_view(self, request: HttpRequest) -> JsonResponse:
        """The list of what was typed into an open form, as far as that is kept.

        A button of the list may be sent along: advice is set aside or taken up again. Answers
        409 where its passage has changed and 400 where it gives no reason, with the list. At most
        forty queries, and as many for a button.
        """
        opened = Opened.read(request.POST.get("opened", ""))
        if opened is None:
            return refuse(400, "This is not what a form sends.")
        article = self.model._default_manager.filter(pk=opened.object_id).first()
        if not self._may_keep(request, opened, article):
            return refuse(403, "You may not write here.")
        content = self._kept_content(opened, article)
        outcome = self._press(request, article, content)
        checklist = self.checklist(article, content)
        context = {
            "checklist": checklist,
            "unsaid": outcome,
            "may_dismiss": article is not None,
        }
        status = 200 if outcome is None or outcome.is_done else 400 if outcome.key else 409
        return JsonResponse(
            {
                "html": render_to_string("admin/checklist/list.html", context, request),
                "words": checklist.words,
                "open": len(checklist.open),
                "said": outcome.words if outcome else "",
            },
            status=status,
        )

    def _kept_content(self, opened: Opened, article: Any) -> Content:
        """What is kept of an open form, or else what is saved. Two queries, or six."""
        rows = Draft.objects.filter(key=opened.key, user=opened.user)
        draft = rows.unsaved().first()
        if draft and draft.data:
            typed = presentable(read_draft(draft, self.shape), self.shape)
            # What is no address is looked up nowhere, and the form itself says what one is.
            is_address = article is None or slug_re.fullmatch(typed["slug"])
            return typed if is_address else typed | {"slug": article.slug}
        if article:
            return kind_of(article).take(article)
        return presentable(read({}, self.shape, opened.key), self.shape)

    def after_saving(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """“Checklist …” saves, and leads to the list as a page."""
        response = super().after_saving(request, obj)  # type: ignore[misc]
        if response is None and "_checklist" in request.POST:
            return HttpResponseRedirect(self.address("checklist", obj))
        return response

    # A page of its own

    def checklist_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list of the saved text; works without a script. At most fifty queries."""
        article = self.find(request, pk, to_change=True)
        outcome = self._press(request, article)
        if outcome and not outcome.key:
            return self._go_on(request, outcome, self.address("checklist", article))
        return self._show_checklist(request, article, outcome)

    def _show_checklist(
        self, request: HttpRequest, article: Any, outcome: Outcome | None = None
    ) -> HttpResponse:
        return self.show(
            request,
            "checklist",
            article,
            title="Checklist",
            checklist=self.checklist(article),
            checklist_url=self.address("checklist", article),
            unsaid=outcome,
            may_dismiss=True,
        )

    # Before publishing

    def publish_saved(self, request: HttpRequest, revision: Any) -> HttpResponse:
        """Publish what was just saved; where advice is open, that is shown first."""
        checklist = self.checklist(revision.article, revision.content)
        if checklist.advice and not checklist.errors:
            return HttpResponseRedirect(self.address("publish", revision.article))
        return super().publish_saved(request, revision)

    def publish_now(self, request: HttpRequest, revision: Any, **window: Any) -> bool:
        """Publish, unless the checklist has an error; a message leads to each."""
        checklist = self.checklist(revision.article, revision.content)
        if not checklist.errors:
            return super().publish_now(request, revision, **window)
        form = self.address("change", revision.article)
        told = checklist.errors[:MAX_TOLD]
        places = format_html_join(
            "",
            '<br><a href="{}#at-{}">{}</a>: {}',
            ((form, e.finding.place, e.where, e.finding.told) for e in told),
        )
        message = format_html("Saved, but not published. Mend this first:{}", places)
        if more := len(checklist.errors) - len(told):
            page = self.address("checklist", revision.article)
            message += format_html('<br><a href="{}">And {} more</a>', page, more)
        self.message_user(request, message, messages.ERROR)
        return False

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What there is to consider before the newest version is published, and the button.

        At most sixty queries to be shown.
        """
        article: Any = self.find(request, pk, to_publish=True)
        form, here = self.address("change", article), self.address("publish", article)
        newest = newest_version(article)
        if newest is None:
            return self._go_on(request, Outcome("Save it first: there is no version yet."), form)
        if request.method == "POST" and request.POST.get("revision") != str(newest.pk):
            return self._go_on(request, Outcome(NEWER.format(self._saver(newest))), here)
        if "_publish" in request.POST:
            # Whoever presses twice has published once. What is published is what was shown.
            is_done = newest.is_live or self.publish_now(request, newest)
            return HttpResponseRedirect(form if is_done else here)
        outcome = self._press(request, article, newest.content)
        if outcome and not outcome.key:
            return self._go_on(request, outcome, here)
        return self._show_publish(request, article, newest, outcome)

    def _show_publish(
        self, request: HttpRequest, article: Any, newest: Any, outcome: Outcome | None = None
    ) -> HttpResponse:
        live = article.revisions.live().first()
        links = {"schedule_url": self.address("schedule", article)}
        if live and live.content_hash != newest.content_hash:
            links["compare_url"] = self.address("compare", article, live.pk, newest.pk)
        return self.show(
            request,
            "publish",
            article,
            title="Before it is published",
            revision=newest,
            live=live,
            changes=changes(compare(live.content, newest.content)) if live else (),
            checklist=self.checklist(article, newest.content),
            checklist_url=self.address("publish", article),
            look_url=self.address("revision", article, newest.pk),
            unsaid=outcome,
            may_dismiss=True,
            **links,
        )

    # What is pressed

    def _press(
        self, request: HttpRequest, article: Any, content: Content | None = None
    ) -> Outcome | None:
        """Do what the pressed button of the list of `content` says; nothing without one."""
        post = request.POST
        if article is None:
            return None
        if "_fix" in post:
            return _fix(article, post["_fix"], request.user)
        if "_again" in post:
            return _take_back(self.checklist(article, content), post["_again"], request.user)
        if "_dismiss" in post:
            key = post["_dismiss"]
            entry = self.checklist(article, content).find(key)
            return _dismiss(article, entry, post.get(f"_reason-{key}", ""), request.user)
        return None

    def _go_on(self, request: HttpRequest, outcome: Outcome, address: str) -> HttpResponse:
        level = messages.SUCCESS if outcome.is_done else messages.WARNING
        self.message_user(request, outcome.words, level)
        return HttpResponseRedirect(address)

    def _saver(self, revision: Any) -> str:
        return name_of(revision.created_by) if revision.created_by else "Somebody"


def _dismiss(article: Any, entry: Entry | None, reason: str, by: Any) -> Outcome:
    if entry is None:
        return Outcome(MEANWHILE)
    form = ReasonForm({"reason": reason})
    if not form.is_valid():
        problem = " ".join(map(str, form.errors["reason"]))
        return Outcome(key=entry.key, reason=reason, problem=problem)
    try:
        row, is_new = dismiss(article, entry.finding, by=by, **form.cleaned_data)
    except NotDismissable:
        return Outcome("What must be mended cannot be set aside.")
    words = "It is set aside until this passage changes." if is_new else ""
    return Outcome(words or f"It was set aside already: {row.reason}", is_done=True)


def _take_back(checklist: Checklist, key: str, by: Any) -> Outcome:
    if row := checklist.find_dismissal(key):
        take_back(row, by=by)
    return Outcome("It is advised again.", is_done=True)


def _fix(article: Any, key: str, by: Any) -> Outcome:
    try:
        return Outcome(f"Done: {fix_saved(article, key, by=by)}.", is_done=True)
    except NotFixable:
        return Outcome(MEANWHILE)
