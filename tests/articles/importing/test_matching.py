from datetime import timedelta

import pytest
from django.utils import timezone

from articles.bin import throw_away
from articles.importing.matching import find_earlier, may_change
from articles.publishing.content import to_json
from articles.publishing.snapshot import take
from tests.factories import (
    make_article,
    make_import,
    make_imported_document,
    make_outline,
    make_user,
)

pytestmark = pytest.mark.django_db
LONG = "Pour the water before the leaves have time to think about it."
OWN = "Grind the beans only when the guests have taken off their coats."


def drafted(article=None, **fields):
    """A document that became an article."""
    article = article or make_article(title="Tea", sections=[("Leaves", LONG)])
    values = {
        "state": "drafted",
        "article": article,
        "drafted_at": timezone.now(),
        "content": to_json(take(article)),
    }
    return make_imported_document(**values | fields)


def earlier_of(outline, by=None, **fields):
    row = make_imported_document(outline=outline, **fields)
    return find_earlier(row, outline, by=by)


@pytest.mark.parametrize(
    ("outline", "is_certain"),
    [
        (make_outline(title="tea"), True),
        (make_outline((2, "Other", f"New.\n\n{LONG}"), title="Coffee"), True),
        (make_outline((2, "Other", f"{LONG}\n\n{OWN}"), title="Coffee"), True),
        (make_outline((2, "Other", "New."), title="Coffee"), False),
    ],
    ids=["title", "paragraph", "one of two", "nothing"],
)
def test_document_of_a_key_belongs_to_its_article(outline, is_certain):
    before = drafted(key="tea.md")
    found = earlier_of(outline, key="tea.md")
    assert (found.article, found.is_certain, found.needs_choice) == (
        before.article,
        is_certain,
        not is_certain,
    )
    assert (found.content, found.is_unchanged) == (take(before.article), False)


def test_article_that_shares_what_a_site_says_everywhere_needs_a_choice():
    drafted(make_article(title="Tea", sections=[("A", f"{LONG}\n\n{OWN[::-1]}")]), key="tea.md")
    found = earlier_of(make_outline((2, "B", f"{LONG}\n\n{OWN}"), title="Coffee"), key="tea.md")
    assert (found.is_certain, found.needs_choice) == (False, True)


@pytest.mark.parametrize(
    ("digest", "is_certain"), [("a", True), ("b", False)], ids=["same bytes", "another text"]
)
def test_two_of_one_import_are_two_documents(digest, is_certain):
    batch = make_import()
    drafted(batch=batch, key="index.md", digest="a")
    found = earlier_of(make_outline(title="Tea"), batch=batch, key="index.md", digest=digest)
    assert (found.is_certain, found.needs_choice) == (is_certain, not is_certain)


def test_what_was_imported_last_of_an_article_counts_under_any_key():
    before = drafted(key="a.md", digest="a", drafted_at=timezone.now() - timedelta(days=1))
    last = drafted(before.article, key="b.md", digest="b", content={**before.content, "dek": "B"})
    found = earlier_of(make_outline(title="Tea"), key="a.md", digest="a")
    assert (found.content.dek, found.is_unchanged) == (last.content["dek"], False)


def test_last_import_of_a_key_counts():
    drafted(key="tea.md")
    last = drafted(key="tea.md")
    assert earlier_of(make_outline(), key="tea.md").article == last.article


def test_same_bytes_are_unchanged_under_any_name():
    before = drafted(digest="a" * 64)
    found = earlier_of(make_outline(title="Tea"), digest="a" * 64)
    assert (found.article, found.is_unchanged, found.needs_choice) == (before.article, True, False)


def test_same_canonical_address_is_the_same_document():
    before = drafted(canonical="https://old.test/tea")
    outline = make_outline(canonical="https://old.test/tea")
    assert earlier_of(outline).article == before.article


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        (make_outline(title="TEA"), "An article has this title."),
        (make_outline(slug="about-tea"), "An article is there."),
    ],
    ids=["title", "slug"],
)
def test_twin_that_was_never_imported_needs_a_choice(outline, why):
    article = make_article(title="Tea", slug="about-tea")
    found = earlier_of(outline)
    assert (found.article, found.why, found.content, found.needs_choice) == (
        article,
        why,
        None,
        True,
    )


def test_nothing_is_known_of_a_new_document():
    drafted()
    make_article(title="Coffee")
    assert earlier_of(make_outline(title="")) is None


def test_article_in_the_bin_needs_a_choice(editor):
    before = drafted(key="tea.md")
    throw_away(before.article, by=editor)
    found = earlier_of(make_outline(title="Tea"), key="tea.md")
    assert (found.is_binned, found.needs_choice) == (True, True)
    assert found.kept_until > timezone.now()


def test_somebody_elses_article_needs_a_choice(author):
    drafted(key="tea.md")
    found = earlier_of(make_outline(title="Tea"), by=author, key="tea.md")
    assert (found.may_change, found.needs_choice) == (False, True)


def test_who_may_change_an_article(author, editor):
    own, other = make_article(owner=author), make_article()
    who = [author, editor, make_user(), None]
    assert [[may_change(row, by) for by in who] for row in (own, other)] == [
        [True, True, False, True],
        [False, True, False, True],
    ]


def test_looking_for_what_was_there_costs_few_queries(django_assert_max_num_queries):
    outline = make_outline(slug="no", canonical="https://old.test/no")
    row = make_imported_document(outline=outline)
    with django_assert_max_num_queries(5):
        assert find_earlier(row, outline, by=None) is None
