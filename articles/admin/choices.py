"""Lists narrowed by a choice."""

from typing import Any

from django.contrib.admin import ChoicesFieldListFilter, FieldListFilter
from django.contrib.admin.options import IncorrectLookupParameters


class ChoiceFilter(ChoicesFieldListFilter):
    """Django's, which puts aside what no text can be: PostgreSQL would not even look for it."""

    def __init__(
        self, field: Any, request: Any, params: dict[str, Any], *args: Any, **named: Any
    ) -> None:
        if any("\0" in value for values in params.values() for value in values):
            raise IncorrectLookupParameters
        super().__init__(field, request, params, *args, **named)


FieldListFilter.register(lambda field: bool(field.choices), ChoiceFilter, take_priority=True)
