"""Drafts as rows: what a form is made of, who holds what, and what is merged in which order."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing.drafts import (
    Opened,
    OutOfTurn,
    absorb,
    base_of,
    content_of,
    drafts_here,
    keep,
    merge_drafts,
    name_of,
    newest_version,
    open_form,
    others_present,
    read_draft,
)
from articles.editing.tabs import saved, successor
from articles.editing.typed import ARTICLE
from articles.models import Article, Draft
from articles.publishing.snapshot import ARTICLE_KIND
from articles.publishing.windows import save_revision
from tests.factories import make_article, make_user


@pytest.fixture
def article(author):
    article = make_article(owner=author, title="Before", introduction="Old.")
    save_revision(article)
    return article


def type_into(user, article, drafts=(), **fields):
    """A form of this person that is opened and typed into."""
    base = newest_version(article).pk if article else None
    opened = open_form(user, Article, article, base=base, drafts=drafts)
    content = ARTICLE_KIND.take(article) if article else {}
    typed = {name: [str(content.get(name) or "")] for name in ("title", "introduction")}
    keep(opened, Article, ARTICLE, typed=typed | {name: [v] for name, v in fields.items()})
    return opened, Draft.objects.get(key=opened.key)


def test_what_a_form_is_made_of_survives_a_trip_through_the_browser(author, article):
    opened = open_form(author, Article, article, base=7, drafts=[Draft(serial=3)])
    assert Opened.read(opened.sign()) == opened
    assert list(opened.absorbs.values()) == [3]


@pytest.mark.parametrize("text", ["", "abc", None, 7, [], "a:b:c"])
def test_what_we_have_not_signed_is_none(text):
    assert Opened.read(text) is None


@pytest.mark.django_db
def test_version_that_is_not_there_has_no_content(article):
    assert [content_of(article, pk) for pk in (None, 99_999)] == [{}, {}]


def test_base_of_a_form_is_its_version_until_its_draft_says_otherwise(author, article):
    opened = open_form(author, Article, article, base=newest_version(article).pk)
    assert base_of(opened, article)["title"] == "Before"
    Draft.objects.create(
        key=opened.key, user=author, content_type_id=1, base={"title": "Later", "held": {}}
    )
    assert base_of(opened, article) == {"title": "Later"}


def test_draft_that_moved_on_is_not_absorbed(author, article):
    first, draft = type_into(author, article, introduction="Old. One.")
    opened = open_form(author, Article, article, drafts=[draft])
    keep(first, Article, ARTICLE, typed={"introduction": ["Old. Two."]})
    absorb(opened, ARTICLE)
    assert not Draft.objects.get().is_absorbed


def test_absorbed_draft_adds_only_what_was_typed_since(author, article):
    first, draft = type_into(author, article, introduction="One.")
    _, second = type_into(author, article, [draft], introduction="One.", title="After")
    keep(first, Article, ARTICLE, typed={"title": ["Before"], "introduction": ["One more."]})
    mine, others = drafts_here(author, article)
    merged = merge_drafts(ARTICLE_KIND.take(article), mine, ARTICLE)
    assert (len(mine), others, merged.clashes) == (2, [], ())
    assert (merged.content["title"], merged.content["introduction"]) == ("After", "One more.")
    assert read_draft(second, ARTICLE)["introduction"] == "One."


def test_text_that_was_typed_and_taken_back_is_no_draft(author, article):
    opened, draft = type_into(author, article)
    content = ARTICLE_KIND.take(article)
    assert not draft.is_absorbed  # it lacks fields that a browser sends
    draft.base = read_draft(draft, ARTICLE)
    draft.save()
    typed = {"title": [content["title"]], "introduction": [content["introduction"]]}
    assert keep(opened, Article, ARTICLE, typed=typed).is_absorbed


def test_form_that_was_saved_goes_on_only_as_a_whole(author, article):
    opened, draft = type_into(author, article, title="After")
    saved(opened, article, ARTICLE, sent=read_draft(draft, ARTICLE), aside={})
    with pytest.raises(OutOfTurn) as refusal:
        keep(opened, Article, ARTICLE, typed={}, serial=2, is_whole=False)
    assert refusal.value.serial == 101
    kept = keep(opened, Article, ARTICLE, typed={"title": ["Later"]}, serial=102)
    assert kept.base["title"] == "After"


def test_person_in_two_forms_is_one_and_where_they_were_last(author, article):
    other = make_user("editor", first_name="Ed", last_name="Itor")
    now = timezone.now()
    for seconds, place in ((5, "title"), (1, "introduction"), (9, "dek"), (70, "kind")):
        _, draft = type_into(other, article, title=place)
        Draft.objects.filter(pk=draft.pk).update(
            seen_at=now - timedelta(seconds=seconds), place=place
        )
    expected = [{"name": "Ed Itor", "place": "introduction"}]
    assert others_present(author, article) == drafts_here(author, article)[1] == expected
    assert name_of(author) == "author"


def test_draft_whose_later_form_is_gone_is_shown_itself(author):
    _, first = type_into(author, None, title="New")
    assert successor(first) == first
    later, _ = type_into(author, None, [first], title="Newer")
    assert successor(first).title == "Newer"
    Draft.objects.filter(key=later.key).delete()
    assert successor(first) == first


@pytest.mark.parametrize(("title", "words"), [(" Peace ", "Peace"), ("", "Untitled")])
def test_draft_is_called_by_the_title_that_was_typed(title, words):
    assert str(Draft(key=uuid.uuid4(), data={"title": [title]})) == words
