from typing import ClassVar

from django.db import models

from articles.models.content import Article


class Related(models.Model):
    """That another article is worth reading after this one: because it is like it, or was pinned.

    `likeness` is between 0 and 1, `place` the turn of a pinned one, from 1. Pages show those that
    are live, the pinned ones first; the rows are no part of the text and are not frozen with it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_to")
    likeness = models.FloatField(default=0)
    is_pinned = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ()
        ordering = ["-is_pinned", "place", "-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_is_there_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="related_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.other}"
