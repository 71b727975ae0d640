"""The list's actions: choose rows, give a value, see what will change, do it, undo it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.bulk.drafts import TopicChange
from articles.bulk.plans import carry_out, make_plan
from articles.models import Article, BulkChange, Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import article_form, messages_of, parse, shown
from tests.articles.admin.test_lists import queries
from tests.factories import make_article, make_topic, make_user, publish_article

LIST = "/admin/articles/article/"
BULK = f"{LIST}bulk/"
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
ACTIONS = {
    "bulk_topic": "Change the topic …",
    "bulk_add_tags": "Add tags …",
    "bulk_remove_tags": "Remove tags …",
    "bulk_review": "Set the next review …",
    "bulk_schedule": "Schedule …",
    "bulk_withdraw": "Withdraw …",
}


def choose(client, action, *articles, **data):
    keys = [article.pk for article in articles]
    return client.post(LIST, {"action": action, "_selected_action": keys} | data)


def fields(response):
    """What the form of a page would send; the chosen rows as a list."""
    form = parse(response).css_first("#content-main form")
    chosen = [node.attributes["value"] for node in form.css("[name=_selected_action]")]
    return shown(response) | {"_selected_action": chosen}


def preview(client, kind, response, **value):
    return client.post(f"{BULK}{kind}/", fields(response) | value)


def rows(response):
    """The rows of the tables of a page, as texts of cells."""
    return [
        [" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")]
        for row in parse(response).css(".bulk-list tbody tr")
    ]


def confirm(client, kind, response, **options):
    return client.post(f"{BULK}{kind}/", fields(response) | {"_carry_out": "on"}, **options)


@pytest.fixture
def topics(db):
    return make_topic(title="Trust"), make_topic(title="Money")


def offered(response):
    options = parse(response).css("select[name=action] option[value]")
    return {row.attributes["value"]: row.text() for row in options if row.attributes["value"]}


def test_actions_of_editors_change_what_readers_see_too(editor_client):
    make_article()
    assert offered(editor_client.get(LIST)) == ACTIONS


def test_actions_of_authors_change_their_drafts(author_client, author):
    make_article(owner=author)
    drafts = ("bulk_topic", "bulk_add_tags", "bulk_remove_tags", "bulk_review")
    assert offered(author_client.get(LIST)) == {name: ACTIONS[name] for name in drafts}


def test_topic_is_asked_for_shown_and_changed(editor_client, topics):
    trust, money = topics
    one, two = (make_article(title=title, topic=trust) for title in ("One", "Two"))
    page = make_article(title="About", kind="page")
    asked = choose(editor_client, "bulk_topic", one, two, page)
    assert "3 articles are chosen." in asked.text
    assert "Readers see nothing of it until you publish." in asked.text
    seen = preview(editor_client, "topic", asked, topic=money.pk)
    assert rows(seen) == [
        ["One", "Trust", "Money"],
        ["Two", "Trust", "Money"],
        ["About", "None", "A page has no topic."],
    ]
    assert Article.objects.filter(topic=money).count() == 0
    button = parse(seen).css_first("[name=_carry_out]")
    assert button.attributes["value"] == "Change 2 articles"
    done = confirm(editor_client, "topic", seen, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    assert Article.objects.filter(topic=money).count() == 2


def test_message_has_a_button_that_undoes(editor_client, topics):
    trust, money = topics
    article = make_article(topic=trust)
    seen = preview(
        editor_client, "topic", choose(editor_client, "bulk_topic", article), topic=money.pk
    )
    done = confirm(editor_client, "topic", seen, follow=True)
    form = parse(done).css_first(".messagelist form")
    assert (
        parse(done)
        .css_first(".messagelist li")
        .text()
        .strip()
        .startswith("Topic: Money: 1 article.")
    )
    undone = editor_client.post(form.attributes["action"], follow=True)
    assert undone.redirect_chain == [(BULK, 302)]
    assert messages_of(undone) == ["Undone: Topic: Money, 1 article."]
    assert Article.objects.get().topic == trust


def test_value_can_be_chosen_anew(editor_client, topics):
    article = make_article(topic=topics[0])
    seen = preview(
        editor_client, "topic", choose(editor_client, "bulk_topic", article), topic=topics[1].pk
    )
    again = editor_client.post(f"{BULK}topic/", fields(seen) | {"_ask": "on"})
    assert fields(again)["topic"] == str(topics[1].pk)
    assert fields(again)["_selected_action"] == [str(article.pk)]


def test_value_that_is_missing_is_asked_for_again(editor_client):
    asked = choose(editor_client, "bulk_topic", make_article())
    response = preview(editor_client, "topic", asked)
    assert dict(response.context["form"].errors) == {"topic": ["This field is required."]}


def test_tags_are_added(editor_client):
    article = make_article(tags=["peace"])
    seen = preview(
        editor_client, "add-tags", choose(editor_client, "bulk_add_tags", article), tags="calm, joy"
    )
    confirm(editor_client, "add-tags", seen)
    assert sorted(article.tags.names()) == ["calm", "joy", "peace"]


@pytest.mark.parametrize("tag", ["!", "x" * 101])
def test_tags_without_a_page_are_refused(editor_client, tag):
    asked = choose(editor_client, "bulk_add_tags", make_article())
    response = preview(editor_client, "add-tags", asked, tags=tag)
    assert list(response.context["form"].errors) == ["tags"]


def test_tags_to_remove_are_those_in_use(editor_client):
    one, two = make_article(tags=["calm", "peace"]), make_article(tags=["peace"])
    make_article(tags=["other"])
    asked = choose(editor_client, "bulk_remove_tags", one, two)
    boxes = [box.attributes["value"] for box in parse(asked).css("[type=checkbox]")]
    assert boxes == ["calm", "peace"]
    seen = preview(editor_client, "remove-tags", asked, tags=["calm", "peace"])
    assert parse(seen).css("[type=hidden][name=tags]")
    data = fields(seen) | {"tags": ["calm", "peace"], "_carry_out": "on"}
    editor_client.post(f"{BULK}remove-tags/", data)
    assert [list(row.tags.names()) for row in (one, two)] == [[], []]


def test_review_is_set_and_taken_away(editor_client):
    article = make_article()
    for value, expected in (("2027-03-01", "2027-03-01"), ("", "None")):
        asked = choose(editor_client, "bulk_review", article)
        confirm(editor_client, "review", preview(editor_client, "review", asked, on=value))
        article.refresh_from_db()
        assert str(article.review_due_on) == expected


@time_machine.travel(NOW, tick=False)
def test_schedule_is_in_the_publications_time_zone(editor_client):
    ready, half = make_article(title="Ready"), make_article(title="Half", topic=None)
    asked = choose(editor_client, "bulk_schedule", ready, half)
    seen = preview(
        editor_client, "schedule", asked, at="2026-06-02T08:00:00", until="2026-07-01T00:00:00"
    )
    (title, was, becomes), stays = rows(seen)
    goes, advice = becomes.split(" Checklist: ")
    assert (title, was, goes) == (
        "Ready",
        "Never published",
        "Goes live on 2 June 2026, 08:00:00 until 1 July 2026, 00:00:00",
    )
    assert advice.endswith(" to consider")
    assert stays == ["Half", "Never published", "Mend this first: Topic: Choose a topic"]
    confirm(editor_client, "schedule", seen)
    assert list(Revision.objects.scheduled().values_list("title", "live_from")) == [
        ("Ready", datetime(2026, 6, 2, 6, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("at", "error"),
    [("", "This field is required."), ("2026-06-01T11:00", "This moment has passed.")],
)
@time_machine.travel(NOW, tick=False)
def test_schedule_needs_a_moment_to_come(editor_client, at, error):
    asked = choose(editor_client, "bulk_schedule", make_article())
    response = preview(editor_client, "schedule", asked, at=at)
    assert response.context["form"].errors["at"] == [error]


def test_schedule_whose_moment_came_meanwhile_is_asked_for_again(editor_client):
    with time_machine.travel(NOW, tick=False) as clock:
        asked = choose(editor_client, "bulk_schedule", make_article())
        seen = preview(editor_client, "schedule", asked, at="2026-06-01T12:30")
        clock.shift(timedelta(minutes=31))
        response = confirm(editor_client, "schedule", seen)
    assert response.context["form"].errors["at"] == ["This moment has passed."]
    assert Revision.objects.count() == 0


def test_withdrawal_is_shown_at_once_and_undone(editor_client):
    article = publish_article(title="Live").article
    seen = choose(editor_client, "bulk_withdraw", article)
    assert rows(seen) == [["Live", "Live", "Withdrawn: its address says so (410)"]]
    assert parse(seen).css("[name=_ask]") == []
    confirm(editor_client, "withdraw", seen)
    assert Revision.objects.live().count() == 0
    editor_client.post(f"{BULK}{BulkChange.objects.get().pk}/undo/")
    assert Revision.objects.live().count() == 1


def test_change_of_nothing_has_no_button(editor_client):
    seen = choose(editor_client, "bulk_withdraw", make_article())
    assert (parse(seen).css("[name=_carry_out]"), "Nothing would change." in seen.text) == (
        [],
        True,
    )


def test_what_changed_meanwhile_is_said_and_shown_anew(editor_client):
    one, two = (publish_article(title=title).article for title in ("One", "Two"))
    seen = choose(editor_client, "bulk_withdraw", one, two)
    publish(save_revision(make_article(title="Other")))
    Revision.objects.filter(title="Two").update(live_from=None)
    response = confirm(editor_client, "withdraw", seen)
    assert messages_of(response) == [
        (
            "Nothing was changed: something was different meanwhile. "
            "Here is what would happen now; look again."
        )
    ]
    assert rows(response) == [
        ["One", "Live", "Withdrawn: its address says so (410)"],
        ["Two", "Never published", "Nothing of it is live or scheduled."],
    ]
    confirm(editor_client, "withdraw", response)
    assert list(Revision.objects.live().values_list("title", flat=True)) == ["Other"]


def test_form_sent_twice_changes_once(editor_client):
    seen = choose(editor_client, "bulk_withdraw", publish_article().article)
    for _ in range(2):
        confirm(editor_client, "withdraw", seen)
    assert BulkChange.objects.count() == 1


def test_more_than_two_hundred_are_refused(editor_client):
    Article.objects.bulk_create(
        Article(title=f"Article {number}", slug=f"article-{number}") for number in range(201)
    )
    data = {"select_across": "1"}
    response = choose(editor_client, "bulk_topic", Article.objects.first(), **data)
    assert messages_of(editor_client.get(response.url)) == ["Choose at most 200 at once."]


def test_list_still_deletes_nothing(editor_client):
    article = make_article()
    response = choose(editor_client, "delete_selected", article)
    assert messages_of(editor_client.get(response.url)) == ["No action selected."]
    assert Article.objects.count() == 1


def test_page_that_asks_is_sent_not_linked(editor_client):
    assert editor_client.get(f"{BULK}topic/").status_code == 405


@pytest.mark.parametrize("kind", ["nothing", "delete"])
def test_change_nobody_knows_is_not_found(editor_client, kind):
    assert editor_client.post(f"{BULK}{kind}/").status_code == 404


@pytest.mark.parametrize("keys", [[], ["x"], ["99"], ["9" * 30], ["²"]])
def test_rows_that_are_not_there_are_none(editor_client, keys):
    response = editor_client.post(f"{BULK}withdraw/", {"_selected_action": keys})
    assert (response.status_code, rows(response)) == (200, [])


# The page of changes


def make_change(by, topic, *articles):
    change = TopicChange(topic)
    plan = make_plan(change, [article.pk for article in articles])
    return carry_out(change, plan.promise(), by=by, may=lambda article: True)


def test_changes_are_listed_with_their_articles(editor_client, editor, topics):
    articles = [make_article(title=title, topic=topics[0]) for title in ("One", "Two")]
    with time_machine.travel(NOW, tick=False):
        bulk = make_change(editor, topics[1], *articles)
        page = editor_client.get(BULK)
    assert rows(page) == [["Topic: Money", "today, 12:00", "editor", "2 articles One Two", "Undo"]]
    form = parse(page).css_first(".bulk-list form")
    assert form.attributes["action"] == f"{BULK}{bulk.pk}/undo/"


def test_change_that_is_undone_says_when(editor_client, editor, topics):
    bulk = make_change(editor, topics[1], make_article(title="One", topic=topics[0]))
    with time_machine.travel(bulk.made_at + timedelta(minutes=1), tick=False):
        editor_client.post(f"{BULK}{bulk.pk}/undo/")
        assert rows(editor_client.get(BULK))[0][4].startswith("Undone today,")
        response = editor_client.post(f"{BULK}{bulk.pk}/undo/", follow=True)
    assert messages_of(response)[-1] == "It was undone already, or is too long ago."


def test_authors_see_their_own_changes(author_client, author, editor, topics):
    make_change(editor, topics[1], make_article(title="Theirs", owner=author))
    make_change(author, topics[1], make_article(title="Mine", owner=author))
    assert [row[3] for row in rows(author_client.get(BULK))] == ["1 article Mine"]


def test_page_without_changes_says_how_to_make_one(editor_client):
    assert "Choose rows in the" in editor_client.get(BULK).text


def test_page_of_changes_is_linked_from_the_list(editor_client):
    links = parse(editor_client.get(LIST)).css(".object-tools a")
    assert BULK in [link.attributes["href"] for link in links]


def test_changes_cost_the_same_with_ten_more(editor_client, topics):
    def add():
        make_change(make_user("editor"), topics[1], make_article(topic=topics[0]))

    add()
    before = queries(editor_client, BULK)
    for _ in range(10):
        add()
    assert queries(editor_client, BULK) == before


def test_change_that_is_not_there_is_not_undone(editor_client):
    assert editor_client.post(f"{BULK}99/undo/").status_code == 404


# Somebody is writing


def test_text_that_is_typed_meanwhile_and_the_new_topic_are_both_saved(
    editor_client, editor, topics
):
    article = make_article(title="One", topic=topics[0])
    save_revision(article)
    data = article_form(article, dek="Typed meanwhile.")
    make_change(make_user("editor"), topics[1], article)
    response = editor_client.post(f"{LIST}{article.pk}/change/", data)
    article.refresh_from_db()
    assert (response.status_code, article.dek, article.topic) == (
        302,
        "Typed meanwhile.",
        topics[1],
    )
