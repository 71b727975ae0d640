"""An article as the importer proposes it: plain data that an editor may still rearrange."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from articles.importing.document import LeftOut, Repair


class Role(StrEnum):
    """What becomes of a part."""

    SECTION = "section"
    FAQ = "faq"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Part:
    """A heading with the Markdown up to the next one, in reading order.

    `level` is the heading's, 2 to 6; 0 where the text stands before the first heading. A
    section's or sub-section's heading and an FAQ's question are plain text. `why` says why a
    part is left out. `line` is where it begins in the source, from 1; 0 if that has no lines.
    """

    role: Role
    level: int
    heading: str
    body: str
    why: str = ""
    line: int = 0


@dataclass(frozen=True)
class Reference:
    """A source as the document lists it: its whole `text`, and what could be told apart in it."""

    text: str
    key: str
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""


@dataclass(frozen=True)
class ProposedLink:
    """An address of a known programme: the product link it might become.

    `url` is the address as it stands in the text, `destination` the same without `parameters`,
    which only tell who is paid.
    """

    url: str
    destination: str
    parameters: tuple[tuple[str, str], ...] = ()
    programme: str = ""
    name: str = ""


@dataclass(frozen=True)
class Call:
    """An invitation to a product, a kit or a service; `url` is "" where the link is lost."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Outline:
    """The proposed article and what the editor should know of it. All texts are the source's."""

    title: str = ""
    description: str = ""
    author: str = ""
    credential: str = ""
    tags: tuple[str, ...] = ()
    topic: str = ""
    published_at: datetime | None = None
    canonical: str = ""
    slug: str = ""
    image: str = ""
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[ProposedLink, ...] = ()
    calls: tuple[Call, ...] = ()
    remote_pictures: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The outline as plain data."""
        data = asdict(self)
        data["published_at"] = self.published_at.isoformat() if self.published_at else None
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        at = data["published_at"]
        rows: dict[str, Any] = {
            "tags": tuple(data["tags"]),
            "published_at": datetime.fromisoformat(at) if at else None,
            "parts": tuple(Part(**row | {"role": Role(row["role"])}) for row in data["parts"]),
            "references": tuple(Reference(**row) for row in data["references"]),
            "links": tuple(
                ProposedLink(**row | {"parameters": tuple(map(tuple, row["parameters"]))})
                for row in data["links"]
            ),
            "calls": tuple(Call(**row) for row in data["calls"]),
            "remote_pictures": tuple(data["remote_pictures"]),
            "left_out": tuple(LeftOut(**row) for row in data["left_out"]),
            "repairs": tuple(Repair(**row) for row in data["repairs"]),
            "doubts": tuple(data["doubts"]),
        }
        return cls(**data | rows)

    def with_parts(self, parts: tuple[Part, ...]) -> Self:
        """The same with other parts."""
        return replace(self, parts=parts)

    def of_role(self, role: Role) -> list[Part]:
        """Its parts of one role, in reading order."""
        return [part for part in self.parts if part.role == role]
