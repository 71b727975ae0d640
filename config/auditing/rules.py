"""How a rule is written: a sentence, what it is about, and a function that finds evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from config.auditing.answers import Answer, is_page
from config.auditing.site import Site


class Elsewhere(NamedTuple):
    """Evidence against another page than the one that was read."""

    page: str
    evidence: str


Evidence = str | Elsewhere
Check = Callable[[Answer, Site], Iterator[Evidence]]
Closing = Callable[[Site], Iterator[Elsewhere]]


@dataclass(frozen=True)
class Need:
    """Without what a rule cannot be checked here, and how to mend that."""

    words: str
    is_met: Callable[[], bool]


HTTPS = Need("SITE_URL begins with https", lambda: settings.SITE_IS_HTTPS)
HUB = Need("WEBSUB_HUB names a hub", lambda: bool(settings.WEBSUB_HUB))
KEY = Need("INDEXNOW_KEY is set", lambda: bool(settings.INDEXNOW_KEY))
ENGLISH = Need("LANGUAGE_CODE is English", lambda: settings.LANGUAGE_CODE.startswith("en"))


@dataclass(frozen=True)
class Rule:
    """Which standard it is of (by number), what it says, and what it is asked of."""

    number: int
    sentence: str
    name: str
    check: Check | None
    closing: Closing | None
    of: Callable[[Answer], bool]
    needs: Need | None

    @property
    def is_possible(self) -> bool:
        return self.needs is None or self.needs.is_met()


@dataclass(frozen=True)
class Finding:
    """A rule that a page breaks, and the evidence."""

    page: str
    rule: Rule
    evidence: str


RULES: list[Rule] = []


def rule(
    number: int,
    sentence: str,
    *,
    of: Callable[[Answer], bool] = is_page,
    needs: Need | None = None,
) -> Callable[[Check], Check]:
    """Ask this of every answer that it is `of`."""

    def register(check: Check) -> Check:
        RULES.append(Rule(number, sentence, check.__name__, check, None, of, needs))
        return check

    return register


def closing_rule(
    number: int, sentence: str, *, needs: Need | None = None
) -> Callable[[Closing], Closing]:
    """Ask this once, when everything was read."""

    def register(check: Closing) -> Closing:
        RULES.append(Rule(number, sentence, check.__name__, None, check, lambda _: False, needs))
        return check

    return register


def examine(answer: Answer, site: Site, rules: list[Rule]) -> Iterator[Finding]:
    """What of these rules the answer breaks; each evidence once."""
    for one in rules:
        if one.check is None or not one.of(answer):
            continue
        for found in dict.fromkeys(one.check(answer, site)):
            page, evidence = found if isinstance(found, Elsewhere) else (answer.address, found)
            yield Finding(page, one, evidence)


def conclude(site: Site, rules: list[Rule]) -> Iterator[Finding]:
    """What of these rules the site breaks as a whole."""
    for one in rules:
        if one.closing is not None:
            yield from (Finding(page, one, evidence) for page, evidence in one.closing(site))
