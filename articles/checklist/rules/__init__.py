"""Every rule of the checklist, in the order in which they are listed."""

from articles.checklist.finding import Rule
from articles.checklist.rules import problems
from articles.checklist.rules.family import Check

#: What looks for each.
CHECKS: dict[Rule, Check] = {**problems.CHECKS}

#: All rules, the errors first.
RULES: tuple[Rule, ...] = tuple(CHECKS)
