"""Which phrases name a page: those of its titles that say something, and words it is about."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from articles.discovery.phrases import Word, phrases_of, words_in
from articles.models import SearchDocument, Subject
from articles.publishing.kinds import kinds
from articles.search.engines import Wanted
from articles.search.finding import engine

#: Words of a phrase that is a part of a title, and of one that is all of it.
LONGEST, LONGEST_WHOLE = 6, 10
#: A single word of a title names the page if it has so many letters, stands so often in the text,
#: and no more pages hold it than these, or one in so many of all.
LETTERS, OFTEN, FEW, ONE_IN = 6, 3, 3, 50
#: Words of a text that are looked at.
MOST_WORDS = 20_000
MAX_LENGTH = 200
BATCH = 500


def note_phrases(subject: Any) -> int:
    """Keep the phrases that name the live page of `subject`; returns how many. None if it has none.

    Some ten queries, which take time that hardly grows with the site: run it in the background.
    """
    revision = subject.revisions.live().first()
    rows = _rows(revision) if revision else []
    letter = subject.revisions.model.letter
    with transaction.atomic():
        Subject.objects.filter(letter=letter, subject=subject.pk).delete()
        Subject.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def rebuild_subjects() -> None:
    """Make the phrases of all live pages anew, after what search finds. Some 4 ms a page."""
    Subject.objects.all().delete()
    rows = _all_rows()
    while some := list(islice(rows, BATCH)):
        Subject.objects.bulk_create(some)


def _all_rows() -> Iterator[Subject]:
    for model in kinds():
        live = model.revisions.rel.related_model.objects.live()
        for revision in live.iterator(BATCH):
            yield from _rows(revision)


def _rows(revision: Any) -> list[Subject]:
    """None for a page such as About: what it is called is said everywhere."""
    if getattr(revision, "kind", "") == "page":
        return []
    weights: dict[str, int] = {}
    titles = [words_in(title, MAX_LENGTH) for title in (revision.title, revision.search_title)]
    for words in titles:
        for phrase, weight in _parts(words):
            weights[phrase] = max(weight, weights.get(phrase, 0))
    for phrase, weight in _words(revision, titles[0]):
        weights.setdefault(phrase, weight)
    return [
        Subject(letter=revision.letter, subject=revision.subject_id, phrase=phrase, weight=weight)
        for phrase, weight in weights.items()
        if len(phrase) <= MAX_LENGTH
    ]


def _parts(words: list[Word]) -> Iterator[tuple[str, int]]:
    """The phrases of a title that begin and end with a word that says something, or are all."""
    for phrase in phrases_of(words, LONGEST_WHOLE):
        first, last = words[phrase.first], words[phrase.last]
        is_whole = phrase.length == len(words) and (phrase.length > 1 or first.tells)
        is_telling = 2 <= phrase.length <= LONGEST and first.tells and last.tells
        if is_whole or is_telling:
            yield phrase.stems, max(1, 100 * phrase.length // len(words))


def _words(revision: Any, words: list[Word]) -> Iterator[tuple[str, int]]:
    """The single words of the title that the text is about, and few others."""
    long = [word for word in words if word.tells and word.end - word.start >= LETTERS]
    if not long:
        return
    document = SearchDocument.objects.get(letter=revision.letter, revision=revision.pk)
    counts = Counter(word.stem for word in words_in(document.body, MOST_WORDS))
    often = [word for word in long if counts[word.stem] >= OFTEN]
    most = max(FEW, SearchDocument.objects.count() // ONE_IN) if often else 0
    look_up = engine()
    for word in often:
        spelled = revision.title[word.start : word.end].lower()
        if look_up.count(Wanted((spelled,)), most + 1) <= most:
            yield word.stem, max(1, 100 // len(words))
