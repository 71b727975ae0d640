"""The words under a kit's form: a new version whenever they change, none when they do not."""

from typing import Any

from django.db import transaction

from guides.models import Kit, Wording

#: What a new kit's form says until somebody writes their own; counsel decides.
DELIVERY = (
    "We use your address to send you this kit, and for nothing that you did not tick. We hand it "
    "to nobody, and erase it when you ask us to."
)
LETTERS = "Send me letters too, now and then. Every letter has a link to leave."


@transaction.atomic
def reword(kit: Kit, *, delivery: str, letters: str, by: Any = None) -> Wording:
    """The wording of these texts: the newest version, or one more if that says otherwise.

    Three queries at most.
    """
    Kit.objects.select_for_update().get(pk=kit.pk)  # whoever rewords it too takes turns
    newest = kit.wordings.first()
    if newest and (newest.delivery, newest.letters) == (delivery, letters):
        return newest
    version = newest.version + 1 if newest else 1
    return Wording.objects.create(
        kit=kit, version=version, delivery=delivery, letters=letters, by=by
    )
