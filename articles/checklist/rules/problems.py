"""What keeps a text from being published, as publishing itself reports it: errors."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from articles.checklist.finding import Finding, Level, Rule
from articles.checklist.reading import Reading
from articles.checklist.rules.family import Check


def _error(slug: str, title: str, source: str) -> Rule:
    return Rule(slug, title, source, Level.ERROR)


OURS = "Our own rule for what is published"

REQUIRED = _error("required", "What is still missing", OURS)
ADDRESS = _error("address", "The address is taken", OURS)
PLACEHOLDER = _error("placeholder", "A placeholder is left", OURS)
NOWHERE = _error("link-leads-nowhere", "A link leads nowhere", OURS)
SOURCE = _error("unknown-source", "A citation without its source", OURS)
IMAGE = _error("foreign-image", "An image of another site", "Our own rule: readers are not tracked")
BLOCK = _error("block", "A block is not as it should be", OURS)
PROGRAMME = _error("programme", "A merchant's programme forbids it", "The programme's terms")
SENSITIVE = _error("sensitive", "Not on a sensitive topic", "Our own rule: nobody earns on need")
TOO_LARGE = _error("too-large", "More than a page can hold", "Our own rule: every page comes fast")
OTHER = _error("problem", "Something has to be mended", OURS)

#: The beginnings of what is reported, or words in it, and the rule that each is of.
KINDS = (
    ("placeholder", PLACEHOLDER),
    ("sensitive topic", SENSITIVE),
    ("does not allow", PROGRAMME),
    ("There is no source of this key", SOURCE),
    ("Nothing refers to this footnote", SOURCE),
    ("This image is not in the library", IMAGE),
    ("block", BLOCK),
    ("These colons", BLOCK),
    ("of this name", NOWHERE),
    ("leads nowhere", NOWHERE),
    ("This address cannot be read", NOWHERE),
    ("already has this address", ADDRESS),
    ("this text has", TOO_LARGE),
    ("This text is nested too deeply", TOO_LARGE),
    ("All texts together", TOO_LARGE),
    ("Choose a topic", REQUIRED),
    ("Name an author", REQUIRED),
    ("in the bin", REQUIRED),
    ("There is no text yet", REQUIRED),
)


def rule_of(message: str) -> Rule:
    """The rule that a message of publishing is of."""
    lower = message.lower()
    return next((rule for words, rule in KINDS if words.lower() in lower), OTHER)


def _find(rule: Rule, reading: Reading) -> Iterator[Finding]:
    for place, problem in reading.problems:
        if rule_of(problem.message) is rule:
            finding = reading.find(rule, place, problem.quote.removesuffix("…"), str(problem))
            # A passage that stands there is shown below the reason.
            is_whole = finding.passage or not problem.quote
            short = f"{problem.message.rstrip(':.')}."
            yield replace(finding, reason=short) if is_whole else finding


CHECKS: dict[Rule, Check] = {
    rule: partial(_find, rule)
    for rule in (
        *(REQUIRED, ADDRESS, PLACEHOLDER, NOWHERE, SOURCE, IMAGE, BLOCK),
        *(PROGRAMME, SENSITIVE, TOO_LARGE, OTHER),
    )
}
