"""Submit a version for review, look at what was submitted, and decide."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.windows import WindowsMixin
from articles.models import Submission
from articles.reviewing.comments import count_open
from articles.reviewing.forms import DecisionForm, SubmitForm
from articles.reviewing.notices import mark_read
from articles.reviewing.submissions import (
    NothingNew,
    NotWaiting,
    Review,
    approve,
    earlier_submissions,
    give_back,
    review_address,
    review_of,
    submit,
    take_back,
)

MEANWHILE = (
    "Nothing was done: it was decided, taken back or submitted anew while you looked at it. "
    "Here is how it stands now."
)


class ReviewingMixin(WindowsMixin):
    """The pages of an article's way from its author to its editors and back."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("submit/", self.submit_view, "submit"),
            self.page_url("take-back/", require_POST(self.take_back_view), "take_back"),
            self.page_url("review/", self.review_view, "review"),
            *super().get_urls(),
        ]

    def review(self, request: HttpRequest, article: Any) -> Review:
        """Where the article stands in review, for this person. One query."""
        return review_of(
            article,
            may_change=self.has_change_permission(request, article),
            may_publish=self.may_publish(request),
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if article := kwargs.get("obj"):
            context["review"] = self.review(request, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def submit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for a note on GET, submits the newest saved version on POST."""
        article = self.find(request, pk, to_change=True)
        review = self.review(request, article)
        data = request.POST if request.method == "POST" else None
        form = SubmitForm(data, initial={"note": review.submission.note if review else ""})
        if data is not None and form.is_valid():
            self._submit(request, article, form.cleaned_data["note"])
            return HttpResponseRedirect(self.address("change", article))
        return self.show(
            request, "submit", article, title="Submit for review", form=form, review=review
        )

    def _submit(self, request: HttpRequest, article: Any, note: str) -> None:
        try:
            submit(article, by=request.user, note=note)
        except NothingNew:
            message = "Nothing was submitted: readers see this version already."
            self.message_user(request, message, messages.WARNING)
        else:
            self.message_user(request, "Submitted. The editors are told.", messages.SUCCESS)

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what waits for review."""
        article = self.find(request, pk, to_change=True)
        review = self.review(request, article)
        if not review.is_waiting:
            self.message_user(request, MEANWHILE, messages.WARNING)
            return HttpResponseRedirect(review_address(article))
        take_back(review.submission, by=request.user)
        self.message_user(request, "Taken back. The editors are told.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", article))

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was submitted and how it differs, on GET; an editor's decision, on POST."""
        is_decision = request.method == "POST"
        article = self.find(request, pk, to_publish=is_decision)
        review = self.review(request, article)
        form = self._decision_form(request, review)
        if form and form.is_valid():
            self._carry_out(request, review.submission, form)
            if form.is_valid():
                return HttpResponseRedirect(review_address(article))
            review = self.review(request, article)
        mark_read(request.user, review_address(article))
        unsent = request.POST.get("answer", "")
        if is_decision and not review.may_decide:
            form = None
            self.message_user(request, MEANWHILE, messages.WARNING)
        return self._show_review(request, article, review, form=form, unsent=unsent)

    def _decision_form(self, request: HttpRequest, review: Review) -> DecisionForm | None:
        if not review.may_decide:
            return None
        data = request.POST if request.method == "POST" else None
        return DecisionForm(data, seen=review.submission.revision_id, newest=review.newest)

    def _carry_out(self, request: HttpRequest, submission: Submission, form: DecisionForm) -> None:
        """Do what was chosen; where that cannot be, the form has an error then."""
        decision, answer = form.cleaned_data["decision"], form.cleaned_data["answer"]
        try:
            if decision == "approve":
                approve(submission, by=request.user, answer=answer)
                self.message_user(request, "Approved. The author is told.", messages.SUCCESS)
            elif decision == "return":
                give_back(submission, by=request.user, answer=answer)
                self.message_user(request, "Returned with your note.", messages.SUCCESS)
            elif not self._publish(request, submission, form.cleaned_data):
                form.add_error(None, "It is not published and not decided.")
        except NotWaiting:
            form.add_error(None, MEANWHILE)

    @transaction.atomic
    def _publish(
        self, request: HttpRequest, submission: Submission, choice: dict[str, Any]
    ) -> bool:
        """Publish the chosen version, if nothing must be mended; that approves the submission."""
        Submission.objects.filter(pk=submission.pk).update(answer=choice["answer"])
        version = choice["version"] or choice["seen"]
        revision = submission.article.revisions.get(pk=version)
        is_done = self.publish_now(request, revision, at=choice["at"], until=choice["until"])
        if not is_done:
            transaction.set_rollback(True)
        return is_done

    def _show_review(
        self, request: HttpRequest, article: Any, review: Review, **context: Any
    ) -> HttpResponse:
        revisions = article.revisions.defer("html", "content")
        live = revisions.live().first()
        links = {}
        if review:
            submitted = review.submission.revision_id
            links["look_url"] = self.address("revision", article, submitted)
            if live and live.pk != submitted:
                links["live_url"] = self.address("compare", article, live.pk, submitted)
            if review.is_changed:
                links["newest_url"] = self.address("compare", article, submitted, review.newest)
        return self.show(
            request,
            "review",
            article,
            title="Review",
            review=review,
            live=live,
            open_comments=count_open(article),
            earlier=earlier_submissions(article, but=review.submission),
            comments_url=self.address("comments", article),
            submit_url=self.address("submit", article),
            take_back_url=self.address("take_back", article),
            **links,
            **context,
        )
