"""What search results, cards and addresses say of a page."""

import re
from collections.abc import Iterator

from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading
from articles.checklist.rules.family import Check
from articles.checklist.sentences import words_of
from articles.discovery.metadata import (
    MAX_DESCRIPTION,
    MAX_TITLE,
    MIN_DESCRIPTION,
)

LINKS = "Google Search Central, Influencing title links"
SNIPPETS = "Google Search Central, Control your snippets"
TITLE = Rule("search-title-length", "Titles that search results cut", LINKS)
TWIN = Rule("search-title-twice", "Two pages of one title", LINKS)
DESCRIPTION = Rule("search-description", "Descriptions for search results", SNIPPETS)
SLUG = Rule("slug", "Addresses", "Google Search Central, URL structure")
DEK = Rule("dek-missing", "Articles without a dek", "Cards, feeds and search results show it")
HERO = Rule("hero-missing", "Articles without a photo", "Google Search Central, Article: image")

MAX_SLUG_WORDS = 10
#: Parts of addresses that speak of how a page came about, or that will be wrong one day.
LEFT = re.compile(r"(?:^|-)(?:untitled|copy|draft|final|new|test|v\d+|20[0-4]\d)(?:-\d+)?(?:-|$)")


def find_title(reading: Reading) -> Iterator[Finding]:
    """Titles longer than search results show; a title that is its own reads well when short."""
    content = reading.content
    place = "search_title" if content.search_title else "title"
    title = content.search_title or content.title
    if len(title) > MAX_TITLE:
        own = "" if content.search_title else " Write a shorter one for search results."
        reason = f"It has {len(title)} letters, and search results show some {MAX_TITLE}.{own}"
        yield reading.find(TITLE, place, title, reason)


def find_twin(reading: Reading) -> Iterator[Finding]:
    if reading.twin:
        place = "search_title" if reading.content.search_title else "title"
        title = reading.content.search_title or reading.content.title
        reason = f"The live page “{reading.twin}” has the same title in search results."
        yield reading.find(TWIN, place, title, reason)


def find_description(reading: Reading) -> Iterator[Finding]:
    """Descriptions that are missing, cut by search results, or too short to say anything."""
    content = reading.content
    place = "dek" if content.dek and not content.search_description else "search_description"
    text = content.search_description or content.dek
    if not text:
        if reading.is_article:
            return  # a dek is asked for
        reason = "Write one: search results show whatever they find instead."
    elif content.search_description and len(text) > MAX_DESCRIPTION:
        reason = f"It has {len(text)} letters, and search results show some {MAX_DESCRIPTION}."
    elif content.search_description and len(text) < MIN_DESCRIPTION:
        reason = f"It has {len(text)} letters, and there is room for {MAX_DESCRIPTION}."
    else:
        return
    yield reading.find(DESCRIPTION, place, text, reason)


def find_slug(reading: Reading) -> Iterator[Finding]:
    """Addresses that are long, speak of drafts or years, or of something else than the title."""
    slug = reading.content.slug
    words = [word for word in slug.split("-") if word]
    left = LEFT.search(slug)
    if len(words) > MAX_SLUG_WORDS:
        reason = f"It has {len(words)} words; the few that name the subject are enough."
    elif left and not _says(reading.content.title, left[0].strip("-")):
        reason = f"“{left[0].strip('-')}” will be out of date one day: leave it out."
    else:
        return
    yield reading.find(SLUG, "slug", slug, reason)


def _says(title: str, part: str) -> bool:
    """Whether a part of an address is what the title speaks of; a year is wrong one day anyway."""
    said = {word.lower() for word in words_of(title) if not word.isdigit()}
    return all(word in said for word in part.split("-"))


def find_dek(reading: Reading) -> Iterator[Finding]:
    if reading.is_article and not reading.content.dek.strip():
        reason = "One or two sentences under the title say what readers get."
        yield reading.find(DEK, "dek", "", reason)


def find_hero(reading: Reading) -> Iterator[Finding]:
    if reading.is_article and reading.content.hero is None:
        reason = "Cards and search results show the hero photo."
        yield reading.find(HERO, "hero", "", reason)


CHECKS: dict[Rule, Check] = {
    TITLE: find_title,
    TWIN: find_twin,
    DESCRIPTION: find_description,
    SLUG: find_slug,
    DEK: find_dek,
    HERO: find_hero,
}
