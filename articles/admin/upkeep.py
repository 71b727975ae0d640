"""When an article is to be looked through again, and that it was."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from articles.admin.publishable import BarAction, PublishableAdmin
from articles.models import Revision
from articles.publishing.states import state_of
from articles.publishing.windows import NotLive, NotPublishable
from articles.reviewing.notices import mark_read
from articles.templatetags.desk import day
from articles.upkeep.confirming import ReviewedBefore, SeenBefore, confirm
from articles.upkeep.due import Clock, next_review, sortable_by_due
from articles.upkeep.forms import ReviewedForm

NOT_LIVE = "Readers see nothing of it, so there is nothing to have reviewed. Publish it first."
MEANWHILE = (
    "Nothing was done: what readers see changed while you looked at it. Look at it once more."
)
AS_BEFORE = "It is noted as reviewed like this already. Nothing was changed."
#: What the list calls soon.
SOON = timedelta(days=30)


class ReviewFilter(admin.SimpleListFilter):
    """The list by when its articles are due; what is not live is in none of these."""

    title = "next review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue"), ("soon", "Due within 30 days"), ("later", "Not due")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in ("overdue", "soon", "later"):
            return queryset
        clock, today = _clock(request), timezone.localdate()
        overdue, soon, live = (
            rows.order_by().values("article")
            for rows in (
                clock.due_by(today - timedelta(days=1)),
                clock.due_by(today + SOON),
                Revision.objects.live(),
            )
        )
        match self.value():
            case "overdue":
                return queryset.filter(pk__in=overdue)
            case "soon":
                return queryset.filter(pk__in=soon).exclude(pk__in=overdue)
        return queryset.filter(pk__in=live).exclude(pk__in=soon)


class UpkeepMixin(PublishableAdmin):
    """The clock of reviews in the list and in the form, and the page that answers it."""

    def get_urls(self) -> list[URLPattern]:
        return [self.page_url("reviewed/", self.reviewed_view, "reviewed"), *super().get_urls()]

    # The list

    def with_columns(self, request: HttpRequest, rows: Any) -> QuerySet:
        return sortable_by_due(super().with_columns(request, rows), _clock(request))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, whose rows know when they are due: one query for all that are shown."""
        changes = super().get_changelist_instance(request)
        keys = [row.pk for row in changes.result_list]
        due = _clock(request).rows().filter(article__in=keys).values_list("article", "due_on")
        days = dict(due)
        for row in changes.result_list:
            row.next_review = days.get(row.pk)
        return changes

    @admin.display(description="next review", ordering=F("due_on").asc(nulls_last=True))
    def due(self, article: Any) -> SafeString | None:
        on = article.next_review
        if on is None or on >= timezone.localdate():
            return on and day(on)
        return format_html('<span class="state state-changed">Overdue</span> {}', day(on))

    # The form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        article = kwargs.get("obj")
        # What is not live, which is known by now, is not due, and asks for nothing.
        upcoming = next_review(article) if article and context["state"].is_live else None
        fields = context["adminform"].form.fields
        if upcoming and "review_due_on" in fields:
            on = formats.date_format(upcoming.on, "j F Y")
            words = f"{fields['review_due_on'].help_text} Next review: {on} ({upcoming.reason})."
            fields["review_due_on"].help_text = words
        if upcoming and upcoming.on <= timezone.localdate():
            mark_read(request.user, self.address("change", article))
        response.context_data["next_review"] = upcoming
        return response

    def bar_actions(self, request: HttpRequest, obj: Any, state: Any) -> list[BarAction]:
        steps = super().bar_actions(request, obj, state)
        if self.may_publish(request) and state.is_live:
            steps.insert(0, BarAction("Mark as reviewed …", self.address("reviewed", obj)))
        return steps

    # The page

    def reviewed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks who reviewed what is live, and when; publishes that on POST.

        For those who may publish. At most twenty queries to ask, some eighty to do it.
        """
        article = self.find(request, pk, to_publish=True)
        live = article.revisions.live().select_related("reviewer", "topic").defer("html").first()
        if live is None:
            return self._leave(request, article, NOT_LIVE, messages.WARNING)
        data = request.POST if request.method == "POST" else None
        form = ReviewedForm(data, live=live, clock=_clock(request), user=request.user)
        if form.is_valid():
            try:
                confirm(
                    article, seen=request.POST.get("seen", ""), by=request.user, **form.cleaned_data
                )
            except SeenBefore:
                self.message_user(request, MEANWHILE, messages.WARNING)
            except ReviewedBefore:
                return self._leave(request, article, AS_BEFORE, messages.INFO)
            except NotLive:
                return self._leave(request, article, NOT_LIVE, messages.WARNING)
            except NotPublishable as error:
                form.add_error(None, "Mend this first, in the draft, and publish it:")
                for name, problem in error.problems:
                    form.add_error(None, f"{capfirst(name)}: {problem}")
            else:
                return self._leave(request, article, self._spell(article), messages.SUCCESS)
        return self.show(
            request,
            "reviewed",
            article,
            title="Mark as reviewed",
            form=form,
            live=live,
            state=state_of(article),
            next_review=next_review(article),
        )

    def _leave(self, request: HttpRequest, article: Any, words: str, level: int) -> HttpResponse:
        self.message_user(request, words, level)
        return HttpResponseRedirect(self.address("change", article))

    def _spell(self, article: Any) -> str:
        article.refresh_from_db()
        upcoming = next_review(article)
        on = (
            f" The next review is on {formats.date_format(upcoming.on, 'j F Y')}."
            if upcoming
            else ""
        )
        return f"Readers see the review from now on.{on}"


def _clock(request: HttpRequest) -> Clock:
    """One look-up for a whole request."""
    if not hasattr(request, "clock"):
        request.clock = Clock.load()  # type: ignore[attr-defined]
    return request.clock  # type: ignore[attr-defined]
