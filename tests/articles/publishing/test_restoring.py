"""One part of an older version in a newer form."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Event
from articles.publishing.compare import changes, compare
from articles.publishing.restoring import NoSuchPart, name_part, put_back
from articles.publishing.windows import restore, save_revision
from tests.factories import make_article, make_guide, make_user


def row(key, body="Words."):
    return {"key": key, "heading": key.upper(), "body": body}


def form(*rows, **fields):
    return (
        {"kind": "article", "title": "T", "topic": 1, "hero": None}
        | {"sections": list(rows)}
        | fields
    )


def test_field_is_put_back_and_the_rest_stays():
    now, then = form(row("a"), title="New"), form(row("b"), title="Old", topic=2)

    assert put_back(now, then, "title") == form(row("a"), title="Old")


def test_row_that_is_there_keeps_its_place():
    now = form(row("a"), row("b", "New."), row("c"))
    then = form(row("b", "Old."), row("a", "Other."))

    assert put_back(now, then, "sections:b") == form(row("a"), row("b", "Old."), row("c"))


@pytest.mark.parametrize(
    ("now", "then", "key", "expected"),
    [
        ("ac", "abc", "b", "abc"),
        ("bc", "abc", "a", "abc"),
        ("ab", "abc", "c", "abc"),
        ("ca", "abc", "b", "cab"),
        ("xa", "aqb", "b", "xab"),
        ("", "ab", "b", "b"),
        ("x", "ab", "b", "bx"),
    ],
)
def test_row_that_was_removed_stands_behind_the_one_it_followed(now, then, key, expected):
    content = put_back(form(*map(row, now)), form(*map(row, then)), f"sections:{key}")

    assert "".join(section["key"] for section in content["sections"]) == expected


def test_rows_the_newer_form_has_no_list_for_are_begun():
    assert put_back({"title": "T"}, form(row("a")), "sections:a")["sections"] == [row("a")]


@pytest.mark.parametrize("part", ["kind", "topic"])
def test_page_gets_no_topic(part):
    now, then = form(kind="article" if part == "kind" else "page"), form(kind="page")

    assert put_back(now, then, part) == form(kind="page", topic=None)


@pytest.mark.parametrize(
    "part", ["", "sections", "sections:", "sections:z", "nothing", "title:a", "nothing:a"]
)
def test_part_that_is_none_is_refused(part):
    with pytest.raises(NoSuchPart):
        put_back(form(row("a")), form(row("a")), part)
    with pytest.raises(NoSuchPart):
        name_part(form(row("a")), part)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("sections:a", "Section “A”"),
        (f"sections:{'b' * 100}", f"Section “{'B' * 80}”"),
        ("title", "Title"),
        ("hero", "Hero photo"),
    ],
)
def test_part_is_named(part, name):
    assert name_part(form(row("a"), row("b" * 100)), part) == name


ROWS = st.lists(
    st.builds(row, st.sampled_from("abcdef"), st.sampled_from(["Old.", "New."])),
    unique_by=lambda section: section["key"],
)
FORMS = st.builds(lambda rows, title: form(*rows, title=title), ROWS, st.sampled_from("TU"))


@given(FORMS, FORMS)
def test_what_is_put_back_is_as_it_was_and_nothing_else_changes(now, then):
    content = now
    for item in changes(compare(then, now)):
        if item.can_be_put_back:
            content = put_back(content, then, item.place)

    left = {(item.place, item.state) for item in changes(compare(then, content))}
    added = {section["key"] for section in now["sections"]} - {
        section["key"] for section in then["sections"]
    }
    assert {place for place, state in left if state != "same"} == {
        f"sections:{key}" for key in added
    }
    kept = [section["key"] for section in content["sections"] if section in now["sections"]]
    assert kept == [s["key"] for s in now["sections"] if s in content["sections"]]


@pytest.mark.django_db
def test_part_of_a_version_comes_back_into_the_draft_and_is_told():
    article = make_article(title="Old", sections=[("Why", "Old words."), ("How", "Words.")])
    old = save_revision(article)
    key = article.sections.first().key
    article.sections.first().delete()
    article.title = "New"
    article.save()
    newest = save_revision(article)
    ana = make_user(username="ana")

    revision = restore(old, by=ana, part=f"sections:{key}")

    article.refresh_from_db()
    assert (article.title, article.updated_by) == ("New", ana)
    assert list(article.sections.values_list("heading", "body")) == [
        ("Why", "Old words."),
        ("How", "Words."),
    ]
    when = timezone.localtime(old.created_at)
    assert revision.note == f"Section “Why” restored from {when:%d %b %Y, %H:%M}"
    event = Event.objects.of(article).first()
    assert (event.verb, event.by, event.detail) == ("restored a part of", ana, revision.note)
    assert [row.pk for row in article.revisions.order_by("pk")] == [old.pk, newest.pk, revision.pk]


@pytest.mark.django_db
def test_part_the_draft_holds_makes_no_version():
    article = make_article()
    old = save_revision(article)

    assert (restore(old, part="title"), article.revisions.count()) == (old, 1)


@pytest.mark.django_db
def test_what_the_draft_held_unsaved_is_kept_before_a_part_comes_back():
    article = make_article(title="Old", dek="Old dek.")
    old = save_revision(article)
    Article.objects.filter(pk=article.pk).update(title="Unsaved", dek="New dek.")

    restore(old, part="dek")

    forms = [(row.content["title"], row.content["dek"]) for row in article.revisions.order_by("pk")]
    assert forms == [("Old", "Old dek."), ("Unsaved", "New dek."), ("Unsaved", "Old dek.")]


@pytest.mark.django_db
def test_part_the_version_lacks_changes_nothing():
    revision = save_revision(make_article())

    with pytest.raises(NoSuchPart):
        restore(revision, part="sections:none")

    assert revision.article.revisions.count() == 1


@pytest.mark.django_db
def test_chapter_of_a_guide_comes_back():
    guide = make_guide(chapters=[("One", "Words."), ("Two", "Words.")])
    old = save_revision(guide)
    key = guide.chapters.last().key
    guide.chapters.last().delete()
    save_revision(guide)

    restore(old, part=f"chapters:{key}")

    assert list(guide.chapters.values_list("title", flat=True)) == ["One", "Two"]
