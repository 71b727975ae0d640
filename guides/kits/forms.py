"""The form by which a reader asks for a kit."""

import re
from typing import Any

from django import forms

from articles.affiliates.sources import SOURCE, live_pages
from guides.kits.optin import Asked
from guides.models import Kit, Wording

#: Nobody reads the form and types an address in less milliseconds.
QUICK = 1_500


class AskForm(forms.Form):
    """An address, and the box for letters; `website` is a trap, and empty where a person typed.

    `version` is the wording on the page, which may be an older one from a cache. `took` is told
    by a script: how long the page was open, in milliseconds.
    """

    address = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Type the address that the kit is to be sent to.",
            "invalid": "This is no e-mail address: please look at it again.",
        },
    )
    letters = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False)
    source = forms.CharField(required=False, max_length=24)
    took = forms.CharField(required=False, max_length=12)
    website = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, kit: Kit) -> None:
        super().__init__(data)
        self.kit = kit

    @property
    def is_by_machine(self) -> bool:
        """Whether what only machines fill in is filled in, or too fast."""
        took = self.data.get("took", "")
        is_quick = took.isdecimal() and int(took[:12]) < QUICK
        return bool(self.data.get("website")) or is_quick

    def clean_address(self) -> str:
        """The address, its host in lower case; the part before may mean another in capitals."""
        name, _, host = self.cleaned_data["address"].rpartition("@")
        return f"{name}@{host.lower()}"

    def asked(self) -> Asked:
        """What a valid form says. At most three queries."""
        data = self.cleaned_data
        wordings = Wording.objects.filter(kit=self.kit)
        seen = wordings.filter(version=data["version"]).first() if data["version"] else None
        return Asked(
            data["address"],
            data["letters"],
            seen or wordings.latest("version"),
            *self._page(data["source"]),
        )

    def _page(self, source: str) -> tuple[str, str]:
        """The code and path of the page that the form stood on, if such a page is live."""
        page = live_pages(source).first() if re.fullmatch(SOURCE, source) else None
        return (source, page.get_absolute_url()) if page else ("", self.kit.get_absolute_url())
