"""Kits at the desk: the file, the words, where it stands, what became of it."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Event
from guides.books.building import build
from guides.kits.keeping import throw_away_old
from guides.models import Kit, KitCount, Wording
from tests.articles.admin.forms import parse
from tests.factories import (
    PDF,
    make_article,
    make_guide,
    make_kit,
    make_kit_request,
    make_photo,
    make_publication,
    make_topic,
    make_user,
    make_wording,
    publish_guide,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/guides/kit/"
ADD = f"{LIST}add/"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def change(kit):
    return f"{LIST}{kit.pk}/change/"


def form(**fields):
    """What a browser sends of a kit."""
    sent = {
        "title": "Calm",
        "slug": "calm",
        "promise": "Ten questions.",
        "cover": "",
        "is_open": "on",
        "made_from": "file",
        "guide": "",
        "delivery": "We send it here.",
        "letters": "And letters.",
        "at_end": "nowhere",
        "topics": [],
        "articles": [],
    }
    return sent | fields


def upload(content=PDF, name="Something else.exe"):
    return SimpleUploadedFile(name, content)


def errors_of(response):
    return response.context["adminform"].errors


def content_of(kit):
    with kit.file.open() as stream:
        return stream.read()


def test_form_begins_with_sound_words(editor_client):
    fields = editor_client.get(ADD).context["adminform"].form.initial
    assert fields["delivery"].startswith("We use your address to send you this kit")
    assert fields["letters"].startswith("Send me letters too")


def test_new_kit_has_a_file_a_place_and_its_first_words(editor_client, editor):
    topic, article, photo = make_topic(), make_article(), make_photo()
    sent = form(
        upload=upload(),
        at_end="topics",
        topics=[topic.pk],
        articles=[article.pk],
        cover=photo.pk,
    )
    assert editor_client.post(ADD, sent).status_code == 302
    kit = Kit.objects.get()
    assert (kit.original_name, kit.file.name.startswith("kits/"), content_of(kit)) == (
        "calm.pdf",
        True,
        PDF,
    )
    assert ([*kit.topics.all()], [*kit.articles.all()]) == ([topic], [article])
    assert kit.cover == photo
    assert Wording.objects.values("version", "delivery", "letters", "by").get() == {
        "version": 1,
        "delivery": "We send it here.",
        "letters": "And letters.",
        "by": editor.pk,
    }
    assert [(event.verb, event.label) for event in Event.objects.all()] == [("added", "Calm")]


def test_kit_of_a_guide_has_no_file(editor_client):
    guide = make_guide()
    editor_client.post(ADD, form(made_from="epub", guide=guide.pk))
    kit = Kit.objects.get()
    assert (kit.guide, kit.file.name, kit.original_name) == (guide, "", "")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        pytest.param({}, {"upload": ["Upload the file that readers get."]}, id="no file"),
        pytest.param(
            {"upload": upload(b"words")},
            {"upload": ["This is no PDF, EPUB or ZIP, whatever its name says."]},
            id="text",
        ),
        pytest.param(
            {"made_from": "pdf"},
            {"guide": ["Choose the guide that it is made from."]},
            id="no guide",
        ),
        pytest.param(
            {"made_from": "pdf", "guide": "999999"},
            {"guide": ["Select a valid choice. That choice is not one of the available choices."]},
            id="no such guide",
        ),
        pytest.param(
            {"upload": upload(), "delivery": " "},
            {"delivery": ["This field is required."]},
            id="no words",
        ),
    ],
)
def test_what_is_missing_is_told_at_its_field(editor_client, fields, errors):
    response = editor_client.post(ADD, form(**fields))
    assert errors_of(response) == errors
    assert Kit.objects.count() == 0


def test_file_and_guide_are_not_both(editor_client):
    guide = make_guide()
    both = [form(upload=upload(), guide=guide.pk)]
    both.append(form(upload=upload(), guide=guide.pk, made_from="pdf"))
    assert [errors_of(editor_client.post(ADD, sent)) for sent in both] == [
        {"guide": ["An uploaded file is made from no guide. Clear this."]},
        {"upload": ["A kit made from a guide has no file of its own."]},
    ]


def test_form_without_a_new_file_keeps_the_one_that_is_there(editor_client):
    kit = make_kit(slug="calm")
    name = kit.file.name
    editor_client.post(change(kit), form(title="Calmer", slug="other"))
    kit.refresh_from_db()
    assert (kit.title, kit.slug, kit.file.name, content_of(kit)) == ("Calmer", "calm", name, PDF)


def test_replaced_file_goes_once_the_new_one_is_certain(
    editor_client, django_capture_on_commit_callbacks
):
    kit = make_kit(slug="calm")
    storage, former = kit.file.storage, kit.file.name
    with django_capture_on_commit_callbacks() as callbacks:
        editor_client.post(change(kit), form(upload=upload(PDF + b"\n")))
    kit.refresh_from_db()
    assert (content_of(kit), storage.exists(former)) == (PDF + b"\n", True)
    for callback in callbacks:
        callback()
    assert (storage.exists(former), storage.exists(kit.file.name)) == (False, True)


# A file that was chosen, and an error elsewhere


@pytest.fixture(autouse=True)
def uploads():
    """The names of the files that are kept; none of another test."""
    storage = Kit._meta.get_field("file").storage

    def names():
        try:
            return storage.listdir("uploads")[1]
        except FileNotFoundError:
            return []

    throw_away_old(datetime.max.replace(tzinfo=UTC))
    yield names
    throw_away_old(datetime.max.replace(tzinfo=UTC))


def kept_in(response):
    """The token that a form carries, and what it says of the file."""
    page = parse(response)
    token = page.css_first("input[type=hidden][name=kept]").attributes.get("value", "")
    return token, " ".join(page.css_first("#id_upload_helptext").text().split())


def send_with_error(client, address=ADD, **fields):
    sent = {"title": "", "upload": upload(), **fields}
    return kept_in(client.post(address, form(**sent)))


def test_chosen_file_outlives_an_error_in_another_field(
    editor_client, uploads, django_capture_on_commit_callbacks
):
    token, said = send_with_error(editor_client)
    assert said == (
        "Something else.exe is kept until tomorrow, and taken unless you choose another."
    )
    again, _ = kept_in(editor_client.post(ADD, form(slug="", kept=token)))
    assert (again, len(uploads())) == (token, 1)
    with django_capture_on_commit_callbacks(execute=True):
        assert editor_client.post(ADD, form(kept=token)).status_code == 302
    kit = Kit.objects.get()
    assert (content_of(kit), kit.original_name, uploads()) == (PDF, "calm.pdf", [])


def test_file_that_replaces_another_is_kept_too(editor_client, uploads):
    kit = make_kit(slug="calm")
    token, _ = send_with_error(editor_client, change(kit), upload=upload(PDF + b"\n"))
    editor_client.post(change(kit), form(kept=token))
    kit.refresh_from_db()
    assert content_of(kit) == PDF + b"\n"
    assert "; file; " in Event.objects.get().detail


def test_file_chosen_anew_comes_before_the_one_that_was_kept(editor_client, uploads):
    token, _ = send_with_error(editor_client)
    editor_client.post(ADD, form(kept=token, upload=upload(PDF + b"\n")))
    assert content_of(Kit.objects.get()) == PDF + b"\n"


def test_file_that_is_refused_is_not_kept_and_loses_none(editor_client, uploads):
    token, _ = send_with_error(editor_client)
    response = editor_client.post(ADD, form(kept=token, upload=upload(b"words")))
    assert [*errors_of(response)] == ["upload"]
    assert (kept_in(response)[0], len(uploads())) == (token, 1)


def test_name_of_a_kept_file_is_shown_as_it_is(editor_client, uploads):
    response = editor_client.post(ADD, form(title="", upload=upload(name="<b>&.pdf")))
    assert parse(response).css_first("#id_upload_helptext strong").text() == "<b>&.pdf"


def test_kit_that_becomes_a_guides_needs_no_kept_file(editor_client, uploads):
    token, _ = send_with_error(editor_client)
    sent = form(kept=token, made_from="pdf", guide=make_guide().pk)
    assert editor_client.post(ADD, sent).status_code == 302
    assert Kit.objects.get().file.name == ""


GONE = "The file that was kept for this form is gone, or was another person’s. Choose it again."


def test_kept_file_is_of_use_for_a_day(editor_client, uploads):
    with time_machine.travel(NOON, tick=False):
        token, _ = send_with_error(editor_client)
    with time_machine.travel(NOON + timedelta(days=1, seconds=1), tick=False):
        response = editor_client.post(ADD, form(kept=token))
    assert errors_of(response) == {"upload": [GONE]}
    assert kept_in(response)[0] == ""


def test_kept_file_is_of_use_to_one_person(client, editor, uploads):
    client.force_login(make_user("editor"))
    token, _ = send_with_error(client)
    client.force_login(editor)
    for forged in (token, token[:-1], "words", "a\0b"):
        response = client.post(ADD, form(kept=forged))
        assert "upload" in errors_of(response)
    assert (Kit.objects.count(), len(uploads())) == (0, 1)


def test_kept_file_that_is_gone_leaves_the_one_that_is_there(editor_client, uploads):
    kit = make_kit(slug="calm")
    token, _ = send_with_error(editor_client, change(kit))
    throw_away_old(timezone.now() + timedelta(days=1))
    response = editor_client.post(change(kit), form(title="New", kept=token))
    assert errors_of(response) == {"upload": [GONE]}
    kit.refresh_from_db()
    assert (kit.title == "New", content_of(kit)) == (False, PDF)


def test_refused_file_takes_no_place(editor_client):
    kit = make_kit()
    response = editor_client.post(change(kit), form(upload=upload(b"%PDF-1.7 cut")))
    assert errors_of(response) == {
        "upload": ["This PDF is damaged: its end is missing. Save or send it anew."]
    }
    kit.refresh_from_db()
    assert content_of(kit) == PDF


def test_kit_that_becomes_a_guides_loses_its_file(
    editor_client, django_capture_on_commit_callbacks
):
    kit = make_kit()
    storage, former = kit.file.storage, kit.file.name
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(change(kit), form(made_from="pdf", guide=make_guide().pk))
    kit.refresh_from_db()
    assert (kit.file.name, kit.original_name, storage.exists(former)) == ("", "", False)


def test_changed_words_are_a_new_version_and_the_same_are_none(editor_client, editor):
    kit = make_kit()
    newest = make_wording(kit, letters="")
    same = {"delivery": newest.delivery, "letters": ""}
    editor_client.post(change(kit), form(**same))
    assert kit.wordings.count() == 2
    editor_client.post(change(kit), form(**same | {"letters": "Letters?"}))
    rows = kit.wordings.values_list("version", "letters", "by")
    assert rows[0] == (3, "Letters?", editor.pk)
    assert Wording.objects.get(pk=newest.pk).letters == ""


def test_form_shows_the_newest_words_and_the_file(editor_client):
    kit = make_kit(slug="calm")
    make_wording(kit, delivery="Newer words.", letters="")
    page = parse(editor_client.get(change(kit)))
    assert page.css_first("#id_delivery").text(strip=True) == "Newer words."
    assert page.css_first("#id_letters").text(strip=True) == ""
    said = [" ".join(row.text().split()) for row in page.css(".kit-now")]
    assert said[0] == "Readers get calm.pdf."
    assert said[1].startswith("The words under its form are version 2, of ")


def test_what_an_author_sees_has_no_form(author_client):
    kit = make_kit(slug="calm")
    page = parse(author_client.get(change(kit)))
    assert page.css("#id_delivery, input[type=file], .submit-row input") == []
    assert "Numbers" not in page.css_first("#content").text()
    listed = author_client.get(LIST).context["cl"].list_display
    assert listed == ["title", "what", "is_open"]


@time_machine.travel(NOON, tick=False)
def test_list_tells_what_became_of_kits_lately(editor_client):
    kit = make_kit(slug="calm", title="Calm")
    make_kit(title="Deep", made_from="pdf", guide=make_guide(title="Course"))
    for days_ago, number in [(0, 1), (29, 2), (30, 100)]:
        KitCount.objects.create(
            kit=kit,
            day=NOON.date() - timedelta(days=days_ago),
            asked=number,
            confirmed=number * 2,
            downloaded=number * 3,
        )
    rows = parse(editor_client.get(LIST)).css("#result_list tbody tr")
    cells = [[cell.text(strip=True) for cell in row.css("th, td")] for row in rows]
    assert [[row[0], row[1], *row[3:]] for row in cells] == [
        ["Calm", "calm.pdf", "3", "6", "9"],
        ["Deep", "A guide as PDF: Course", "0", "0", "0"],
    ]


@pytest.mark.parametrize(("people", "who"), [(1, "1 person"), (2, "2 people")])
def test_kit_that_somebody_asked_for_is_not_deleted(editor_client, people, who):
    kit = make_kit(title="Calm")
    for _ in range(people):
        make_kit_request(kit)
    address = f"{LIST}{kit.pk}/delete/"
    page = editor_client.get(address).text
    assert (f"{who} asked for “Calm”" in page, "@example.org" in page) == (True, False)
    editor_client.post(address, {"post": "yes"})
    assert Kit.objects.count() == 1


def test_kit_that_nobody_asked_for_goes_with_its_file(
    editor_client, django_capture_on_commit_callbacks
):
    kit = make_kit()
    KitCount.objects.create(kit=kit, day=timezone.localdate(), shown=3)
    storage, name = kit.file.storage, kit.file.name
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(f"{LIST}{kit.pk}/delete/", {"post": "yes"})
    assert (Kit.objects.count(), Wording.objects.count(), storage.exists(name)) == (0, 0, False)


def test_desk_reads_the_file_and_counts_nothing(author_client):
    kit = make_kit(slug="calm")
    response = author_client.get(f"{LIST}{kit.pk}/file/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="calm.pdf"'
    assert (
        response["Cache-Control"].startswith("no-store") or "private" in response["Cache-Control"]
    )
    assert KitCount.objects.count() == 0


def test_file_that_is_gone_is_not_found(editor_client):
    kit = make_kit(slug="calm")
    kit.file.storage.delete(kit.file.name)
    assert editor_client.get(f"{LIST}{kit.pk}/file/").status_code == 404
    assert what_readers_get(editor_client, kit) == (
        "calm.pdf is gone from the storage. Upload it again.",
        [],
        False,
    )


def what_readers_get(client, kit):
    """What the form says of the file, where that leads, and if it can be downloaded."""
    page = parse(client.get(change(kit)))
    said = page.css_first(".kit-now")
    links = [link.attributes["href"] for link in said.css("a")]
    download = page.css(f'.object-tools a[href="{LIST}{kit.pk}/file/"]')
    return " ".join(said.text().split()), links, bool(download)


def test_book_that_is_not_made_yet_is_not_to_be_downloaded(editor_client):
    guide = publish_guide(title="Course", chapters=[("One", "Words.")]).guide
    kit = make_kit(made_from="epub", guide=guide)
    books = [f"/admin/guides/guide/{guide.pk}/books/"]
    said, *rest = what_readers_get(editor_client, kit)
    assert said.startswith("There is no EPUB of “Course” yet, and readers have to wait for it.")
    assert rest == [books, False]
    build(guide)
    assert what_readers_get(editor_client, kit) == (
        "Readers get the book of “Course” as it was last made: EPUB and PDF.",
        books,
        True,
    )


def test_form_with_an_error_says_what_readers_get_now(editor_client):
    kit = make_kit(slug="calm")
    response = editor_client.post(change(kit), form(made_from="pdf", title=""))
    assert sorted(errors_of(response)) == ["guide", "title"]
    assert parse(response).css_first(".kit-now strong").text() == "calm.pdf"
    course = make_kit(made_from="pdf", guide=make_guide(title="Course"))
    response = editor_client.post(change(course), form())
    assert "There is no PDF of “Course” yet" in parse(response).css_first(".kit-now").text()


def test_new_kit_says_nothing_of_a_file(editor_client):
    assert parse(editor_client.get(ADD)).css(".kit-now") == []


# Numbers


def make_counts(kit):
    """Counts on a page that is there, on one that is gone, and on no page."""
    article = make_article(title="Tea")
    rows = [
        (f"a{article.pk}", 0, 100, 10, 5, 4),
        (f"a{article.pk}", 1, 100, 20, 10, 8),
        ("a99999", 1, 10, 1, 1, 0),
        ("a99998", 2, 10, 1, 0, 0),
        ("", 0, 1, 3, 3, 3),
        ("", 8, 1_000, 500, 500, 500),
    ]
    for source, days_ago, *steps in rows:
        day = NOON.date() - timedelta(days=days_ago)
        names = ("shown", "asked", "confirmed", "downloaded")
        KitCount.objects.create(
            kit=kit, source=source, day=day, **dict(zip(names, steps, strict=True))
        )
    KitCount.objects.create(kit=make_kit(), day=NOON.date(), shown=7_777)
    return article


def texts(page, selector):
    return [" ".join(row.text().split()) for row in page.css(selector)]


@time_machine.travel(NOON, tick=False)
def test_numbers_tell_each_step_by_page_and_day(editor_client):
    kit = make_kit()
    article = make_counts(kit)
    page = parse(editor_client.get(f"{LIST}{kit.pk}/numbers/?days=7"))
    assert texts(page, ".figures dd") == [
        *("221", ""),
        *("35", "15.8% of those shown"),
        *("19", "54.3% of those asked for"),
        *("15", "78.9% of those confirmed"),
    ]
    assert [texts(row, "th, td") for row in page.css(".report-table tbody tr")] == [
        ["Tea", "200", "30", "15", "12", "15.0%", "50.0%"],
        ["Its own page, or not known", "1", "3", "3", "3", "—", "100.0%"],
        ["Pages that are gone", "20", "2", "1", "0", "10.0%", "50.0%"],
    ]
    link = page.css_first(".report-table tbody a").attributes["href"]
    assert link == f"/admin/articles/article/{article.pk}/change/"
    days = [texts(row, "th, td") for row in page.css(".report-numbers tbody tr")]
    assert days[-2:] == [
        ["2 Mar 2026", "110", "21", "11", "8"],
        ["3 Mar 2026", "101", "13", "8", "7"],
    ]
    assert len(page.css("svg.chart")) == 4


@time_machine.travel(NOON, tick=False)
def test_longer_time_has_more(editor_client):
    kit = make_kit()
    make_counts(kit)
    page = parse(editor_client.get(f"{LIST}{kit.pk}/numbers/"))
    assert texts(page, ".figure-number")[0] == "1,221"
    assert texts(page, ".report-quick a") == ["7 days", "30 days", "90 days"]


def test_numbers_say_how_they_are_made(editor_client):
    kit = make_kit()
    address = f"{LIST}{kit.pk}/numbers/"
    page = parse(editor_client.get(address))
    assert texts(page, ".report-empty") == ["Nothing was counted in these days."]
    assert texts(page, ".how dt")[:4] == ["Shown", "Asked for", "Confirmed", "Downloaded"]
    make_publication(count_views=False)
    assert "counts no views at present" in editor_client.get(address).text


@time_machine.travel(NOON, tick=False)
def test_numbers_are_a_file_safe_for_spreadsheets(editor_client):
    kit = make_kit(slug="calm")
    article = make_counts(kit)
    article.title = "=cmd()"
    article.save()
    response = editor_client.get(f"{LIST}{kit.pk}/numbers/export/?days=7")
    assert response["Content-Disposition"] == (
        'attachment; filename="calm-2026-02-25-2026-03-03.csv"'
    )
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(written))] == [
        ["Day", "Page", "Code", "Shown", "Asked for", "Confirmed", "Downloaded"],
        ["2026-03-01", "Pages that are gone", "a99998", "10", "1", "0", "0"],
        ["2026-03-02", "'=cmd()", f"a{article.pk}", "100", "20", "10", "8"],
        ["2026-03-02", "Pages that are gone", "a99999", "10", "1", "1", "0"],
        ["2026-03-03", "Its own page, or not known", "", "1", "3", "3", "3"],
        ["2026-03-03", "'=cmd()", f"a{article.pk}", "100", "10", "5", "4"],
    ]


def test_numbers_cost_the_same_however_many_pages(editor_client, django_assert_max_num_queries):
    kit = make_kit()
    for _ in range(10):
        source = f"a{make_article().pk}"
        KitCount.objects.create(kit=kit, source=source, day=timezone.localdate(), shown=1)
    editor_client.get(f"{LIST}{kit.pk}/numbers/")
    with django_assert_max_num_queries(11):
        editor_client.get(f"{LIST}{kit.pk}/numbers/")
