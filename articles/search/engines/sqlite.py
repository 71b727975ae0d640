"""SQLite's FTS5, whose index the migration of search documents makes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.search.engines import END, FOUND, RANKED, Wanted

EVERYWHERE = "title people lead body"
#: Few documents are not live: they are looked up once a question.
LIVE = """rowid NOT IN (
    SELECT id FROM articles_searchdocument WHERE live_from > %(now)s
    UNION ALL SELECT id FROM articles_searchdocument WHERE live_until <= %(now)s
)"""
COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM articles_searchindex
    WHERE articles_searchindex MATCH %(match)s AND {LIVE} LIMIT %(limit)s
)
"""
NEWEST = """
SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %(match)s AND {LIVE}
ORDER BY rowid DESC LIMIT %(limit)s
"""
NEWER = """
SELECT rowid FROM articles_searchindex
WHERE articles_searchindex MATCH %(match)s AND rowid >= %(oldest)s AND {LIVE}
ORDER BY rowid DESC LIMIT %(limit)s
"""
#: A word that so many documents hold is common.
COMMON = 2_000
#: What a word weighs in the title, the people, the lead and the body; marks weigh nothing.
BEST = """
SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %(match)s AND {LIVE}
ORDER BY bm25(articles_searchindex, 10, 8, 4, 1, 0), rowid DESC LIMIT %(limit)s
"""
EXCERPTS = """
SELECT rowid,
    highlight(articles_searchindex, 0, %(found)s, %(end)s),
    snippet(articles_searchindex, 3, %(found)s, %(end)s, '…', 32),
    snippet(articles_searchindex, 2, %(found)s, %(end)s, '…', 32)
FROM articles_searchindex
WHERE articles_searchindex MATCH %(match)s AND rowid IN (SELECT value FROM json_each(%(keys)s))
"""


class SQLite:
    """Each question is a scan of the words' own lists, the newest first, that ends early."""

    def count(self, wanted: Wanted, most: int) -> int:
        return _fetch(COUNT, _match(wanted), limit=most)[0][0]

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        return [row[0] for row in _fetch(NEWEST, _match(wanted), limit=limit)]

    def best(self, wanted: Wanted, limit: int) -> list[int]:
        newest = self.newest(wanted, RANKED)
        telling = self._telling(wanted) if len(newest) < RANKED else ()
        if telling:
            found = set(newest)
            rows = _fetch(BEST, _match(replace(wanted, words=telling)), limit=COMMON)
            return [key for (key,) in rows if key in found][:limit]
        if not newest:
            return []
        match = _match(wanted, "title people lead")
        rows = _fetch(NEWER, match, oldest=newest[-1], limit=limit)
        return list(dict.fromkeys([*(row[0] for row in rows), *newest]))[:limit]

    def _telling(self, wanted: Wanted) -> tuple[str, ...]:
        """The words that are not common: bm25 goes through all documents with each it is given."""
        return tuple(word for word in wanted.words if self.count(Wanted((word,)), COMMON) < COMMON)

    def like(self, words: tuple[str, ...], marks: tuple[str, ...], limit: int) -> list[int]:
        any_of = " OR ".join(f'"{word}"' for word in words)
        match = f"{{{EVERYWHERE}}} : ({any_of}){_narrow(marks)}"
        return [row[0] for row in _fetch(BEST, match, limit=limit)]

    def excerpts(self, wanted: Wanted, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        listed = f"[{','.join(map(str, keys))}]"
        rows = _fetch(EXCERPTS, _match(wanted), keys=listed, found=FOUND, end=END)
        return {
            key: (title, lead if FOUND in lead and FOUND not in body else body)
            for key, title, body, lead in rows
        }


def _match(wanted: Wanted, columns: str = EVERYWHERE) -> str:
    columns = "title people" if wanted.in_title else columns
    words = " AND ".join(f'"{word}"' for word in wanted.words)
    unfinished = " *" if wanted.is_unfinished else ""
    return f"{{{columns}}} : ({words}{unfinished}){_narrow(wanted.marks)}"


def _narrow(marks: tuple[str, ...]) -> str:
    return "".join(f" AND marks : {mark}" for mark in marks)


def _fetch(sql: str, match: str, **values: Any) -> list[tuple]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{LIVE}", LIVE), {"match": match, "now": now, **values})
        return cursor.fetchall()
