"""Read next: what stands under an article, and what an editor puts there first."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern

from articles.admin.pages import PagesMixin
from articles.discovery.related import pin
from articles.editing.widgets import ManySuggestions
from articles.log import record
from articles.models import Article, Related
from articles.views import RELATED


class PinForm(forms.Form):
    """The articles that are pinned under another."""

    others = forms.ModelMultipleChoiceField(
        Article.objects.filter(kind=Article.Kind.ARTICLE),
        label="Pinned",
        required=False,
        widget=ManySuggestions(Related._meta.get_field("other"), admin.site),
        help_text=f"At most {RELATED}. They stand first while they are live.",
    )

    def __init__(self, article: Article, data: Any = None) -> None:
        pinned = article.related.filter(is_pinned=True).values_list("other", flat=True)
        super().__init__(data, initial={"others": list(pinned)}, label_suffix="")
        self.article = article

    def clean_others(self) -> list[Article]:
        others = list(self.cleaned_data["others"])
        if self.article in others:
            raise ValidationError("An article does not lead to itself.")
        if len(others) > RELATED:
            raise ValidationError(f"Choose {RELATED} at most: no more are shown.")
        return others


class RelatedMixin(PagesMixin):
    """The page of what is to be read next."""

    def get_urls(self) -> list[URLPattern]:
        return [self.page_url("next/", self.related_view, "next"), *super().get_urls()]

    def related_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is pinned, to be changed, and what is like the article. At most 25 queries."""
        article = self.find(request, pk, to_change=True)
        form = PinForm(article, request.POST if request.method == "POST" else None)
        if form.is_valid():
            pin(article, form.cleaned_data["others"])
            names = "; ".join(map(str, form.cleaned_data["others"]))
            record("pinned what is to be read after", article, by=request.user, detail=names)
            self.message_user(request, "Readers see it from now on.", messages.SUCCESS)
            return HttpResponseRedirect(self.address("next", article))
        rows = article.related.filter(is_pinned=False).select_related("other")
        return self.show(
            request,
            "related",
            article,
            title="Read next",
            form=form,
            alike=[(row.other, round(row.likeness * 100)) for row in rows],
            media=self.media + form.media,
        )
