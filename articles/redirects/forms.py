"""What editors fill in to lead readers on."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse

from articles.models import MissedPath, Redirect
from articles.models.redirect import MAX_PATH
from articles.redirects.answering import GONE, NOT_FOUND, answer_at
from articles.redirects.saving import Circle, end_of, save_redirect, wait_for_others
from articles.redirects.targets import (
    MAX_TARGET,
    addresses_of,
    page_at,
    path_of,
    read_path,
    read_target,
)

ANSWERS = (
    "A page answers at this address, and readers would see it as before. Withdraw it or change "
    "its address first."
)
LEADS_ON = "This address leads on by itself: the page that had it has another address now."
NO_PAGE = "No page answers at this address."
TAKEN = "There is a redirect from this address already: change where that one leads."
EITHER = "Give an address, or tick “Gone for good”."
BOTH = "Give an address or tick “Gone for good”, not both."
LONG = f"An address has at most {MAX_PATH} characters."


class PageTargetInput(forms.TextInput):
    """A field for an address, with a button that looks pages up by their titles."""

    class Media:
        css: ClassVar = {"all": ["css/desk/fields.css", "css/desk/missed.css"]}
        js: ClassVar = [Script("js/desk/page-targets.js", type="module")]

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().build_attrs(*args, **kwargs) | {"data-page-target": reverse("suggestions")}


class RedirectForm(forms.ModelForm):
    """From a path where no page answers to one where one does, to another site, or nowhere."""

    target = forms.CharField(
        label="Leads to",
        max_length=MAX_TARGET,
        required=False,
        widget=PageTargetInput(attrs={"class": "vTextField"}),
        help_text="An address of this site, such as /articles/tea/, or https://… for another. "
        "If an article or guide moves, the redirect follows.",
    )
    is_gone = forms.BooleanField(
        label="Gone for good",
        required=False,
        help_text="Nothing takes its place. Readers and search engines are told so (410).",
    )

    class Meta:
        model = Redirect
        fields = ("path", "target", "note")
        error_messages: ClassVar = {"path": {"unique": TAKEN}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.instance.target
        if target:
            self.initial["target"] = addresses_of([target]).get(target, target)
        self.initial["is_gone"] = self.instance.pk is not None and self.instance.is_gone

    def clean_path(self) -> str:
        if self.instance.pk and "path" not in self.changed_data:
            return self.instance.path
        path = read_path(self.cleaned_data["path"])
        if len(path) > MAX_PATH:
            raise ValidationError(LONG)
        if path != self.initial.get("path"):
            check_free(path)
        return path

    def clean_target(self) -> str:
        typed = self.cleaned_data["target"]
        if "target" not in self.changed_data:
            return read_target(typed) if typed else ""
        return read_live_target(typed)

    def clean(self) -> dict[str, Any]:
        """Refuse what would lead in a circle; nobody else decides until this one is saved."""
        data = super().clean() or self.cleaned_data
        self._choose(data)
        path, target = data.get("path"), data.get("target")
        if not path or not target:
            return data
        try:
            refuse_circle(path, target, but=self.instance.pk or 0)
        except ValidationError as error:
            self.add_error("target", error)
        return data

    def _choose(self, data: dict[str, Any]) -> None:
        """Take an address or the tick; a tick goes before an address that was there already."""
        is_gone, target = data.get("is_gone"), data.get("target")
        if is_gone and target and "target" in self.changed_data:
            self.add_error("is_gone", BOTH)
        elif is_gone:
            data["target"] = ""
        elif target == "":
            self.add_error("target", EITHER)


class MissedForm(RedirectForm):
    """The same for a path that readers asked for: read once more, it might be another."""

    def __init__(self, missed: MissedPath, data: dict[str, str]) -> None:
        super().__init__(data, instance=Redirect(path=missed.path))
        self.fields["path"].disabled = True

    def clean_path(self) -> str:
        check_free(self.instance.path)
        return self.instance.path


class LeadOnForm(forms.Form):
    """Where readers of a page that is withdrawn are led instead, if anywhere."""

    target = forms.CharField(
        label="Lead its readers to",
        max_length=MAX_TARGET,
        required=False,
        widget=PageTargetInput(attrs={"class": "vTextField"}),
        help_text="Something that serves them as well. Without it they are told that the page was "
        "withdrawn.",
    )

    def __init__(self, page: Any, data: Any = None) -> None:
        super().__init__(data)
        #: What is live of the page, whose address leads on.
        self.page = page

    def clean_target(self) -> str:
        target = read_live_target(self.cleaned_data["target"])
        if target:
            refuse_circle(self.page.get_absolute_url(), target)
        return target

    def save(self, *, by: Any) -> None:
        """Lead on from the address that the page had, where that was asked for.

        Raises `Circle`. Some ten queries.
        """
        if target := self.cleaned_data["target"]:
            path = self.page.get_absolute_url()
            known = Redirect.objects.filter(path=path).first()
            redirect = known or Redirect(path=path, created_by=by)
            redirect.target = target
            save_redirect(redirect, by=by)


def read_live_target(text: str) -> str:
    """What somebody typed as it is kept (empty: nothing); a path of ours must lead somewhere.

    Raises `ValidationError`. Some ten queries.
    """
    target = read_target(text) if text else ""
    own = path_of(target)
    if own and not leads_somewhere(own):
        raise ValidationError(NO_PAGE)
    return target


def refuse_circle(path: str, target: str, *, but: int = 0) -> None:
    """Refuse a target that leads back; nobody else decides until this transaction ends.

    `but` is the redirect that is being changed, by its key. Some six queries.
    """
    wait_for_others()
    try:
        end_of(path, target, but=but)
    except Circle as circle:
        raise ValidationError(str(circle)) from None
    page = page_at(path)
    if page and page == target.partition("#")[0]:
        raise ValidationError(str(Circle(path)))


def check_free(path: str) -> None:
    """Refuse a path where a page answers. As many queries as the page has."""
    status = answer_at(path)
    if status in (301, 302):
        raise ValidationError(LEADS_ON)
    if status not in (NOT_FOUND, GONE):
        raise ValidationError(ANSWERS)


def leads_somewhere(path: str) -> bool:
    """Whether a page answers at a path, or it leads on to one."""
    is_found = answer_at(path) not in (NOT_FOUND, GONE)
    return is_found or Redirect.objects.filter(path=path).exclude(target="").exists()
