"""Every standard is accounted for: by a rule, by tests that are there, or by a reason."""

from pathlib import Path

from config.auditing import checks
from config.auditing.rules import RULES
from config.auditing.standards import STANDARDS

ROOT = Path(__file__).parents[3]


def test_every_number_is_there_once():
    assert checks.__doc__
    assert [one.number for one in STANDARDS] == list(range(1, 98))


def test_every_standard_is_checked_or_says_why_not():
    checked = {rule.number for rule in RULES}

    assert [one.number for one in STANDARDS if not one.because] == [
        one.number for one in STANDARDS if one.number in checked or one.tests
    ]


def test_every_rule_is_of_a_standard_and_has_a_name_of_its_own():
    names = [rule.name for rule in RULES]

    assert {rule.number for rule in RULES} <= {one.number for one in STANDARDS}
    assert len(names) == len(set(names))
    assert all(rule.sentence.endswith(".") for rule in RULES)


def test_tests_that_are_named_are_there():
    named = {path for one in STANDARDS for path in one.tests}

    assert {path for path in named if not (ROOT / path).exists()} == set()
