"""What the checklist before publishing remembers."""

from django.conf import settings
from django.db import models


class Dismissal(models.Model):
    """A piece of the checklist's advice that somebody found to be no problem here, and why.

    It holds for one `passage` as it stands: whoever changes the passage is advised again.
    `passage_hash` is the SHA-256 of it, `passage` its beginning, to be shown.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="dismissals"
    )
    rule = models.SlugField(max_length=40, db_index=False)
    passage = models.CharField(max_length=300)
    passage_hash = models.CharField(max_length=64)
    reason = models.CharField("not a problem here, because", max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "rule", "passage_hash"], name="dismissal_is_one_for_a_passage"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"
