"""What of articles and guides somebody may open at the desk."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from articles.publishing.kinds import kinds


@dataclass(frozen=True)
class Reach:
    """What of one kind somebody sees: everything, or what they own."""

    model: Any
    sees_all: bool

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def revisions(self) -> Any:
        return self.model.revisions.rel.related_model.objects

    @property
    def to_subject(self) -> str:
        """The name of a revision's field that holds the working copy."""
        return self.model.revisions.rel.field.name

    def address(self, name: str, *args: Any) -> str:
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)

    def owned(self, user: Any, path: str = "") -> Q:
        """What they see of rows that lead to the working copy by `path`."""
        return Q() if self.sees_all else Q(**{f"{path}owner": user})


def reaches_of(user: Any) -> list[Reach]:
    """The kinds that somebody may open, and how much of each they see."""
    return [
        Reach(model, user.has_perm(_permission(model, "publish")))
        for model in kinds()
        if any(user.has_perm(_permission(model, action)) for action in ("view", "change"))
    ]


def _permission(model: Any, action: str) -> str:
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
