"""A generated site that does what it is asked and tells what that cost: the other end of `Site`.

A line of JSON comes in for each question (a verb and what it is about), and one goes out.
"""

import json
import logging
import random
import sys
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection
from django.test import Client

from articles.discovery.mentions import suggest_links
from articles.discovery.related import relate
from articles.discovery.subjects import note_phrases
from articles.generating import SEED, Language
from articles.models import Article, Redirect, Related
from articles.search.finding import find, suggest

#: One for all, as it sets up the whole application.
CLIENT = Client(SERVER_NAME="127.0.0.1")
BATCH = 500
#: Articles that are like each other, as the worker keeps them.
LIKE = 12
#: Pages that texts can name, of a site that has more: each takes some 30 ms.
NAMED = 2_000
#: A draft has so many texts of so many words, each with the title of another page in it.
TEXTS, WORDS = 8, 250

#: Does what is measured, once, and returns how much came of it.
Deed = Callable[[], int]


def get(status: int, path: str, **headers: str) -> Deed:
    """Ask for a page and read all of it."""

    def read() -> int:
        response = CLIENT.get(path, headers=headers)
        if response.status_code != status:
            raise RuntimeError(f"{path} answers {response.status_code}, not {status}.")
        return len(response.getvalue())

    return read


def get_again(path: str) -> Deed:
    """Ask for what the reader has already."""
    with closing(CLIENT.get(path)) as known:
        return get(304, path, if_none_match=known["ETag"])


def link(seed: int) -> Deed:
    """Suggest links for a draft."""
    texts = {f"sections-{place}-body": text for place, text in enumerate(draft(seed))}
    return lambda: len(suggest_links(texts))


def draft(seed: int) -> list[str]:
    speaker, titles = language(), named_titles()
    speaker.chance = chance = random.Random(seed)
    half = WORDS // 2
    return [
        f"{speaker.sentence(half)} {chance.choice(titles)}. {speaker.sentence(half)}"
        for _ in range(TEXTS)
    ]


@lru_cache
def language() -> Language:
    return Language(random.Random(SEED))


@lru_cache
def named_titles() -> list[str]:
    return [article.title for article in Article.objects.order_by("pk")[:NAMED]]


def furnish() -> int:
    """Add what grows with a site besides: what is like what, old addresses, phrases of titles."""
    articles = list(Article.objects.order_by("pk").values_list("pk", "slug"))
    for start in range(0, len(articles), BATCH):
        some = articles[start : start + BATCH]
        Related.objects.bulk_create(
            Related(article_id=pk, other_id=articles[place - step][0], likeness=1 / (step + 1))
            for place, (pk, _) in enumerate(some, start)
            for step in range(1, LIKE + 1)
        )
        Redirect.objects.bulk_create(
            Redirect(path=f"/old/{slug}/", target=f"candor:article/{pk}") for pk, slug in some
        )
    return sum(note_phrases(article) for article in Article.objects.order_by("pk")[:NAMED])


def on_article(do: Callable[[Article], int]) -> Callable[[str], Deed]:
    def prepare(slug: str) -> Deed:
        article = Article.objects.get(slug=slug)
        return lambda: do(article)

    return prepare


VERBS: dict[str, Callable[[Any], Deed]] = {
    "find": lambda text: lambda: len(find(text).results),
    "follow": lambda path: get(301, path),
    "furnish": lambda _: furnish,
    "get": lambda path: get(200, path),
    "get again": get_again,
    "link": link,
    "miss": lambda path: get(404, path),
    "name": on_article(note_phrases),
    "relate": on_article(relate),
    "suggest": lambda text: lambda: len(suggest(text)),
}


@contextmanager
def counting():
    """Count the queries that are run inside, in the list that it gives."""
    queries: list[str] = []

    def note(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield queries


def answer() -> None:
    """Answer until nobody asks any more."""
    logging.disable(logging.WARNING)  # what is not found is asked for on purpose
    for line in sys.stdin:
        verb, about = json.loads(line)
        do = VERBS[verb](about)
        with counting() as queries:
            began, worked = time.perf_counter(), time.process_time()
            size = do()
            wall, cpu = time.perf_counter() - began, time.process_time() - worked
        print(json.dumps([wall * 1_000, cpu * 1_000, len(queries), size]), flush=True)
