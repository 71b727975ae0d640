"""Submit a version for review, look at what was submitted, and decide."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.windows import WindowsMixin
from articles.editing.drafts import newest_version
from articles.models import Submission
from articles.publishing.content import digest
from articles.publishing.kinds import kind_of
from articles.reviewing.comments import count_open
from articles.reviewing.forms import DecisionForm, SubmitForm
from articles.reviewing.notices import mark_read
from articles.reviewing.standing import Review, earlier_reviews, review_address, review_of
from articles.reviewing.submissions import (
    NothingNew,
    NotWaiting,
    answer_first,
    approve,
    give_back,
    is_current,
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

    # The form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if article := kwargs.get("obj"):
            context["review"] = self.review(request, article)
            context["review_url"] = review_address(article)
            context["take_back_url"] = self.address("take_back", article)
        else:
            context["review"] = Review(may_submit=True)
        return super().render_change_form(request, context, *args, **kwargs)

    def after_saving(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """“Submit for review …” saves, and leads to the page that asks for a note."""
        response = super().after_saving(request, obj)  # type: ignore[misc]
        if response is None and "_submit_review" in request.POST:
            return HttpResponseRedirect(self.address("submit", obj))
        return response

    # An author submits

    def submit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for a note on GET, submits the newest saved version on POST."""
        article = self.find(request, pk, to_change=True)
        review = self.review(request, article)
        data = request.POST if request.method == "POST" else None
        note = review.submission.note if review.is_waiting else ""
        form = SubmitForm(data, initial={"note": note})
        if data is not None and form.is_valid():
            self._submit(request, article, form.cleaned_data["note"])
            return HttpResponseRedirect(self.address("change", article))
        return self._show_submit(request, article, review=review, form=form)

    def _submit(self, request: HttpRequest, article: Any, note: str) -> None:
        try:
            submit(article, by=request.user, note=note)
        except NothingNew:
            message = "Nothing was submitted: this version is live or scheduled already."
            self.message_user(request, message, messages.WARNING)
        else:
            self.message_user(request, "It waits for review now.", messages.SUCCESS)

    def _show_submit(self, request: HttpRequest, article: Any, **context: Any) -> HttpResponse:
        content = kind_of(article).take(article)
        newest = newest_version(article)
        live = article.revisions.defer("html", "content").live().first()
        links = {}
        if newest:
            links["look_url"] = self.address("revision", article, newest.pk)
        if newest and live and live.content_hash != newest.content_hash:
            links["compare_url"] = self.address("compare", article, live.pk, newest.pk)
        return self.show(
            request,
            "submit",
            article,
            title="Submit for review",
            newest=newest,
            live=live,
            is_current=is_current(article, digest(content)),
            **self.glance(article, content),
            **links,
            **context,
        )

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what waits for review."""
        article = self.find(request, pk, to_change=True)
        try:
            take_back(article, by=request.user)
        except NotWaiting:
            self.message_user(request, MEANWHILE, messages.WARNING)
            return HttpResponseRedirect(review_address(article))
        self.message_user(request, "Taken back: it does not wait any more.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", article))

    # An editor decides

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
        unsent = ""
        if is_decision and not review.may_decide:
            form, unsent = None, request.POST.get("answer", "")
            self.message_user(request, MEANWHILE, messages.WARNING)
        return self._show_review(request, article, review, form=form, unsent=unsent)

    def _decision_form(self, request: HttpRequest, review: Review) -> DecisionForm | None:
        if not review.may_decide:
            return None
        data = request.POST if request.method == "POST" else None
        submitted = review.submission
        was_seen = submitted.article.revisions.seen().exists()
        return DecisionForm(
            data, seen=submitted.revision_id, newest=review.newest, was_seen=was_seen
        )

    def _carry_out(self, request: HttpRequest, submission: Submission, form: DecisionForm) -> None:
        """Do what was chosen; where that cannot be, the form has an error then."""
        decision, answer = form.cleaned_data["decision"], form.cleaned_data["answer"]
        try:
            if decision == "approve":
                approve(submission, by=request.user, answer=answer)
                self.message_user(request, "Approved.", messages.SUCCESS)
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
        answer_first(submission, choice["answer"])
        version = choice["version"] or choice["seen"]
        revision = submission.article.revisions.get(pk=version)
        window = {name: choice[name] for name in ("at", "until", "is_update")}
        window["correction"] = choice.get("correction", "")
        is_done = self.publish_now(request, revision, **window)
        if not is_done:
            transaction.set_rollback(True)
        return is_done

    def _show_review(
        self, request: HttpRequest, article: Any, review: Review, **context: Any
    ) -> HttpResponse:
        live = article.revisions.defer("html", "content").live().first()
        if review.may_decide:
            context |= self.glance(article, review.submission.revision.content)
        return self.show(
            request,
            "review",
            article,
            title="Review",
            review=review,
            live=live,
            open_comments=count_open(article),
            earlier=earlier_reviews(article, but=review),
            comments_url=self.address("comments", article),
            submit_url=self.address("submit", article),
            take_back_url=self.address("take_back", article),
            **self._review_links(article, review, live),
            **context,
        )

    def _review_links(self, article: Any, review: Review, live: Any) -> dict[str, str]:
        """Where to look at what was submitted, and at what it changes."""
        if not review:
            return {}
        submitted = review.submission.revision_id
        links = {"look_url": self.address("revision", article, submitted)}
        if live and live.content_hash != review.submission.revision.content_hash:
            links["live_url"] = self.address("compare", article, live.pk, submitted)
        if review.is_changed:
            links["newest_url"] = self.address("compare", article, submitted, review.newest)
        return links
