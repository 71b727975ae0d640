"""Mojibake and stray characters of a whole text, mended before anything parses it."""

from articles.importing.document import Repair
from articles.importing.repair.changes import Changes
from articles.importing.repair.characters import mend_characters
from articles.importing.repair.losses import mend_losses
from articles.importing.repair.mojibake import mend_mojibake


def mend(text: str) -> tuple[str, list[Repair]]:
    """A text without mojibake and stray characters, and what was changed; right text is kept."""
    changes = Changes()
    mended = _pass(text, changes)
    if mended != text:
        # A control character may have stood in what is mojibake without it.
        mended = _pass(mended, changes)
    return mended, changes.repairs()


def _pass(text: str, changes: Changes) -> str:
    text, pages = mend_mojibake(text, changes)
    text = mend_losses(text, pages, changes)
    return mend_characters(text, changes)
