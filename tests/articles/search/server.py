"""A search server on this machine that understands as much of OpenSearch's API as is asked of it.

It knows no stems, and ranks by the weights of the fields that hold a word.
"""

import json
import re
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

from django.utils.dateparse import parse_datetime as parse

from tests.local import LocalServer

WORD = re.compile(r"\w+")


class SearchServer(LocalServer):
    """Holds documents by index in `indices`, and answers nothing but 503 while it `is_down`."""

    path = "/site"

    def __init__(self) -> None:
        self.indices: dict[str, dict[str, dict]] = {}
        self.versions: dict[tuple[str, str], int] = {}
        self.aliases: dict[str, str] = {}
        self.is_down = False

    @property
    def titles(self) -> dict[str, str]:
        """What the site's index holds: titles by primary key."""
        documents = self.indices[self.aliases["site"]]
        return {key: row["title"] for key, row in documents.items()}

    def answer(self, method: str, path: str, lines: list[Any]) -> tuple[int, Any]:
        name, _, verb = unquote(path).strip("/").partition("/")
        if self.is_down:
            return 503, {"error": "down"}
        if name == "_bulk":
            return 200, self._bulk(lines)
        if name == "_aliases":
            return 200, self._move(lines[0]["actions"])
        return self._answer_index(method, name, verb, lines)

    def _answer_index(
        self, method: str, name: str, verb: str, lines: list[Any]
    ) -> tuple[int, dict[str, Any]]:
        if method == "PUT":
            self.indices[name] = {}
        elif verb in ("_count", "_search"):
            if name not in self.aliases:
                return 404, {"error": {"type": "index_not_found_exception"}}
            return 200, self._ask(verb, lines[0], self.indices[self.aliases[name]])
        return 200, {index: {} for index in self.indices}

    def _bulk(self, lines: list[Any]) -> dict[str, Any]:
        items, rest = [], iter(lines)
        for line in rest:
            verb, facts = next(iter(line.items()))
            index = self.aliases.get(facts["_index"], facts["_index"])
            row = next(rest) if verb == "index" else {}
            if self._is_outdated((index, facts["_id"]), facts["version"]):
                items.append({verb: {"status": 409}})
            elif verb == "delete":
                found = self.indices[index].pop(facts["_id"], None)
                items.append({verb: {"status": 200 if found else 404}})
            else:
                self.indices[index][facts["_id"]] = row
                items.append({verb: {"status": 201}})
        return {"errors": False, "items": items}

    def _is_outdated(self, place: tuple[str, str], version: int) -> bool:
        """Whether a later copy was sent before; if not, this is the latest."""
        latest = self.versions.get(place, 0)
        self.versions[place] = max(version, latest)
        return version < latest

    def _move(self, actions: list[dict]) -> dict[str, Any]:
        for action in actions:
            if added := action.get("add"):
                self.aliases[added["alias"]] = added["index"]
            else:
                del self.indices[action["remove_index"]["index"]]
        return {}

    def _ask(self, verb: str, body: dict, documents: dict[str, dict]) -> dict[str, Any]:
        scores = {key: score(body["query"], key, row) for key, row in documents.items()}
        found = [key for key, value in scores.items() if value]
        if verb == "_count":
            return {"count": len(found)}
        by_score = "_score" in body.get("sort", ())
        found.sort(key=lambda key: (scores[key] if by_score else 0, int(key)), reverse=True)
        hits = [
            {"_id": key, "_source": documents[key], "highlight": highlight(body, documents[key])}
            for key in found[: body["size"]]
        ]
        return {"hits": {"hits": hits}}

    def handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                lines = [json.loads(line) for line in body.splitlines() if line]
                path = self.path.partition("?")[0]
                status, said = server.answer(self.command, path, lines)
                data = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = handle_any  # noqa: N815

            def log_message(self, *args: object) -> None:
                return

        return Handler


def score(query: dict, key: str, row: dict) -> float:
    """How well a document answers a query; 0 if it does not."""
    verb, asked = next(iter(query.items()))
    if verb == "ids":
        return key in asked["values"]
    if verb == "term":
        return asked["marks"] in row["marks"]
    if verb == "range":
        ((field, bounds),) = asked.items()
        return row[field] is not None and parse(row[field]) <= parse(bounds["lte"])
    if verb == "multi_match":
        return sum(_weigh(field, asked, row) for field in asked["fields"])
    must = asked.get("must", [])
    parts = must if isinstance(must, list) else [must]
    values = [score(part, key, row) for part in parts]
    values += [sum(score(part, key, row) for part in asked["should"])] if "should" in asked else []
    narrowed = all(score(part, key, row) for part in asked.get("filter", []))
    refused = any(score(part, key, row) for part in asked.get("must_not", []))
    return sum(values) if narrowed and all(values) and not refused else 0


def _weigh(field: str, asked: dict, row: dict) -> float:
    name, _, weight = field.partition("^")
    words = WORD.findall(row[name].lower())
    is_prefix = asked["type"] == "phrase_prefix"
    holds = any(w.startswith(asked["query"]) if is_prefix else w == asked["query"] for w in words)
    return float(weight or 1) if holds else 0


def highlight(body: dict, row: dict) -> dict[str, list[str]]:
    asked = body.get("highlight")
    if asked is None:
        return {}
    parts = asked["highlight_query"]["bool"]["must"]
    words = "|".join(re.escape(part["multi_match"]["query"]) for part in parts)
    pattern, marked = re.compile(rf"\b({words})\b", re.IGNORECASE), {}
    for name in asked["fields"]:
        text = pattern.sub(rf"{asked['pre_tags'][0]}\1{asked['post_tags'][0]}", row[name])
        marked[name] = [text[:300]] if text else []
    return marked
