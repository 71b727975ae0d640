"""Topics, tags and dates of the next review, changed of many articles at once."""

from datetime import date

import pytest

from articles.bulk.drafts import AddTags, RemoveTags, ReviewChange, TopicChange
from articles.models import Article, Revision
from tests.articles.bulk.doing import do, foresee, newest, put_back
from tests.factories import make_article, make_topic, publish_article

pytestmark = pytest.mark.django_db

# Topic


def test_topic_is_foreseen(topics):
    trust, money = topics
    old = make_article(title="Old", topic=trust)
    same = make_article(title="Same", topic=money)
    bare = make_article(title="Bare", topic=None)
    page = make_article(title="Page", kind="page")
    assert foresee(TopicChange(money), old, same, bare, page) == {
        "Old": ("Trust", "Money"),
        "Same": ("Money", "no: It has this topic already."),
        "Bare": ("None", "Money"),
        "Page": ("None", "no: A page has no topic."),
    }


def test_topic_changes_in_the_draft_and_readers_see_nothing_of_it(topics, editor):
    trust, money = topics
    live = publish_article(topic=trust, title="Live")
    do(TopicChange(money), live.article, by=editor)
    article = Article.objects.get()
    assert (article.topic, article.updated_by, article.version) == (money, editor, 1)
    assert Revision.objects.live().get().topic == trust
    saved = newest(article)
    assert (saved.topic, saved.created_by, saved.note, saved.is_live) == (
        money,
        editor,
        "Topic: Money",
        False,
    )


def test_topic_is_put_back(topics, editor):
    trust, money = topics
    article, bare = make_article(topic=trust), make_article(topic=None)
    undone = put_back(do(TopicChange(money), article, bare), by=editor)
    assert (undone.count, undone.left) == (2, [])
    assert list(Article.objects.order_by("pk").values_list("topic", flat=True)) == [trust.pk, None]
    assert newest(article).note == "Topic as before a bulk change"


def test_topic_that_was_changed_since_stays(topics):
    trust, money = topics
    article = make_article(title="Old", topic=trust)
    bulk = do(TopicChange(money), article)
    other = make_topic()
    Article.objects.update(topic=other)
    assert put_back(bulk).left == [("Old", "Its topic was changed since.")]
    assert Article.objects.get().topic == other


# Tags


def test_tags_are_foreseen():
    one = make_article(title="One", tags=["peace"])
    two = make_article(title="Two")
    both = make_article(title="Both", tags=["calm", "peace"])
    assert foresee(AddTags(("calm", "Peace")), one, two, both) == {
        "One": ("peace", "calm, peace"),
        "Two": ("None", "Peace, calm"),
        "Both": ("calm, peace", "no: It has them already."),
    }
    assert foresee(RemoveTags(("Calm",)), one, both) == {
        "One": ("peace", "no: It has none of them."),
        "Both": ("calm, peace", "peace"),
    }


def test_tags_are_added_and_put_back():
    article = make_article(tags=["peace"])
    bulk = do(AddTags(("calm", "Peace")), article)
    assert sorted(article.tags.names()) == ["calm", "peace"]
    assert sorted(tag.name for tag in newest(article).tags.all()) == ["calm", "peace"]
    put_back(bulk)
    assert list(article.tags.names()) == ["peace"]


def test_tags_are_removed_and_put_back():
    article = make_article(tags=["calm", "peace"])
    bulk = do(RemoveTags(("calm", "peace")), article)
    assert (list(article.tags.names()), bulk.label) == ([], "Tags removed: calm, peace")
    put_back(bulk)
    assert sorted(article.tags.names()) == ["calm", "peace"]


def test_tags_that_were_changed_since_stay():
    article = make_article(title="One")
    bulk = do(AddTags(("calm",)), article)
    article.tags.add("more")
    assert put_back(bulk).left == [("One", "Its tags were changed since.")]
    assert sorted(article.tags.names()) == ["calm", "more"]


# Next review


def test_review_is_foreseen_done_and_put_back(editor):
    on = date(2027, 3, 1)
    one, two = make_article(title="One"), make_article(title="Two", review_due_on=on)
    assert foresee(ReviewChange(on), one, two) == {
        "One": ("By the clock", "1 March 2027"),
        "Two": ("1 March 2027", "no: It is so already."),
    }
    bulk = do(ReviewChange(on), one, two, by=editor)
    one.refresh_from_db()
    assert (one.review_due_on, one.updated_by, one.revisions.count()) == (on, editor, 0)
    put_back(bulk)
    one.refresh_from_db()
    assert one.review_due_on is None


def test_review_is_taken_away_and_put_back():
    on = date(2027, 3, 1)
    article = make_article(review_due_on=on)
    bulk = do(ReviewChange(None), article)
    assert (bulk.label, Article.objects.get().review_due_on) == ("Next review: By the clock", None)
    put_back(bulk)
    assert Article.objects.get().review_due_on == on


def test_review_that_was_changed_since_stays():
    article = make_article(title="One")
    bulk = do(ReviewChange(date(2027, 3, 1)), article)
    Article.objects.update(review_due_on=date(2028, 1, 1))
    assert put_back(bulk).left == [("One", "Its next review was changed since.")]
