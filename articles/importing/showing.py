"""What the page of a proposal shows: the article as it would be, what was found and proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from articles.importing.album import put_addresses
from articles.importing.contents import write_texts
from articles.importing.fitting import TooMuch, fit
from articles.importing.matching import Earlier, find_earlier
from articles.importing.outline import Outline, Role
from articles.importing.products import Offer, offers_of
from articles.models import ImportedDocument
from articles.publishing.content import ArticleContent
from articles.publishing.snapshot import freeze
from articles.reading import fill, find_addresses
from articles.rendering.links import stable_targets

#: Lines that are named of one repair.
MAX_LINES = 8


@dataclass
class Mended:
    """A repair that was made once or many times in a document."""

    kind: str
    before: str
    after: str
    count: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """A proposal with everything its page says of it; `refusal` is why no article holds it."""

    row: ImportedDocument
    outline: Outline
    earlier: Earlier | None
    offers: list[Offer]
    content: ArticleContent | None = None
    told: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def lines(self) -> list[str]:
        """The text of the document, a block a line."""
        return [line for line in self.row.text.splitlines() if line.strip()]

    @property
    def repairs(self) -> list[Mended]:
        """What was mended, each once, with the first lines it was mended in."""
        found: dict[tuple[str, str, str], Mended] = {}
        for row in self.outline.repairs:
            mended = found.setdefault(
                (row.kind, row.before, row.after), Mended(row.kind, row.before, row.after)
            )
            mended.count += 1
            if row.line and row.line not in mended.lines and len(mended.lines) < MAX_LINES:
                mended.lines.append(row.line)
        return list(found.values())

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """What the article will not hold, and why."""
        parts = self.outline.of_role(Role.LEFT_OUT)
        rows = [("\n\n".join(filter(None, (row.heading, row.body))), row.why) for row in parts]
        return [*rows, *((row.text, row.why) for row in self.outline.left_out)]


def show(row: ImportedDocument, *, by: Any, pictures: Mapping[str, str]) -> Shown:
    """Put together what the page of a proposal shows. Some ten queries.

    `pictures` are addresses at which those can be seen that came along, by their own.
    """
    outline = Outline.from_json(row.outline or Outline().to_json())
    earlier = find_earlier(row, outline, by=by)
    shown = Shown(row, outline, earlier, offers_of(row, outline, by=by))
    if row.outline is None:
        return shown
    try:
        fitted = fit(outline, row.name)
    except TooMuch as error:
        return replace(shown, refusal=str(error))
    content = replace(
        write_texts(fitted, outline, lambda text: put_addresses(text, pictures)),
        topic=row.topic_id,
        authors=(row.author_id,) if row.author_id else (),
    )
    return replace(shown, content=content, told=tuple(fitted.told))


def render_body(content: ArticleContent) -> str:
    """The article as its page would show it, by the one pipeline. At most fifteen queries.

    It may stand in a `<noscript>`, which ends at its first end tag, even one in an attribute:
    the serialiser writes `&lt;` there.
    """
    html = freeze(content).columns["html"]
    return fill(html, find_addresses(stable_targets(html)), None)
