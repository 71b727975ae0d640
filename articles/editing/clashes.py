"""Where two people wrote different things: shown in the form, and settled by it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from articles.editing.typed import Content, Typed
from articles.publishing.merge import TEXTS, Clash, settle_in

#: Far more than two people make of one article.
MAX_CLASHES = 500
CHOICES = ("both", "mine", "theirs")


@dataclass(frozen=True)
class ClashChoice:
    """A clash with the fields that settle it: its own words, hidden, and a choice."""

    name: str
    clash: Clash

    @property
    def hidden(self) -> str:
        return json.dumps(self.clash.to_json())

    @property
    def keeps_both(self) -> bool:
        """Whether both can stay: two passages of a text, not two titles or a removal."""
        return self.clash.field in TEXTS


def spell_clashes(clashes: Iterable[Clash]) -> list[ClashChoice]:
    return [ClashChoice(f"clash-{number}", clash) for number, clash in enumerate(clashes)]


def settle_clashes(content: Content, typed: Typed) -> Content:
    """`content` with every clash decided as its form says; “both” leaves it as it is."""
    for number in range(MAX_CLASHES):
        hidden = typed.get(f"clash-{number}")
        if not hidden:
            break
        choice = "".join(typed.get(f"clash-{number}-choice", []))
        if choice in ("mine", "theirs"):
            content = _settle(content, hidden[0], choice)
    return content


def _settle(content: Content, hidden: str, choice: str) -> Content:
    try:
        return settle_in(content, Clash.from_json(json.loads(hidden)), choice)
    except (ValueError, TypeError, KeyError):
        # Somebody edited the passage by hand meanwhile: what they wrote stands.
        return content


def is_of_clash(name: str) -> bool:
    return name.startswith("clash-")
