"""The fields of front matter as what a document says of itself, whatever system named them.

Names are those of Jekyll, Hugo, Hexo, Ghost, Astro, Eleventy, Gatsby, Obsidian, Pelican and
MultiMarkdown; WordPress and Ghost exports use the same door.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from articles.importing.document import LeftOut, Meta
from articles.importing.readers.dates import parse_date
from articles.importing.readers.field_names import (
    ANSWERS,
    AUTHORS,
    CANONICALS,
    CREDENTIALS,
    DATES,
    DESCRIPTIONS,
    FAQS,
    IMAGES,
    INNER,
    QUESTIONS,
    SLUGS,
    TAGS,
    TITLES,
    TOPICS,
)
from articles.importing.readers.header_values import name_of

ADDRESS = re.compile(r"https?://\S+\Z")
PHP = re.compile(r"(?:a|O|s|C):\d+:[{\"]")
BASE64 = re.compile(r"(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/=]{200,}\Z")
#: A tag of several words, rather than a tag for each.
LINKING = re.compile(
    r"\b(?:a|an|and|are|for|from|how|in|is|of|on|or|the|to|what|when|why|with|you|your|&)\b|[A-Z]"
)
CREDENTIAL = re.compile(r"(?P<name>[^,|]{3,60}), (?P<rest>(?:[A-Z][A-Za-z.]*[A-Z][A-Za-z.]*,? ?)+)")
NOTHING = ("", "~", "null", "none", "nil", "undefined")
SHOWN = 80
LONG = 30  # characters; Chinese words stand without spaces
MAX_FAQS = 500

#: Where fields stand, in words.
FRONT_MATTER = "in the front matter"
POST = "in the post's fields"
UNUSED = "“{}” {}: an article has no place for it."


@dataclass(frozen=True)
class Told:
    """What the fields of a document say, and what of them has no place."""

    meta: Meta
    left_out: tuple[LeftOut, ...] = ()


def to_meta(fields: Mapping[str, Any], where: str = FRONT_MATTER) -> Told:
    """The fields as `Meta`. Those without a place stay in its `fields`, their words left out."""
    given = _Given(fields, where)
    title, description = given.text(TITLES), given.text(DESCRIPTIONS)
    author, credential = _author(given)
    topic, more_tags = _topic(given)
    tags = _unique([*given.tags(TAGS), *more_tags])
    published_at = given.date(DATES)
    canonical = given.address(CANONICALS)
    meta = Meta(
        title=title,
        description=description,
        author=author,
        credential=credential,
        tags=tags,
        topic=topic,
        published_at=published_at,
        canonical=canonical,
        slug=given.slug(SLUGS),
        image=given.text(IMAGES),
        faqs=given.faqs(FAQS),
        fields=given.rest(),
    )
    rest = {name: _texts(value) for name, value in meta.fields.items()}
    unused = [
        LeftOut(text, UNUSED.format(name, where))
        for name, texts in rest.items()
        if any(" " in text or len(text) > LONG for text in texts)
        for text in texts
    ]
    return Told(meta, (*given.left_out, *unused))


class _Given:
    """Fields by their plain names; what is taken is no longer left over."""

    def __init__(self, fields: Mapping[str, Any], where: str) -> None:
        self.where = where
        self.left_out: list[LeftOut] = []
        self.fields: dict[str, tuple[str, Any]] = {}
        for key, value in fields.items():
            kept = self._without_code(str(key), value)
            name = name_of(str(key))
            if kept in (None, "", [], {}):
                continue
            if name in self.fields:
                why = UNUSED.format(key, where)
                self.left_out += [LeftOut(text, why) for text in _texts(kept)]
            else:
                self.fields[name] = (str(key), kept)
        self.taken: set[str] = set()

    def _without_code(self, key: str, value: Any) -> Any:
        texts = [value] if isinstance(value, str) else _texts(value)
        for text in texts:
            why = ""
            if PHP.match(text):
                why = "Serialised PHP of the old site."
            elif BASE64.match(text):
                why = f"A picture's preview {self.where}."
            if why:
                shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
                self.left_out.append(LeftOut(shown, why, is_text=False))
                return None
        return _cleaned(value)

    def rest(self) -> dict[str, Any]:
        return {key: value for name, (key, value) in self.fields.items() if name not in self.taken}

    def _first(self, names: Iterable[str]) -> Iterable[tuple[str, Any]]:
        for name in names:
            if name in self.fields and name not in self.taken:
                yield name, self.fields[name][1]

    def text(self, names: Iterable[str]) -> str:
        for name, value in self._first(names):
            texts = _names_in(value)
            if texts and texts[0] not in ("true", "false"):
                self.taken.add(name)
                return texts[0]
        return ""

    def texts(self, name: str) -> list[str]:
        texts = _names_in(self.fields.get(name, ("", None))[1])
        if texts:
            self.taken.add(name)
        return texts

    def tags(self, names: Iterable[str]) -> list[str]:
        for name, value in self._first(names):
            texts = [text for row in _names_in(value) for text in _split_tags(row, value)]
            if texts:
                self.taken.add(name)
                return texts
        return []

    def date(self, names: Iterable[str]) -> Any:
        for name, value in self._first(names):
            if moment := parse_date(value):
                self.taken.add(name)
                return moment
        return None

    def address(self, names: Iterable[str]) -> str:
        for name, value in self._first(names):
            if isinstance(value, str) and ADDRESS.match(value) and _path(value) != ":":
                self.taken.add(name)
                return value
        return ""

    def slug(self, names: Iterable[str]) -> str:
        for name in names:
            value = self.fields.get(name, ("", ""))[1]
            if isinstance(value, str) and value and ":" not in _path(value):
                self.taken.add(name)
                return re.sub(r"\.html?\Z", "", _path(value).rstrip("/").rpartition("/")[2])
        return ""

    def faqs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        for name, value in self._first(names):
            if pairs := _pairs(value):
                self.taken.add(name)
                return tuple(pairs[:MAX_FAQS])
        return ()


def _author(given: _Given) -> tuple[str, str]:
    for name in AUTHORS:
        value = given.fields.get(name, ("", None))[1]
        people = [row for row in (value if isinstance(value, list) else [value]) if row]
        credential = ""
        if people and isinstance(people[0], Mapping):
            credential = _Given(people[0], given.where).text(CREDENTIALS)
        if texts := given.texts(name):
            author, more = split_credential(", ".join(texts))
            return author, credential or more or given.text(CREDENTIALS)
    return "", ""


def split_credential(text: str) -> tuple[str, str]:
    """A byline as name and letters after it: `Ada Byrne, PhD, LMFT`."""
    match = CREDENTIAL.fullmatch(text)
    return (match["name"], match["rest"].strip(" ,")) if match else (text, "")


def _topic(given: _Given) -> tuple[str, list[str]]:
    """The first category, and the others, which are tags."""
    taxonomy = given.fields.get("taxonomy", ("", None))[1]
    if isinstance(taxonomy, Mapping) and not any(name in given.fields for name in TOPICS):
        given.taken.add("taxonomy")
        given.fields |= {name_of(key): (key, value) for key, value in taxonomy.items()}
    first, *others = given.tags(TOPICS) or [""]
    return first, others


def _split_tags(text: str, value: Any) -> list[str]:
    """The tags in a text: between commas, behind `#`, or a word each (Jekyll)."""
    text = text.strip().strip("[]")
    if isinstance(value, list):
        parts = [text]
    elif re.search(r"[,;|\n]", text):
        parts = re.split(r"[,;|\n]", text)
    elif text.startswith("#"):
        parts = re.split(r"\s+(?=#)", text)
    else:
        parts = [text] if LINKING.search(text) else text.split()
    return [tag for part in parts if (tag := part.strip(" \t\"'").lstrip("#").strip())]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _pairs(value: Any) -> list[tuple[str, str]]:
    """Questions with their answers: mappings of the two, or of one to the other."""
    if isinstance(value, Mapping):
        inner = next((v for k, v in value.items() if isinstance(v, list)), None)
        rows = inner if inner is not None else [{key: value[key]} for key in value]
    else:
        rows = value if isinstance(value, list) else []
    return [pair for row in rows if isinstance(row, Mapping) and (pair := _pair(row))]


def _pair(row: Mapping[str, Any]) -> tuple[str, str] | None:
    names = {name_of(str(key)): value for key, value in row.items()}
    question = next((names[name] for name in QUESTIONS if name in names), "")
    answer = next((names[name] for name in ANSWERS if name in names), "")
    if not question and len(row) == 1:
        question, answer = next(iter(row.items()))
    texts = ["\n\n".join(_answers(text)).strip() for text in (question, answer)]
    return (texts[0], texts[1]) if all(texts) else None


def _answers(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        names = {name_of(str(key)): text for key, text in value.items()}
        value = next((names[name] for name in ANSWERS if name in names), "")
    return _texts(value)


def _names_in(value: Any) -> list[str]:
    """The texts of a value, of each mapping the one that names it."""
    if isinstance(value, list):
        return [text for row in value for text in _names_in(row)[:1]]
    if isinstance(value, Mapping):
        names = {name_of(str(key)): row for key, row in value.items()}
        return next((_names_in(names[name]) for name in INNER if name in names), [])
    return [text for text in _texts(value) if text]


def _texts(value: Any) -> list[str]:
    """All texts of a value, however deep: those that read headers bound the depth."""
    if isinstance(value, Mapping):
        return [text for row in value.values() for text in _texts(row)]
    if isinstance(value, list):
        return [text for row in value for text in _texts(row)]
    if isinstance(value, bool):
        return [str(value).lower()]
    text = "" if value is None else str(value).strip()
    return [text] if text else []


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        text = value.strip()
        return "" if text.lower() in NOTHING else text
    return value


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ":"
