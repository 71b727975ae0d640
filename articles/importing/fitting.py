"""Outline → the fields of an article. Pure: knows no models.

What a field cannot hold is kept whole somewhere else, and told: nothing is cut in silence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

from articles.importing.document import Unreadable
from articles.importing.markup import escape, parse_blocks
from articles.importing.outline import Outline, Part, Reference, Role
from articles.rendering.limits import MAX_WORK_LENGTH, TextTooLarge, check_size

#: Characters that the fields of an article hold, as its models say.
MAX_TITLE, MAX_HEADING, MAX_DEK, MAX_QUESTION, MAX_TAG = 160, 160, 300, 200, 100
MAX_SOURCE, MAX_PUBLISHER, MAX_URL, MAX_KEY = 300, 160, 2_000, 60
#: Rows of one kind that the form of an article takes.
MAX_ROWS = 500
YEARS = range(1000, 3000)

ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


class TooMuch(Exception):
    """No article can hold this document; says why, for the editor."""


@dataclass
class Passage:
    """A heading or question with its text; `level` is what its heading had in the source."""

    heading: str
    texts: list[str] = field(default_factory=list)
    level: int = 2

    @property
    def body(self) -> str:
        return "\n\n".join(text for text in self.texts if text.strip())


@dataclass
class Fitted:
    """What an article's fields hold of an outline; `told` is what did not fit as it was."""

    title: str = ""
    dek: str = ""
    introduction: Passage = field(default_factory=lambda: Passage(""))
    sections: list[Passage] = field(default_factory=list)
    faqs: list[Passage] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """Everything that holds a text, in reading order."""
        return [self.introduction, *self.sections, *self.faqs]


def fit(outline: Outline, name: str) -> Fitted:
    """The fields of an article that holds all of an outline. Raises `TooMuch`.

    A document without a title is called by its `name`.
    """
    fitted = Fitted()
    _lay_out(outline.parts, fitted)
    _fit_title(outline, name, fitted)
    _fit_headings(fitted)
    fitted.tags = list(_fit_tags(outline.tags, fitted))
    fitted.references = list(_fit_references(outline.references, fitted))
    _fit_sizes(fitted)
    return fitted


def _lay_out(parts: Iterable[Part], fitted: Fitted) -> None:
    """Sections of level 2 with what is deeper in their bodies, the introduction, the FAQs."""
    place: Passage | None = None
    question: Passage | None = None
    for part in parts:
        if part.role is Role.FAQ:
            question = Passage(part.heading, [part.body], level=part.level)
            fitted.faqs.append(question)
            continue
        if question and not (part.role is Role.SECTION and part.level > question.level > 0):
            question = None
        if part.role is Role.LEFT_OUT:
            place = place if part.level > 2 else None
        elif question:
            question.texts += _folded(part)
        elif not part.level:
            (place or fitted.introduction).texts += [escape(part.heading), part.body]
        elif not part.heading.strip():
            (place or fitted.introduction).texts.append(part.body)
            fitted.told.append("A heading without words is none any more; its text stands.")
        elif place and part.level > 2:
            place.texts += _folded(part)
        else:
            place = Passage(part.heading, [part.body])
            fitted.sections.append(place)


def _folded(part: Part) -> list[str]:
    return [f"{'#' * min(part.level, 6)} {write_heading(part.heading)}", part.body]


def write_heading(heading: str) -> str:
    """Plain words as the Markdown of a heading's line."""
    # A closing row of # would be taken for marks (CommonMark 4.2).
    return re.sub(r"(?<=[ \t])#+\Z", lambda marks: "\\#" * len(marks[0]), escape(heading))


def _fit_title(outline: Outline, name: str, fitted: Fitted) -> None:
    title = " ".join(outline.title.split())
    if not title:
        title = " ".join(name.split()) or "Untitled"
        fitted.told.append("The document has no title: give the article one.")
    fitted.dek = " ".join(outline.description.split())
    if len(fitted.dek) > MAX_DEK:
        fitted.introduction.texts.insert(0, escape(fitted.dek))
        fitted.told.append(
            f"The description has {len(fitted.dek)} characters, and a dek holds {MAX_DEK}: it "
            "stands whole at the beginning of the introduction."
        )
        fitted.dek = ""
    fitted.title = _fit_line(title, MAX_TITLE, "title", fitted.introduction, fitted)


def _fit_headings(fitted: Fitted) -> None:
    for section in fitted.sections:
        section.heading = _fit_line(section.heading, MAX_HEADING, "heading", section, fitted)
    for faq in fitted.faqs:
        faq.heading = _fit_line(faq.heading, MAX_QUESTION, "question", faq, fitted)
        if not faq.body:
            fitted.told.append(f"The question “{faq.heading}” has no answer yet.")


def _fit_line(line: str, longest: int, what: str, passage: Passage, fitted: Fitted) -> str:
    """A line that a field holds; a longer one stands whole, in bold, before its text."""
    if len(line) <= longest:
        return line
    passage.texts.insert(0, f"**{escape(line)}**")
    fitted.told.append(
        f"A {what} has {len(line)} characters, and at most {longest} are held: it stands whole, "
        f"in bold, before its text: “{line[:60]}…”"
    )
    return shorten(line, longest)


def shorten(line: str, longest: int) -> str:
    """The first words of a line, with dots where something is missing."""
    if len(line) <= longest:
        return line
    return re.sub(r"[\s,;:–—-]+\S{0,40}\Z", "", line[: longest - 1]) + "…"


def _fit_tags(tags: Iterable[str], fitted: Fitted) -> Iterator[str]:
    seen = set()
    for tag in (" ".join(tag.replace(",", " ").split()) for tag in tags):
        if len(tag) > MAX_TAG:
            fitted.introduction.texts.append(escape(tag))
            fitted.told.append(f"This is too long for a tag, and stands in the text: “{tag[:60]}…”")
        elif tag.casefold() not in seen and re.search(r"\w", tag):
            seen.add(tag.casefold())
            yield tag


def _fit_references(references: Iterable[Reference], fitted: Fitted) -> Iterator[Reference]:
    last = (fitted.sections or [fitted.introduction])[-1]
    keys: set[str] = set()
    for row in references:
        title = row.title or row.text or row.url
        url = row.url if len(row.url) <= MAX_URL and ADDRESS.fullmatch(row.url) else ""
        lost = [part for part in (row.url,) if part != url]
        if len(title) > MAX_SOURCE or len(row.publisher) > MAX_PUBLISHER:
            lost.insert(0, row.text or title)
        if lost:
            last.texts.append("\n\n".join(map(escape, lost)))
            fitted.told.append(f"A source stands in the text, whole: “{title[:60]}”")
        yield replace(
            row,
            key=_free_key(row.key, keys),
            title=shorten(title, MAX_SOURCE),
            publisher=shorten(row.publisher, MAX_PUBLISHER),
            year=row.year if row.year in YEARS else None,
            url=url,
        )


def _free_key(key: str, keys: set[str]) -> str:
    """The key, or one like it that no other source has; noted among the `keys`."""
    stem = re.sub(r"[^a-zA-Z0-9_-]+", "-", key)[: MAX_KEY - 6].strip("-") or "source"
    numbered = (f"{stem}-{number}" for number in count(2))
    free = next(one for one in chain([stem], numbered) if one not in keys)
    keys.add(free)
    return free


def _fit_sizes(fitted: Fitted) -> None:
    """Split what is larger than a field may be at its paragraphs. Raises `TooMuch`."""
    rest = list(_split(fitted.introduction, fitted.title, fitted))
    sections = [part for one in fitted.sections for part in _split(one, one.heading, fitted)]
    fitted.introduction, fitted.sections = rest[0], [*rest[1:], *sections]
    for faq in fitted.faqs:
        try:
            check_size(faq.body)
        except TextTooLarge as error:
            raise TooMuch(f"The answer to “{faq.heading[:60]}”: {error}") from error
    if sum(len(passage.body) for passage in fitted.passages) > MAX_WORK_LENGTH:
        raise TooMuch(f"It has more than {MAX_WORK_LENGTH:,} characters: make two documents of it.")
    for rows, what in (
        (fitted.sections, "sections"),
        (fitted.faqs, "questions"),
        (fitted.references, "sources"),
    ):
        if len(rows) > MAX_ROWS:
            raise TooMuch(f"It has {len(rows)} {what}, and an article holds {MAX_ROWS}.")


def _split(passage: Passage, heading: str, fitted: Fitted) -> Iterator[Passage]:
    if _fits(passage.body):
        yield passage
        return
    pieces = list(_pieces(passage.body, heading))
    fitted.told.append(f"“{heading}” is larger than a field: it is {len(pieces)} sections now.")
    for number, piece in enumerate(pieces, start=1):
        end = f" ({number})"
        title = shorten(heading, MAX_HEADING - len(end)) + end
        yield Passage(passage.heading if number == 1 else title, [piece])


def _pieces(body: str, heading: str) -> Iterator[str]:
    """A text in as few pieces as fit into fields, each of whole blocks."""
    try:
        blocks = [_written(block.text, block.level) for block in parse_blocks(body)]
    except Unreadable as error:
        raise TooMuch(f"“{heading}”: {error}") from error
    while blocks:
        fitting = bisect_left(
            range(1, len(blocks) + 1), True, key=lambda n: not _fit_together(blocks, n)
        )
        if not fitting:
            raise TooMuch(f"One paragraph of “{heading[:60]}” is larger than a field may be.")
        yield "\n\n".join(blocks[:fitting])
        blocks = blocks[fitting:]


def _fit_together(blocks: list[str], count: int) -> bool:
    return _fits("\n\n".join(blocks[:count]))


def _written(text: str, level: int) -> str:
    return f"{'#' * level} {text}" if level else text


def _fits(text: str) -> bool:
    try:
        check_size(text)
    except TextTooLarge:
        return False
    return True
