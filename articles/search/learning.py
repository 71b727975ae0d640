"""Which words are worth knowing, so that a mistyped one is told from them.

All of titles and headings are, and of texts those that two pages share: what a single text holds
may be mistyped itself.
"""

from itertools import islice
from typing import Any

from django.utils import timezone

from articles.models import SearchDocument
from articles.search.engines import Wanted
from articles.search.engines.chosen import engine
from articles.search.spelling import count_known, learn, unknown, words_in

#: So many live pages hold what is worth knowing of a text.
SHARED = 2
#: Where so many words are known, no more are learned of texts: their forms take some 25 MB.
ENOUGH = 60_000
#: So many new words of one text are looked up.
MOST_NEW = 1_000


def words_of_head(document: SearchDocument) -> set[str]:
    """The words of a page's title, people, dek and headings."""
    return words_in(f"{document.title} {document.people} {document.lead}")


def learn_text(subject: Any) -> int:
    """Know the words of a live page's text that others hold, too. Returns how many are new.

    Three queries and one a word that is not known, and two to learn: run it in the background.
    """
    live = subject.revisions.live().values("pk")
    letter = subject.revisions.model.letter
    document = SearchDocument.objects.filter(letter=letter, revision__in=live).first()
    if document is None or count_known() >= ENOUGH:
        return 0
    new = set().union(*unknown(words_in(document.body)))
    look_up = engine()
    shared = [
        word for word in islice(new, MOST_NEW) if look_up.count(Wanted((word,)), SHARED) == SHARED
    ]
    learn(shared)
    return len(shared)


class Vocabulary:
    """The words that are worth knowing of all documents: add them, the oldest first."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._once: set[str] = set()

    def add(self, document: SearchDocument) -> None:
        self.words |= words_of_head(document)
        if document.live_from <= timezone.now() and len(self.words) < ENOUGH:
            found = words_in(document.body)
            self.words |= found & self._once
            self._once |= found
