"""What is said about an article: its page, and the answers that its form's panel asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.models import Comment
from articles.reviewing.comments import (
    Answered,
    address_of,
    comment_on,
    comments_address,
    delete,
    edit,
    is_own,
    may_delete,
    may_edit,
    reopen,
    reply,
    resolve,
)
from articles.reviewing.forms import MAX_TEXT, CommentForm, ReplyForm
from articles.reviewing.notices import mark_read
from articles.reviewing.places import places_of_draft
from articles.reviewing.threads import group_by_place, threads_of

View = Callable[..., HttpResponse]


class CommentsMixin(PagesMixin):
    """The pages of an article's comments. Whoever may open the article may take part."""

    def get_urls(self) -> list[URLPattern]:
        one = "comments/<int:comment_pk>"
        pages = [
            self.page_url("comments/", self.comments_view, "comments"),
            self.page_url(f"{one}/reply/", atomic(self.reply_view), "comment_reply"),
            self.page_url(f"{one}/edit/", atomic(self.edit_comment_view), "comment_edit"),
            self.page_url(f"{one}/delete/", _acting(self.delete_comment_view), "comment_delete"),
            self.page_url(f"{one}/resolve/", _acting(self.resolve_view), "comment_resolve"),
            self.page_url(f"{one}/reopen/", _acting(self.reopen_view), "comment_reopen"),
        ]
        for page in pages:
            page.callback = _for_panel(page.callback)
        return [*pages, *super().get_urls()]

    def threads(self, request: HttpRequest, article: Any) -> list[Any]:
        """All that is said about the article, as this person sees it. One query."""
        is_keeper = self.has_change_permission(request, article)
        return threads_of(article, request.user, is_keeper=is_keeper)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if article := kwargs.get("obj"):
            context["threads"] = self.threads(request, article)
            context["comments_url"] = comments_address(article)
            context["comment_length"] = MAX_TEXT
        return super().render_change_form(request, context, *args, **kwargs)

    def comments_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All comments by section on GET (for the panel: its list); one more on POST."""
        article = self.find(request, pk)
        places = places_of_draft(article)
        if request.method == "POST":
            form = CommentForm(request.POST, places=places)
            if form.is_valid():
                text = form.cleaned_data["text"]
                comment = comment_on(article, by=request.user, text=text, **form.about)
                return self._answer(request, comment)
            if _wants_json(request):
                return _refuse(form)
        else:
            form = CommentForm(places=places, initial={"place": request.GET.get("place", "")})
            mark_read(request.user, comments_address(article))
            if _wants_json(request):
                return self._list(request, article)
        groups = group_by_place(self.threads(request, article), places)
        return self.show(
            request,
            "comments_page",
            article,
            title="Comments",
            form=form,
            groups=groups,
            comments_url=comments_address(article),
            comment_length=MAX_TEXT,
        )

    def reply_view(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Answer a remark: a form on GET, the answer on POST."""
        thread = self._find_comment(request, pk, comment_pk, reply_to=None)
        form = ReplyForm(request.POST or None)
        if form.is_valid():
            return self._answer(request, reply(thread, by=request.user, **form.cleaned_data))
        return self._ask_for_words(request, thread, form, "Reply")

    def edit_comment_view(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Change one's own words: a form on GET, the words on POST."""
        comment = self._find_comment(request, pk, comment_pk)
        if not is_own(comment, request.user):
            raise PermissionDenied
        form = ReplyForm(request.POST or None, initial={"text": comment.text})
        if form.is_bound and not may_edit(comment, request.user):
            form.add_error(None, "A quarter of an hour has passed: reply to it instead.")
        if form.is_valid():
            edit(comment, by=request.user, **form.cleaned_data)
            return self._answer(request, comment)
        return self._ask_for_words(request, comment, form, "Change the comment")

    def delete_comment_view(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Delete a remark nobody has answered."""
        comment = self._find_comment(request, pk, comment_pk)
        is_keeper = self.has_change_permission(request, comment.article)
        if not may_delete(comment, request.user, is_keeper=is_keeper):
            raise PermissionDenied
        try:
            delete(comment, by=request.user)
        except Answered:
            words = "It was answered, so it stays. You can resolve it instead."
            if _wants_json(request):
                return JsonResponse({"error": words}, status=409)
            self.message_user(request, words, messages.WARNING)
        return self._answer(request, comment)

    def resolve_view(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Mark a remark as dealt with."""
        thread = self._find_comment(request, pk, comment_pk, reply_to=None)
        resolve(thread, by=request.user)
        return self._answer(request, thread)

    def reopen_view(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Open a resolved remark again."""
        thread = self._find_comment(request, pk, comment_pk, reply_to=None)
        reopen(thread, by=request.user)
        return self._answer(request, thread)

    def _find_comment(
        self, request: HttpRequest, pk: int, comment_pk: int, **conditions: Any
    ) -> Comment:
        """The comment, which nobody answers, resolves or deletes until the request is done."""
        article = self.find(request, pk)
        rows = article.comments.select_related("article").select_for_update(of=("self",))
        return get_object_or_404(rows, pk=comment_pk, **conditions)

    def _ask_for_words(
        self, request: HttpRequest, comment: Comment, form: ReplyForm, title: str
    ) -> HttpResponse:
        if form.is_bound and _wants_json(request):
            return _refuse(form)
        return self.show(
            request,
            "comment_form",
            comment.article,
            title=title,
            form=form,
            comment=comment,
            comments_url=comments_address(comment.article),
        )

    def _answer(self, request: HttpRequest, comment: Comment) -> HttpResponse:
        """Back to the page; or the panel's list as it is now, for its script."""
        if not _wants_json(request):
            is_there = comment.pk is not None
            where = address_of(comment) if is_there else comments_address(comment.article)
            return HttpResponseRedirect(where)
        return self._list(request, comment.article, comment=comment.pk)

    def _list(self, request: HttpRequest, article: Any, **more: Any) -> HttpResponse:
        context = {"threads": self.threads(request, article)}
        html = render_to_string("admin/publishable/comment_list.html", context, request)
        return JsonResponse({"html": html, **more})


def _acting(view: View) -> View:
    """Only what is sent does something, and all of it or nothing."""
    return require_POST(atomic(view))


def _for_panel(view: View) -> View:
    """Tell the panel's script that somebody is signed out, in the place of a page to sign in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _wants_json(request) and not request.user.is_authenticated:
            return JsonResponse({"error": "You are signed out."}, status=401)
        return view(request, *args, **kwargs)

    return answer


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _refuse(form: ReplyForm) -> JsonResponse:
    problems = [str(problem) for errors in form.errors.values() for problem in errors]
    return JsonResponse({"error": " ".join(problems)}, status=400)
