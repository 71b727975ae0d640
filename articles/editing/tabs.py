"""What the forms of one person hold of each other, so that two tabs never meet a false conflict.

A form that opens while another has unsaved text holds that text too: it absorbs the other's
draft. The other goes on from there: `base["held"]` is what of it a later form holds. When
either is saved, the working copy has that much, and the other's base is moved up to it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from articles.editing.drafts import (
    ASIDE,
    HELD,
    TOKEN,
    Opened,
    absorb,
    opened_of,
    storable,
    sweep,
    without_held,
)
from articles.editing.typed import Content, Shape, Typed
from articles.models import Draft
from articles.models.draft import PRESENT
from articles.publishing.merge import merge

#: A form that was saved has to send itself whole before it can go on in parts.
LEAP = 100


@transaction.atomic
def take_over(
    opened: Opened, model: Any, shape: Shape, *, base: Content, typed: Typed, drafts: list[Draft]
) -> int:
    """Give a form that opens with unsaved text a draft of its own; returns its serial.

    `typed` is what it shows, `drafts` those merged into it. At most three queries and one more
    for each of them.
    """
    absorb(opened, shape)
    last = max(drafts, key=lambda draft: draft.typed_at)
    draft = Draft.objects.create(
        key=opened.key,
        user_id=opened.user,
        content_type=ContentType.objects.get_for_model(model),
        object_id=opened.object_id,
        base=base,
        data=storable(typed) | {TOKEN: [opened.sign()]},
        serial=1,
        place=last.place,
        typed_at=last.typed_at,
        seen_at=last.seen_at,
    )
    return draft.serial


@transaction.atomic
def saved(opened: Opened, subject: Any, shape: Shape, *, sent: Content, aside: Typed) -> None:
    """Note that all a form held stands in a version of `subject` now.

    `sent` is what that was, and `aside` what was typed into the fields that no version holds.
    """
    sweep(opened.user)
    absorb(opened, shape)
    rows = _drafts_beside(opened)
    held = _held_by(opened.absorbs, rows)
    own = rows.get(opened.key) or Draft(key=opened.key, user_id=opened.user)
    if opened.object_id and (part := own.base.get(HELD)):
        base = without_held(own.base)
        for draft in rows.values():
            if opened.key in _held_by(_absorbs(draft), rows):
                _move(draft, merge(base, part, without_held(draft.base)).content, draft.base)
    for draft in (rows[key] for key in held if HELD in rows[key].base):
        draft.object_id = subject.pk
        _move(draft, draft.base[HELD], {})
    _put_aside(own, subject, sent | {ASIDE: aside})


def _drafts_beside(opened: Opened) -> dict[str, Draft]:
    app_label, model = opened.kind.split(".")
    kind = ContentType.objects.get_by_natural_key(app_label, model)
    rows = Draft.objects.select_for_update().filter(
        user_id=opened.user, content_type=kind, object_id=opened.object_id
    )
    return {str(draft.key): draft for draft in rows}


def _absorbs(draft: Draft) -> Iterable[str]:
    opened = opened_of(draft)
    return opened.absorbs if opened else ()


def _held_by(keys: Iterable[str], rows: dict[str, Draft]) -> set[str]:
    """The drafts that these are, that these hold, and so on."""
    found: set[str] = set()
    left = [key for key in keys if key in rows]
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left += [other for other in _absorbs(rows[key]) if other in rows]
    return found


def _move(draft: Draft, base: Content, old: Content) -> None:
    draft.base = without_held(base) | ({HELD: old[HELD]} if HELD in old else {})
    draft.save(update_fields=["base", "object_id"])


def _put_aside(draft: Draft, subject: Any, base: Content) -> None:
    """Keep of a saved form what it held: it may send that late, or be gone back to and saved."""
    draft.content_type, draft.object_id = ContentType.objects.get_for_model(subject), subject.pk
    draft.base, draft.data, draft.is_absorbed = base, {}, True
    draft.serial += LEAP
    draft.seen_at = timezone.now() - PRESENT
    draft.save()


def successor(draft: Draft) -> Draft:
    """The form that holds what an absorbed draft of a new object held. A query or two."""
    rows = {
        str(row.key): row for row in Draft.objects.filter(user_id=draft.user_id, object_id=None)
    }
    for row in sorted(rows.values(), key=lambda row: row.created_at, reverse=True):
        if not row.is_absorbed and str(draft.key) in _held_by(_absorbs(row), rows):
            return row
    return draft
