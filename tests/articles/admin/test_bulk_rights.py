"""Authors change many of their own drafts at once; what readers see is for editors."""

import pytest

from articles.bulk.drafts import TopicChange
from articles.bulk.plans import make_plan
from articles.models import Article, BulkChange, Event, Revision
from tests.articles.admin.forms import messages_of
from tests.articles.admin.test_bulk import (
    BULK,
    choose,
    confirm,
    make_change,
    preview,
)
from tests.factories import make_article, make_topic, make_user, publish_article


@pytest.fixture
def topics(db):
    return make_topic(title="Trust"), make_topic(title="Money")


def test_author_changes_what_they_own(author_client, author, topics):
    article = make_article(owner=author, topic=topics[0])
    asked = choose(author_client, "bulk_topic", article)
    seen = preview(author_client, "topic", asked, topic=topics[1].pk)
    confirm(author_client, "topic", seen)
    author_client.post(f"{BULK}{BulkChange.objects.get().pk}/undo/")
    told = [str(event) for event in Event.objects.filter(content_type__model="bulkchange")]
    assert told == ["author undid Topic: Money", "author changed in bulk Topic: Money"]


@pytest.mark.parametrize("button", ["", "_ask", "_carry_out"])
def test_author_is_refused_what_others_own(author_client, author, topics, button):
    own, other = make_article(owner=author), make_article()
    change = TopicChange(topics[1])
    data = {
        "_selected_action": [own.pk, other.pk],
        "topic": topics[1].pk,
        "promise": make_plan(change, [own.pk, other.pk]).promise(),
        button: "on",
    }
    assert author_client.post(f"{BULK}topic/", data).status_code == 403
    assert Article.objects.filter(topic=topics[1]).count() == 0


def test_promise_of_what_others_own_is_not_kept_for_an_author(author_client, author, topics):
    own, other = make_article(owner=author), make_article()
    data = {
        "_selected_action": [own.pk],
        "topic": topics[1].pk,
        "promise": make_plan(TopicChange(topics[1]), [own.pk, other.pk]).promise(),
        "_carry_out": "on",
    }
    assert author_client.post(f"{BULK}topic/", data).status_code == 200
    assert Article.objects.filter(topic=topics[1]).count() == 0


@pytest.mark.parametrize("kind", ["schedule", "withdraw"])
def test_author_neither_schedules_nor_withdraws(author_client, author, kind):
    article = publish_article(owner=author).article
    data = {"_selected_action": [article.pk], "at": "2036-06-02T08:00", "_carry_out": "on"}
    assert author_client.post(f"{BULK}{kind}/", data).status_code == 403
    choose(author_client, f"bulk_{kind}", article)
    assert Revision.objects.live().count() == 1


def test_author_undoes_only_what_they_did(author_client, author, editor, topics):
    bulk = make_change(editor, topics[1], make_article(owner=author, topic=topics[0]))
    assert author_client.post(f"{BULK}{bulk.pk}/undo/").status_code == 403
    assert Article.objects.get().topic == topics[1]


def test_author_whose_article_has_another_owner_by_now_leaves_it(author_client, author, topics):
    article = make_article(title="Given away", owner=author, topic=topics[0])
    bulk = make_change(author, topics[1], article)
    Article.objects.update(owner=make_user())
    response = author_client.post(f"{BULK}{bulk.pk}/undo/", follow=True)
    assert messages_of(response) == [
        "Not undone, and left as they are:<br>“Given away”: You may not change it."
    ]
