"""The checklist's door: what is to be mended in a text before readers see it."""

from itertools import islice

from articles.checklist.finding import Finding, Level, Rule
from articles.checklist.reading import Reading, read
from articles.checklist.rules import CHECKS
from articles.models import Article
from articles.publishing.content import ArticleContent

#: All rules, the errors first.
RULES: tuple[Rule, ...] = tuple(CHECKS)
#: Of one rule no more is told at once: who mends these sees the next.
MAX_OF_A_RULE = 100


def check(content: ArticleContent, article: Article | None = None) -> list[Finding]:
    """What every rule finds in a frozen article: errors first, then in reading order.

    `article` is whose text it is, if it was ever saved: without it nothing is said of its
    address. What somebody dismissed is among it. Queries as `read`.
    """
    reading = read(content, article)
    found = [
        finding for check_ in CHECKS.values() for finding in islice(check_(reading), MAX_OF_A_RULE)
    ]
    return sorted(found, key=lambda finding: _order(finding, reading))


def _order(finding: Finding, reading: Reading) -> tuple[bool, int, int]:
    return finding.rule.level != Level.ERROR, *reading.position(finding.place, finding.passage)
