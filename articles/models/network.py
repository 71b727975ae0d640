from django.core.validators import RegexValidator
from django.db import models


class Network(models.Model):
    """Who reports what product links earned, and what the columns of its reports are called."""

    class Decimal(models.TextChoices):
        POINT = ".", "1,234.56"
        COMMA = ",", "1.234,56"

    class Repeated(models.TextChoices):
        REPLACES = "replaces", "is the sale’s new state"
        ADDS = "adds", "is another booking of it"

    name = models.CharField(max_length=120, unique=True)
    sub_id_column = models.CharField(
        "column of the sub-id", max_length=80, help_text="As the head of its CSV names it."
    )
    amount_column = models.CharField("column of the commission", max_length=80)
    day_column = models.CharField("column of the day", max_length=80)
    reference_column = models.CharField(
        "column of the transaction's number",
        max_length=80,
        blank=True,
        help_text="So that a sale which stands in two reports is counted once.",
    )
    repeated_numbers = models.CharField(
        "a number that comes back",
        max_length=10,
        choices=Repeated,
        default=Repeated.REPLACES,
        help_text="New state: reports list each sale as it stands now, and the latest one holds: "
        "10, then 7, makes 7. Another booking: reports list what was booked, and all of it adds "
        "up: 10, then −10, makes 0. It holds for what is imported from now on.",
    )
    status_column = models.CharField("column of the state", max_length=80, blank=True)
    refused_states = models.CharField(
        "states that earn nothing",
        max_length=200,
        blank=True,
        help_text="Separated by commas, such as: declined, rejected, reversed.",
    )
    day_format = models.CharField(
        "how days are written",
        max_length=20,
        choices=[
            ("%Y-%m-%d", "2026-11-24"),
            ("%d/%m/%Y", "24/11/2026"),
            ("%m/%d/%Y", "11/24/2026"),
            ("%d.%m.%Y", "24.11.2026"),
        ],
        default="%Y-%m-%d",
    )
    decimal_mark = models.CharField(
        "how amounts are written", max_length=1, choices=Decimal, default=Decimal.POINT
    )
    currency = models.CharField(
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", "Three capital letters, such as EUR.")],
        help_text="Three letters (ISO 4217).",
    )

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def adds_up(self) -> bool:
        """Whether its reports list bookings, which add up, and not how sales stand."""
        return self.repeated_numbers == self.Repeated.ADDS
