"""What readers may rely on besides the articles: who helps, and the pages of policy."""

from dataclasses import dataclass

from django.db import models
from django_countries.fields import CountryField


class HelpLine(models.Model):
    """Somebody whom a reader in need can turn to; every page of a sensitive topic lists them."""

    country = CountryField(
        blank=True, blank_label="Everywhere", help_text="Where it helps; everywhere if empty."
    )
    name = models.CharField(max_length=120)
    telephone = models.CharField(
        max_length=40, blank=True, help_text="As people there dial it: 116 123."
    )
    address = models.URLField("web address", max_length=300, blank=True)
    words = models.CharField(
        max_length=200,
        blank=True,
        help_text="For whom, when, at what cost: “Anyone, day and night, free.”",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(telephone="", address=""),
                name="helpline_can_be_reached",
                violation_error_message="Give a number or a web address.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class PolicyLink:
    """A page of policy as the foot of every page shows it."""

    role: str
    title: str
    slug: str


class PolicyPage(models.Model):
    """Which page of the site answers one of a careful reader's questions, at the foot of all."""

    class Role(models.TextChoices):
        ABOUT = "about", "About"
        EDITORIAL = "editorial", "How we work"
        EARNING = "earning", "How we earn"
        CORRECTIONS = "corrections", "Corrections"
        PRIVACY = "privacy", "Privacy"
        CONTACT = "contact", "Contact"

    role = models.CharField(max_length=11, choices=Role, unique=True)
    page = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="policy")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["about", "editorial", "earning", "corrections", "privacy", "contact"]
                ),
                name="policypage_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
