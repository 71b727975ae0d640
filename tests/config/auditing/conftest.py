from dataclasses import dataclass, replace

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction

from articles import listings
from config.auditing.answers import Answer
from config.auditing.crawling import Audit
from config.auditing.rules import RULES, Finding, conclude, examine
from config.auditing.site import Site
from tests.config.auditing.sites import START, fill_site

#: Those that can be checked under the settings of tests.
POSSIBLE = [rule for rule in RULES if rule.is_possible]


@dataclass(frozen=True)
class Good:
    """A site without a fault, as it was read: every answer by its address."""

    answers: dict[str, Answer]
    site: Site

    def find(self, address: str) -> str:
        """This address, or the first that begins with it."""
        if address in self.answers:
            return address
        return next(one for one in self.answers if one.startswith(address))

    def findings(self, answer: Answer, site: Site | None = None) -> list[Finding]:
        """What is found of one answer, as a part of the good site or of another."""
        return list(examine(answer, site or self.site, POSSIBLE))

    def other_site(self) -> Site:
        """The same, to be changed."""
        known = {
            name: dict(value) for name, value in vars(self.site).items() if isinstance(value, dict)
        }
        return replace(self.site, **known)

    def all_findings(self) -> list[Finding]:
        found = [one for answer in self.answers.values() for one in self.findings(answer)]
        return [*found, *conclude(self.site, POSSIBLE)]


# For a module: tests of others empty the folder of its pictures.
@pytest.fixture(scope="module")
def good(django_db_setup, django_db_blocker) -> Good:
    """The good site, read once for many tests; of its rows nothing is left."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(START, tick=False) as clock,
        transaction.atomic(),
    ):
        patch.setattr(listings, "PAGE_SIZE", 2)
        for cache in caches.all(initialized_only=True):
            cache.clear()
        fill_site(clock)
        audit = Audit()
        answers = {answer.address: answer for answer in audit.answers()}
        transaction.set_rollback(True)
    return Good(answers, audit.site)
