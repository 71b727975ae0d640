"""Say what was found: on how many pages, with which of the words, and where the others are."""

from collections.abc import Iterable

from django.utils.text import get_text_list

from articles.search.asking import Asked
from articles.search.finding import PAGE_SIZE, Found

ADVICE = "Try fewer or other words, or one of the ways below."


def tell(found: Found, *, place: str, start: int) -> list[str]:
    """The sentences above the results, the first of which has the number `start`.

    `place` says where it was looked, such as “ in Safety by Ada”.
    """
    asked = found.asked
    if asked is None:
        return [_tell_newest(found, place, start)]
    if not found.results:
        return [_tell_none(asked, place), ADVICE]
    pages = f"{_spell_shown(found, start)}{place}"
    return [f"{pages} with {_spell_found(asked)}.", *_tell_missed(asked, place)]


def spell_pages(count: int, *, is_more: bool = False) -> str:
    """A number of pages; there `is_more` if that is but the most we count."""
    if is_more:
        return f"more than {count} pages"
    return "1 page" if count == 1 else f"{count} pages"


def _tell_newest(found: Found, place: str, start: int) -> str:
    if not place:
        return "There is no word in this to look for."
    if not found.results:
        return f"No page{place} just now."
    return f"{_spell_shown(found, start)}{place}, the newest first."


def _tell_none(asked: Asked, place: str) -> str:
    words = "this word" if len(asked.missed) == 1 else "these words"
    if not asked.elsewhere:
        return f"No page has {words} just now."
    also = f", and no other has {_quote(asked.nowhere, 'or')}" if asked.nowhere else ""
    return f"No page{place} has {words} just now{also}."


def _spell_shown(found: Found, start: int) -> str:
    pages = spell_pages(found.total, is_more=found.is_more)
    if found.total <= PAGE_SIZE:
        return pages
    return f"{start} to {start + len(found.results) - 1} of {pages}"


def _spell_found(asked: Asked) -> str:
    words = asked.wanted.words
    if asked.missed:
        return f"{len(words)} of your {len(words) + len(asked.missed)} words: {_quote(words)}"
    return "this word" if len(words) == 1 else "all these words"


def _tell_missed(asked: Asked, place: str) -> Iterable[str]:
    if asked.left_out:
        verb = "is" if len(asked.left_out) == 1 else "are"
        yield f"{_quote(asked.left_out)} {verb} only on other pages{place}."
    if asked.elsewhere:
        yield f"No page{place} has {_quote(asked.elsewhere, 'or')}."
    if asked.nowhere:
        yield f"No page has {_quote(asked.nowhere, 'or')}."
    if asked.common:
        verb = "is" if len(asked.common) == 1 else "are"
        yield f"{_quote(asked.common)} {verb} on too many pages to be looked for."


def _quote(words: tuple[str, ...], last: str = "and") -> str:
    return get_text_list([f"“{word}”" for word in words], last)
