"""What is typed is kept on the server: by whom, how, and what a form shows of it later."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.test import Client
from django.utils import timezone

from articles.bin import throw_away
from articles.editing.drafts import SALT, Opened
from articles.models import Article, Draft, Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import article_form, messages_of, opened, shown, text_of
from tests.factories import make_article, make_guide, make_user

KEEP = "/admin/articles/article/keep/"
TYPED = {"title": ["My words"], "introduction": ["Hello [it](go:nothing)."]}


@pytest.fixture
def article(author):
    article = make_article(owner=author, title="Before")
    save_revision(article, by=author)
    return article


def letter(subject, user, **fields):
    """What an open form sends."""
    token = opened(subject, user)
    return {"opened": token, "serial": 1, "is_whole": True, "typed": TYPED} | fields


def send(client, body, url=KEEP):
    return client.post(url, json.dumps(body), content_type="application/json")


def keep(client, subject, user, **fields):
    return send(client, letter(subject, user, **fields))


@pytest.mark.django_db
def test_what_is_typed_is_kept_and_makes_the_page(author_client, author, article):
    answer = keep(author_client, article, author, place="introduction").json()
    draft = Draft.objects.get()
    assert (draft.user, draft.object_id, draft.place) == (author, article.pk, "introduction")
    assert {name: draft.data[name] for name in TYPED} == TYPED
    assert "Hello" in answer["page"]
    assert answer["problems"][0] == [
        "introduction",
        "There is no product of this name: “go:nothing”",
    ]
    assert (answer["others"], answer["saved_by"]) == ([], "")
    article.refresh_from_db()
    assert (article.title, Revision.objects.count()) == ("Before", 1)


def test_page_of_what_readers_see_has_the_dates_they_see(author_client, author, article):
    publish(article.revisions.get(), dated=datetime(2026, 3, 3, 12, tzinfo=UTC))
    page = keep(author_client, article, author).json()["page"]
    assert text_of(page, ".date") == "Published 3 March 2026"


def test_parts_add_to_what_is_kept(author_client, author, article):
    first = letter(article, author)
    send(author_client, first)
    part = {"serial": 2, "is_whole": False, "typed": {"dek": ["A dek"]}, "gone": ["title"]}
    assert send(author_client, first | part).status_code == 200
    data = Draft.objects.get().data
    assert {name: data.get(name) for name in ("title", "introduction", "dek")} == {
        "title": None,
        "introduction": TYPED["introduction"],
        "dek": ["A dek"],
    }


def test_sign_of_life_changes_nothing_but_the_presence(author_client, author, article):
    first = letter(article, author)
    with time_machine.travel(timezone.now() - timedelta(minutes=10), tick=False):
        send(author_client, first)
    before = Draft.objects.get()
    answer = send(author_client, first | {"serial": 2, "is_whole": False, "typed": {}}).json()
    after = Draft.objects.get()
    assert (after.data, after.typed_at) == (before.data, before.typed_at)
    assert after.seen_at > before.seen_at
    assert "page" not in answer


def test_new_article_is_kept_without_one(author_client, author):
    assert keep(author_client, Article(), author).status_code == 200
    draft = Draft.objects.get()
    page = author_client.get(f"/admin/articles/article/add/?draft={draft.key}")
    assert {name: shown(page)[name].strip() for name in TYPED} == {
        name: value for name, [value] in TYPED.items()
    }
    assert not Article.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", "", "3b241101-e2bb-4255-8caf-4136c566a962"])
def test_draft_that_is_not_there_is_an_empty_form(author_client, key):
    page = author_client.get(f"/admin/articles/article/add/?draft={key}")
    assert shown(page)["title"] == ""


def test_draft_of_somebody_else_is_an_empty_form(author_client, client, editor):
    other = Client()
    other.force_login(editor)
    keep(other, Article(), editor)
    page = author_client.get(f"/admin/articles/article/add/?draft={Draft.objects.get().key}")
    assert shown(page)["title"] == ""


def test_draft_of_a_new_article_goes_on_where_its_last_form_was(author_client, author):
    keep(author_client, Article(), author)
    first = Draft.objects.get()
    token = shown(author_client.get(f"/admin/articles/article/add/?draft={first.key}"))["opened"]
    later = {"opened": token, "serial": 2, "is_whole": True, "typed": {"title": ["Later"]}}
    send(author_client, later)
    page = author_client.get(f"/admin/articles/article/add/?draft={first.key}")
    assert shown(page)["title"] == "Later"


def test_saving_a_new_article_ends_its_draft(author_client, author):
    token = shown(author_client.get("/admin/articles/article/add/"))["opened"]
    send(author_client, {"opened": token, "serial": 1, "is_whole": True, "typed": TYPED})
    author_client.post("/admin/articles/article/add/", article_form() | {"opened": token})
    assert (Article.objects.count(), Draft.objects.unsaved().count()) == (1, 0)


@pytest.fixture
def saved_form(author_client):
    """What the form of a new article sent when it was saved."""
    fields = shown(author_client.get("/admin/articles/article/add/"))
    fields |= {"title": "New", "slug": "new", "review_due_on": "2027-01-31"}
    assert author_client.post("/admin/articles/article/add/", fields).status_code == 302
    return fields


def keep_late(client, fields):
    """Let a form be kept that was on its way when it was saved."""
    typed = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    opened = typed.pop("opened")[0]
    return send(client, {"opened": opened, "serial": 1_001, "is_whole": True, "typed": typed})


def test_late_write_of_a_new_article_that_was_saved_is_no_news(author_client, saved_form):
    answer = keep_late(author_client, saved_form).json()
    assert (answer["object"], answer["is_news"]) == (Article.objects.get().pk, False)
    assert not Draft.objects.unsaved().exists()


@pytest.mark.parametrize("typed", [{"title": "Newer"}, {"review_due_on": "2027-02-28"}], ids=str)
def test_what_is_typed_after_a_new_article_was_saved_is_of_that_article(
    author_client, saved_form, typed
):
    answer = keep_late(author_client, saved_form | typed).json()
    article = Article.objects.get()
    assert (answer["object"], answer["is_news"]) == (article.pk, True)
    page = shown(author_client.get(f"/admin/articles/article/{article.pk}/change/"))
    assert typed.items() <= page.items()


# Refusals


BAD = {
    "no-json": "nonsense",
    "a-list": [],
    "a-number": 7,
    "nothing": {},
    "not-signed": {"opened": "abc", "serial": 1, "typed": {}},
    "signed-something-else": {"opened": signing.dumps([1], salt=SALT), "serial": 1, "typed": {}},
    "typed-a-list": {"typed": []},
    "typed-a-number": {"typed": {"title": 7}},
    "serial-a-word": {"serial": "many"},
    "serial-zero": {"serial": 0},
    "serial-endless": {"serial": float("inf")},
    "serial-huge": {"serial": 10**12},
    "gone-a-number": {"gone": 7},
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_no_form_sends_is_refused(author_client, author, article, body):
    whole = {"typed": {}, "serial": 1, "opened": opened(article, author)}
    if isinstance(body, dict) and body and "opened" not in body:
        body = whole | body
    response = send(author_client, body)
    assert response.status_code == 400
    assert response.json() == {"error": "This is not what a form sends."}


def test_deeply_nested_body_is_refused(author_client):
    response = author_client.post(KEEP, "[" * 100_000, content_type="application/json")
    assert response.status_code == 400


def test_signed_out_writer_is_told_so(client, author, article):
    assert keep(client, article, author).status_code == 401


def test_other_method_is_told_so(author_client):
    response = author_client.get(KEEP)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_token_is_needed_from_a_browser(author, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert keep(client, article, author).status_code == 403
    assert not Draft.objects.exists()


def test_editor_may_keep_text_of_an_authors_article(client, editor, article):
    client.force_login(editor)
    assert keep(client, article, editor).status_code == 200


def test_author_may_not_write_in_somebody_elses_article(author_client, author):
    other = make_article()
    assert keep(author_client, other, author).status_code == 403
    assert not Draft.objects.exists()


def test_author_may_not_begin_a_guide(author_client, author):
    body = letter(make_guide(), author)
    assert send(author_client, body, "/admin/guides/guide/keep/").status_code == 403


def test_form_that_somebody_else_opened_is_refused(author_client, editor, article):
    assert keep(author_client, article, editor).status_code == 403


def test_form_of_another_kind_is_refused(client, editor):
    client.force_login(editor)
    assert keep(client, make_guide(), editor).status_code == 403


def test_article_that_is_no_more_is_refused(author_client, author, article):
    body = letter(article, author)
    Revision.objects.all().delete()
    article.delete()
    assert send(author_client, body).status_code == 403


def test_article_in_the_bin_is_kept_for_its_return(author_client, author, editor, article):
    body = letter(article, author)
    throw_away(article, by=editor)
    assert send(author_client, body).status_code == 200


def test_late_write_does_not_undo_a_newer_one(author_client, author, article):
    body = letter(article, author, serial=5)
    send(author_client, body)
    response = send(author_client, body | {"serial": 5, "typed": {"title": ["Older"]}})
    assert (response.status_code, response.json()["serial"]) == (409, 5)
    assert Draft.objects.get().title == "My words"


def test_part_after_a_missing_one_is_refused(author_client, author, article):
    body = letter(article, author, is_whole=False, serial=2)
    assert send(author_client, body).status_code == 409


def test_text_beyond_what_can_be_sent_is_refused(author_client, author, article, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    body = letter(article, author)
    send(author_client, body)
    part = {"serial": 2, "is_whole": False, "typed": {"dek": ["x" * 1_300]}}
    assert send(author_client, body | part | {"typed": {"dek": ["x" * 1_900]}}).status_code == 413
    assert send(author_client, body | part).status_code == 200
    more = {"serial": 3, "is_whole": False, "typed": {"search_title": ["x" * 1_000]}}
    response = send(author_client, body | more)
    assert (response.status_code, response.json()) == (
        413,
        {"error": "This is too large to be kept."},
    )


def test_source_that_runs_a_script_leads_nowhere(author_client, author, article):
    typed = {"references-0-title": ["Study"], "references-0-url": ["javascript:alert(1)"]}
    answer = keep(author_client, article, author, typed=typed).json()
    assert "Study" in answer["page"]
    assert "javascript" not in answer["page"]
    problem = "An address of this kind leads nowhere: “javascript:alert(1)”"
    assert ["source “Study”", problem] in answer["problems"]


def test_more_fields_than_a_form_may_send_are_refused(author_client, author, article, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    refusal = (413, {"error": "This has more fields than can be kept."})
    body = letter(article, author, typed={"dek": ["a"], "authors": ["1", "2", "3"]})
    assert send(author_client, body).status_code == 200
    part = body | {"serial": 2, "is_whole": False}
    for news in (
        {"typed": {"tags": []}},  # with what is kept already
        {"typed": {"authors": list("123456")}},
        {"typed": {}, "gone": list("abcdef")},
    ):
        response = send(author_client, part | news)
        assert (response.status_code, response.json()) == refusal
    assert Draft.objects.get().serial == 1


def test_more_rows_than_are_kept_are_refused_whole(author_client, author, article):
    rows = {f"faqs-{number}-question": ["Why?"] for number in range(700, 1201)}
    response = keep(author_client, article, author, typed=rows)
    assert (response.status_code, response.json()) == (
        413,
        {"error": "More than 500 rows of one kind cannot be kept."},
    )
    assert not Draft.objects.exists()
    gone = rows | {"faqs-700-DELETE": ["on"]}
    assert keep(author_client, article, author, typed=gone).status_code == 200


def test_what_no_database_takes_is_kept_without_it(author_client, author, article):
    keep(author_client, article, author, typed={"title": ["a\0b\ud800c"]})
    assert Draft.objects.get().title == "ab?c"


# Together


def test_others_are_told_with_their_place_and_for_a_minute(author_client, author, client, article):
    editor = make_user("editor", first_name="Ed", last_name="Itor")
    other = Client()
    other.force_login(editor)
    keep(other, article, editor, place="sections:one")
    assert keep(author_client, article, author).json()["others"] == [
        {"name": "Ed Itor", "place": "sections:one"}
    ]
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert keep(author_client, article, author).json()["others"] == []


@pytest.mark.parametrize(
    ("by", "name"), [("editor", "editor"), ("author", "You"), (None, "Somebody")]
)
def test_save_in_between_is_told(author_client, author, editor, article, by, name):
    body = letter(article, author)
    Article.objects.filter(pk=article.pk).update(title="After")
    article.refresh_from_db()
    save_revision(article, by={"editor": editor, "author": author}.get(by))
    assert send(author_client, body).json()["saved_by"] == name


# Signed out, thrown away, cleaned up


def test_form_sent_by_somebody_signed_out_is_kept_for_them(client, author, article):
    data = article_form(article, title="Sent late") | {"opened": opened(article, author)}
    url = f"/admin/articles/article/{article.pk}/change/"
    assert client.post(url, data).url == f"/admin/login/?next={url}"
    client.force_login(author)
    page = client.get(url)
    assert shown(page)["title"] == "Sent late"
    assert "did not save" in page.content.decode()


@pytest.mark.parametrize("state", ["is_active", "is_staff"])
def test_form_of_somebody_who_may_not_write_any_more_is_not_kept(client, author, article, state):
    token = opened(article, author)
    setattr(author, state, False)
    author.save()
    client.post("/admin/articles/article/1/change/", article_form(article) | {"opened": token})
    assert not Draft.objects.exists()


def test_form_opened_long_ago_is_not_kept_for_a_stranger(client, author, article):
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        token = opened(article, author)
    client.post("/admin/articles/article/1/change/", article_form(article) | {"opened": token})
    assert not Draft.objects.exists()


def send_late(client, article, token, **fields):
    """Send a form without the session of its writer."""
    data = article_form(article, **fields) | {"opened": token}
    client.post(f"/admin/articles/article/{article.pk}/change/", data)


def test_form_without_a_session_replaces_nothing(author_client, author, article):
    body = letter(article, author, typed={"title": ["Typed"]})
    send(author_client, body)
    before = Draft.objects.values().get()
    send_late(Client(), article, body["opened"], title="Sent by anybody")
    assert Draft.objects.values().get(key=before["key"]) == before
    assert sorted(draft.title for draft in Draft.objects.all()) == ["Sent by anybody", "Typed"]
    page = author_client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "Sent by anybody" in page
    assert "Typed" in page


def test_form_without_a_session_adds_what_it_has_more(author_client, author, article):
    body = letter(article, author, typed={"title": ["Before"], "dek": ["Typed"]})
    send(author_client, body)
    send_late(Client(), article, body["opened"], dek="Typed", introduction="And more.")
    fields = shown(author_client.get(f"/admin/articles/article/{article.pk}/change/"))
    assert (fields["dek"], fields["introduction"]) == ("Typed", "And more.")
    assert not [name for name in fields if name.startswith("clash")]


def test_few_forms_without_a_session_are_kept(author_client, author, article):
    body = letter(article, author, typed={"title": ["Typed"]})
    send(author_client, body)
    for number in range(7):
        send_late(Client(), article, body["opened"], title=f"Late {number}")
    titles = sorted(draft.title for draft in Draft.objects.all())
    assert titles == ["Late 2", "Late 3", "Late 4", "Late 5", "Late 6", "Typed"]


def test_form_opened_with_another_password_is_not_kept(client, author, article):
    token = opened(article, author)
    author.set_password("another")
    author.save()
    send_late(client, article, token)
    assert not Draft.objects.exists()


def test_form_of_somebody_who_may_not_write_there_is_not_kept(client, author):
    other = make_article()
    send_late(client, other, opened(other, author))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "address", ["articles/article/1/delete/", "articles/topic/add/", "guides/guide/1/change/"]
)
def test_form_sent_to_another_address_is_not_kept(client, author, article, address):
    data = article_form(article) | {"opened": opened(article, author)}
    assert client.post(f"/admin/{address}", data).status_code == 302
    assert not Draft.objects.exists()


def test_new_article_sent_without_a_session_waits_on_the_desk(client, author):
    data = article_form(Article(), title="Sent late") | {"opened": opened(Article(), author)}
    client.post("/admin/articles/article/add/", data)
    assert [(draft.title, draft.user) for draft in Draft.objects.all()] == [("Sent late", author)]


@pytest.mark.parametrize("is_theirs", [True, False])
def test_form_of_what_is_thrown_away_is_kept_for_its_writer_alone(
    author_client, author, editor, article, is_theirs
):
    token = opened(article, author if is_theirs else editor)
    send_late(author_client, Article(pk=article.pk + 9), token)
    assert Draft.objects.exists() == is_theirs


def test_form_of_another_kind_is_not_kept_for_what_is_thrown_away(client, editor, article):
    client.force_login(editor)
    data = article_form(article) | {"opened": opened(article, editor)}
    client.post("/admin/guides/guide/99/change/", data)
    assert not Draft.objects.exists()


def test_dropping_the_text_of_a_new_article_leads_to_the_desk(author_client, author):
    keep(author_client, Article(), author)
    page = author_client.get(f"/admin/articles/article/add/?draft={Draft.objects.get().key}")
    token = shown(page)["opened"]
    response = author_client.post(
        "/admin/articles/article/discard/", {"opened": token}, follow=True
    )
    assert response.redirect_chain == [("/admin/", 302)]
    assert messages_of(response) == ["What was not saved is gone."]
    assert not Draft.objects.exists()


def test_nobody_drops_what_somebody_else_typed(author_client, client, editor, article):
    other = Client()
    other.force_login(editor)
    keep(other, article, editor)
    token = Opened(
        str(uuid.uuid4()),
        "articles.article",
        editor.pk,
        absorbs={str(Draft.objects.get().key): 1},
    ).sign()
    author_client.post("/admin/articles/article/discard/", {"opened": token})
    assert Draft.objects.count() == 1


def test_what_no_open_form_needs_is_swept_away(author_client, author, article):
    for days, fields in ((31, {}), (3, {"data": {}}), (29, {}), (1, {"data": {}})):
        row = Draft(user=author, is_absorbed=True, object_id=article.pk, data={"title": ["x"]})
        for name, value in fields.items():
            setattr(row, name, value)
        row.content_type_id, row.typed_at = _kind(article), timezone.now() - timedelta(days=days)
        row.save()
    keep(author_client, article, author)
    ages = sorted((timezone.now() - row.typed_at).days for row in Draft.objects.all())
    assert ages == [0, 1, 29]


def _kind(article):
    return ContentType.objects.get_for_model(article).pk


def test_field_outside_the_versions_alone_is_typed_text(client, editor, article):
    client.force_login(editor)
    url = f"/admin/articles/article/{article.pk}/change/"
    fields = shown(client.get(url))
    token = fields.pop("opened")
    typed = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    typed["review_due_on"] = ["2031-05-06"]
    send(client, {"opened": token, "serial": 1, "is_whole": True, "typed": typed})
    assert shown(client.get(url))["review_due_on"] == "2031-05-06"


# Signing in without leaving the form


def test_signing_in_in_place_answers_the_new_token(client, author):
    response = client.post("/admin/sign-in/", {"username": "author", "password": "secret"})
    assert response.json() == {"token": response.json()["token"], "user": author.pk}
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "begin"),
    [
        ({"username": "author", "password": "wrong"}, "Please enter the correct username"),
        ({"username": "author"}, "Give a name and a password."),
        ({}, "Give a name and a password."),
    ],
)
def test_signing_in_wrongly_is_told(client, author, data, begin):
    response = client.post("/admin/sign-in/", data)
    assert response.status_code == 400
    assert response.json()["error"].startswith(begin)


def test_reader_without_a_desk_does_not_sign_in(client, db):
    make_user(username="reader")
    response = client.post("/admin/sign-in/", {"username": "reader", "password": "secret"})
    assert response.status_code == 400
