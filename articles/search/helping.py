"""Where to get help, for whoever looks for words that call for it. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Publication, Revision, Topic
from articles.publishing.help_lines import Help as HelpLines
from articles.publishing.library import library_for
from articles.publishing.pages import find_help_lines
from articles.reading import find_addresses
from articles.rendering.library import Page
from articles.rendering.links import fill_addresses, stable_targets
from articles.search.asking import folded

#: So many pages of sensitive topics are named, the newest first.
PAGES = 5


@dataclass(frozen=True)
class Help:
    """The help lines, and where there is more to read."""

    lines: HelpLines
    pages: list[Revision]
    topics: list[Topic]


def find_help(publication: Publication, text: str, mended: Mapping[str, str]) -> Help | None:
    """The help that there is, if `text` calls for it as typed or as `mended`; else nothing.

    Some ten queries where it does, else none.
    """
    meant = " ".join(mended.get(word, word) for word in folded(text).split())
    if not any(_calls(words, publication.help_word_list) for words in (text, meant)):
        return None
    lines = find_help_lines(publication, Page(library_for(()), is_sensitive=True))
    targets = stable_targets(lines.words)
    articles = Revision.objects.live().articles()
    pages = articles.filter(topic__sensitivity=Topic.Sensitivity.SENSITIVE).for_cards()[:PAGES]
    help_ = Help(
        # No click is counted: a link here tells what somebody was looking for.
        replace(lines, words=fill_addresses(lines.words, find_addresses(targets))),
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
