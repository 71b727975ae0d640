"""The lists: ten more rows, the same number of queries; search, filters, one's own."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from articles.log import record
from articles.models import Draft
from articles.publishing.windows import publish, save_revision, withdraw
from tests.articles.admin.forms import parse
from tests.factories import (
    make_article,
    make_author,
    make_checked_address,
    make_earnings_report,
    make_guide,
    make_help_line,
    make_import,
    make_imported_document,
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_merchant,
    make_missed_path,
    make_network,
    make_photo,
    make_ping,
    make_product,
    make_redirect,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

LIST = "/admin/articles/article/"
MAKERS = {
    "articles/affiliatelink": make_product,
    "articles/article": publish_article,
    "articles/author": lambda: make_author(user=make_user(), photo=make_photo()),
    "articles/checkedaddress": make_checked_address,
    "articles/earningsreport": make_earnings_report,
    "articles/event": lambda: record("changed", make_topic(), by=make_user()),
    "articles/helpline": make_help_line,
    "articles/import": lambda: make_imported_document(make_import(started_by=make_user())),
    "articles/merchant": make_merchant,
    "articles/missedpath": make_missed_path,
    "articles/network": make_network,
    "articles/photo": lambda: publish_article(hero=make_photo(uploaded_by=make_user())),
    "articles/redirect": lambda: make_redirect(
        target=f"candor:article/{publish_article().article_id}", created_by=make_user()
    ),
    "articles/ping": make_ping,
    "articles/revision": publish_article,
    "articles/topic": make_topic,
    "auth/group": lambda: Group.objects.create(name=f"group{Group.objects.count()}"),
    "auth/user": make_user,
    "guides/guide": lambda: publish_guide(
        make_guide(owner=make_user(), chapters=[("One", "Words.")])
    ),
    "guides/kit": lambda: make_kit(cover=make_photo(), topics=[make_topic()]),
    "guides/letter": lambda: make_mail(letter=make_letter(state="sent"), state="sent"),
    "guides/mail": make_mail,
    "guides/subscriber": lambda: make_kit_request().subscriber,
    "taggit/tag": lambda: Tag.objects.create(name=f"tag {Tag.objects.count()}"),
}


def queries(client, address):
    """How many queries a page costs once everything is warm, and its response."""
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        response = client.get(address)
    assert response.status_code == 200
    return len(context)


@pytest.mark.parametrize("model", MAKERS)
def test_list_costs_the_same_with_ten_more_rows(admin_client, model):
    make = MAKERS[model]
    make()
    before = queries(admin_client, f"/admin/{model}/")
    for _ in range(10):
        make()
    assert queries(admin_client, f"/admin/{model}/") == before


def test_every_list_is_measured():
    registered = {f"{m._meta.app_label}/{m._meta.model_name}" for m in admin.site._registry}
    assert registered == {*MAKERS, "articles/publication"}


def test_form_costs_the_same_with_forty_sections(editor_client):
    address = "/admin/articles/article/{}/change/"
    few, many = (
        make_article(
            sections=[(f"{n}", "Words.") for n in range(count)],
            faqs=[(f"{n}?", "Words.") for n in range(count)],
            references=[{"key": f"{n}", "title": "A study"} for n in range(count)],
        )
        for count in (4, 40)
    )
    costs = [queries(editor_client, address.format(row.pk)) for row in (few, many)]
    assert costs[0] == costs[1]


def test_form_of_a_guide_costs_the_same_with_twenty_chapters(editor_client):
    few, many = (make_guide(chapters=[make_article() for _ in range(count)]) for count in (2, 20))
    address = "/admin/guides/guide/{}/change/"
    assert queries(editor_client, address.format(many.pk)) == queries(
        editor_client, address.format(few.pk)
    )


def test_versions_cost_the_same_however_many_there_are(editor_client, editor):
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/revisions/"
    save_revision(article, by=editor)
    before = queries(editor_client, address)
    for number in range(10):
        article.title = f"Title {number}"
        article.save()
        save_revision(article, by=make_user("editor"))
    assert queries(editor_client, address) == before


def titles(response):
    return sorted(row.title for row in response.context["cl"].result_list)


@pytest.fixture
def articles(db):
    """An article in each state, called by it."""
    now = timezone.now()
    make_article(title="never")
    publish_article(title="live")
    changed = publish_article(title="changed").article
    changed.dek = "New."
    changed.save()
    save_revision(changed)
    publish(save_revision(make_article(title="scheduled")), at=now + timedelta(days=1))
    withdraw(publish_article(title="withdrawn").article)


@pytest.mark.parametrize("state", ["never", "live", "changed", "scheduled", "withdrawn"])
def test_state_filters_the_list(editor_client, articles, state):
    response = editor_client.get(f"{LIST}?state={state}")
    assert titles(response) == [state]
    assert len(parse(response).css(f"#result_list .state-{state}")) == 1


def test_state_that_is_none_filters_nothing(editor_client, articles):
    assert len(titles(editor_client.get(f"{LIST}?state=nothing"))) == 5


@pytest.mark.parametrize(
    "words", ["Listening", "how-to-listen", "Two ears", "Silence", "Begin", "peace", "BEGIN two"]
)
def test_search_finds_titles_texts_headings_and_tags(editor_client, words):
    make_article(
        title="Listening",
        slug="how-to-listen",
        dek="Two ears.",
        introduction="Silence.",
        sections=[("Begin", ""), ("Begin again", "")],
        tags=["peace"],
    )
    make_article(title="Other")
    assert titles(editor_client.get(LIST, {"q": words})) == ["Listening"]


def test_filters_take_kind_topic_and_author(editor_client):
    topic, maren = make_topic(), make_author()
    make_article(title="mine", topic=topic, authors=[maren])
    make_article(title="page", kind="page")
    queries = [f"topic__id__exact={topic.pk}", f"authors__id__exact={maren.pk}", "kind__exact=page"]
    assert [titles(editor_client.get(f"{LIST}?{query}")) for query in queries] == [
        ["mine"],
        ["mine"],
        ["page"],
    ]


def test_author_sees_only_their_own(author_client, author, editor):
    make_article(title="mine", owner=author)
    make_article(title="theirs", owner=editor)
    make_guide(title="mine", owner=author)
    make_guide(title="theirs", owner=editor)
    lists = [
        author_client.get(f"/admin/{model}/") for model in ("articles/article", "guides/guide")
    ]
    assert [titles(page) for page in lists] == [["mine"], ["mine"]]


def test_editor_sees_all(editor_client, author):
    make_article(title="mine", owner=author)
    make_article(title="nobody's")
    assert titles(editor_client.get(LIST)) == ["mine", "nobody's"]


def test_list_of_articles_offers_no_deleting(editor_client):
    publish_article()
    response = editor_client.post(LIST, {"action": "delete_selected", "_selected_action": [1]})
    assert (response.status_code, "delete_selected" in editor_client.get(LIST).text) == (302, False)
    assert make_article().revisions.model.objects.live().count() == 1


def cells(response, name):
    """The texts of a column of a list."""
    found = parse(response).css(f"#result_list .field-{name}")
    return [" ".join(node.text().split()) for node in found]


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)  # noon in Paris
def test_list_of_articles_says_where_each_stands(editor_client):
    ana = make_user("editor", first_name="Ana")
    revision = publish_article(
        title="Listening",
        topic=make_topic(title="Trust"),
        authors=[make_author(name="Maren"), make_author(name="Tobias")],
        sections=[("One", "word " * 1233)],
        updated_by=ana,
    )
    publish(save_revision(revision.article), at=timezone.now() + timedelta(days=1))
    with time_machine.travel(datetime(2025, 11, 12, 13, 3, tzinfo=UTC), tick=False):
        make_article(title="About", kind="page")
    page = editor_client.get(LIST)
    names = ("named", "state", "words", "topic", "written_by", "goes_live", "updated")
    assert list(zip(*(cells(page, name) for name in names), strict=True)) == [
        (
            "Listening",
            "Live",
            "1,234",
            "Trust",
            "Maren, Tobias",
            "tomorrow, 12:00",
            "today, 12:00, Ana",
        ),
        ("About Page", "Never published", "-", "-", "-", "-", "12 November 2025, 14:03"),
    ]


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_list_of_guides_says_where_each_stands(editor_client):
    ana = make_user("editor", first_name="Ana")
    guide = make_guide(title="A course", chapters=[("One", "Words."), ("Two", "Words.")])
    publish(save_revision(guide), at=timezone.now() + timedelta(days=1))
    type(guide).objects.update(updated_by=ana)
    page = editor_client.get("/admin/guides/guide/")
    names = ("named", "state", "chapter_count", "goes_live", "updated")
    assert [cells(page, name) for name in names] == [
        ["A course"],
        ["Scheduled"],
        ["2"],
        ["tomorrow, 12:00"],
        ["today, 12:00, Ana"],
    ]


@pytest.mark.parametrize("make", [make_article, make_guide])
def test_list_marks_what_one_has_typed_and_not_saved(editor_client, editor, make):
    for user, is_absorbed in ((editor, False), (editor, True), (make_user("editor"), False)):
        subject = make(title=f"Of {user.pk}, {is_absorbed}")
        kind = ContentType.objects.get_for_model(subject)
        Draft.objects.create(
            user=user, content_type=kind, object_id=subject.pk, is_absorbed=is_absorbed
        )
    address = f"/admin/{subject._meta.app_label}/{subject._meta.model_name}/"
    marked = [name for name in cells(editor_client.get(address), "named") if "yours" in name]
    assert marked == [f"Of {editor.pk}, False Unsaved text of yours"]


def test_list_of_photos_says_in_how_many_places_each_is(editor_client):
    once, twice = make_photo(alt="Once"), make_photo(alt="Twice")
    make_photo(alt="Never")
    publish_article(hero=once)
    make_product(photo=twice)
    make_author(photo=twice)
    page = editor_client.get("/admin/articles/photo/")
    assert cells(page, "places") == ["no places", "2 places", "1 place"]


def test_list_begins_with_what_was_changed_last(editor_client):
    old, new = make_article(title="Old"), make_article(title="New")
    assert cells(editor_client.get(LIST), "named") == ["New", "Old"]
    old.save()
    assert cells(editor_client.get(LIST), "named") == ["Old", "New"]
    assert new.pk > old.pk


@pytest.mark.parametrize("column", range(1, 8))
def test_list_is_sorted_by_each_column(editor_client, column):
    make_article()
    publish_article()
    assert editor_client.get(f"{LIST}?o={column}").status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("owner=mine", ["mine"]),
        ("owner=nobody", ["nobody's"]),
        ("owner=any", ["mine", "nobody's", "theirs"]),
    ],
)
@pytest.mark.parametrize("make", [make_article, make_guide])
def test_owner_filters_the_list(editor_client, editor, author, make, query, expected):
    for title, owner in (("mine", editor), ("theirs", author), ("nobody's", None)):
        row = make(title=title, owner=owner)
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/?{query}"
    assert titles(editor_client.get(address)) == expected


def test_authors_are_not_asked_whose_it_is(author_client, author):
    make_article(owner=author)
    offered = {
        node.attributes["data-filter-title"]
        for node in parse(author_client.get(LIST)).css("#changelist-filter details")
    }
    assert ("state" in offered, "owner" in offered) == (True, False)


@pytest.mark.parametrize("state", ["never", "live", "scheduled"])
def test_state_filters_guides_too(editor_client, state):
    make_guide(title="never")
    publish_guide(make_guide(title="live", chapters=[("One", "Words.")]))
    planned = make_guide(title="scheduled", chapters=[("One", "Words.")])
    publish(save_revision(planned), at=timezone.now() + timedelta(days=1))
    assert titles(editor_client.get(f"/admin/guides/guide/?state={state}")) == [state]


def test_list_of_the_publication_leads_to_its_form(editor_client):
    response = editor_client.get("/admin/articles/publication/")
    assert response.url == "/admin/articles/publication/1/change/"
