"""A guide's EPUB and PDF at the desk."""

from django_tasks_db.models import DBTaskResult

from articles.publishing.windows import publish, save_revision
from guides.books.building import build
from guides.models import Book
from tests.articles.admin.forms import messages_of, parse
from tests.factories import make_guide, publish_guide


def page(client, guide):
    return client.get(f"/admin/guides/guide/{guide.pk}/books/")


def states(response):
    return [node.text() for node in parse(response).css(".link-state")]


def made(**fields):
    guide = publish_guide(make_guide(slug="course", chapters=[("One", "Words.")], **fields)).guide
    build(guide)
    return guide


def test_books_are_up_to_date_and_downloaded(editor_client):
    guide = made()
    response = page(editor_client, guide)
    assert states(response) == ["Up to date", "Up to date"]
    links = [a.attributes["href"] for a in parse(response).css(".link-uses a")]
    folder = f"/admin/guides/guide/{guide.pk}/books"
    assert links == [f"{folder}/epub/", f"{folder}/pdf/"]
    download = editor_client.get(links[0])
    assert download["Content-Type"] == "application/epub+zip"
    assert download["Content-Disposition"] == 'attachment; filename="course.epub"'
    assert download.getvalue()[:2] == b"PK"


def test_menu_of_the_bar_leads_to_them(editor_client):
    guide = made()
    response = editor_client.get(f"/admin/guides/guide/{guide.pk}/change/")
    links = {a.text().strip(): a.attributes["href"] for a in parse(response).css("a[href]")}
    assert links["EPUB and PDF"] == f"/admin/guides/guide/{guide.pk}/books/"


def test_what_changed_since_is_said(editor_client):
    guide = made()
    guide.title = "New"
    guide.save()
    publish(save_revision(guide))
    assert states(page(editor_client, guide)) == ["Something changed since"] * 2


def test_button_asks_the_worker(editor_client):
    guide = publish_guide(chapters=[("One", "Words.")]).guide
    assert states(page(editor_client, guide)) == ["Not made yet"] * 2
    response = editor_client.post(f"/admin/guides/guide/{guide.pk}/books/make/", follow=True)
    assert messages_of(response) == ["They are being made. Look again in a minute."]
    assert states(response) == ["Queued"] * 2
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[guide.pk]]


def test_failure_says_why(editor_client):
    guide = made()
    Book.objects.filter(format="pdf").update(error="no ink", unshown="🙂")
    response = page(editor_client, guide)
    assert states(response) == ["Up to date", "Failed: no ink"]
    assert "No font of this server shows 🙂." in parse(response).text()


def test_guide_that_is_not_live_has_no_button(editor_client):
    response = page(editor_client, make_guide())
    assert "There can be no book now. The guide is not published." in parse(response).text()
    assert parse(response).css_first("button[type=submit].button") is None


def test_book_that_is_gone_is_not_found(editor_client):
    guide = made()
    file = Book.objects.get(format="pdf").file
    file.storage.delete(file.name)
    for form in ("pdf", "mobi"):
        answer = editor_client.get(f"/admin/guides/guide/{guide.pk}/books/{form}/")
        assert answer.status_code == 404


def test_asking_takes_a_post(editor_client):
    guide = made()
    assert editor_client.get(f"/admin/guides/guide/{guide.pk}/books/make/").status_code == 405


def test_longer_guide_costs_no_more_queries(editor_client, django_assert_max_num_queries):
    guide = made()
    longer = make_guide(chapters=[(f"Chapter {number}", "Words.") for number in range(20)])
    publish_guide(longer)
    with django_assert_max_num_queries(28):
        page(editor_client, guide)
    with django_assert_max_num_queries(28):
        page(editor_client, longer)
