"""Where something is used: what must let go of it first, and what will miss it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from markdownx.models import MarkdownxField

from articles.models import (
    AffiliateLink,
    Author,
    ClickCount,
    Earning,
    ImportedDocument,
    ImportedPicture,
    Photo,
    Publication,
    RevisionBase,
)
from articles.publishing.dependents import pages_with
from articles.publishing.kinds import kinds

#: What tells of something as it was, and does not use it.
RECORDS = (RevisionBase, ClickCount, Earning)

#: What remembers what became of it, and does not need it.
MEMORIES = (ImportedDocument, ImportedPicture)

#: What may follow a name in a text, so that “cards” is not found in “cards-deluxe”.
END = r"([^\w-]|$)"


def keepers(obj: Any) -> list[Any]:
    """What shows a product or photo to readers, or holds it: it is in use.

    Live and scheduled pages (as revisions), drafts, guides, products, people and the
    publication. At most three queries a kind of page, and one a field that points here.
    """
    pages = [page for pages in pages_with(obj) for page in pages]
    return [*pages, *holders(obj), *profiles(obj)]


def holders(obj: Any) -> list[Any]:
    """What points at a row without belonging to it, outside the bin; records of it aside.

    A guide stands for its chapters. One query a field that points here.
    """
    found: list[Any] = []
    for field in pointers(type(obj)):
        if not issubclass(field.model, RECORDS):
            model, path = _place_of(field)
            found += model._default_manager.filter(**{path: obj}).distinct()
    return found


def count_places(photos: Iterable[Photo]) -> Counter[int]:
    """How many articles, guides, products and people each photo stands in, by primary key.

    Of articles and guides count those whose live or scheduled pages or saved drafts show it.
    Two queries a kind and one a field that points at photos.
    """
    keys = [photo.pk for photo in photos]
    places = {place for model in kinds() for place in _shown_by(model, keys)}
    for field in pointers(Photo):
        if not issubclass(field.model, RevisionBase):
            found = field.model._default_manager.filter(**{f"{field.name}__in": keys})
            rows = found.values_list(field.attname, "pk")
            places |= {(photo, field.model, pk) for photo, pk in rows}
    return Counter(photo for photo, _, _ in places)


def _shown_by(model: Any, keys: list[int]) -> Iterator[tuple[int, Any, int]]:
    """Photo, kind and primary key of the working copies whose pages or drafts show a photo."""
    revisions: Any = model.revisions.rel.related_model
    owner = model.revisions.rel.field.name
    newest = revisions.objects.by_people().filter(**{owner: OuterRef(owner)}).order_by("-pk")
    current = revisions.objects.current().values("pk")
    shown = revisions.objects.filter(photos__in=keys, **{f"{owner}__binned_at": None})
    rows = shown.annotate(newest=Subquery(newest.values("pk")[:1])).filter(
        Q(pk=F("newest")) | Q(pk__in=current)
    )
    for photo, pk in rows.values_list("photos", owner):
        yield photo, model, pk


def pointers(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The fields that point at rows of a model from rows that outlive and need them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model in MEMORIES:
            continue
        if relation.on_delete is not models.CASCADE:
            yield relation.field


def _place_of(field: models.ForeignKey) -> tuple[Any, str]:
    """Where a person meets a field: the model of the form it stands in, and the way to it."""
    owners: Iterable[Any] = field.model._meta.concrete_fields
    for owner in owners:
        if _is_row_of_a_kind(owner):
            return owner.related_model, f"{owner.related_query_name()}__{field.name}"
    return field.model, field.name


def _is_row_of_a_kind(field: Any) -> bool:
    return field.related_model in kinds() and field.remote_field.on_delete is models.CASCADE


def linking_pages(obj: Any) -> list[RevisionBase]:
    """The live pages whose text links to an article. One query a kind of page."""
    found: list[RevisionBase] = []
    for model in kinds():
        revisions = model.revisions.rel.related_model
        if revisions._meta.get_field("links_to").related_model is type(obj):
            found += revisions.objects.live().filter(links_to=obj).defer("html", "content")
    return found


def drafts_naming(objects: Sequence[Any]) -> list[Any]:
    """The working copies whose texts name one of these rows of one model. One query a kind."""
    return [row for model in kinds() for row in _naming(model, _texts_of(model), objects)]


def profiles(obj: Any) -> list[Any]:
    """The people and the publication whose own words show a row."""
    rows = [*_naming(Author, ["bio"], [obj]), *_naming(Publication, ["help_lines"], [obj])]
    return list(rows)


def _naming(model: Any, paths: Sequence[str], objects: Sequence[Any]) -> models.QuerySet:
    pattern = _pattern(objects)
    return model._default_manager.filter(
        reduce(or_, (Q(**{f"{path}__iregex": pattern}) for path in paths))
    ).distinct()


def _texts_of(model: Any) -> list[str]:
    """The Markdown fields of a working copy and its rows, as a filter names them."""
    rows = [
        (f"{relation.field.related_query_name()}__", relation.related_model)
        for relation in model._meta.related_objects
        if relation.one_to_many and _is_row_of_a_kind(relation.field)
    ]
    return [
        f"{prefix}{field.name}"
        for prefix, part in [("", model), *rows]
        for field in part._meta.concrete_fields
        if isinstance(field, MarkdownxField)
    ]


def _pattern(objects: Sequence[Any]) -> str:
    """A regular expression, as every database reads it, for the ways a text names a row."""
    match objects[0]:
        case Photo():
            return "|".join(re.escape(photo.file.name) for photo in objects)
        case AffiliateLink():
            mark = r"(go:|:::[ \t]*offer[ \t]+)"
        case other:
            mark = f"{other._meta.model_name}:"
    return f"{mark}({'|'.join(row.slug for row in objects)}){END}"
