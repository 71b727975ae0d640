"""Where to get help, for whoever looks for words that call for it. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Publication, Revision, Topic
from articles.publishing.pages import owed_disclosures, render_aside
from articles.reading import find_addresses
from articles.rendering.library import Page
from articles.rendering.links import fill_addresses, stable_targets
from articles.search.asking import folded

#: So many pages of sensitive topics are named, the newest first.
PAGES = 5


@dataclass(frozen=True)
class Help:
    """The help lines as HTML, what their links owe, and where there is more to read."""

    lines: str
    disclosures: list[str]
    pages: list[Revision]
    topics: list[Topic]


def find_help(publication: Publication, text: str, mended: Mapping[str, str]) -> Help | None:
    """The help that there is, if `text` calls for it as typed or as `mended`; else nothing.

    Some ten queries where it does, else none.
    """
    meant = " ".join(mended.get(word, word) for word in folded(text).split())
    if not any(_calls(words, publication.help_word_list) for words in (text, meant)):
        return None
    page = Page(is_sensitive=True)
    lines = render_aside(publication.help_lines, page, "help") if publication.help_lines else ""
    articles = Revision.objects.live().articles()
    pages = articles.filter(topic__sensitivity=Topic.Sensitivity.SENSITIVE).for_cards()[:PAGES]
    help_ = Help(
        # No click is counted: a link here tells what somebody was looking for.
        fill_addresses(lines, find_addresses(stable_targets(lines))),
        owed_disclosures(page, publication),
        list(pages),
        list(_sensitive_topics()),
    )
    return help_ if help_.lines or help_.pages else None


def _calls(text: str, phrases: list[str]) -> bool:
    """Whether one of the phrases stands in the text, in whole words."""
    typed = f" {folded(text)} "
    return any(f" {phrase} " in typed for phrase in map(folded, phrases) if phrase)


def _sensitive_topics() -> QuerySet[Topic]:
    """Those that have something to read."""
    articles = Revision.objects.live().articles().filter(topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(articles), sensitivity=Topic.Sensitivity.SENSITIVE)
