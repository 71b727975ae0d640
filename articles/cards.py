"""An article as a list shows it, as plain values: what is equal looks equal."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from articles.models import Photo
from articles.rendering.library import Picture


class Card(NamedTuple):
    """The values of one live revision that its card shows; those of the hero may be missing."""

    article_id: int
    kind: str
    slug: str
    title: str
    dek: str
    byline: str
    minutes: int
    published_at: datetime
    hero_id: int | None
    hero_file: str | None
    hero_width: int | None
    hero_height: int | None
    hero_alt: str | None

    @property
    def hero(self) -> Photo | None:
        if self.hero_id is None:
            return None
        names = ("id", "file", "width", "height", "alt")
        return Photo(**dict(zip(names, self[8:], strict=True)))

    @property
    def hero_picture(self) -> Picture | None:
        return self.hero.picture if self.hero else None

    def get_absolute_url(self) -> str:
        return reverse("page" if self.kind == "page" else "article", args=[self.slug])


#: The same values as columns of a revision, in the same order.
CARD_COLUMNS = (
    *Card._fields[:9],
    *(name.replace("hero_", "hero__") for name in Card._fields[9:]),
)
