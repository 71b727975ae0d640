from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from taggit.models import Tag

MAX_TAG_LENGTH: int = Tag._meta.get_field("name").max_length


def check_tags(tags: Iterable[str]) -> list[str]:
    """The tags a person typed, if each can have a page. Raises `ValidationError`."""
    tags = list(tags)
    for tag in tags:
        if len(tag) > MAX_TAG_LENGTH:
            raise ValidationError(f"A tag has at most {MAX_TAG_LENGTH} letters: “{tag[:60]}…”")
        if not slugify(tag, allow_unicode=True):
            raise ValidationError(f"A tag needs a letter or a digit: “{tag}”")
    return tags
