import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from guides.addresses import MAX_LENGTH, mailbox_of, spell_address
from guides.models.kit import Kit, Wording

# Addresses are compared as the constraint compares them: `iexact` is UPPER on PostgreSQL, where
# two of them may meet that LOWER tells apart.
models.EmailField.register_lookup(Lower)

#: For so long an address may be confirmed after it last asked; then it is forgotten.
CONFIRM_WITHIN = timedelta(days=14)


def make_code() -> str:
    """Something nobody guesses: 192 random bits."""
    return secrets.token_urlsafe(24)


class AddressedQuerySet(models.QuerySet):
    def of(self, address: str) -> Self:
        """Those of one address, however it is spelled."""
        spellings = {address.lower()}
        with suppress(ValidationError):  # one that was taken before such were refused
            spellings.add(spell_address(address).lower())
        return self.filter(address__lower__in=spellings)


class Addressed(models.Model):
    """An address, and the mailbox behind it, by which mails are counted."""

    address = models.EmailField(max_length=MAX_LENGTH)
    mailbox = models.CharField(max_length=MAX_LENGTH, editable=False)

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        self.mailbox = mailbox_of(self.address)
        super().save(**options)


class SubscriberQuerySet(AddressedQuerySet):
    def for_letters(self) -> "SubscriberQuerySet":
        """Those who get letters: confirmed, ticked the box, and did not leave."""
        return self.filter(confirmed_at__isnull=False, letters_since__isnull=False)


class Subscriber(Addressed):
    """Whoever asked for a kit: an address, and what it agreed to.

    `code` names them where they leave, and tells nothing. Confirmed is who pressed the button
    behind the link in a mail; `letters_since` is empty unless letters were wanted, confirmed
    and not left. Nothing is sent to an address that is not confirmed but the mail that asks.
    """

    code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    letters_since = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SubscriberQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "delete")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["mailbox"], name="subscriber_by_mailbox")]
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


class Ask(Addressed):
    """What somebody typed into the form of a kit, until the worker takes it in.

    Whether the address is known is looked up by the worker alone, so that no answer can tell.
    """

    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    wants_letters = models.BooleanField(default=False)
    source = models.CharField(max_length=24, blank=True)
    page = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AddressedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["mailbox"], name="ask_by_mailbox")]

    def __str__(self) -> str:
        return f"{self.address}: {self.kit}"

    @property
    def text(self) -> str:
        """Exactly what stood in the form, as far as it was agreed to."""
        parts = [self.wording.delivery, self.wording.letters if self.wants_letters else ""]
        return "\n\n".join(filter(None, parts))


class KitRequest(models.Model):
    """That somebody asked for a kit: on which page, and whether they confirmed it.

    `asked_at` is when the mail was written that `code` stands in. `wants_letters` is the box in
    the form, until it is confirmed. `downloads` counts how often the file was taken by the link
    of now, which is good until `link_until`; a new link starts anew. `downloaded_at` is when
    that was counted among the kit's numbers.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="requests")
    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="requests")
    code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    source = models.CharField(max_length=24, blank=True)
    page = models.CharField(max_length=300, blank=True)
    wants_letters = models.BooleanField(default=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    link_code = models.CharField(max_length=40, unique=True, default=make_code, editable=False)
    link_until = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveSmallIntegerField(default=0)
    downloaded_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def is_confirmed(self) -> bool:
        """Whether it was confirmed since it was last asked for."""
        return self.confirmed_at is not None and self.confirmed_at >= self.asked_at


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
