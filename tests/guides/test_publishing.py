"""A working copy of a guide to what readers get."""

from articles.publishing.kinds import kind_of
from tests.factories import make_guide


def test_guide_beyond_what_a_page_may_have_is_refused(db, monkeypatch):
    monkeypatch.setattr("articles.rendering.limits.MAX_WORK_LENGTH", 100)
    guide = make_guide(introduction="x" * 40, chapters=[(title, "x" * 40) for title in "abc"])

    frozen = kind_of(guide).freeze(kind_of(guide).take(guide))

    assert [field for field, _ in frozen.problems] == ["chapter “b”", "chapter “c”"]
