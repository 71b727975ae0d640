"""Which articles are like one another: by the words that tell them from others, and their tags."""

from collections import Counter
from collections.abc import Iterable
from math import log

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.models import Article, Related, Revision, SearchDocument
from articles.search.documents import kind_mark
from articles.search.engines import Engine, Wanted
from articles.search.finding import engine
from articles.search.spelling import WORD

#: A word in the title says as much of an article as so many in its text; so with its lead.
IN_TITLE, IN_LEAD = 8, 3
#: The commonest words of an article that are asked for, and the most telling ones that are kept.
ASKED, TELLING = 40, 12
#: A word that more documents hold tells nothing; on a small site, one that half of them hold.
COMMON = 2_000
#: Documents with the telling words that are looked at, and rows that are kept of an article.
CANDIDATES, KEPT = 24, 12
#: What a shared tag and a shared topic add to the likeness of words, which is at most this.
OF_WORDS, OF_TAGS, OF_TOPIC = 0.7, 0.2, 0.1
#: Less likeness is none.
LEAST = 0.1


def relate(article: Article) -> int:
    """Find what a live article is like, and note it of both. Returns how many it is like.

    Some fifty queries, which take time that hardly grows with the site: run it in the background.
    """
    revision = article.revisions.live().articles().first()
    if revision is None:
        return 0
    document = SearchDocument.objects.get(letter=revision.letter, revision=revision.pk)
    look_up = engine()
    weights = _telling(look_up, document)
    marks = (kind_mark(revision.letter),)
    keys = look_up.like(tuple(weights), marks, CANDIDATES) if weights else []
    documents = SearchDocument.objects.filter(pk__in=keys).exclude(subject=article.pk)
    words = {row.revision: _likeness(weights, row) for row in documents}
    others = Revision.objects.live().articles().filter(pk__in=words).prefetch_related("tags")
    tags = set(revision.tags.values_list("pk", flat=True))
    found = {}
    for other in others:
        likeness = OF_WORDS * words[other.pk] + OF_TAGS * _share(tags, other.tags.all())
        found[other.article_id] = likeness + OF_TOPIC * (other.topic_id == revision.topic_id)
    _note(article.pk, {key: value for key, value in found.items() if value >= LEAST})
    return len(found)


def pin(article: Article, keys: Iterable[int]) -> None:
    """Have readers see the articles of these keys first after another, in this order.

    Others are pinned no more. Five queries.
    """
    keys = list(keys)
    with transaction.atomic():
        rest = article.related.exclude(other__in=keys)
        rest.filter(likeness=0).delete()
        rest.update(is_pinned=False, place=0)
        rows = [
            Related(article=article, other_id=key, is_pinned=True, place=place)
            for place, key in enumerate(keys, start=1)
        ]
        Related.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["article", "other"],
            update_fields=["is_pinned", "place"],
        )


def _words_of(document: SearchDocument) -> Counter[str]:
    counts: Counter[str] = Counter()
    parts = ((document.title, IN_TITLE), (document.lead, IN_LEAD), (document.body, 1))
    for text, weight in parts:
        for word in WORD.findall(text.lower()):
            counts[word] += weight
    return counts


def _telling(look_up: Engine, document: SearchDocument) -> dict[str, float]:
    """The words that tell a document from others, by how much they do (tf-idf)."""
    total = SearchDocument.objects.count()
    most = min(COMMON, max(2, total // 2))
    weights: dict[str, float] = {}
    for word, count in _words_of(document).most_common(ASKED):
        documents = look_up.count(Wanted((word,)), most + 1)
        if 1 < documents <= most:
            weights[word] = log(1 + count) * log(total / documents)
    best = sorted(weights, key=lambda word: weights[word], reverse=True)[:TELLING]
    return {word: weights[word] for word in best}


def _likeness(weights: dict[str, float], document: SearchDocument) -> float:
    """How much of the telling words another document has, between 0 and 1."""
    words = _words_of(document)
    return sum(weight for word, weight in weights.items() if words[word]) / sum(weights.values())


def _share(tags: set[int], others: Iterable) -> float:
    both = tags & {tag.pk for tag in others}
    return len(both) / len(tags) if tags else 0


@transaction.atomic
def _note(article: int, found: dict[int, float]) -> None:
    """Keep the likeness for both sides, and of each side the best."""
    Related.objects.filter(article=article, is_pinned=False).exclude(other__in=found).delete()
    pairs = [(article, key) for key in found] + [(key, article) for key in found]
    rows = [
        Related(article_id=one, other_id=other, likeness=found[other if one == article else one])
        for one, other in pairs
    ]
    Related.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["likeness"],
    )
    rank = Window(RowNumber(), partition_by="article", order_by=[F("likeness").desc(), F("pk")])
    own = Related.objects.filter(article__in=[article, *found], is_pinned=False)
    rest = own.annotate(rank=rank).filter(rank__gt=KEPT).values_list("pk", flat=True)
    Related.objects.filter(pk__in=list(rest)).delete()
