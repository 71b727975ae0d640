"""Who helps where: the lines that pages of sensitive topics show, as a telephone dials them."""

import re
from dataclasses import dataclass

import ada_url

from articles.models import HelpLine
from articles.rendering.library import Library, Page
from articles.rendering.links import Link, decide_link

#: A number as people write it, with the letters that stand for digits on a telephone's keys.
TELEPHONE = re.compile(r"\+?[0-9A-Z(][0-9A-Z ().\u2010-\u2013-]*")
#: The zero that is dialled only without the country's code: +44 (0)20 …
TRUNK = re.compile(r"\A(\+.*?)\(0\)")
KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
#: The shortest that help anybody, such as 15 in France, and the longest there are (E.164).
DIGITS = range(2, 16)

EVERYWHERE = "Everywhere"


@dataclass(frozen=True)
class Line:
    """Who helps. What nobody can dial is no `call`, and a merchant's address is no `site`."""

    name: str
    words: str
    telephone: str
    call: Link | None
    host: str
    site: Link | None


@dataclass(frozen=True)
class Place:
    """The lines of one country, or those that help everywhere."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Help:
    """What to do, as HTML in the publication's words, and who helps where.

    `near` stands in plain sight, `far` is folded: one page serves readers of all countries.
    """

    words: str = ""
    near: tuple[Place, ...] = ()
    far: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.near)


def gather_help(words: str, library: Library) -> Help:
    """The help lines in the editors' order, below these words. One query.

    Those for everywhere come first; they and the first country are near.
    """
    rows = sorted(HelpLine.objects.all(), key=lambda row: bool(row.country))
    countries: dict[str, list[HelpLine]] = {}
    for row in rows:
        countries.setdefault(row.country.name or EVERYWHERE, []).append(row)
    page = Page(library, is_sensitive=True)
    places = [
        Place(name, tuple(_read(row, page) for row in lines)) for name, lines in countries.items()
    ]
    count = 2 if places and places[0].name == EVERYWHERE else 1
    return Help(words, tuple(places[:count]), tuple(places[count:]))


def _read(row: HelpLine, page: Page) -> Line:
    """A line with its links, which the one link function decides."""
    number = dial(row.telephone)
    url = ada_url.URL(row.address) if row.address and ada_url.check_url(row.address) else None
    return Line(
        name=row.name,
        words=row.words,
        telephone=row.telephone,
        call=decide_link(f"tel:{number}", page) if number else None,
        host=url.hostname.removeprefix("www.") if url else "",
        site=decide_link(row.address, page) if url else None,
    )


def dial(telephone: str) -> str:
    """What a telephone is told of a number, behind `tel:` (RFC 3966); empty if it is none."""
    telephone = telephone.strip()
    if not TELEPHONE.fullmatch(telephone):
        return ""
    digits = re.sub(r"[^0-9]", "", TRUNK.sub(r"\1", telephone).translate(KEYS))
    plus = "+" if telephone.startswith("+") else ""
    return f"{plus}{digits}" if len(digits) in DIGITS else ""
