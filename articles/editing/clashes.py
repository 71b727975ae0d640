"""Where two people wrote different things: shown in the form, and settled by it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.editing.typed import Content, Typed
from articles.publishing.merge import TEXTS, Clash, settle_in

NAME = re.compile(r"clash-[0-9]{1,3}")


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


def clashes_in(typed: Typed) -> list[tuple[str, Clash]]:
    """The clashes that a form still asks about, by the name of their field."""
    found = []
    for name in sorted(filter(NAME.fullmatch, typed), key=lambda name: int(name[6:])):
        try:
            found.append((name, Clash.from_json(json.loads(typed[name][0]))))
        except (ValueError, TypeError, LookupError, RecursionError):
            continue
    return found


def settle_clashes(content: Content, typed: Typed) -> Content:
    """`content` with every clash decided as its form says; “both” leaves it as it is."""
    for name, clash in clashes_in(typed):
        choice = "".join(typed.get(f"{name}-choice", []))
        if choice in ("mine", "theirs"):
            content = _settle(content, clash, choice)
    return content


def _settle(content: Content, clash: Clash, choice: str) -> Content:
    try:
        if isinstance(content.get(clash.field), list):
            return content  # lists never clash
        return settle_in(content, clash, choice)
    except (ValueError, TypeError, LookupError):
        # Somebody edited the passage by hand meanwhile: what they wrote stands.
        return content


def ask(clashes: Iterable[Clash]) -> Typed:
    """The fields by which a form asks about clashes."""
    return {choice.name: [choice.hidden] for choice in spell_clashes(clashes)}


def is_of_clash(name: str) -> bool:
    return name.startswith("clash-")
