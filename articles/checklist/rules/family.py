"""What the modules of rules have in common."""

from collections.abc import Callable, Iterator

from articles.checklist.finding import Finding
from articles.checklist.reading import Reading

#: Looks for what one rule is about. Pure: what it needs was looked up before.
Check = Callable[[Reading], Iterator[Finding]]
