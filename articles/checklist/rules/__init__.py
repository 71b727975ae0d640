"""Every rule of the checklist, in the order in which they are listed."""

from articles.checklist.finding import Rule
from articles.checklist.rules import (
    headings,
    images,
    leftovers,
    links,
    metadata,
    problems,
    prose,
    sources,
    trust,
)
from articles.checklist.rules.family import Check

#: All rules, the errors first, and what looks for each.
CHECKS: dict[Rule, Check] = {
    **problems.CHECKS,
    **trust.CHECKS,
    **sources.CHECKS,
    **links.CHECKS,
    **images.CHECKS,
    **headings.CHECKS,
    **leftovers.CHECKS,
    **prose.CHECKS,
    **metadata.CHECKS,
}
