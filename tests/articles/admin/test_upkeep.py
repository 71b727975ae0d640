"""The clock of reviews at the desk: the list, the form, and the page that answers it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Revision
from articles.publishing.windows import publish, save_revision, withdraw
from articles.upkeep.confirming import confirm
from tests.articles.admin.forms import article_form, publish_form
from tests.factories import (
    make_article,
    make_author,
    make_product,
    make_publication,
    make_topic,
    publish_article,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 3), timedelta(days=1)
LIST = "/admin/articles/article/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def address_of(article, page="reviewed"):
    return f"{LIST}{article.pk}/{page}/"


def sent(article, **fields):
    """The page of a review as a browser sends it."""
    seen = article.revisions.live().get().content_hash
    return {"seen": seen, "reviewer": "nobody", "on": "2026-03-03", "due_on": ""} | fields


def words_of(response):
    main = LexborHTMLParser(response.content.decode()).css_first("#content")
    return " ".join(main.text(separator=" ").split())


def live_of(article):
    return article.revisions.live().get()


# The list


@pytest.fixture
def due():
    """Live articles by when they are due, and one that readers do not see."""
    for days in (-1, 0, 30, 31):
        publish_article(title=f"{days:+}", review_due_on=TODAY + days * DAY)
    return make_article(title="Draft", review_due_on=TODAY)


def titles(response):
    return [row.title for row in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("review=overdue", ["-1"]),
        ("review=soon", ["+0", "+30"]),
        ("review=later", ["+31"]),
        ("review=nonsense", ["+0", "+30", "+31", "-1", "Draft"]),
    ],
)
def test_list_is_narrowed_by_the_clock(editor_client, due, query, expected):
    assert sorted(titles(editor_client.get(f"{LIST}?{query}"))) == expected


def test_list_says_when_and_is_sorted_by_it(editor_client, due):
    response = editor_client.get(f"{LIST}?o=6")
    assert titles(response) == ["-1", "+0", "+30", "+31", "Draft"]
    cells = LexborHTMLParser(response.content.decode()).css("td.field-due")
    assert [cell.text().strip() for cell in cells] == [
        "Overdue yesterday",
        "today",
        "2 April",
        "3 April",
        "-",
    ]


# The form


def test_form_says_when_it_is_due_and_why(editor_client):
    article = publish_article(topic=make_topic(sensitivity="sensitive")).article
    words = "Next review: 3 March 2027 (by the clock of sensitive topics)."
    assert words in words_of(editor_client.get(address_of(article, "change")))
    Article.objects.update(review_due_on=TODAY - DAY)
    page = words_of(editor_client.get(address_of(article, "change")))
    assert "Next review: 2 March 2026 (as an editor set it)." in page
    assert "To be looked through again since 2 March 2026" in page


def test_way_to_the_page_stands_where_it_leads_somewhere(editor_client, author_client, author):
    article = publish_article(owner=author).article
    page = f'href="{address_of(article)}"'
    editor_client.force_login(author)
    assert page not in author_client.get(address_of(article, "change")).content.decode()


def test_editor_finds_the_way_while_it_is_live(editor_client):
    article = publish_article().article
    page = f'href="{address_of(article)}"'
    assert page in editor_client.get(address_of(article, "change")).content.decode()
    withdraw(article)
    assert page not in editor_client.get(address_of(article, "change")).content.decode()


# The page


def test_page_says_what_it_will_do(editor_client, editor):
    ben = make_author(name="Ben")
    make_publication(review_months_ordinary=1)
    article = publish_article(title="Listen", reviewer=ben, reviewed_on=TODAY - 9 * DAY).article
    article.dek = "Not yet"
    article.save()
    publish(save_revision(article), at=NOON + DAY)
    response = editor_client.get(address_of(article))
    words = words_of(response)
    assert "Last reviewed by Ben on 22 February 2026." in words
    assert "Due on 22 March 2026 (by the clock of ordinary topics)." in words
    assert "The draft has changes that readers do not see." in words
    assert "What goes live on 4 March 2026, 13:00 still does" in words
    assert "Empty: by the clock, 1 month after that day." in words
    assert response.context["form"].initial == {"reviewer": None, "on": TODAY}


def test_page_proposes_the_author_who_is_signed_in(editor_client, editor):
    own = make_author(user=editor)
    article = publish_article().article
    assert editor_client.get(address_of(article)).context["form"].initial["reviewer"] == own


def test_page_proposes_no_author_of_the_article(editor_client, editor):
    own = make_author(user=editor)
    article = publish_article(authors=[own]).article
    assert editor_client.get(address_of(article)).context["form"].initial["reviewer"] is None


def test_author_of_the_article_is_not_its_reviewer(editor_client):
    article = publish_article(authors=[ines := make_author(name="Ines")]).article
    page = words_of(editor_client.post(address_of(article), sent(article, reviewer=ines.pk)))
    assert "Ines wrote it. Choose somebody who did not, or “Nobody by name”." in page
    assert live_of(article).reviewed_on is None


def test_review_is_published_and_the_next_one_told(editor_client, editor):
    ben, article = make_author(), publish_article().article
    data = sent(article, reviewer=ben.pk, on="2026-03-01", due_on="2026-09-01")
    response = editor_client.post(address_of(article), data, follow=True)
    assert "The next review is on 1 September 2026." in response.content.decode()
    live = live_of(article)
    assert (live.reviewer, live.reviewed_on, live.created_by) == (ben, date(2026, 3, 1), editor)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"on": "2026-03-04"}, "This day is still to come."),
        ({"on": "1969-12-31"}, "Choose a day from 1970 on."),
        ({"on": "2026-02-27"}, "It was reviewed on 28 February 2026"),
        ({"on": ""}, "This field is required."),
        ({"on": "yesterday"}, "Enter a valid date."),
        ({"due_on": "2026-03-03"}, "Choose a day that is to come."),
        ({"reviewer": "999999"}, "Select a valid choice."),
        ({"reviewer": "\0"}, "Null characters are not allowed."),
        ({"reviewer": ""}, "Choose who reviewed it, or “Nobody by name”."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_done(editor_client, fields, error):
    article = publish_article(reviewed_on="2026-02-28").article
    response = editor_client.post(address_of(article), sent(article, **fields))
    assert (response.status_code, error in words_of(response)) == (200, True), words_of(response)
    assert Revision.objects.count() == 1


def test_what_changed_meanwhile_is_looked_at_once_more(editor_client):
    ben, article = make_author(), publish_article().article
    data = sent(article, reviewer=ben.pk)
    article.dek = "New"
    article.save()
    live = publish(save_revision(article))
    response = editor_client.post(address_of(article), data)
    assert "what readers see changed while you looked at it" in response.content.decode()
    assert f'name="seen" value="{live.content_hash}"' in response.content.decode()
    assert response.context["form"]["reviewer"].value() == str(ben.pk)
    assert live_of(article) == live


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_live_leads_back(editor_client, method):
    article = make_article()
    response = getattr(editor_client, method)(address_of(article), follow=True)
    assert "Publish it first." in response.content.decode()


def test_what_must_be_mended_is_said(editor_client):
    product = make_product(slug="lamp")
    article = make_article(sections=[("Light", "[A lamp](go:lamp)")])
    publish(save_revision(article))
    product.delete()
    words = words_of(editor_client.post(address_of(article), sent(article)))
    assert "Mend this first, in the draft, and publish it:" in words
    assert "Section “Light”: There is no product" in words


def test_author_may_not_review(author_client, author):
    article = publish_article(owner=author).article
    assert author_client.post(address_of(article), sent(article)).status_code == 403
    assert live_of(article).reviewed_on is None


def test_form_that_was_open_saves_its_words_and_keeps_the_review(editor_client, editor):
    article = publish_article(review_due_on=TODAY - DAY).article
    form = article_form(article, dek="Typed meanwhile.")
    form["initial-review_due_on"] = str(TODAY - DAY)
    confirm(article, seen=live_of(article).content_hash, reviewer=None, on=TODAY, by=editor)
    publish_form(editor_client, address_of(article, "change"), form)
    article.refresh_from_db()
    assert (article.dek, article.reviewed_on) == ("Typed meanwhile.", TODAY)
    assert article.review_due_on is None
    assert (live_of(article).dek, live_of(article).reviewed_on) == ("Typed meanwhile.", TODAY)


def test_second_press_says_that_nothing_was_changed(editor_client, editor):
    article = publish_article().article
    confirm(article, seen=live_of(article).content_hash, reviewer=None, on=TODAY, by=editor)
    count = article.revisions.count()
    response = editor_client.post(address_of(article), sent(article), follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert said == ["It is noted as reviewed like this already. Nothing was changed."]
    assert article.revisions.count() == count


def test_page_costs_little(editor_client, django_assert_max_num_queries):
    article = publish_article(reviewer=make_author()).article
    with django_assert_max_num_queries(20):
        editor_client.get(address_of(article))
    with django_assert_max_num_queries(100):
        editor_client.post(address_of(article), sent(article))
    assert live_of(article).reviewed_on == timezone.localdate()


# The publication


def test_months_are_set_at_the_publication(editor_client):
    make_publication()
    page = words_of(editor_client.get("/admin/articles/publication/1/change/"))
    assert "Months between reviews" in page
    assert "The same on sensitive topics" in page
