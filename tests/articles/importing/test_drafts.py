"""A proposal becomes an article; what comes again meets what became of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db.models.signals import pre_save

from articles.bin import throw_away
from articles.editing.clashes import clashes_in
from articles.importing.drafts import ImportResult, NotDrafted, Outcome, decide, draft, free_slug
from articles.importing.outline import Outline, Part, Reference, Role
from articles.models import Article, Author, Draft, Event, Revision
from articles.publishing.snapshot import take
from articles.publishing.windows import save_revision
from tests.factories import (
    make_article,
    make_author,
    make_imported_document,
    make_outline,
    make_topic,
    make_user,
    publish_article,
)

pytestmark = pytest.mark.django_db

TEA = Part(Role.SECTION, 2, "Tea", "Two minutes, and no longer than that.")
CAKE = Part(Role.SECTION, 2, "Cake", "One slice.")
OUTLINE = make_outline(TEA, CAKE, title="Tea time")


def document(outline=OUTLINE, **fields):
    return make_imported_document(outline=outline, **{"key": "tea.md"} | fields)


def texts(article):
    """What sections an article has, as (heading, body)."""
    return [(row.heading, row.body) for row in article.sections.all()]


def edit(article, heading, body):
    """Somebody writes in the section of this heading."""
    article.sections.filter(heading=heading).update(body=body)
    save_revision(article, by=make_user("editor"))


# A new article


def test_proposal_becomes_an_article(editor):
    topic, author = make_topic(), make_author()
    outline = make_outline(
        (0, "", "Begin."),
        TEA,
        Part(Role.FAQ, 0, "Why?", "It is warm."),
        title="Tea time",
        description="How to.",
        slug="all-about-tea",
        tags=("warm",),
        references=(
            Reference("A study", "study", "A study", "The Press", 2020, "https://x.test/"),
        ),
        published_at=datetime(2020, 5, 1, tzinfo=UTC),
    )
    row = document(outline, topic=topic, author=author)
    result = draft(row, by=editor)
    article = Article.objects.get()
    assert result == ImportResult(
        article, Outcome.MADE, ("It is dated 01 May 2020: say so when you publish.",)
    )
    assert (article.title, article.slug, article.dek, article.introduction, article.topic) == (
        "Tea time",
        "all-about-tea",
        "How to.",
        "Begin.",
        topic,
    )
    assert (article.owner, article.updated_by, list(article.authors.all())) == (
        editor,
        editor,
        [author],
    )
    assert (texts(article), list(article.tags.names())) == ([("Tea", TEA.body)], ["warm"])
    assert list(article.faqs.values_list("question", "answer")) == [("Why?", "It is warm.")]
    assert list(article.references.values_list("key", "publisher")) == [("study", "The Press")]


def test_draft_is_a_version_and_stands_in_the_log(editor):
    row = document()
    draft(row, by=editor)
    revision = Revision.objects.get()
    row.refresh_from_db()
    assert (revision.note, revision.created_by) == (f"Imported from {row.name}", editor)
    assert (row.state, row.article, row.content) == ("drafted", revision.article, revision.content)
    assert list(Event.objects.values_list("verb", "label", "detail")) == [
        ("imported", "Tea time", row.name)
    ]


def test_draft_of_the_system_belongs_to_nobody():
    assert draft(document(), by=None).article.owner is None


@pytest.mark.parametrize(
    ("slug", "title", "expected"),
    [
        ("", "Tea time", "tea-time-3"),
        ("tea-time", "Other", "tea-time-3"),
        ("", "お茶", "imported"),
        ("", "x" * 160, "x" * 160),
    ],
    ids=["title", "slug", "no latin letter", "long"],
)
def test_slug_is_free_among_drafts_and_pages(slug, title, expected):
    make_article(slug="tea-time")
    other = publish_article(slug="tea-time-2").article
    Article.objects.filter(pk=other.pk).update(slug="renamed")
    row = document(make_outline(slug=slug, title=title), choices={"aim": "new"})
    assert draft(row, by=None).article.slug == expected


def test_slug_that_is_another_is_told():
    make_article(slug="tea-time")
    row = document(make_outline(slug="tea-time"), choices={"aim": "new"})
    assert draft(row, by=None).told == ("The address “tea-time” is “tea-time-2” here.",)


def test_slug_that_is_taken_in_this_moment_is_told():
    def take_slug(instance, **kwargs):
        pre_save.disconnect(take_slug, sender=Article)
        make_article(slug=instance.slug)

    pre_save.connect(take_slug, sender=Article)
    with pytest.raises(NotDrafted, match="Somebody took its address in this moment"):
        draft(document(), by=None)
    assert Article.objects.count() == 0


def test_own_slug_is_free():
    article = make_article(slug="tea")
    assert free_slug("tea", article) == "tea"


@pytest.mark.parametrize("state", ["waiting", "failed", "dropped"])
def test_what_is_no_proposal_becomes_nothing(state):
    with pytest.raises(NotDrafted, match="It has not been read, or was left out"):
        draft(document(state=state), by=None)


def test_what_no_article_holds_becomes_nothing():
    row = document(make_outline((2, "Tea", "word " * 30_000)))
    with pytest.raises(NotDrafted, match="One paragraph of “Tea” is larger than a field may be"):
        draft(row, by=None)
    assert Article.objects.count() == 0


def test_second_press_makes_no_second_article(editor):
    row = document()
    first = draft(row, by=editor)
    assert draft(row, by=editor) == ImportResult(first.article, Outcome.UNCHANGED)
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


# Its author


AUTHORED = make_outline(title="Tea time", author="Maren Holt", credential="MSc")


def test_author_is_added_if_an_editor_says_so(editor):
    article = draft(document(AUTHORED, choices={"add_author": True}), by=editor).article
    assert [(row.name, row.slug, row.credentials) for row in article.authors.all()] == [
        ("Maren Holt", "maren-holt", "MSc")
    ]


def test_author_whom_another_document_brought_is_not_added_again(editor):
    maren = make_author(name="maren holt")
    article = draft(document(AUTHORED, choices={"add_author": True}), by=editor).article
    assert list(article.authors.all()) == [maren]


@pytest.mark.parametrize("choices", [{}, {"add_author": True}], ids=["not asked", "may not"])
def test_author_who_is_not_known_is_told(author, choices):
    result = draft(document(AUTHORED, choices=choices), by=author)
    assert result.told == ("“Maren Holt” is no author here: choose one.",)
    assert Author.objects.count() == 0


# Again


def test_same_document_again_changes_nothing(editor):
    first = draft(document(digest="a" * 64), by=editor)
    row = document(digest="a" * 64)
    assert draft(row, by=editor) == ImportResult(first.article, Outcome.UNCHANGED)
    row.refresh_from_db()
    assert (row.state, row.article, Revision.objects.count()) == ("unchanged", first.article, 1)


def changed_outline(body="Three minutes.", **fields):
    return make_outline(replace(TEA, body=body), CAKE, **{"title": "Tea time"} | fields)


def test_changed_document_updates_its_draft(editor):
    first = draft(document(), by=editor).article
    keys = list(first.sections.values_list("key", flat=True))
    row = document(changed_outline())
    result = draft(row, by=editor)
    assert (result.article, result.outcome, texts(first)) == (
        first,
        Outcome.UPDATED,
        [("Tea", "Three minutes."), ("Cake", "One slice.")],
    )
    assert list(first.sections.values_list("key", flat=True)) == keys
    row.refresh_from_db()
    assert row.content == first.revisions.order_by("-pk").first().content
    assert Revision.objects.first().note == f"Imported again from {row.name}"
    assert Event.objects.first().verb == "imported again"


def test_what_no_document_says_stays(editor):
    topic, author = make_topic(), make_author()
    first = draft(document(topic=topic, author=author), by=editor).article
    draft(document(changed_outline()), by=editor)
    first.refresh_from_db()
    assert (first.topic, list(first.authors.all()), first.slug) == (topic, [author], "tea-time")


def test_what_was_edited_meanwhile_stays_beside_what_changed(editor):
    first = draft(document(), by=editor).article
    edit(first, "Cake", "Two slices.")
    result = draft(document(changed_outline()), by=editor)
    assert (result.outcome, result.clashes, texts(first)) == (
        Outcome.MERGED,
        (),
        [("Tea", "Three minutes."), ("Cake", "Two slices.")],
    )


def test_next_import_meets_what_the_last_one_brought(editor):
    first = draft(document(), by=editor).article
    edit(first, "Cake", "Two slices.")
    draft(document(changed_outline()), by=editor)
    draft(document(changed_outline("Four minutes.")), by=editor)
    assert texts(first) == [("Tea", "Four minutes."), ("Cake", "Two slices.")]


def test_where_both_changed_the_text_here_stands_and_the_form_asks(editor):
    first = draft(document(), by=editor).article
    edit(first, "Tea", "One minute.")
    result = draft(document(changed_outline()), by=editor)
    assert texts(first)[0] == ("Tea", "One minute.")
    [told] = result.told
    assert told == (
        "Changed here and in the document; the text here stands. Section “Tea”: body. "
        "The document has: Three minutes."
    )
    kept = Draft.objects.get()
    assert (kept.user, kept.object_id, kept.is_absorbed) == (editor, first.pk, False)
    assert [clash for _, clash in clashes_in(kept.data)] == list(result.clashes)
    assert "Three minutes.\n\nOne minute." in kept.data["sections-0-body"]


def test_form_of_a_clash_shows_both_texts(editor, editor_client):
    first = draft(document(), by=editor).article
    edit(first, "Tea", "One minute.")
    draft(document(changed_outline()), by=editor)
    page = editor_client.get(f"/admin/articles/article/{first.pk}/change/").text
    assert page.count("Keep theirs") == 1


def test_clash_that_nobody_is_asked_about_is_told():
    first = draft(document(), by=None).article
    edit(first, "Tea", "One minute.")
    result = draft(document(changed_outline()), by=None)
    assert (len(result.told), Draft.objects.count()) == (1, 0)


def test_unsaved_working_copy_is_kept_as_a_version_first(editor):
    first = draft(document(), by=editor).article
    first.sections.filter(heading="Tea").update(body="Never saved as a version.")
    draft(document(changed_outline()), by=editor)
    assert "Before it was imported again" in Revision.objects.values_list("note", flat=True)


# Where a person must choose


def test_twin_is_never_made_in_silence(editor):
    twin = make_article(title="Tea time")
    with pytest.raises(NotDrafted, match="Say first what becomes of “Tea time”"):
        draft(document(), by=editor)
    assert list(Article.objects.all()) == [twin]


def test_twin_may_be_updated_and_its_text_stays_a_version(editor):
    twin = make_article(title="Tea time", slug="tea", sections=[("Old", "Words.")])
    result = draft(document(choices={"aim": "update"}), by=editor)
    assert (result.article, texts(twin)) == (
        twin,
        [(TEA.heading, TEA.body), ("Cake", "One slice.")],
    )
    assert Revision.objects.last().content["sections"][0]["heading"] == "Old"


def test_article_comes_back_from_the_bin_and_is_updated(editor):
    first = draft(document(), by=editor).article
    throw_away(first, by=editor)
    row = document(changed_outline(), choices={"aim": "back"})
    assert draft(row, by=editor).article == first
    assert texts(Article.objects.get())[0] == ("Tea", "Three minutes.")


def test_article_comes_back_from_the_bin_for_the_same_bytes(editor):
    first = draft(document(digest="a" * 64), by=editor).article
    throw_away(first, by=editor)
    draft(document(digest="a" * 64, choices={"aim": "back"}), by=editor)
    assert texts(Article.objects.get()) == [(TEA.heading, TEA.body), ("Cake", "One slice.")]


def test_article_in_the_bin_stays_there_if_another_is_wanted(editor):
    first = draft(document(digest="a" * 64), by=editor).article
    throw_away(first, by=editor)
    made = draft(document(digest="a" * 64, choices={"aim": "new"}), by=editor)
    assert (made.outcome, made.article != first, Article.objects.count()) == (
        Outcome.MADE,
        True,
        1,
    )


@pytest.mark.parametrize("aim", ["", "update", "back"])
def test_somebody_elses_article_is_never_changed(author, editor, aim):
    draft(document(), by=editor)
    with pytest.raises(NotDrafted, match="It was imported before"):
        draft(document(changed_outline(), choices={"aim": aim}), by=author)


def test_new_document_needs_no_choice():
    assert decide(document(), None) == "new"


def test_drafting_costs_the_same_however_long_it_is(editor, django_assert_max_num_queries):
    parts = [(2, f"Section {number}", "Words.") for number in range(60)]
    row = document(make_outline(*parts))
    with django_assert_max_num_queries(60):
        draft(row, by=editor)


def test_document_without_a_text_is_an_article_with_a_title(editor):
    content = take(draft(document(Outline(title="Only a title")), by=editor).article)
    assert (content.title, content.texts) == ("Only a title", [""])
