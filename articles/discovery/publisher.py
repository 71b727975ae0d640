"""Who publishes the site, as machines are told of it."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse

from articles.discovery.metadata import Image, absolute, image_of
from articles.models import Publication

#: Stands for a publication without a logo of its own.
STAND_IN = ("img/touch-icon.png", 180)
#: What a publisher tells of its policies, by their roles (schema.org/Organization).
POLICIES = {"editorial": "publishingPrinciples", "corrections": "correctionsPolicy"}


@dataclass(frozen=True)
class Site:
    """The publication in plain values."""

    name: str
    about: str
    logo: Image
    profiles: tuple[str, ...]
    policies: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, publication: Publication) -> "Site":
        path, side = STAND_IN
        logo = image_of(publication.logo) or Image(absolute(static(path)), side, side, "")
        about = publication.tagline or publication.footer_note
        profiles = tuple(row.url for row in publication.social_profile_list)
        policies = tuple(
            (POLICIES[row.role], absolute(reverse("page", args=[row.slug])))
            for row in publication.policies
            if row.role in POLICIES
        )
        return cls(publication.name, about, logo, profiles, policies)
