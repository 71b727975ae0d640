"""The forms by which a reader asks for a kit, and says that it was they."""

import re
from typing import Any, cast

from django import forms

from articles.affiliates.sources import SOURCE, live_pages
from guides.addresses import MAX_LENGTH, NO_ADDRESS, spell_address
from guides.kits.optin import Shown
from guides.models import Ask, Kit, Wording

#: Few read the form and type an address in less milliseconds: those whose browser types it.
QUICK = 1_500
MAX_PAGE = cast("int", Ask._meta.get_field("page").max_length)


class AskForm(forms.Form):
    """An address, and the box for letters; `website` is a trap, and empty where a person typed.

    `version` is the wording on the page, which may be an older one from a cache. `took` is told
    by a script: how long the page was open, in milliseconds. `again` stands in a form that came
    back: there only a letter may be left to correct.
    """

    address = forms.EmailField(
        max_length=MAX_LENGTH,
        error_messages={
            "required": "Type the address that the kit is to be sent to.",
            "invalid": NO_ADDRESS,
        },
    )
    letters = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False)
    source = forms.CharField(required=False, max_length=24)
    took = forms.CharField(required=False, max_length=12)
    again = forms.BooleanField(required=False)
    website = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, kit: Kit) -> None:
        super().__init__(data)
        self.kit = kit

    @property
    def is_by_machine(self) -> bool:
        """Whether what only machines fill in is filled in."""
        return bool(self.data.get("website"))

    @property
    def is_quick(self) -> bool:
        """Whether a valid form was sent so soon that it may be a machine's."""
        took = self.cleaned_data["took"]
        return took.isdecimal() and int(took) < QUICK and not self.cleaned_data["again"]

    def clean_address(self) -> str:
        return spell_address(self.cleaned_data["address"])

    def to_ask(self) -> Ask:
        """What a valid form says, not saved yet. At most three queries."""
        data = self.cleaned_data
        wordings = Wording.objects.filter(kit=self.kit)
        seen = wordings.filter(version=data["version"]).first() if data["version"] else None
        wording = seen or wordings.latest("version")
        source, page = self._page(data["source"])
        return Ask(
            kit=self.kit,
            address=data["address"],
            wording=wording,
            # There is no box where there are no words beside it.
            wants_letters=data["letters"] and bool(wording.letters),
            source=source,
            page=page[:MAX_PAGE],
        )

    def _page(self, source: str) -> tuple[str, str]:
        """The code and path of the page that the form stood on, if such a page is live."""
        page = live_pages(source).first() if re.fullmatch(SOURCE, source) else None
        return (source, page.get_absolute_url()) if page else ("", self.kit.get_absolute_url())


class ConfirmForm(forms.Form):
    """What the page of a mail's link showed; it is all that its button agrees to."""

    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    letters = forms.BooleanField(required=False)

    def shown(self) -> Shown:
        """What was sent, as far as a page of ours sends such. No query."""
        return Shown(**self.cleaned_data) if self.is_valid() else Shown()
