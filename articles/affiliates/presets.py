"""Well-known programmes that a merchant's form can be started from; the data is in presets.toml.

They are nobody's terms: each says what was read, when, and what of it is only the safer guess.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError

from articles.models import Merchant

FILE = Path(__file__).with_suffix(".toml")

#: The rules that a programme sets, as a page asks them.
RULES = {
    "may_cloak": "Links through our own address",
    "may_email": "Links in e-mail",
    "may_document": "Links in PDF and EPUB",
    "may_price": "Prices beside links",
}


@dataclass(frozen=True)
class Rule:
    """One thing a programme allows or not, and whether its text was read to say so."""

    words: str
    is_allowed: bool
    is_confirmed: bool


@dataclass(frozen=True)
class Preset:
    """What is known of a programme: its hosts, its rules, and what was read to know them.

    `checked_on` is when `source` was read for us, `text_of` the date that text bears itself.
    `own` are parameters to be completed by whoever has an account.
    """

    slug: str
    name: str
    hosts: list[str]
    source: str
    checked_on: date
    note: str
    confirmed: list[str]
    text_of: date | None = None
    may_cloak: bool = False
    may_email: bool = False
    may_document: bool = False
    may_price: bool = False
    mandatory_sentence: str = ""
    sub_id: str = ""
    own: str = ""
    referrer_policy: str = Merchant.ReferrerPolicy.SITE
    network: str = ""
    terms_url: str = ""

    @property
    def rules(self) -> list[Rule]:
        return [
            Rule(words, getattr(self, name), name in self.confirmed)
            for name, words in RULES.items()
        ]

    def fields(self) -> dict[str, Any]:
        """What a merchant's form starts with: all but what only the editor knows.

        The terms count as read on the day their text bears. A text without a date may be of any
        age, so that they count as not read.
        """
        same = (*RULES, "name", "mandatory_sentence", "sub_id", "referrer_policy", "terms_url")
        return {name: getattr(self, name) for name in same} | {
            "relation": Merchant.Relation.AFFILIATE,
            "hosts": "\n".join(self.hosts),
            "terms_checked_on": self.text_of,
            "terms_note": self.note.strip(),
        }


@cache
def presets() -> dict[str, Preset]:
    """Every programme by its slug, in the order of the file, which is read once.

    Raises `ImproperlyConfigured` for one that no merchant could be made of.
    """
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {slug: read_preset(slug, row) for slug, row in rows.items()}


def read_preset(slug: str, row: dict[str, Any]) -> Preset:
    """One entry of the file. Raises `ImproperlyConfigured` with its name."""
    try:
        preset = Preset(slug=slug, **row)
        Merchant(**preset.fields()).clean_fields()
    except (TypeError, ValidationError) as error:
        raise ImproperlyConfigured(f"{FILE.name}, {slug}: {error}") from None
    return preset
