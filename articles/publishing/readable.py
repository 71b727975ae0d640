"""Frozen forms with names in the place of primary keys, to be shown to people."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article, Author, Photo, Topic

#: Fields of frozen forms that hold primary keys (or a list of them), and of what.
RELATED = {"topic": Topic, "reviewer": Author, "authors": Author, "hero": Photo}


def with_names(contents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same forms with names for keys. One query a field that occurs."""
    contents = list(contents)
    named = [dict(content) for content in contents]
    for name, model in RELATED.items():
        keys = {key for content in contents for key in _keys(content.get(name))}
        names = (
            {row.pk: str(row) for row in model._meta.base_manager.filter(pk__in=keys)}
            if keys
            else {}
        )
        for content in named:
            if content.get(name):
                content[name] = [names.get(key, f"deleted ({key})") for key in _keys(content[name])]
    return [_name_rows(content) for content in named]


def _name_rows(content: dict[str, Any]) -> dict[str, Any]:
    rows = content.get("chapters", [])
    keys = {row["article"] for row in rows if row["article"]}
    titles = dict(Article.everything.filter(pk__in=keys).values_list("pk", "title")) if keys else {}
    named = [{**row, "article": titles.get(row["article"], "")} for row in rows]
    named = [{**row, "title": row["title"] or row["article"]} for row in named]
    return {**content, "chapters": named} if rows else content


def _keys(value: Any) -> list[int]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
