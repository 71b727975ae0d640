"""What is typed and not saved yet: kept as it is typed, and put together when a form opens.

Each open form of a person has a `Draft` of its own, so that two tabs never overwrite each
other. A form that opens shows the working copy with all of this person's unsaved drafts merged
into it; once something is typed there, those drafts are absorbed: what their own forms send
later is merged from where they were, which is no conflict.
"""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models, transaction
from django.utils import timezone

from articles.editing.typed import Content, Shape, Typed, read
from articles.models import Draft
from articles.publishing.merge import Merged, merge

SALT = "articles.opened"

#: How long absorbed drafts stay, for forms that are still open somewhere.
KEPT = timedelta(days=30)


class OutOfTurn(Exception):
    """A later text of the same form is kept already, or one in between is missing."""


@dataclass(frozen=True)
class Opened:
    """What a form was made of when it was opened; it carries this along, signed.

    `kind` is the model's label, `base` the primary key of the version it shows, `absorbs` the
    drafts merged into it, by key, with their serials.
    """

    key: str
    kind: str
    user: int
    object_id: int | None = None
    base: int | None = None
    absorbs: dict[str, int] = field(default_factory=dict)

    def sign(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The inverse of `sign`; `None` for what we have not signed."""
        try:
            return cls(**signing.loads(text, salt=SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return None


def newest_version(subject: Any) -> Any:
    """The version that the working copy is; `None` if it was never saved. One query."""
    newest = subject.revisions.by_people().select_related("created_by").defer("content")
    return newest.order_by("-pk").first()


def content_of(subject: Any, revision: int | None) -> Content:
    """What a form started from: the content of a version, or nothing. At most one query."""
    if revision is None:
        return {}
    found = subject.revisions.filter(pk=revision).values_list("content", flat=True).first()
    return found or {}


def open_form(
    user: Any,
    model: Any,
    subject: Any = None,
    *,
    base: int | None = None,
    drafts: Iterable[Draft] = (),
) -> Opened:
    """What a form that opens now is made of."""
    return Opened(
        key=str(uuid.uuid4()),
        kind=model._meta.label_lower,
        user=user.pk,
        object_id=subject.pk if subject else None,
        base=base,
        absorbs={str(draft.key): draft.serial for draft in drafts},
    )


def unsaved_drafts(user: Any, subject: Any) -> list[Draft]:
    """This person's drafts of a working copy, the oldest first. One query."""
    return list(Draft.objects.of(subject).unsaved().filter(user=user))


def others_present(user: Any, subject: Any) -> list[dict[str, str]]:
    """Who else types in this working copy now, and where. One query."""
    rows = Draft.objects.of(subject).present().exclude(user=user).select_related("user")
    found = {row.user_id: {"name": name_of(row.user), "place": row.place} for row in rows}
    return list(found.values())


def name_of(user: Any) -> str:
    """A person's name as others see it."""
    return user.get_full_name() or user.get_username()


def merge_drafts(current: Content, drafts: list[Draft], shape: Shape) -> Merged:
    """The working copy's content with all drafts merged into it. Runs no query."""
    merged = Merged(current, ())
    for draft in drafts:
        base = draft.base or current
        step = merge(base, read(draft.data, shape), merged.content)
        merged = Merged(step.content, merged.clashes + step.clashes)
    return merged


@transaction.atomic
def keep(
    opened: Opened,
    model: type[models.Model],
    shape: Shape,
    *,
    typed: Typed,
    gone: Iterable[str] = (),
    serial: int | None = None,
    is_whole: bool = True,
    place: str = "",
) -> Draft:
    """Keep what was typed since the last time: fields in `typed`, without those in `gone`.

    `serial` counts the writes of one form, from 1; a whole form may come at any number beyond
    the last, or without one. Raises `OutOfTurn`. At most seven queries.
    """
    draft = Draft.objects.select_for_update().filter(key=opened.key, user_id=opened.user).first()
    draft = draft or _start(opened, model, shape)
    serial = serial or draft.serial + 1
    if serial <= draft.serial or not (is_whole or serial == draft.serial + 1):
        raise OutOfTurn
    kept = {} if is_whole else {n: v for n, v in draft.data.items() if n not in gone}
    draft.data = kept | storable(typed)
    draft.serial = serial
    draft.is_absorbed = False
    draft.seen_at = timezone.now()
    if typed or gone:
        draft.typed_at = draft.seen_at
    draft.place = place[:120]
    draft.save()
    return draft


def storable(typed: Typed) -> Typed:
    """The same without what no database takes: NUL, and halves of characters."""
    return {
        name: [value.replace("\0", "").encode(errors="replace").decode() for value in values]
        for name, values in typed.items()
    }


def _start(opened: Opened, model: Any, shape: Shape) -> Draft:
    mine = Draft.objects.filter(user_id=opened.user)
    mine.filter(is_absorbed=True, typed_at__lt=timezone.now() - KEPT).delete()
    absorb(opened, shape)
    subject = model.everything.filter(pk=opened.object_id).first()
    return Draft(
        key=opened.key,
        user_id=opened.user,
        content_type=ContentType.objects.get_for_model(model),
        object_id=opened.object_id,
        base=content_of(subject, opened.base) if subject else {},
    )


def absorb(opened: Opened, shape: Shape) -> None:
    """Note that a form holds what the drafts it was opened with held, if they still do.

    What their own forms send later started, for this one, from what they hold now.
    """
    rows = Draft.objects.filter(user_id=opened.user, key__in=opened.absorbs, is_absorbed=False)
    for draft in rows:
        if draft.serial == opened.absorbs[str(draft.key)]:
            draft.base, draft.is_absorbed = read(draft.data, shape), True
            draft.save(update_fields=["base", "is_absorbed"])


def rebase(opened: Opened, content: Content, typed: Typed) -> None:
    """Note that a form was made anew of the working copy's `content` and now holds `typed`."""
    Draft.objects.filter(key=opened.key, user_id=opened.user).update(
        base=content, data=storable(typed)
    )


def saved(opened: Opened, shape: Shape) -> None:
    """Note that all a form held stands in a version now."""
    absorb(opened, shape)
    Draft.objects.filter(key=opened.key, user_id=opened.user).delete()


def base_of(opened: Opened, subject: Any) -> Content:
    """What a form's text is to be compared with. At most two queries."""
    draft = Draft.objects.filter(key=opened.key, user_id=opened.user).only("base").first()
    return draft.base if draft and draft.base else content_of(subject, opened.base)
