"""Fragments that many pages share, made once for each set of values they show.

A page is assembled, not computed. What a fragment prints depends on nothing but the values in
its key, so nothing ever has to be invalidated.
"""

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Photo, Publication, Revision

#: Stands in a memoised frame where the page's body goes.
BODY_SLOT = "<!--body-->"


@dataclass(frozen=True)
class Fragment:
    """A template with the values that decide what it prints; `make_context` gives the same again.

    It is asked only where they are first seen.
    """

    template: str
    key: Hashable
    make_context: Callable[[], dict[str, Any]] = field(compare=False)


def print_fragment(template: str, key: Hashable, context: dict[str, Any]) -> str:
    """The HTML of `template`, made when these values of `key` are first seen. No query."""
    key = (key, timezone.get_current_timezone_name())
    return _print(Fragment(template, key, lambda: context))


def print_page(
    template: str, key: Hashable, make_context: Callable[[], dict[str, Any]], body: str
) -> str:
    """A whole page: its frame, made when these values of `key` are first seen, and `body` in it.

    No query.
    """
    key = (key, timezone.get_current_timezone_name())
    frame = _print(Fragment(template, key, lambda: {**make_context(), "body": BODY_SLOT}))
    return frame.replace(BODY_SLOT, body, 1)


@lru_cache(maxsize=2_000)
def _print(fragment: Fragment) -> str:
    return render_to_string(fragment.template, fragment.make_context())


def publication_key(publication: Publication) -> Hashable:
    """What the frame of a page shows of the publication."""
    return (
        publication.name,
        publication.tagline,
        publication.footer_note,
        publication.social_profiles,
        photo_key(publication.logo),
        publication.navigation,
        publication.policies,
    )


def article_key(revision: Revision) -> Hashable:
    """What the frame of an article's page shows and tells of it."""
    topic = revision.topic
    return (
        revision.kind,
        revision.slug,
        revision.title,
        revision.dek,
        revision.search_title,
        revision.search_description,
        revision.byline,
        revision.words,
        revision.published_at,
        revision.modified_at,
        json.dumps(revision.facts),
        json.dumps(revision.corrections),
        photo_key(revision.hero),
        topic and (topic.slug, topic.title),
    )


def card_key(revision: Revision) -> Hashable:
    """What a card shows of an article."""
    return (
        revision.kind,
        revision.slug,
        revision.title,
        revision.dek,
        revision.byline,
        revision.minutes,
        revision.published_at,
        photo_key(revision.hero),
    )


def photo_key(photo: Photo | None) -> Hashable:
    """A photo's file never changes; its alternative text may."""
    return photo and (photo.file.name, photo.alt)
