from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.editing.patience import PatientForm
from articles.sessions import note_new_password, note_refusal, note_sign_in, note_sign_out


class SessionsMixin(admin.AdminSite):
    """Signing in and out as Django does it, told in the site's log.

    Those who were refused too often are answered 429.
    """

    login_form = PatientForm

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response: Any = super().login(request, extra_context)
        if request.method == "POST":
            if _is_done(response):
                note_sign_in(request.user)
            else:
                note_refusal(request.POST.get("username", ""))
                if response.context_data["form"].is_waiting:
                    response.status_code = 429
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "POST":  # nobody comes here who is out already
            note_sign_out(request.user)
        return super().logout(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and _is_done(response):
            note_new_password(request.user)
        return response


def _is_done(response: HttpResponse) -> bool:
    """Whether a form led on; one that was refused is shown again."""
    return response.status_code == 302
