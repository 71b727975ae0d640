"""What pages, feeds, sitemaps, the worker and the desk cost on a large site, beside a small one.

`pytest -m benchmark -s tests/benchmarks/test_discovery.py`; see `conftest.py` for the number.
Of a hundred articles a topic has eight and an author three, where a page shows 24; a sitemap has
up to 5,000 addresses, and llms.txt up to 1,000 lines. The ratio of sizes tells how much more is
said; from 10,000 articles on it is the same.
"""

import random
from collections.abc import Iterable

import pytest

from articles.generating import AUTHORS, SEED, SLUG, TAGS, TOPICS, Language
from articles.listings import PAGE_SIZE
from tests.benchmarks.conftest import Question, compare

pytestmark = pytest.mark.benchmark

#: So many articles of each kind of question, from the first to the last.
SOME = 20


def get(*paths: str) -> list[Question]:
    return [("get", path) for path in paths]


def read(folder: str, slugs: Iterable[str], rest: str = "/") -> list[Question]:
    return get(*(f"/{folder}/{slug}{rest}" for slug in slugs))


def late(count: int) -> str:
    """A page near the end of a list of about so many."""
    return f"/?page={max(1, count * 4 // 5 // PAGE_SIZE)}"


def articles(number: int) -> list[str]:
    return [f"{SLUG}-{place * number // SOME}" for place in range(SOME)]


TOPIC_SLUGS = [f"{SLUG}-topic-{number}" for number in range(TOPICS)]
AUTHOR_SLUGS = [f"{SLUG}-author-{number}" for number in range(AUTHORS)]
TAG_SLUGS = [f"{SLUG}-{number}" for number in range(TAGS)]


def pages(number: int) -> dict[str, list[Question]]:
    slugs = articles(number)
    return {
        "home": get("/"),
        "archive": get("/articles/"),
        "archive, late page": get(f"/articles{late(number)}"),
        "topic": read("topics", TOPIC_SLUGS),
        "topic, late page": read("topics", TOPIC_SLUGS, late(number // TOPICS)),
        "author": read("authors", AUTHOR_SLUGS),
        "author, late page": read("authors", AUTHOR_SLUGS, late(number // AUTHORS)),
        "tag": read("tags", TAG_SLUGS),
        "tag, late page": read("tags", TAG_SLUGS, late(2 * number // TAGS)),
        "article": read("articles", slugs),
        "article as Markdown": read("articles", slugs, ".md"),
        "redirect": [("follow", f"/old/{slug}/") for slug in slugs],
        "not found": [("miss", f"/no/{slug}/") for slug in slugs],
        "no such article": [("miss", f"/articles/no-{slug}/") for slug in slugs],
    }


def files(number: int) -> dict[str, list[Question]]:
    return {
        "sitemap index": get("/sitemap.xml"),
        "sitemap of articles": get("/sitemaps/articles-1.xml"),
        "the same, known": [("get again", "/sitemaps/articles-1.xml")],
        "sitemap of topics": get("/sitemaps/topics-1.xml"),
        "sitemap of authors": get("/sitemaps/authors-1.xml"),
        "RSS": get("/feeds/rss.xml"),
        "Atom": get("/feeds/atom.xml"),
        "JSON Feed": get("/feeds/feed.json"),
        "feed of a topic": read("topics", TOPIC_SLUGS, "/rss.xml"),
        "feed of an author": read("authors", AUTHOR_SLUGS, "/rss.xml"),
        "llms.txt": get("/llms.txt"),
    }


def work(number: int) -> dict[str, list[Question]]:
    starts = [word[:3] for word in Language(random.Random(SEED)).words[:SOME]]
    return {
        "suggestions of search": get(*(f"/search/suggestions/?q={start}" for start in starts)),
        "links for a draft": [("link", seed) for seed in range(SOME)],
        "what an article is like": [("relate", slug) for slug in articles(number)],
        "what names an article": [("name", slug) for slug in articles(number)],
    }


def test_a_large_site_beside_a_small_one(sites):
    for site in sites:
        site.ask("furnish")
    for questions in (pages, files, work):
        compare(sites, questions)
