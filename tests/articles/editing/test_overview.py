"""What somebody finds on the desk: each list, whose it is, and what it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.bin import throw_away
from articles.editing.drafts import Opened
from articles.editing.overview import Overview, overview_of
from articles.editing.shelves import Due, Planned, Published, Submitted, Unfinished, Unsaved
from articles.models import Article, Draft
from articles.publishing.windows import publish, refresh, save_revision, withdraw
from articles.reviewing.notices import tell
from articles.reviewing.submissions import give_back
from guides.models import Guide
from tests.factories import (
    make_article,
    make_guide,
    make_submission,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    return time_machine.move_to(NOON, tick=False)


def titles(shelf):
    return [row.title for row in shelf.rows]


def make_draft(user, subject=None, model=Article, **fields):
    kind = ContentType.objects.get_for_model(subject or model)
    pk = subject.pk if subject else None
    data = {"data": {"title": ["Typed"]}} | fields
    return Draft.objects.create(user=user, content_type=kind, object_id=pk, **data)


def test_house_where_nothing_is_written_is_new(author, editor):
    assert overview_of(author) == Overview(may_write=True, is_new=True, **empty(author))
    assert overview_of(editor).is_new


def empty(user):
    """The lists of an overview that hold nothing."""
    overview = overview_of(user)
    names = ("notices", "returned", "unsaved", "unfinished", "waiting", "planned", "published")
    assert [name for name in (*names, "due") if getattr(overview, name)] == []
    return {name: getattr(overview, name) for name in (*names, "due")}


def test_house_with_one_article_is_not_new_to_whom_it_is_hidden(author):
    make_article()
    assert not overview_of(author).is_new


def test_somebody_who_writes_nothing_finds_notices_only(author):
    stranger = make_user("author")
    stranger.groups.clear()
    make_article(owner=stranger)
    tell([stranger], "Welcome.", "/admin/")
    overview = overview_of(stranger)
    assert [row.text for row in overview.notices.rows] == ["Welcome."]
    assert (overview.may_write, overview.unfinished.rows) == (False, ())


# What is unsaved


def test_new_text_that_nobody_saved_leads_to_its_form(author):
    draft = make_draft(author)
    (row,) = overview_of(author).unsaved.rows
    assert row == Unsaved(
        title="Typed",
        what="article",
        address=f"/admin/articles/article/add/?draft={draft.key}",
        kept_at=NOON,
        token=row.token,
        discard_address="/admin/articles/article/discard/",
    )
    opened = Opened.read(row.token)
    assert (opened.user, opened.object_id, list(opened.absorbs)) == (
        author.pk,
        None,
        [str(draft.key)],
    )


def test_several_open_forms_of_one_article_are_one_row(author):
    article = make_article(owner=author)
    older = make_draft(author, article, data={"title": ["Older"]}, typed_at=NOON - HOUR)
    newer = make_draft(author, article, data={"title": ["Newer"]})
    (row,) = overview_of(author).unsaved.rows
    assert (row.title, row.address) == ("Newer", f"/admin/articles/article/{article.pk}/change/")
    assert row.what == "changes"
    assert set(Opened.read(row.token).absorbs) == {str(older.key), str(newer.key)}


def test_new_texts_are_a_row_each(author):
    make_draft(author, data={"title": ["  "]}, typed_at=NOON - HOUR)
    make_draft(author, data={"dek": ["Words"]}, typed_at=NOON - 2 * HOUR)
    make_draft(author)
    assert titles(overview_of(author).unsaved) == ["Typed", "Untitled", "Untitled"]


def test_unsaved_text_stands_once_beside_its_article(author):
    make_draft(author, make_article(owner=author, title="Saved"))
    make_article(owner=author, title="Other")
    overview = overview_of(author)
    assert (titles(overview.unsaved), titles(overview.unfinished)) == (["Typed"], ["Other"])


def test_what_is_kept_for_others_absorbed_or_empty_is_not_unsaved(author, editor):
    make_draft(editor)
    make_draft(author, is_absorbed=True)
    make_draft(author, data={})
    assert titles(overview_of(author).unsaved) == []


def test_unsaved_text_of_what_one_may_not_open_is_left_out(author, editor):
    make_draft(author, make_article(owner=editor))
    make_draft(author, throw_away(make_article(owner=author)))
    make_draft(author, model=Guide)
    assert [row.what for row in overview_of(author).unsaved.rows] == ["guide"]


# What is unfinished


def test_unfinished_is_what_readers_do_not_see_as_it_is(author):
    make_article(owner=author, title="never")
    publish_article(owner=author, title="live")
    changed = publish_article(owner=author, title="changed").article
    save(changed, dek="Other words.")
    withdraw(publish_article(owner=author, title="withdrawn").article)
    publish(save_revision(make_article(owner=author, title="scheduled")), at=NOON + DAY)
    late = make_article(owner=author, title="changed since it was scheduled")
    publish(save_revision(late), at=NOON + DAY)
    save(late, dek="Other words.")
    rows = {row.title: row.state for row in overview_of(author).unfinished.rows}
    assert rows == {
        "never": "never",
        "changed": "changed",
        "withdrawn": "withdrawn",
        "changed since it was scheduled": "scheduled",
    }


def save(subject, by=None, **fields):
    for name, value in fields.items():
        setattr(subject, name, value)
    subject.updated_by = by
    subject.save()
    return save_revision(subject, by=by)


def test_unfinished_row_says_when_and_by_whom_else(author, editor):
    article = make_article(owner=author, title="Mine")
    address = f"/admin/articles/article/{article.pk}/change/"
    save(article, by=author)
    assert overview_of(author).unfinished.rows == [
        Unfinished(title="Mine", address=address, state="never", saved_at=NOON, by="")
    ]
    editor.first_name, editor.last_name = "Edith", "Marsh"
    editor.save()
    save(article, by=editor)
    (row,) = overview_of(author).unfinished.rows
    assert (row.by, row.label) == ("Edith Marsh", "Never published")


def test_editor_finds_unfinished_what_they_own_or_saved_last(author, editor):
    save(make_article(owner=author, title="saved last"), by=editor)
    save(make_guide(owner=editor, title="own guide"), by=author)
    save(make_article(owner=author, title="somebody's"), by=author)
    assert set(titles(overview_of(editor).unfinished)) == {"saved last", "own guide"}


def test_author_finds_nothing_that_they_saved_and_do_not_own(author):
    save(make_article(title="given away"), by=author)
    assert titles(overview_of(author).unfinished) == []


# Review


def test_editor_finds_all_that_waits_and_author_what_is_theirs(author, editor):
    make_submission(make_article(title="theirs"), submitted_at=NOON - HOUR)
    mine = make_article(title="mine", owner=author)
    make_submission(mine, submitted_by=author, note="Is it too long?")
    assert titles(overview_of(editor).waiting) == ["theirs", "mine"]
    assert overview_of(author).waiting.rows == [
        Submitted(
            title="mine",
            address=f"/admin/articles/article/{mine.pk}/review/",
            at=NOON,
            by="author",
            note="Is it too long?",
        )
    ]


def test_what_came_back_says_from_whom_and_why(author, editor):
    article = make_article(title="mine", owner=author)
    give_back(make_submission(article, submitted_by=author), by=editor, answer="Which year?")
    assert overview_of(author).returned.rows == [
        Submitted(
            title="mine",
            address=f"/admin/articles/article/{article.pk}/review/",
            at=NOON,
            by="editor",
            note="Which year?",
        )
    ]
    assert titles(overview_of(editor).returned) == []


@pytest.mark.parametrize("then", ["submitted again", "published", "thrown away"])
def test_what_came_back_is_no_more_returned_when(author, editor, then):
    article = make_article(owner=author)
    give_back(make_submission(article, submitted_by=author), by=editor, answer="Which year?")
    if then == "submitted again":
        make_submission(article, submitted_by=author)
    elif then == "published":
        publish(save_revision(article))
    else:
        throw_away(article)
    assert titles(overview_of(author).returned) == []


def test_author_finds_nothing_in_review_that_they_may_not_open(author, editor):
    make_submission(make_article(owner=editor), submitted_by=author)
    given_away = make_submission(make_article(owner=editor), submitted_by=author)
    give_back(given_away, by=editor, answer="Which year?")
    overview = overview_of(author)
    assert (overview.waiting.rows, overview.returned.rows) == ([], [])


def test_editor_finds_returned_what_they_submitted_or_own(author, editor):
    for owner in (author, editor):
        row = make_submission(make_article(owner=owner, title=str(owner)), submitted_by=editor)
        give_back(row, by=author, answer="Which year?")
    assert set(titles(overview_of(editor).returned)) == {"author", "editor"}


def test_what_somebody_decided_who_left_has_no_name(author):
    decision = {"outcome": "returned", "answer": "No.", "decided_at": NOON}
    make_submission(make_article(owner=author), **decision)
    assert [row.by for row in overview_of(author).returned.rows] == [""]


# What is planned and published


def test_planned_tells_what_starts_and_what_ends_without_anything_to_follow(editor):
    replaced = publish_article(title="Old").article
    save(replaced, title="New")
    publish(save_revision(replaced), at=NOON + 2 * DAY)
    guide = make_guide(title="Sale", chapters=[("One", "Words")])
    publish(save_revision(guide), until=NOON + DAY)
    article = f"/admin/articles/article/{replaced.pk}/change/"
    sale = f"/admin/guides/guide/{guide.pk}/change/"
    assert overview_of(editor).planned.rows == [
        Planned(title="Sale", address=sale, at=NOON + DAY, is_end=True),
        Planned(title="New", address=article, at=NOON + 2 * DAY, is_end=False),
    ]


def test_author_finds_planned_and_published_what_they_own(author):
    for owner, title in ((author, "mine"), (None, "theirs")):
        publish_article(owner=owner, title=title)
        publish(save_revision(make_article(owner=owner, title=title)), at=NOON + DAY)
    overview = overview_of(author)
    assert (titles(overview.planned), titles(overview.published)) == (["mine"], ["mine"])


def test_published_leads_to_its_page(editor, time_machine):
    article = publish(save_revision(make_article(title="A", slug="a"), by=editor)).article
    time_machine.shift(HOUR)
    publish(save_revision(make_article(title="P", slug="p", kind="page"), by=editor))
    time_machine.shift(HOUR)
    publish_guide(title="G", slug="g", chapters=[("One", "Words")])
    time_machine.shift(HOUR)
    save(article, by=editor, dek="Other words.")
    publish(save_revision(article), is_update=True)
    rows = overview_of(editor).published.rows
    assert [(row.title, row.page, row.by, row.is_first) for row in rows] == [
        ("A", "/articles/a/", "editor", False),
        ("G", "/guides/g/", "", True),
        ("P", "/p/", "editor", True),
    ]
    assert rows[0] == Published(
        title="A",
        address=f"/admin/articles/article/{article.pk}/change/",
        page="/articles/a/",
        at=NOON + 3 * HOUR,
        by="editor",
        is_first=False,
    )


def test_page_that_the_system_rendered_anew_is_no_news(editor, time_machine):
    older = publish_article(title="older")
    time_machine.shift(HOUR)
    publish_article(title="newer")
    type(older).objects.filter(pk=older.pk).update(html="Something baked in that changed.")
    assert refresh([older], note="Rendered anew") == 1
    assert titles(overview_of(editor).published) == ["newer", "older"]


# Reviews that are due, and the length of lists


def test_reviews_that_are_due_soon_are_found_the_overdue_and_sensitive_first(author, editor):
    today, sensitive = date(2026, 3, 3), make_topic(sensitivity="sensitive")
    for days in (-3, 0, 14, 15):
        publish_article(owner=author, title=f"{days}", review_due_on=today + days * DAY)
    grave = publish_article(title="-1", topic=sensitive, review_due_on=today - DAY)
    publish_article(title="13", topic=sensitive, review_due_on=today + 13 * DAY)
    make_article(title="Draft", review_due_on=today)
    rows = overview_of(editor).due.rows
    assert [(row.title, row.is_overdue) for row in rows] == [
        ("-1", True),
        ("-3", True),
        ("13", False),
        ("0", False),
        ("14", False),
    ]
    assert rows[0] == Due(
        title="-1",
        address=f"/admin/articles/article/{grave.article_id}/change/",
        on=today - DAY,
        is_sensitive=True,
    )
    assert titles(overview_of(author).due) == ["-3", "0", "14"]


def test_list_shows_eight_rows_and_says_that_there_are_more(author):
    for number in range(8):
        make_article(owner=author, title=f"{number}")
    assert (len(overview_of(author).unfinished.rows), overview_of(author).unfinished.has_more) == (
        8,
        False,
    )
    make_article(owner=author)
    shelf = overview_of(author).unfinished
    assert (len(shelf.rows), shelf.has_more) == (8, True)


@pytest.mark.parametrize(("role", "queries"), [("author", 10), ("editor", 25)])
def test_overview_is_one_query_a_list(role, queries, django_assert_num_queries):
    user = make_user(role)
    user.get_all_permissions()
    ContentType.objects.get_for_models(Article, Guide)
    make_draft(user)
    publish_article(owner=user)
    with django_assert_num_queries(queries):
        overview_of(user)
