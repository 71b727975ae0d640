"""A server of its own for words (OpenSearch), for sites that outgrow their database's index.

It holds copies of the documents, which the worker keeps up to date. The database's own index
stays, and answers where the server does not.
"""

import logging
from collections.abc import Callable, Iterable
from functools import cache, wraps
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import opensearchpy
from django.conf import settings
from django.utils import timezone
from opensearchpy.exceptions import OpenSearchException
from opensearchpy.helpers import bulk

from articles.models import SearchDocument
from articles.search.engines import END, FOUND, Engine, Wanted

logger = logging.getLogger(__name__)

#: Seconds before the database is asked instead.
PATIENCE = 2
#: Seconds for which a server is left alone that could not be asked: one search asks many times.
REST = 30
#: What a word weighs in each field.
FIELDS = ("title^10", "people^8", "lead^4", "body")
IN_TITLE = FIELDS[:2]
TEXTS = ("title", "people", "lead", "body")
WINDOW = ("live_from", "live_until")
#: Documents in one letter to the server.
BATCH = 200
#: What the server answers where there is nothing to delete, or a later copy.
GONE, OUTDATED = 404, 409
#: Its analysers by the languages that they are for.
ANALYSERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


class Client(opensearchpy.OpenSearch):
    """The connection, and until when a server that did not answer is left alone."""

    rests_until = 0.0


@cache
def client() -> Client:
    """The connection to the server that `SEARCH_URL` names; opened when it is asked."""
    # A path would stand before every address; here it names the index.
    host = urlsplit(settings.SEARCH_URL)._replace(path="").geturl()
    return Client(hosts=[host], timeout=PATIENCE, max_retries=0)


def alias() -> str:
    """The name of the site's index: the path of `SEARCH_URL`."""
    return urlsplit(settings.SEARCH_URL).path.strip("/") or "candor"


def or_database(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Have the database answer where the server does not, and for a while after that."""

    @wraps(ask)
    def asked(self: "OpenSearch", *args: Any) -> Any:
        if monotonic() >= client().rests_until:
            try:
                return ask(self, *args)
            except OpenSearchException as error:
                logger.warning("The search server could not be asked: %s", error)
                client().rests_until = monotonic() + REST
        return getattr(self.database, ask.__name__)(*args)

    return asked


class OpenSearch:
    """Each question is one request."""

    def __init__(self, database: Engine) -> None:
        self.database = database

    @or_database
    def count(self, wanted: Wanted, most: int) -> int:
        return min(most, client().count(index=alias(), body={"query": _query(wanted)})["count"])

    @or_database
    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        return _find(_query(wanted), limit, sort=[{"key": "desc"}])

    @or_database
    def best(self, wanted: Wanted, limit: int) -> list[int]:
        return _find(_query(wanted), limit, sort=["_score", {"key": "desc"}])

    @or_database
    def like(self, words: tuple[str, ...], marks: tuple[str, ...], limit: int) -> list[int]:
        query = {"bool": {"should": [_holds(word) for word in words], "minimum_should_match": 1}}
        return _find({"bool": {"must": query, "filter": _narrow(marks)}}, limit, sort=["_score"])

    @or_database
    def excerpts(self, wanted: Wanted, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Of copies that are not what the documents are now, the database tells instead."""
        keys = list(keys)
        ids = [str(key) for key in keys]
        one = {"number_of_fragments": 1, "fragment_size": 200, "no_match_size": 200}
        body = {
            "size": len(ids),
            "query": {"ids": {"values": ids}},
            "_source": ["title", "revision"],
            "highlight": {
                "pre_tags": [FOUND],
                "post_tags": [END],
                "highlight_query": _query(wanted),
                "fields": {"title": {"number_of_fragments": 0}, "body": one, "lead": one},
            },
        }
        hits = client().search(index=alias(), body=body)["hits"]["hits"]
        rows = SearchDocument.objects.filter(pk__in=keys).values_list("pk", "revision")
        revisions = {str(pk): revision for pk, revision in rows}
        told = {
            int(hit["_id"]): _excerpt(hit)
            for hit in hits
            if hit["_source"].get("revision") == revisions.get(hit["_id"])
        }
        rest = [key for key in keys if key not in told]
        return told | (self.database.excerpts(wanted, rest) if rest else {})


def _excerpt(hit: dict[str, Any]) -> tuple[str, str]:
    marked = {name: "…".join(parts) for name, parts in hit.get("highlight", {}).items()}
    body, lead = marked.get("body", ""), marked.get("lead", "")
    passage = lead if FOUND in lead and FOUND not in body else body
    return marked.get("title", hit["_source"]["title"]), passage


def _find(query: dict[str, Any], limit: int, sort: list[Any]) -> list[int]:
    body = {"query": query, "size": limit, "sort": sort, "_source": False}
    hits = client().search(index=alias(), body=body)["hits"]["hits"]
    return [int(hit["_id"]) for hit in hits]


def _query(wanted: Wanted) -> dict[str, Any]:
    fields = IN_TITLE if wanted.in_title else FIELDS
    holds = [_holds(word, fields) for word in wanted.words]
    if wanted.is_unfinished:
        holds[-1]["multi_match"]["type"] = "phrase_prefix"
    return {"bool": {"must": holds, "filter": _narrow(wanted.marks)}}


def _holds(word: str, fields: tuple[str, ...] = FIELDS) -> dict[str, Any]:
    # Little words, which its analysers leave out, are anywhere.
    how = {"type": "best_fields", "zero_terms_query": "all"}
    return {"multi_match": {"query": word, "fields": list(fields), **how}}


def _narrow(marks: tuple[str, ...]) -> list[dict[str, Any]]:
    now = timezone.now().isoformat()
    begun = {"range": {"live_from": {"lte": now}}}
    ended = {"range": {"live_until": {"lte": now}}}
    live = {"bool": {"must": [begun], "must_not": [ended]}}
    return [live, *({"term": {"marks": mark}} for mark in marks)]


# Keeping its copies


def copy(keys: Iterable[int]) -> None:
    """Have the server hold these documents as they are now, and none that is gone.

    Raises `OpenSearchException`. One query and a request for each `BATCH`.
    """
    keys, version = list(keys), _version()
    rows = {row.pk: row for row in SearchDocument.objects.filter(pk__in=keys)}
    gone = ({"_op_type": "delete", "_id": str(key)} for key in keys if key not in rows)
    _send([*map(_entry, rows.values()), *gone], alias(), version, require_alias=True)


def copy_all() -> None:
    """Fill a new index, and let it take the place of the one before when it is whole.

    What changes meanwhile is copied at last. Raises `OpenSearchException`.
    """
    name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    client().indices.create(index=name, body={"mappings": _mappings()})
    before, version = _states(), _version()
    _send(map(_entry, SearchDocument.objects.iterator(BATCH)), name, version)
    client().indices.refresh(index=name)
    indices = client().indices.get(index=f"{alias()}-*", ignore_unavailable=True)
    old = [{"remove_index": {"index": other}} for other in indices if other != name]
    actions = [{"add": {"index": name, "alias": alias()}}, *old]
    client().indices.update_aliases(body={"actions": actions})
    copy({key for key, *_ in before ^ _states()})


def _states() -> set[tuple[Any, ...]]:
    """The key of each document, and what changes with all that a copy holds of it."""
    return set(SearchDocument.objects.values_list("pk", "revision", *WINDOW))


def _version() -> int:
    """A number for copies of rows that are read next: the server lets none replace a later one.

    It is the time before they are read. Who changes a row has it copied after the change: that
    copy is later than any of what was there before, whichever reaches the server first.
    """
    return int(timezone.now().timestamp() * 1_000_000)


def _send(entries: Iterable[dict[str, Any]], index: str, version: int, **options: Any) -> None:
    facts = {"_index": index, "version": version, "version_type": "external_gte"}
    bulk(
        client(),
        ({**entry, **facts} for entry in entries),
        chunk_size=BATCH,
        ignore_status=(GONE, OUTDATED),
        **options,
    )


def _entry(row: SearchDocument) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in ("revision", *TEXTS, *WINDOW)}
    return {"_id": str(row.pk), "_source": {**fields, "key": row.pk, "marks": row.marks.split()}}


def _mappings() -> dict[str, Any]:
    analyser = ANALYSERS.get(settings.LANGUAGE_CODE.partition("-")[0], "standard")
    texts = {name: {"type": "text", "analyzer": analyser} for name in TEXTS}
    window = {name: {"type": "date"} for name in WINDOW}
    rest = {"key": {"type": "long"}, "revision": {"type": "long"}, "marks": {"type": "keyword"}}
    return {"properties": {**texts, **window, **rest}}
