import secrets
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from guides.models.kit import Kit, Wording

#: For so long an address may be confirmed after it last asked; then it is forgotten.
CONFIRM_WITHIN = timedelta(days=14)


def make_code() -> str:
    """Something nobody guesses: 192 random bits."""
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet):
    def for_letters(self) -> "SubscriberQuerySet":
        """Those who get letters: confirmed, ticked the box, and did not leave."""
        return self.filter(confirmed_at__isnull=False, letters_since__isnull=False)


class Subscriber(models.Model):
    """Whoever asked for a kit: an address, and what it agreed to.

    `code` names them where they leave, and tells nothing. Confirmed is who pressed the button
    behind the link in a mail; `letters_since` is empty unless letters were wanted, confirmed
    and not left. Nothing is sent to an address that is not confirmed but the mail that asks.
    """

    address = models.EmailField(max_length=254)
    code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    letters_since = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SubscriberQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "delete")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                name="subscriber_address_is_unique",
                violation_error_message="This address is there already.",
            ),
            models.CheckConstraint(
                condition=Q(letters_since__isnull=True) | Q(confirmed_at__isnull=False),
                name="subscriber_letters_are_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def logged_as(self) -> str:
        """What the log calls them: it is kept when they are erased."""
        return "a subscriber" if self.pk else "subscribers"


class KitRequest(models.Model):
    """That somebody asked for a kit: on which page, and whether they confirmed it.

    `wants_letters` is the box in the form. `downloads` counts how often the file was taken by
    the link of now, which is good until `link_until`; a new link starts anew.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="requests")
    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="requests")
    code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    source = models.CharField(max_length=24, blank=True)
    wants_letters = models.BooleanField(default=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    link_code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    link_until = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "kit"], name="kitrequest_one_for_each_kit"
            ),
            models.CheckConstraint(
                condition=Q(link_until__isnull=True) | Q(confirmed_at__isnull=False),
                name="kitrequest_link_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.kit}"


class Consent(models.Model):
    """One line of the ledger: who agreed to what, or took it back. Written once.

    `text` is exactly what stood in the form, `text_hash` its SHA-256, `page` the path of the
    page with the form.
    """

    class What(models.TextChoices):
        ASKED = "asked", "Asked for a kit"
        CONFIRMED = "confirmed", "Confirmed the address for a kit"
        LETTERS = "letters", "Confirmed letters"
        LEFT = "left", "Left the letters"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField(max_length=9, choices=What)
    at = models.DateTimeField(default=timezone.now)
    kit = models.ForeignKey(Kit, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    page = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["asked", "confirmed", "letters", "left"]),
                name="consent_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.at:%Y-%m-%d %H:%M}"


class Erasure(models.Model):
    """How many people's records were erased on a day: all that is left of them."""

    day = models.DateField(unique=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
