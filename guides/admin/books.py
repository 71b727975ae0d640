"""A guide as EPUB and PDF, at the desk: what there is, and having it made."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST, require_safe

from articles.admin.pages import PagesMixin
from guides.books.building import open_book
from guides.books.following import ask_for_books
from guides.books.states import states_of
from guides.models import Book


class BooksMixin(PagesMixin):
    """The page of a guide's books."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("books/", require_safe(self.books_view), "books"),
            self.page_url("books/make/", require_POST(self.make_view), "make_books"),
            self.page_url("books/<slug:form>/", require_safe(self.book_view), "book"),
            *super().get_urls(),
        ]

    def books_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Both formats and where they stand. At most 28 queries."""
        obj = self.find(request, pk)
        states, reason = states_of(obj)
        may_make = self.has_change_permission(request, obj) and not reason
        return self.show(
            request,
            "books",
            obj,
            title="EPUB and PDF",
            states=[(state, self.address("book", obj, state.book.format)) for state in states],
            reason=reason,
            make_url=self.address("make_books", obj) if may_make else "",
        )

    def make_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the worker for what is not up to date."""
        obj = self.find(request, pk, to_change=True)
        ask_for_books([obj.pk])
        message = "They are being made. Look again in a minute."
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(self.address("books", obj))

    def book_view(self, request: HttpRequest, pk: int, form: str) -> Any:
        """The file as it was last made, to be kept."""
        obj = self.find(request, pk)
        file = open_book(obj, form)
        if file is None:
            raise Http404(f"There is no {form} of this guide.")
        kind = Book.CONTENT_TYPES[form]
        name = f"{obj.slug}.{form}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
