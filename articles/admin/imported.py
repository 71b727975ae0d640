"""The pages of one document that came in: what it would become, and the choices for it."""

import io
import math
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin.pages import PagesMixin
from articles.importing.batches import leave_out, read_again
from articles.importing.drafts import ImportResult, NotDrafted, Outcome, draft
from articles.importing.fetching import decode
from articles.importing.forms import ProposalForm
from articles.importing.rows import summarise
from articles.importing.showing import Shown, render_body, show
from articles.importing.turns import go_on, resume
from articles.models import Import, ImportedDocument
from articles.photos.store import NotAPhoto
from articles.previews import show_preview

STATE = ImportedDocument.State
#: The longest side of a picture beside its text, in pixels.
SHOWN_SIDE = 960

LATE = "This is no proposal any more: nothing was changed, and your choices are not kept."
DONE = {
    Outcome.MADE: "“{}” is in the desk. Readers see nothing of it until you publish it.",
    Outcome.UPDATED: "“{}” is updated. The text before it is among its versions.",
    Outcome.MERGED: "“{}” was changed here too: both changes are in it now.",
    Outcome.UNCHANGED: "“{}” has this text already: nothing was changed.",
}


class ImportedMixin(PagesMixin):
    """Addresses and views of the documents of an import."""

    def get_urls(self) -> list[URLPattern]:
        may_send = require_http_methods(["GET", "HEAD", "POST"])
        return [
            self._page("", may_send(self.document_view), "document"),
            self._page("preview/", require_safe(self.preview_view), "preview"),
            self._page("pictures/<int:picture>/", require_safe(self.picture_view), "picture"),
            *super().get_urls(),
        ]

    def _page(self, route: str, view: Any, name: str) -> URLPattern:
        full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        route = f"<int:pk>/documents/<int:document>/{route}"
        return path(route, self.admin_site.admin_view(view), name=full_name)

    def find_document(self, request: HttpRequest, pk: int, document: int) -> ImportedDocument:
        """A document of an import that this person may see. Two queries."""
        batch = self.find(request, pk)
        rows = ImportedDocument.objects.select_related("article", "topic", "author")
        row = get_object_or_404(rows.defer("data", "content"), pk=document, batch=batch)
        row.batch = batch
        return row

    def line_of(self, batch: Import, row: ImportedDocument) -> dict[str, Any]:
        """What a list says of one document. Runs no query."""
        return {
            "row": row,
            "title": row.title or row.name,
            "address": self.address("document", batch, row.pk),
            "article_url": article_address(row),
            "is_to_look_at": row.state == STATE.PROPOSED,
        }

    def document_view(self, request: HttpRequest, pk: int, document: int) -> HttpResponse:
        """What becomes of a document. Some sixty queries at most, whatever its length."""
        row = self.find_document(request, pk, document)
        if request.method != "POST":
            return self._show_document(request, row)
        if "_again" in request.POST:
            return self._read_again(request, row)
        if row.state != STATE.PROPOSED:
            return self._come_late(request, row)
        if "_leave_out" in request.POST:
            leave_out(row)
            self.message_user(request, f"“{row.title or row.name}” is left out.")
            return HttpResponseRedirect(self.address("change", row.batch))
        return self._save(request, row)

    def _show_document(
        self, request: HttpRequest, row: ImportedDocument, form: ProposalForm | None = None
    ) -> HttpResponse:
        shown = self._look(request, row)
        is_open = row.state == STATE.PROPOSED
        if is_open and form is None:
            form = _form(None, row, shown, request.user)
        return self.show_page(
            request,
            "document",
            title=row.title or row.name,
            row=row,
            batch=row.batch,
            line=self.line_of(row.batch, row),
            proof=row.proof,
            kept=spell_kept(row.proof),
            shown=shown,
            form=form if is_open else None,
            may_read_again=may_read_again(row),
            body=render_body(shown.content) if shown.content else "",
            batch_url=self.address("change", row.batch),
            preview_url=self.address("preview", row.batch, row.pk),
            neighbours=self._neighbours(row),
        )

    def _look(self, request: HttpRequest, row: ImportedDocument) -> Shown:
        keys = row.pictures.values_list("address", "pk")
        pictures = {
            address: self.address("picture", row.batch, row.pk, key) for address, key in keys
        }
        return show(row, by=request.user, pictures=pictures)

    def _neighbours(self, row: ImportedDocument) -> list[tuple[str, str]]:
        """The proposals before and after one, to be looked at in a row. Two queries."""
        rows = row.batch.documents.filter(state=STATE.PROPOSED).order_by("position", "pk")
        before = rows.filter(position__lt=row.position).reverse()
        after = rows.filter(position__gt=row.position)
        found = [("Before", before), ("Next", after)]
        keys = [(label, some.values_list("pk", flat=True).first()) for label, some in found]
        return [(label, self.address("document", row.batch, key)) for label, key in keys if key]

    @transaction.atomic
    def _save(self, request: HttpRequest, row: ImportedDocument) -> HttpResponse:
        """Keep the choices, and make the draft if that button was pressed."""
        row = get_object_or_404(ImportedDocument.objects.select_for_update(), pk=row.pk)
        if row.state != STATE.PROPOSED:
            return self._come_late(request, row)
        shown = self._look(request, row)
        form = _form(request.POST, row, shown, request.user)
        if not form.is_valid():
            return self._show_document(request, row, form)
        outline = form.chosen_outline()
        row.outline, row.choices = outline.to_json(), form.chosen()
        row.found |= summarise(outline)
        row.title, row.error = outline.title[:300], ""
        row.topic, row.author = form.cleaned_data["topic"], form.cleaned_data["author"]
        row.save(update_fields=["outline", "choices", "found", "title", "error", "topic", "author"])
        if "_draft" in request.POST:
            return self._draft(request, row)
        self.message_user(request, "Your choices are kept. No draft is made yet.")
        return HttpResponseRedirect(self.address("document", row.batch, row.pk))

    def _come_late(self, request: HttpRequest, row: ImportedDocument) -> HttpResponse:
        self.message_user(request, LATE, messages.WARNING)
        return HttpResponseRedirect(self.address("document", row.batch, row.pk))

    def _draft(self, request: HttpRequest, row: ImportedDocument) -> HttpResponse:
        try:
            result = draft(row, by=request.user)
        except NotDrafted as refusal:
            self.message_user(request, f"No draft is made. {refusal}", messages.WARNING)
            return HttpResponseRedirect(self.address("document", row.batch, row.pk))
        self._tell(request, result)
        return HttpResponseRedirect(article_address(row, result))

    def _tell(self, request: HttpRequest, result: ImportResult) -> None:
        words = DONE[result.outcome].format(result.article)
        self.message_user(request, words, messages.SUCCESS)
        for sentence in result.told:
            self.message_user(request, sentence, messages.WARNING)

    def _read_again(self, request: HttpRequest, row: ImportedDocument) -> HttpResponse:
        read_again(row)
        resume(row.batch)
        go_on(row.batch, by=request.user)
        return HttpResponseRedirect(self.address("document", row.batch, row.pk))

    def preview_view(self, request: HttpRequest, pk: int, document: int) -> HttpResponse:
        """The article as its page would be."""
        row = self.find_document(request, pk, document)
        shown: Shown = self._look(request, row)
        if shown.content is None:
            raise Http404(shown.refusal)
        return show_preview(request, shown.content)

    def picture_view(
        self, request: HttpRequest, pk: int, document: int, picture: int
    ) -> HttpResponse:
        """A picture that came along, made anew: nobody is sent the bytes that came."""
        row = self.find_document(request, pk, document)
        found = get_object_or_404(row.pictures.select_related("photo"), pk=picture)
        if found.photo:
            return HttpResponseRedirect(found.photo.thumbnail)
        try:
            image = decode(bytes(found.data))
        except NotAPhoto as error:
            raise Http404(" ".join(error.messages)) from error
        image.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=70)
        response = HttpResponse(buffer.getvalue(), content_type="image/webp")
        response["Cache-Control"] = "private, max-age=3600"
        return response

    def show_page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        raise NotImplementedError


def may_read_again(row: ImportedDocument) -> bool:
    """Whether a page offers to read once more what is no proposal."""
    is_gone = row.state == STATE.UNCHANGED and row.article_id is None
    return row.digest != "" and (row.state in (STATE.FAILED, STATE.DROPPED) or is_gone)


def article_address(row: ImportedDocument, result: ImportResult | None = None) -> str:
    """Where the article of a document is written; empty where there is none."""
    key = result.article.pk if result else row.article_id
    return reverse("admin:articles_article_change", args=[key]) if key else ""


def spell_kept(proof: dict[str, Any] | None) -> str:
    """The share of a document that is kept, never rounded up."""
    share = proof["share_kept"] if proof else 0
    return f"{math.floor(share * 1_000) / 10:g} %"


def _form(data: Any, row: ImportedDocument, shown: Shown, user: Any) -> ProposalForm:
    return ProposalForm(
        data,
        row=row,
        outline=shown.outline,
        earlier=shown.earlier,
        offers=shown.offers,
        by=user,
    )
