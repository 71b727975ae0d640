"""The first page of the desk and the frame around every page."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ClickCount, Draft, Notice, ViewCount
from articles.publishing.windows import publish, save_revision
from articles.reviewing.notices import tell
from articles.reviewing.submissions import give_back
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_article,
    make_checked_address,
    make_mail,
    make_missed_path,
    make_ping,
    make_policy,
    make_product,
    make_submission,
    publish_article,
    publish_guide,
)

DAY = timedelta(days=1)


def words(node):
    return " ".join(node.text().split())


def shelves(response):
    """The lists of a page: heading to the words of each row."""
    return {
        words(shelf.css_first("h2")): [words(row) for row in shelf.css("li")]
        for shelf in parse(response).css(".shelf")
    }


def starts(response):
    return [node.attributes["href"] for node in parse(response).css(".desk-starts a")]


def make_draft(user, subject=None, title="The art of the short visit"):
    return Draft.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=subject.pk if subject else None,
        data={"title": [title]},
    )


def test_house_where_nothing_is_written_says_how_to_begin(editor_client):
    page = parse(editor_client.get("/admin/"))
    assert [node.attributes["href"] for node in page.css(".welcome a")] == [
        "/admin/articles/publication/",
        "/admin/articles/topic/add/",
        "/admin/articles/author/add/",
        "/admin/policies/",
        "/admin/articles/article/add/",
    ]
    assert page.css(".shelf") == []


def test_desk_without_work_has_a_kind_word(author_client):
    make_article()
    response = author_client.get("/admin/")
    assert shelves(response) == {
        "Your drafts": [],
        "Waiting for review": ["Nothing of yours is with the editors."],
        "Scheduled": ["Nothing goes live by itself in the days ahead."],
        "Lately published": ["Nothing is live yet. The first piece will stand here."],
    }
    page = parse(response)
    assert "No loose ends" in page.css_first("section > p.nothing").text()
    assert page.css_first(".welcome") is None


def test_desk_shows_each_list_of_an_editor(editor_client, editor, author):
    make_draft(editor)
    make_article(owner=editor, title="Draft")
    make_submission(make_article(title="Submitted"), submitted_by=author, note="Too long?")
    give_back(
        make_submission(make_article(title="Returned", owner=editor)), by=author, answer="Year?"
    )
    publish(save_revision(make_article(title="Later")), at=timezone.now() + DAY)
    publish_article(title="Live", review_due_on=timezone.localdate() - DAY)
    tell([editor], "Something happened.", "/admin/review/")
    found = {name: [row.split(" ")[0] for row in rows] for name, rows in shelves_of(editor_client)}
    assert found == {
        "For you to know": ["Something", "author"],
        "Returned to you": ["Returned"],
        "Your drafts": ["The", "Returned", "Draft"],
        "Waiting for review": ["Submitted"],
        "Scheduled": ["Later"],
        "Lately published": ["Live"],
        "To be looked through again": ["Live"],
        "To be looked at": ["6"],
        "What is followed, what falls": [],
    }


def shelves_of(client):
    return shelves(client.get("/admin/")).items()


def test_rows_say_what_somebody_wants_to_know(editor_client, editor, author):
    make_submission(make_article(title="Submitted"), submitted_by=author, note="Too long?")
    live = publish(save_revision(make_article(title="Live", slug="live"), by=editor))
    page = editor_client.get("/admin/")
    at, now = (f"today, {timezone.localtime():%H:%M}" for _ in range(2))
    assert shelves(page)["Waiting for review"] == [f"Submitted by author, since {at} Too long?"]
    assert shelves(page)["Lately published"] == [f"Live Published by editor, {now} Read it: Live"]
    links = [node.attributes["href"] for node in parse(page).css("[aria-labelledby^=published] a")]
    assert links == [f"/admin/articles/article/{live.article_id}/change/", "/articles/live/"]


def test_author_sees_their_own_only(author_client, author, editor):
    for owner in (author, editor):
        make_draft(owner, title=f"Typed by {owner}")
        make_article(owner=owner, title=f"Draft of {owner}")
        make_submission(make_article(owner=owner, title=f"Submitted by {owner}"))
        publish_article(owner=owner, title=f"Live by {owner}", review_due_on=timezone.localdate())
        publish(save_revision(make_article(owner=owner, title=f"Later by {owner}")), at=now() + DAY)
    page = author_client.get("/admin/").content.decode()
    assert "by author" in page
    assert "by editor" not in page
    assert "Draft of editor" not in page


def now():
    return timezone.now()


def test_new_text_is_discarded_and_leads_back_to_the_desk(author_client, author):
    make_draft(author)
    kept = make_draft(author, title="Kept")
    form = parse(author_client.get("/admin/")).css(".line-more form")[1]
    data = {"opened": form.css_first("[name=opened]").attributes["value"]}
    response = author_client.post(form.attributes["action"], data)
    assert response.url == "/admin/"
    assert list(Draft.objects.values_list("pk")) == [(kept.pk,)]
    assert messages_of(author_client.get("/admin/")) == ["What was not saved is gone."]


def test_editor_may_start_an_article_or_a_guide_or_import(editor_client):
    assert starts(editor_client.get("/admin/")) == [
        "/admin/articles/article/add/",
        "/admin/guides/guide/add/",
        "/admin/articles/import/add/",
    ]


def test_author_may_start_an_article_or_import(author_client):
    assert starts(author_client.get("/admin/")) == [
        "/admin/articles/article/add/",
        "/admin/articles/import/add/",
    ]


def test_somebody_without_a_right_is_told_whom_to_ask(author_client, author):
    author.groups.clear()
    tell([author], "Welcome.", "/admin/")
    response = author_client.get("/admin/")
    assert (starts(response), list(shelves(response))) == ([], ["For you to know"])
    assert "An editor can give you more to do." in response.content.decode()


def troubles(client):
    """What the desk says is to be looked at, and where."""
    links = parse(client.get("/admin/")).css("[aria-labelledby=troubles-heading] a")
    return {words(link): link.attributes["href"] for link in links}


def test_desk_tells_of_what_went_wrong_by_itself(editor_client):
    for role in ("about", "editorial", "earning", "corrections", "privacy"):
        make_policy(role)
    make_policy("contact", is_live=False)
    make_missed_path(is_ignored=True)
    make_checked_address(verdict="broken")
    assert troubles(editor_client).popitem() == (
        "1 page of policy that readers cannot find",
        "/admin/policies/",
    )
    publish_article(Article.objects.get(policy__role="contact"))
    assert troubles(editor_client) == {}
    make_missed_path()
    make_missed_path()
    make_checked_address(verdict="broken", place_count=1)
    make_ping(state="failed")
    make_mail(state="failed")
    make_checked_address().quotes.create(text="Words", text_hash="x", verdict="gone")
    assert troubles(editor_client) == {
        "2 addresses that readers asked for in vain": "/admin/articles/missedpath/",
        "1 link to another site that is broken": (
            "/admin/articles/checkedaddress/?verdict__exact=broken"
        ),
        "1 quoted passage that its source no longer has": (
            "/admin/articles/checkedaddress/?passage=gone"
        ),
        "1 change that a search engine or feed reader was not told": (
            "/admin/articles/ping/?state__exact=failed"
        ),
        "1 mail that did not leave": "/admin/guides/mail/?state__exact=failed",
    }
    for address in troubles(editor_client).values():
        assert editor_client.get(address).status_code == 200


def test_authors_are_not_told_what_others_look_after(author_client):
    make_missed_path()
    make_ping(state="failed")
    make_mail(state="failed")
    assert troubles(author_client) == {}


def test_what_earns_and_falls_is_told_with_its_counts_to_who_may_know(
    editor_client, editor, author
):
    page, link = publish_article(title="Calm", owner=author), make_product()
    for days, clicks, views in ((1, 3, 1200), (29, 40, 1100)):
        counted = {"source": page.source, "day": timezone.localdate() - days * DAY}
        ClickCount.objects.create(link=link, clicks=clicks, **counted)
        ViewCount.objects.create(views=views, **counted)

    lately = parse(editor_client.get("/admin/")).css_first(".lately")

    assert [words(cell) for cell in lately.css("tbody :is(th, td)")] == ["Calm", "3", "1,200"]
    assert words(lately.css_first("li")) == "Calm 40 → 3 clicks (−92%)"
    assert "more than chance may take" in words(lately.css_first(".lately-how"))
    report = lately.css_first(".shelf-foot a").attributes["href"]
    assert editor_client.get(report).status_code == 200
    editor_client.force_login(author)
    assert parse(editor_client.get("/admin/")).css_first(".lately") is None


def test_weeks_ahead_lead_to_the_days_of_the_calendar(author_client, author):
    at = now() + 2 * DAY
    publish(save_revision(make_article(owner=author)), at=at)
    publish(save_revision(make_article(owner=author)), at=at)
    (link,) = parse(author_client.get("/admin/")).css(".ahead td a")
    day = timezone.localtime(at)
    assert link.attributes["href"] == f"/admin/calendar/?month={day:%Y-%m}#day-{day:%Y-%m-%d}"
    assert words(link.css_first(".visually-hidden")) == f"{day.day} {day:%B}: 2 planned"


def test_header_counts_what_is_unread(author_client, author):
    def bell():
        return words(parse(author_client.get("/admin/articles/article/")).css_first(".bell"))

    assert bell() == "Notices"
    tell([author], "One.", "/admin/")
    tell([author], "Two.", "/admin/")
    assert bell() == "Notices 2 unread"


def test_header_of_a_stranger_holds_no_way_in(client, db):
    header = parse(client.get("/admin/login/")).css_first("#header")
    assert [node.attributes.get("href") for node in header.css("a")] == ["/admin/"]


def test_page_of_an_app_lists_its_models(editor_client):
    page = parse(editor_client.get("/admin/guides/"))
    names = ("guide", "kit", "letter", "mail", "subscriber")
    assert [node.attributes["href"] for node in page.css("#content-main th a")] == [
        f"/admin/guides/{name}/" for name in names
    ]


def test_list_that_is_empty_says_so(editor_client):
    address = "/admin/articles/merchant/"
    assert words(parse(editor_client.get(address)).css_first(".nothing")) == "Nothing here yet."
    searched = parse(editor_client.get(f"{address}?q=nobody")).css_first(".nothing")
    assert words(searched) == "Nothing here fits. Show everything"


def test_messages_are_announced(editor_client):
    topic = {"title": "Peace", "slug": "peace", "description": "", "position": 0}
    data = topic | {"sensitivity": "ordinary"}
    response = editor_client.post("/admin/articles/topic/add/", data, follow=True)
    assert parse(response).css_first("[role=status] .messagelist li") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["author", "editor"])
def test_desk_costs_the_same_with_ten_more_rows(who, request):
    user = request.getfixturevalue(who)
    client = Client()
    client.force_login(user)

    def cost():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as context:
            client.get("/admin/")
        return len(context)

    make_draft(user, make_article(owner=user))
    make_submission(make_article(owner=user), submitted_by=user)
    publish(save_revision(make_article(owner=user)), at=now() + DAY)
    publish_article(owner=user, review_due_on=timezone.localdate())
    publish_guide(owner=user, chapters=[("One", "Words")])
    tell([user], "Something happened.", "/admin/")
    make_missed_path()
    before = cost()
    for _ in range(10):
        copy_all()
    assert cost() == before
    assert before <= 25


def copy_all():
    """One more of everything that the desk shows: of each article with all that is of it."""
    for model in (Draft, Notice):
        copy_row(model.objects.first())
    for article in list(Article.objects.order_by("pk")[:4]):
        copy = copy_row(article, slug=f"copy-{uuid.uuid4()}")
        for revision in article.revisions.all():
            other = copy_row(revision, article=copy, slug=copy.slug)
            for submission in revision.submissions.all():
                copy_row(submission, article=copy, revision=other)


def copy_row(row, **fields):
    key = uuid.uuid4() if isinstance(row, Draft) else None
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    copy = type(row)(**values | {row._meta.pk.attname: key})
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def test_page_that_is_not_open_says_so_and_leads_back(author_client, editor):
    article = make_article(owner=editor)
    response = author_client.get(f"/admin/articles/article/{article.pk}/change/")
    page = parse(response)
    heading = words(page.css_first("h1"))
    assert (response.status_code, heading) == (403, "This is not open to you")
    assert page.css_first("main .button").attributes["href"] == "/admin/"
