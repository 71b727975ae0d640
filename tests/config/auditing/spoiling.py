"""Ways to spoil an answer of the good site, each with the one rule that is to notice it."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from django.utils.datastructures import CaseInsensitiveMapping

from config.auditing.answers import Answer

Change = Callable[[Answer], Answer]
REPAIR = "/articles/repair/"
SHEET = "/static/css/site.css"
LETTER = "mail:letter"


@dataclass(frozen=True)
class Defect:
    """What is done to the answer at an address (or that begins with it), and who notices."""

    name: str
    rule: str
    address: str
    change: Change

    def __str__(self) -> str:
        return self.name


def swap(old: str, new: str, count: int = 1) -> Change:
    """Another text for one that is certainly there."""

    def change(answer: Answer) -> Answer:
        assert old in answer.text, f"{old!r} does not stand there"
        return replace(answer, body=answer.text.replace(old, new, count).encode())

    return change


def add(html: str, before: str = "</main>") -> Change:
    return swap(before, html + before)


def header(name: str, value: str | None) -> Change:
    """Another header, or none."""

    def change(answer: Answer) -> Answer:
        headers = {key: told for key, told in answer.headers.items() if key != name}
        headers |= {name: value} if value is not None else {}
        return replace(answer, headers=CaseInsensitiveMapping(headers))

    return change


def chain(*changes: Change) -> Change:
    """One after the other."""

    def change(answer: Answer) -> Answer:
        for one in changes:
            answer = one(answer)
        return answer

    return change


def become(**fields: Any) -> Change:
    return lambda answer: replace(answer, **fields)


def plain(old: str, new: str) -> Change:
    """Another text part of a mail."""

    def change(answer: Answer) -> Answer:
        assert old in answer.plain
        return replace(answer, plain=answer.plain.replace(old, new))

    return change


def told(old: str, new: str) -> Change:
    """Another text in the JSON-LD alone."""

    def change(answer: Answer) -> Answer:
        before, mark, after = answer.text.partition('<script type="application/ld+json">')
        script, end, rest = after.partition("</script>")
        assert old in script, f"{old!r} is not told"
        return replace(
            answer, body="".join((before, mark, script.replace(old, new), end, rest)).encode()
        )

    return change


def retell(change: Callable[[list], list]) -> Change:
    """Another graph in the JSON-LD."""

    def retold(answer: Answer) -> Answer:
        graph = json.dumps({"@graph": change(deepcopy(answer.graph))})
        return told(answer.scripts[0], graph)(answer)

    return retold


#: How the first paid link of the article ends.
PAID = '.introduction" rel="sponsored nofollow"'
DISCLOSURE = '<div class="disclosure" role="note">'
ARTICLE_PHOTO = 'alt="A lake in the morning" width="480" height="360" loading="lazy"'
STRICT = (
    "default-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
)
