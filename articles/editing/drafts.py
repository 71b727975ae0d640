"""What is typed and not saved yet: kept as it is typed, and put together when a form opens.

Each open form of a person has a `Draft` of its own, so that two tabs never overwrite each
other. What one form holds of another is the matter of `tabs`.
"""

import uuid
from collections.abc import Iterable, Sized
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.editing.typed import (
    MAX_ROWS,
    Content,
    Shape,
    Typed,
    aside_typed,
    has_too_many_rows,
    read,
)
from articles.models import Draft
from articles.models.draft import is_present
from articles.publishing.merge import Merged, merge

SALT = "articles.opened"

#: How long absorbed drafts stay, for forms that are still open somewhere.
KEPT = timedelta(days=30)
#: How long is known what a form held that was saved, for those who go back to it.
KEPT_SAVED = timedelta(days=2)
#: As many forms of one person and object are kept that came without their writer's session.
MAX_APART = 5
#: The kind of UUID that tells those from the forms of a session, which are random ones.
APART = 5
#: The name under which a draft keeps the token of its form, the part of its base that a later
#: form holds, and what of the fields outside the versions was saved.
TOKEN, HELD, ASIDE = "opened", "held", "aside"


class OutOfTurn(Exception):
    """A later text of the same form is kept already, or one in between is missing.

    `serial` is the number of the last one that is kept.
    """

    def __init__(self, serial: int) -> None:
        super().__init__(serial)
        self.serial = serial


class TooLarge(Exception):
    """More was typed into one form than it could ever be sent with; says what of it."""


@dataclass(frozen=True)
class Opened:
    """What a form was made of when it was opened; it carries this along, signed.

    `kind` is the model's label, `base` the primary key of the version it shows, `absorbs` the
    drafts merged into it, by key, with their serials. `password` is a trace of the password
    that was valid then.
    """

    key: str
    kind: str
    user: int
    object_id: int | None = None
    base: int | None = None
    absorbs: dict[str, int] = field(default_factory=dict)
    password: str = ""

    def sign(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def read(cls, text: Any, max_age: timedelta | None = None) -> Self | None:
        """The inverse of `sign`; `None` for what we have not signed, or too long ago."""
        try:
            return cls(**signing.loads(str(text), salt=SALT, max_age=max_age))
        except (signing.BadSignature, TypeError, ValueError):
            return None


def newest_version(subject: Any) -> Any:
    """The version that the working copy is; `None` if it was never saved. One query."""
    newest = subject.revisions.by_people().for_poster().select_related("created_by")
    return newest.defer("content").order_by("-pk").first()


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
        password=trace_password(user),
    )


def trace_password(user: Any) -> str:
    """What changes with a person's password and tells nothing of it. Runs no query."""
    return salted_hmac(SALT, user.get_session_auth_hash()).hexdigest()[:16]


def set_apart(opened: Opened, model: type[models.Model]) -> Opened:
    """A form of its own for what came without its writer's session, so that it replaces nothing.

    Of more than a few the oldest goes, first of all one that holds no news. Three queries.
    """
    kind = ContentType.objects.get_for_model(model)
    rows = Draft.objects.filter(
        user_id=opened.user, content_type=kind, object_id=opened.object_id
    ).order_by("is_absorbed", "-typed_at")
    keys = [key for key in rows.values_list("key", flat=True) if key.version == APART]
    Draft.objects.filter(key__in=keys[MAX_APART - 1 :]).delete()
    return replace(opened, key=str(uuid.uuid5(uuid.uuid4(), opened.key)), absorbs={})


def drafts_here(user: Any, subject: Any) -> tuple[list[Draft], list[dict[str, str]]]:
    """This person's unsaved drafts of a working copy, and who else types in it. One query."""
    is_mine = Q(user=user, is_absorbed=False)
    rows = Draft.objects.of(subject).filter(is_mine | (is_present() & ~Q(user=user)))
    rows = rows.select_related("user")
    mine = [row for row in rows if row.user_id == user.pk]
    return mine, _who([row for row in rows if row.user_id != user.pk])


def others_present(user: Any, subject: Any) -> list[dict[str, str]]:
    """Who else types in this working copy now, and where. One query."""
    rows = Draft.objects.of(subject).present().exclude(user=user).select_related("user")
    return _who(rows.defer("base", "data"))


def _who(drafts: Iterable[Draft]) -> list[dict[str, str]]:
    """The place each person was last seen at."""
    rows = sorted(drafts, key=lambda draft: draft.seen_at)
    found = {row.user_id: {"name": name_of(row.user), "place": row.place} for row in rows}
    return list(found.values())


def name_of(user: Any) -> str:
    """A person's name as others see it."""
    return user.get_full_name() or user.get_username()


def read_draft(draft: Draft, shape: Shape) -> Content:
    """The frozen form that a draft holds. Runs no query."""
    return read(draft.data, shape, str(draft.key))


def merge_drafts(current: Content, drafts: Iterable[Draft], shape: Shape) -> Merged:
    """The working copy's content with all drafts merged into it. Runs no query.

    A form that holds what another held was opened later, and comes first here: of the other,
    only what was typed since is added.
    """
    merged = Merged(current, ())
    for draft in sorted(drafts, key=lambda draft: draft.created_at, reverse=True):
        base = _known(draft) or current
        step = merge(base, read_draft(draft, shape), merged.content)
        merged = Merged(step.content, merged.clashes + step.clashes)
    return merged


def opened_of(draft: Draft) -> Opened | None:
    """What the form of a draft was made of."""
    return Opened.read(draft.data.get(TOKEN, [""])[0])


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
    the last, or without one. Raises `OutOfTurn` and `TooLarge`. At most eight queries.
    """
    draft = Draft.objects.select_for_update().filter(key=opened.key, user_id=opened.user).first()
    draft = draft or _start(opened, model, shape)
    serial = serial or draft.serial + 1
    if serial <= draft.serial or not (is_whole or serial == draft.serial + 1):
        raise OutOfTurn(draft.serial)
    before = opened_of(draft)
    if before and before.base != opened.base:
        # The form was made anew meanwhile, and its answer never came back to the writer.
        draft.base = content_of(_subject(opened, model), opened.base)
    held = draft.data
    lost = frozenset(gone)
    kept = {} if is_whole else {n: v for n, v in draft.data.items() if n not in lost}
    token = draft.data[TOKEN] if before == opened else [opened.sign()]
    draft.data = kept | storable(typed) | {TOKEN: token}
    refuse_too_large(draft.data)
    if has_too_many_rows(draft.data, shape):
        raise TooLarge(f"More than {MAX_ROWS} rows of one kind cannot be kept.")
    draft.serial, draft.is_absorbed = serial, not _is_news(draft, shape)
    draft.seen_at = timezone.now()
    if draft.data != held:
        draft.typed_at = draft.seen_at
    draft.place = place[:120]
    draft.save()
    return draft


def _is_news(draft: Draft, shape: Shape) -> bool:
    """Whether a form holds what stands nowhere else."""
    known, aside = _known(draft), draft.base.get(ASIDE, {})
    return read_draft(draft, shape) != known or aside_typed(draft.data, shape) != aside


def _known(draft: Draft) -> Content:
    """What stands in a version or in a later form of what a draft holds."""
    return draft.base.get(HELD) or without_held(draft.base)


def storable(typed: Typed) -> Typed:
    """The same without what no database takes: NUL, and halves of characters."""
    return {
        _storable(name): [_storable(value) for value in values] for name, values in typed.items()
    }


def _storable(text: str) -> str:
    return text.replace("\0", "").encode(errors="replace").decode()


def _size(typed: Typed) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in typed.items())


def refuse_too_large(typed: Typed, gone: Sized = ()) -> None:
    """Raise `TooLarge` for more than a form could send, as settings say of every form."""
    if _size(typed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLarge("This is too large to be kept.")
    fields = len(gone) + sum(max(1, len(values)) for values in typed.values())
    if fields > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        raise TooLarge("This has more fields than can be kept.")


def _subject(opened: Opened, model: Any) -> Any:
    return model.everything.filter(pk=opened.object_id).first()


def _start(opened: Opened, model: Any, shape: Shape) -> Draft:
    sweep(opened.user)
    absorb(opened, shape)
    subject = _subject(opened, model)
    return Draft(
        key=opened.key,
        user_id=opened.user,
        content_type=ContentType.objects.get_for_model(model),
        object_id=opened.object_id,
        base=content_of(subject, opened.base) if subject else {},
    )


def sweep(user: int) -> None:
    """Drop what no open form of this person can need any more. One query."""
    now = timezone.now()
    is_old = Q(typed_at__lt=now - KEPT) | Q(data={}, typed_at__lt=now - KEPT_SAVED)
    Draft.objects.filter(is_old, user_id=user, is_absorbed=True).delete()


def absorb(opened: Opened, shape: Shape) -> None:
    """Note that a form holds what the drafts it was opened with held, if they still do."""
    rows = Draft.objects.filter(user_id=opened.user, key__in=opened.absorbs, is_absorbed=False)
    for draft in rows.select_for_update():
        if draft.serial == opened.absorbs[str(draft.key)]:
            draft.base[HELD], draft.is_absorbed = read_draft(draft, shape), True
            draft.save(update_fields=["base", "is_absorbed"])


def rebase(opened: Opened, content: Content, typed: Typed) -> None:
    """Note that a form was made anew of the working copy's `content` and now holds `typed`."""
    draft = Draft.objects.filter(key=opened.key, user_id=opened.user).first()
    if draft and draft.data:
        held = {HELD: draft.base[HELD]} if HELD in draft.base else {}
        draft.base, draft.data = content | held, storable(typed) | {TOKEN: [opened.sign()]}
        draft.save(update_fields=["base", "data"])


def base_of(opened: Opened, subject: Any) -> Content:
    """What a form's text is to be compared with. At most two queries."""
    draft = Draft.objects.filter(key=opened.key, user_id=opened.user).only("base").first()
    return (draft and without_held(draft.base)) or content_of(subject, opened.base)


def without_held(base: Content) -> Content:
    """The base of a draft alone."""
    return {name: value for name, value in base.items() if name not in (HELD, ASIDE)}
