"""Fragments that many pages share, made once for each set of values they show.

A page is assembled, not computed. What a fragment prints depends on nothing but the values in
its key, so nothing ever has to be invalidated.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone


@dataclass(frozen=True)
class Fragment:
    """A template with the values that decide what it prints; `context` holds the same again."""

    template: str
    key: Hashable
    context: dict[str, Any] = field(compare=False)


def print_fragment(template: str, key: Hashable, context: dict[str, Any]) -> str:
    """The HTML of `template`, made when these values of `key` are first seen. No query."""
    return _print(Fragment(template, (key, timezone.get_current_timezone_name()), context))


@lru_cache(maxsize=4_000)
def _print(fragment: Fragment) -> str:
    return render_to_string(fragment.template, fragment.context)
