"""What the checklist says of a whole article, and what it costs."""

import pytest

from articles.checklist.checking import check
from articles.publishing.snapshot import take
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_problem_is_an_error_in_the_row_that_has_it():
    article = make_article(
        sections=[("Tea", "Fine."), ("Tea", "See [that](go:nothing)."), ("Cup", "[^no]")]
    )
    content = take(article)
    errors = [row for row in check(content, article) if row.rule.level == "error"]
    assert [(row.rule.slug, row.place, row.passage) for row in errors] == [
        ("link-leads-nowhere", f"sections:{content.sections[1].key}", "go:nothing"),
        ("unknown-source", f"sections:{content.sections[2].key}", "[^no]"),
    ]
