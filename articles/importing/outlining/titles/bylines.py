"""Lines that say who wrote an article, and when: what a page prints around its title."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MONTHS = {
    number: names.split()
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio januari ocak",
            "feb february februar février fevrier febrero fevereiro febbraio februari şubat",
            "mar march märz mars marzo março maart mart",
            "apr april avril abril aprile nisan",
            "may mai mayo maio maggio mei mayıs",
            "jun june juni juin junio junho giugno haziran",
            "jul july juli juillet julio julho luglio temmuz",
            "aug august août aout agosto augustus ağustos",
            "sep sept september septembre septiembre setembro settembre eylül",
            "oct october oktober octobre octubre outubro ottobre ekim okt",
            "nov november novembre noviembre novembro kasım",
            "dec december dezember décembre decembre diciembre dezembro dicembre aralık dez",
        ),
        1,
    )
}
MONTH = {name: number for number, names in MONTHS.items() for name in names}

NAME_WORD = r"(?:[^\W\d_a-zà-öø-ÿ][\w.'’\-]*)"
PARTICLE = r"(?:de|del|della|der|den|di|da|do|dos|van|von|zu|la|le|al|el|bin|ibn|ter|y|e)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+)*(?:&\s+|and\s+|und\s+)?{NAME_WORD}){{0,6}}")
BY = re.compile(
    r"(?:(?:article|story|words|text|post(?:ed)?|written|interview|guest\s+post|authored)\s+by|by"
    r"|(?:text\s+|geschrieben\s+)?von|autor(?:in)?|author|(?:écrit\s+)?par|auteure?|(?:escrito\s+)?por"
    r"|autora|(?:scritto\s+)?da|di|(?:geschreven\s+)?door|yazan|yazar|作者|文|著者|執筆|筆者|글)"
    r"(?:\s*[:：/]\s*|\s+)",
    re.IGNORECASE,
)
REVIEWED = re.compile(
    r"(?:(?:medically|clinically|expert|fact)[\s-]+)?(?:reviewed|checked|vetted)\s+by\b"
    r"|(?:fachlich|medizinisch)\s+gepr.ft|relu\s+par|revisado\s+por",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?P<what>(?:last\s+|first\s+|originally\s+)?(?:published|posted|updated|modified|reviewed|date|created)"
    r"|ver.ffentlicht|aktualisiert|stand|publi.e?|mis\s+.\s+jour|publicado|actualizado|atualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt|g.ncelleme|公開日|更新日|投稿日|发布|更新)"
    r"(?:\s*[:：]\s*|\s+(?:on|am|le|el|em|il|op)\s+|\s+)",
    re.IGNORECASE,
)
READING_TIME = re.compile(
    r"(?:(?:reading\s+time|estimated\s+read(?:ing)?(?:\s+time)?|lesezeit|temps\s+de\s+lecture|tiempo\s+de\s+lectura)\s*[:：]?\s*)?"
    r"\(?~?\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?[-–]?\s*(?:min(?:s|ute[ns]?|uti|utos?|uten)?|dk|分钟?)\.?"
    r"(?:\s*(?:read(?:ing)?(?:\s+time)?|lesezeit|de\s+lecture|de\s+lectura|de\s+leitura|di\s+lettura|leestijd|okuma)|で読めます)?\)?",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(
    r"\b(?:[A-Z][a-z]?\.?){2,5}(?:-[A-Z]{1,3})?(?![a-z])|\bM(?:Sc|Ed|Phil)\b|\bPhD\b|\bPsyD\b"
)
ROLE = re.compile(
    r"therap|psycholog|psicólog|counsel|coach|writer|editor|author|doctor|professor|nurse|dieti"
    r"|founder|journalist|mediator|social worker|lecturer|pädagog|berater|redakt|autorin|ärztin"
    r"|arzt|médecin|conseill|periodista|médic|researcher|educator|practitioner|midwife|blogger",
    re.IGNORECASE,
)
#: What parts the pieces of a line that says several things.
BETWEEN = re.compile(r"\s*[|·•●]\s*|\s+[-–—/]\s+|\s{3,}|\t")
UNNAMED = re.compile(r"(?:qu[eé]|quoi|we[mn]|de[mr]|\w+day|step|part|what|how)\Z", re.IGNORECASE)
MAX_WORDS, MAX_LENGTH = 30, 400


@dataclass(frozen=True)
class Byline:
    """What a line tells of its article; empty where it does not."""

    author: str = ""
    credential: str = ""
    at: datetime | None = None
    is_review: bool = False


def read_byline(line: str) -> Byline | None:
    """What a line says of author and date; None for a line that says anything else."""
    text = line.strip().strip("*_ ")
    if not text or len(text) > MAX_LENGTH or len(text.split()) > MAX_WORDS:
        return None
    if REVIEWED.match(text):
        return Byline(is_review=True)
    pieces = [piece.strip() for piece in BETWEEN.split(text)]
    told, is_sure = Byline(), False
    for piece in filter(None, pieces):
        sure = _read_piece(piece)
        # A name is one only beside something that no other line says: "Jane Roe · 3 May 2024".
        read = sure or (_read_name(piece) if len(pieces) > 1 else None)
        if read is None:
            return None
        is_sure = is_sure or sure is not None
        told = _both(told, read)
    return told if is_sure else None


def _both(told: Byline, read: Byline) -> Byline:
    return Byline(
        told.author or read.author,
        told.credential or read.credential,
        told.at or read.at,
        told.is_review or read.is_review,
    )


def _read_piece(piece: str) -> Byline | None:
    if READING_TIME.fullmatch(piece) or REVIEWED.match(piece):
        return Byline(is_review=bool(REVIEWED.match(piece)))
    if dated := DATED.match(piece):
        rest, _, by = piece[dated.end() :].partition(" by ")
        at = read_date(rest)
        name = _read_name(by) if by else Byline()
        if at and name:
            return Byline(name.author, name.credential, at)
    if at := read_date(piece):
        return Byline(at=at)
    if by_ := BY.match(piece):
        return _read_dated_name(piece[by_.end() :])
    return None


def _read_dated_name(text: str) -> Byline | None:
    """A name that a date may follow: "Jane Roe, March 3, 2024", "Jane Roe on 3 March 2024"."""
    if name := _read_name(text):
        at = read_date(name.credential)
        return Byline(name.author, at=at) if at else name
    name_, between, rest = text.partition(" on ")
    name = _read_name(name_)
    at = read_date(rest)
    return Byline(name.author, name.credential, at) if between and name and at else None


def _read_name(text: str) -> Byline | None:
    """A name, with what follows its first comma as the credential."""
    name, _, credential = text.strip().strip(".").partition(",")
    for opened in ("(", "（"):
        if opened in name and not credential:
            name, _, credential = name.partition(opened)
            credential = credential.rstrip(")） ")
    name = name.strip()
    words = name.split()
    is_name = NAME.fullmatch(name) or (words and not any(letter.isascii() for letter in name))
    if not is_name or len(words) > 7 or any(UNNAMED.match(word) for word in words):
        return None
    return Byline(name, credential.strip())


def read_credited_name(line: str) -> Byline | None:
    """A line that is a name and what its bearer is: "Jane Roe, LMFT, therapist in Leeds"."""
    byline = _read_name(line)
    if byline is None or not byline.credential or line.rstrip().endswith((".", "?", "!", ":")):
        return None
    is_person = 2 <= len(byline.author.split()) <= 4
    is_credited = ABBREVIATION.search(byline.credential) or ROLE.search(byline.credential)
    return byline if is_person and is_credited and len(line.split()) <= 18 else None


def read_bare_name(line: str) -> Byline | None:
    """A line that is a name and nothing else."""
    byline = _read_name(line)
    return byline if byline and not byline.credential and len(line.split()) in (2, 3) else None


ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
DAY_FIRST = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(?:le\s+|den\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+|del\s+)?(\d{4})"
)
MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]+,\s+)?([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
)
TIME = re.compile(
    r"(?:,|\s+at|\s+um)?\s+\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?|\s*Uhr)?\Z", re.IGNORECASE
)


def read_date(text: str) -> datetime | None:
    """The day that a text is; None where it is more than a date, or the month is not sure."""
    text = TIME.sub("", text.strip().rstrip("."))
    if found := ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), MONTH.get(found[2].casefold(), 0), int(found[1]))
    if found := MONTH_FIRST.fullmatch(text):
        return _day(int(found[3]), MONTH.get(found[1].casefold(), 0), int(found[2]))
    return None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
