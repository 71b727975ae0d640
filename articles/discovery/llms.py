"""A list of the site in Markdown for programs that read it for people (llmstxt.org)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.discovery.metadata import absolute
from articles.models import Publication, Revision

#: Articles that are listed; the sitemap has all.
NEWEST = 1_000

#: What would be more than itself in the words of a link.
MARKS = re.compile(r"([\\`*_\[\]<>])")


@dataclass(frozen=True)
class Line:
    """A page of the list: where it is read, and in a sentence what it says."""

    title: str
    address: str
    note: str = ""


def article_parts(publication: Publication) -> Iterator[tuple[str, list[Line]]]:
    """The newest articles by topic, as Markdown. One query."""
    rows = Revision.objects.live().articles().select_related("topic")
    columns = rows.only("title", "slug", "dek", "kind", "topic__title")
    by_topic: dict[str, list[Line]] = {topic.title: [] for topic in publication.navigation}
    for row in columns.order_by("-published_at", "-pk")[:NEWEST]:
        topic = row.topic.title if row.topic else "Other articles"
        by_topic.setdefault(topic, []).append(line_of(row))
    yield from ((title, lines) for title, lines in by_topic.items() if lines)


def page_lines() -> list[Line]:
    """The pages outside topics, as Markdown. One query."""
    rows = Revision.objects.live().pages().only("title", "slug", "dek", "kind")
    return [line_of(row) for row in rows.order_by("title", "pk")[:NEWEST]]


def line_of(revision: Revision) -> Line:
    return Line(revision.title, revision.markdown_address, revision.dek)


def write_llms(publication: Publication, parts: Iterable[tuple[str, Iterable[Line]]]) -> str:
    """The text of llms.txt; `parts` are lists under their headings."""
    texts = [f"# {_plain(publication.name)}"]
    texts += [f"> {_plain(publication.tagline)}"] if publication.tagline else []
    texts.append(
        "Articles are listed as Markdown, with what we earn by their links said at their top; "
        "each page names its canonical address. Listed are the newest "
        f"{NEWEST:,} articles; [the sitemap]({absolute('/sitemap.xml')}) has all."
    )
    for title, lines in parts:
        items = "\n".join(map(_item, lines))
        texts += [f"## {_plain(title)}\n\n{items}"] if items else []
    return "\n\n".join(texts) + "\n"


def _item(line: Line) -> str:
    note = f": {_plain(line.note)}" if line.note else ""
    return f"- [{_plain(line.title)}]({absolute(line.address)}){note}"


def _plain(text: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(text.split()))
