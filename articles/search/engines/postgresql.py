"""PostgreSQL's full-text search, whose columns the migration of search documents makes.

`candor` is the text search configuration of that migration: the stems of the site's language. A
later one leaves accents out, where the database has the dictionary for it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.search.engines import END, FOUND, RANKED, Wanted

LIVE = "live_from <= %(now)s AND (live_until IS NULL OR live_until > %(now)s)"
COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM articles_searchdocument
    WHERE words @@ to_tsquery('candor', %(query)s) AND {LIVE} LIMIT %(limit)s
) AS counted
"""
NEWEST = """
SELECT id FROM articles_searchdocument
WHERE words @@ to_tsquery('candor', %(query)s) AND {LIVE} ORDER BY id DESC LIMIT %(limit)s
"""
#: The weights are those of the body (D), the marks (C), the lead (B), title and people (A).
BEST = """
SELECT id FROM (
    SELECT id, words FROM articles_searchdocument
    WHERE words @@ to_tsquery('candor', %(query)s) AND {LIVE} ORDER BY id DESC LIMIT %(ranked)s
) AS newest
ORDER BY ts_rank('{0.1, 0, 0.4, 1}', words, to_tsquery('candor', %(query)s)) DESC, id DESC
LIMIT %(limit)s
"""
EXCERPTS = """
SELECT id, ts_headline('candor', title, to_tsquery('candor', %(query)s), %(whole)s),
    ts_headline('candor', body, to_tsquery('candor', %(query)s), %(passage)s),
    ts_headline('candor', lead, to_tsquery('candor', %(query)s), %(passage)s)
FROM articles_searchdocument
WHERE id = ANY(%(keys)s) AND words @@ to_tsquery('candor', %(query)s)
"""
SELECTORS = f"StartSel={FOUND}, StopSel={END}"
WHOLE = f"{SELECTORS}, HighlightAll=true"
PASSAGE = f"{SELECTORS}, MinWords=16, MaxWords=32"


class PostgreSQL:
    """The planner walks the newest for common words, and the index for rare ones."""

    def count(self, wanted: Wanted, most: int) -> int:
        return _fetch(COUNT, wanted, limit=most)[0][0]

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        return [row[0] for row in _fetch(NEWEST, wanted, limit=limit)]

    def best(self, wanted: Wanted, limit: int) -> list[int]:
        return [row[0] for row in _fetch(BEST, wanted, limit=limit, ranked=RANKED)]

    def like(self, words: tuple[str, ...], marks: tuple[str, ...], limit: int) -> list[int]:
        query = " & ".join([f"({' | '.join(map(_quote, words))})", *map(_mark, marks)])
        return [row[0] for row in _ask(BEST, query, limit=limit, ranked=RANKED)]

    def excerpts(self, wanted: Wanted, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        rows = _fetch(EXCERPTS, wanted, keys=list(keys), whole=WHOLE, passage=PASSAGE)
        return {
            key: (title, lead if FOUND in lead and FOUND not in body else body)
            for key, title, body, lead in rows
        }


def _query(wanted: Wanted) -> str:
    words = [*map(_quote, wanted.words)]
    if wanted.is_unfinished:
        words[-1] += ":*"
    return " & ".join([*words, *map(_mark, wanted.marks)])


def _quote(word: str) -> str:
    return "'{}'".format(word.replace("'", "''"))


def _mark(mark: str) -> str:
    return f"{mark}:C"


def _fetch(sql: str, wanted: Wanted, **values: Any) -> list[tuple]:
    sql = sql.replace("words @@", "title_words @@") if wanted.in_title else sql
    return _ask(sql, _query(wanted), **values)


def _ask(sql: str, query: str, **values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.replace("{LIVE}", LIVE), {"query": query, "now": timezone.now(), **values}
        )
        return cursor.fetchall()
