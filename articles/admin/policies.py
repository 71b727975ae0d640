"""The desk's page of the policies: which there are, and the way to those that are missing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article, PolicyPage
from articles.policies.standing import standings
from articles.policies.starting import Taken, assign, count_gaps, start_page, unassign
from articles.reviewing.notices import PUBLISH

TAKEN = "Somebody gave it a page in this moment."


class ChooseForm(forms.Form):
    """One of the pages that have no role."""

    page = forms.ModelChoiceField(
        Article.objects.none(),
        empty_label="Choose a page",
        error_messages={"invalid_choice": "This page is gone, or has a role of its own by now."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Article.objects.filter(kind=Article.Kind.PAGE, policy=None)
        self.fields["page"].queryset = free.order_by("title", "pk").only("title")  # type: ignore[attr-defined]


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every role with its page, and what is to be decided. Two queries beside the frame's."""
    _check(request)
    return _show(request, "policies", title="Policies", standings=standings())


@require_POST
def start(request: HttpRequest, role: str) -> HttpResponse:
    """Make a draft of our text and open it."""
    chosen = _find(request, role)
    try:
        page = start_page(chosen, by=request.user)
    except Taken:
        messages.warning(request, f"“{chosen.label}”: {TAKEN}")
        return _back(chosen)
    told = format_html(
        "This draft is made of our text. {} places in [[ ]] wait for you, and "
        '<a href="{}">some things are to be decided</a>. Readers see it once it is published.',
        count_gaps(page),
        _address(chosen),
    )
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[page.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, role: str) -> HttpResponse:
    """Take one of the pages that are there. Two queries beside the frame's, to show them."""
    chosen = _find(request, role)
    form = ChooseForm(request.POST or None)
    if form.is_valid():
        page = form.cleaned_data["page"]
        try:
            assign(chosen, page, by=request.user, may_replace=True)
        except Taken:
            form.add_error("page", TAKEN)
        else:
            messages.success(request, f"“{chosen.label}” is “{page}” now.")
            return _back(chosen)
    title = f"A page for “{chosen.label}”"
    status = 400 if form.errors else 200
    return _show(request, "choose", title=title, role=chosen, form=form, status=status)


@require_POST
def unlink(request: HttpRequest, role: str) -> HttpResponse:
    """Take the page off a role; the page stays as it is."""
    chosen = _find(request, role)
    if page := unassign(chosen, by=request.user):
        words = f"“{page}” is not linked as “{chosen.label}” any more. It is still there."
        messages.success(request, words)
    return _back(chosen)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied


def _find(request: HttpRequest, role: str) -> PolicyPage.Role:
    _check(request)
    if role not in PolicyPage.Role:
        raise Http404(f"There is no page of policy called {role}.")
    return PolicyPage.Role(role)


def _address(role: str) -> str:
    return f"{reverse('admin:policies')}#{role}"


def _back(role: str) -> HttpResponse:
    return HttpResponseRedirect(_address(role))


def _show(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    frame = admin.site.each_context(request)
    template = f"admin/policies/{template}.html"
    return TemplateResponse(request, template, {**frame, **context}, status=status)


urlpatterns = [
    path("", admin.site.admin_view(policies), name="policies"),
    path("<slug:role>/start/", admin.site.admin_view(start), name="policy_start"),
    path("<slug:role>/choose/", admin.site.admin_view(choose), name="policy_choose"),
    path("<slug:role>/unlink/", admin.site.admin_view(unlink), name="policy_unlink"),
]
