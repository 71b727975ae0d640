"""Which phrases name a page: those of its titles that say something, and words it is about."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from articles.discovery.phrases import Phrase, Word, phrases_of, words_in
from articles.models import SearchDocument, Subject
from articles.publishing.kinds import kinds
from articles.search.engines import Wanted
from articles.search.finding import engine

#: Words of a phrase that is a part of a title, and of one that is all of it.
LONGEST, LONGEST_WHOLE = 6, 10
#: A part of a title names the page if no more pages hold it than these, or one in so many of all;
#: a single word if it also has so many letters, as its stem has, and stands so often in the text.
FEW, ONE_IN = 5, 50
LETTERS, LETTERS_OF_STEM, OFTEN = 6, 5, 3
#: Words of a text that are looked at.
MOST_WORDS = 20_000
MAX_LENGTH = 200
BATCH = 500


def note_phrases(subject: Any) -> int:
    """Keep the phrases that name the live page of `subject`; returns how many. None if it has none.

    Some twenty queries, which take time that hardly grows with the site: run it in the background.
    """
    revision = subject.revisions.live().first()
    rows = _rows(revision) if revision else []
    letter = subject.revisions.model.letter
    with transaction.atomic():
        Subject.objects.filter(letter=letter, subject=subject.pk).delete()
        Subject.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def rebuild_subjects() -> None:
    """Make the phrases of all live pages anew, after what search finds. Some 20 ms a page.

    One page at a time, so that nobody waits long for it, and texts are read as before meanwhile.
    """
    for model in kinds():
        revisions = model.revisions.rel.related_model
        live = revisions.objects.live().values_list(model.revisions.field.attname, flat=True)
        keys = iter(list(live))
        while some := list(islice(keys, BATCH)):
            for subject in model.objects.filter(pk__in=some):
                note_phrases(subject)
        Subject.objects.filter(letter=revisions.letter).exclude(subject__in=live).delete()


def _rows(revision: Any) -> list[Subject]:
    """None for a page such as About: what it is called is said everywhere."""
    if getattr(revision, "kind", "") == "page":
        return []
    most = max(FEW, SearchDocument.objects.count() // ONE_IN)
    weights: dict[str, int] = {}
    for title in (revision.title, revision.search_title):
        words = words_in(title, MAX_LENGTH)
        for phrase in _naming(revision, title, words, most):
            weight = max(1, 100 * phrase.length // len(words))
            weights[phrase.stems] = max(weight, weights.get(phrase.stems, 0))
    return [
        Subject(letter=revision.letter, subject=revision.subject_id, phrase=phrase, weight=weight)
        for phrase, weight in weights.items()
        if len(phrase) <= MAX_LENGTH
    ]


def _naming(revision: Any, title: str, words: list[Word], most: int) -> Iterator[Phrase]:
    """All of a title and those of its parts that few pages hold; single words of no other title."""
    about = _about(revision, words) if title == revision.title else set()
    for phrase in phrases_of(words, LONGEST_WHOLE):
        own = words[phrase.first : phrase.last + 1]
        is_whole = len(own) == len(words) and (len(own) > 1 or own[0].tells)
        if is_whole or (_may_name(phrase, own, about) and _is_rare(title, own, most)):
            yield phrase


def _may_name(phrase: Phrase, words: list[Word], about: set[str]) -> bool:
    if len(words) == 1:
        return phrase.stems in about
    return len(words) <= LONGEST and words[0].tells and words[-1].tells


def _about(revision: Any, words: list[Word]) -> set[str]:
    """The single words of a title that its page is about."""
    long = {
        word.stem
        for word in words
        if word.tells and word.end - word.start >= LETTERS and len(word.stem) >= LETTERS_OF_STEM
    }
    if not long:
        return set()
    document = SearchDocument.objects.get(letter=revision.letter, revision=revision.pk)
    counts = Counter(word.stem for word in words_in(document.body, MOST_WORDS))
    return {stem for stem in long if counts[stem] >= OFTEN}


def _is_rare(title: str, words: list[Word], most: int) -> bool:
    """Whether no more pages hold these words in a row. One query."""
    spelled = " ".join(title[word.start : word.end].lower() for word in words)
    return engine().count(Wanted((spelled,)), most + 1) <= most
