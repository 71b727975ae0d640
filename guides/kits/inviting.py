"""Invitations of imported documents that are to a kit of ours."""

import re
from collections.abc import Iterator, Sequence

from articles.importing.cards import Invitation
from articles.importing.outline import Call
from guides.models import Kit

PAGE = re.compile(r"/kits/([\w-]+)/?\Z")


def invite_to_kits(calls: Sequence[Call]) -> Iterator[Invitation]:
    """Those that link to a kit's page, or name it. One query; none without calls."""
    kits = list(Kit.objects.filter(is_open=True)) if calls else []
    for call in calls:
        page = PAGE.search(call.url)
        found = [
            kit
            for kit in kits
            if (page and page[1] == kit.slug) or kit.title.casefold() in call.text.casefold()
        ]
        if found:
            yield Invitation(call.text, f"kit {found[0].slug}")
