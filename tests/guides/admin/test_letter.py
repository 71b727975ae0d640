"""Letters in the desk: written, looked at, tried on oneself, sent, stopped."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from articles.models import Event
from guides.admin.letter import UNDER_WAY, LetterForm
from guides.letters.sending import start
from guides.models import Letter, Mail
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_letter,
    make_mail,
    make_merchant,
    make_product,
    make_subscriber,
    make_user,
)
from tests.guides.mail.server import free_port

LIST = "/admin/guides/letter/"
PAGES = ("preview", "text", "test", "send", "schedule", "stop", "go-on")


@pytest.fixture
def letter(db):
    return make_letter(subject="Spring", body="Be *well*.")


@pytest.fixture
def readers(db):
    now = timezone.now()
    return [make_subscriber(confirmed_at=now, letters_since=now) for _ in range(2)]


def page(letter, name):
    return f"{LIST}{letter.pk}/{name}/"


def state(letter):
    letter.refresh_from_db()
    return letter.state


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def written(letter, **fields):
    """What the form sends: what is in it, and what it was opened with."""
    return {"subject": letter.subject, "body": letter.body, "seen": letter.digest} | fields


def test_a_letter_is_written_and_stays_open(editor_client, editor):
    data = {"subject": "Spring", "body": "Be well.", "_continue": "Save draft"}
    response = editor_client.post(f"{LIST}add/", data)
    assert (response.status_code, response.url) == (302, page(Letter.objects.get(), "change"))
    assert list(Letter.objects.values_list("subject", "body", "state", "by")) == [
        ("Spring", "Be well.", "draft", editor.pk)
    ]
    assert verbs() == ["added"]


def test_what_may_not_be_mailed_is_told_to_its_writer(editor_client):
    make_product(slug="lamp", merchant=make_merchant(name="Shop", may_email=False))
    data = {"subject": "Spring", "body": "A [lamp](go:lamp)."}
    response = editor_client.post(f"{LIST}add/", data)
    assert response.context["adminform"].form.errors == {
        "body": ["Shop does not allow its links in e-mail. Take this out: “go:lamp”"]
    }
    assert not Letter.objects.exists()


def test_a_letter_with_a_placeholder_is_kept_and_does_not_leave(editor_client, readers):
    editor_client.post(f"{LIST}add/", {"subject": "Spring", "body": "Dear [[name]]."})
    letter = Letter.objects.get()
    editor_client.post(page(letter, "send"), {"seen": letter.digest})
    assert (letter.body, state(letter)) == ("Dear [[name]].", "draft")


@pytest.mark.parametrize("button", ["send", "schedule"])
def test_what_stands_in_the_form_is_saved_before_it_is_asked_for(editor_client, letter, button):
    data = written(letter, subject="Summer", body="*Hot*.") | {f"_{button}": "…"}
    response = editor_client.post(page(letter, "change"), data)
    assert (response.status_code, response.url) == (302, page(letter, button))
    tree = parse(editor_client.get(response.url))
    assert (letter.subject, state(letter), letter.subject) == ("Spring", "draft", "Summer")
    assert tree.css_first(".letter-shown strong").text() == "Summer"
    assert tree.css_first(".letter-shown em").text() == "Hot"


def test_a_new_letter_is_saved_before_it_is_asked_for(editor_client):
    data = {"subject": "Spring", "body": "Be well.", "_send": "Send now …"}
    response = editor_client.post(f"{LIST}add/", data)
    assert (response.status_code, response.url) == (302, page(Letter.objects.get(), "send"))


def test_a_test_is_of_what_stands_in_the_form(editor_client, editor, letter):
    editor.email = "editor@example.org"
    editor.save()
    data = written(letter, subject="Summer", _test="Send me a test")
    response = editor_client.post(page(letter, "change"), data)
    assert (response.status_code, response.url) == (307, page(letter, "test"))
    editor_client.post(response.url, data)
    assert [sent.subject for sent in mail.outbox] == ["Test: Summer"]
    assert verbs() == ["changed", "tried on themselves"]


@pytest.mark.parametrize("button", ["_preview", "_text"])
def test_a_preview_shows_what_stands_in_the_form_and_saves_nothing(editor_client, letter, button):
    data = written(letter, body="Be *merry*.") | {button: "Preview"}
    for path in (page(letter, "change"), f"{LIST}add/"):
        assert "merry" in editor_client.post(path, data).content.decode()
    assert Letter.objects.get().body == "Be *well*."
    assert verbs() == []


@pytest.mark.parametrize("button", ["_preview", "_test", "_schedule", "_send"])
def test_what_cannot_be_saved_is_not_asked_for(editor_client, letter, button):
    response = editor_client.post(
        page(letter, "change"), written(letter, subject="", **{button: "…"})
    )
    tree = parse(response)
    assert (response.status_code, state(letter), mail.outbox) == (200, "draft", [])
    assert tree.css_first("title").text().startswith("Error: ")
    assert [field.id for field in tree.css("[autofocus]")] == ["id_subject"]


def test_the_form_begins_where_something_is_to_be_mended(editor_client, letter):
    tree = parse(editor_client.post(page(letter, "change"), written(letter, body="")))
    assert [field.id for field in tree.css("[autofocus]")] == ["id_body"]
    tree = parse(editor_client.get(f"{LIST}add/"))
    assert [field.id for field in tree.css("[autofocus]")] == ["id_subject"]


def test_nothing_of_somebody_else_is_overwritten_unseen(editor_client, letter):
    opened = written(letter)
    Letter.objects.update(body="Theirs.")
    tree = parse(editor_client.post(page(letter, "change"), opened | {"body": "Mine."}))
    assert "Somebody else saved this letter" in tree.css_first(".errorlist").text()
    assert tree.css_first("#id_body").text().strip() == "Mine."
    assert tree.css_first(".letter-theirs .letter-source").text() == "Theirs."
    assert Letter.objects.get().body == "Theirs."

    again = {"seen": tree.css_first("[name=seen]").attributes["value"], "body": "Both."}
    editor_client.post(page(letter, "change"), opened | again)
    assert Letter.objects.get().body == "Both."


def test_the_preview_is_the_mail(editor_client, letter, readers):
    before = editor_client.get(page(letter, "preview"))
    start(letter)
    mailed = Letter.objects.get().html
    assert "<h1>Spring</h1>" in before.content.decode()
    assert mailed == "<p>Be <em>well</em>.</p>"
    assert mailed in before.content.decode()
    assert editor_client.get(page(letter, "preview")).content == before.content


def test_the_preview_allows_its_own_style_sheet_and_nothing_else(editor_client, letter):
    policy = editor_client.get(page(letter, "preview"))["Content-Security-Policy"]
    styles = [part for part in policy.split("; ") if part.startswith("style-src")]
    assert len(styles) == 1
    assert styles[0].startswith("style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_text_is_shown_as_text(editor_client, letter):
    response = editor_client.get(page(letter, "text"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Be *well*.\n\n-- \n")


def test_a_test_goes_to_oneself_only(editor_client, editor, letter, readers):
    editor.email = "editor@example.org"
    editor.save()
    response = editor_client.post(page(letter, "test"), follow=True)
    assert messages_of(response) == ["A test is on its way to editor@example.org."]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["editor@example.org"], "Test: Spring")
    assert (Mail.objects.count(), state(letter), verbs()) == (0, "draft", ["tried on themselves"])


def test_a_test_needs_an_address(editor_client, letter):
    response = editor_client.post(page(letter, "test"), follow=True)
    assert messages_of(response) == [
        "Your account has no e-mail address. Ask whoever manages the accounts to enter it."
    ]
    assert (mail.outbox, verbs()) == ([], [])


def test_whoever_manages_accounts_is_led_to_their_own(admin_client, admin_user, letter):
    admin_user.email = ""
    admin_user.save()
    tree = parse(admin_client.post(page(letter, "test"), follow=True))
    link = tree.css_first(".messagelist a").attributes["href"]
    assert link == f"/admin/auth/user/{admin_user.pk}/change/"


def test_a_test_that_cannot_be_sent_says_why(editor_client, editor, letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    editor.email = "editor@example.org"
    editor.save()
    (message,) = messages_of(editor_client.post(page(letter, "test"), follow=True))
    assert message.startswith("No test was sent. The mail server could not be reached: ")


def test_sending_says_how_many_get_it_and_waits_for_a_yes(editor_client, letter, readers):
    tree = parse(editor_client.get(page(letter, "send")))
    assert tree.css_first(".letter-ask strong").text() == "2 subscribers"
    assert state(letter) == "draft"

    response = editor_client.post(page(letter, "send"), {"seen": seen_on(tree)}, follow=True)
    assert messages_of(response) == ["It is being sent. You may close this page."]
    assert (state(letter), verbs()) == ("sending", ["started to send"])


def seen_on(tree):
    return tree.css_first(".letter-ask [name=seen]").attributes["value"]


@pytest.mark.parametrize(("name", "facts"), [("send", {}), ("schedule", {"at": "2099-01-01"})])
def test_what_was_changed_since_it_was_looked_at_does_not_leave(
    editor_client, letter, readers, name, facts
):
    seen = seen_on(parse(editor_client.get(page(letter, name))))
    Letter.objects.update(subject="Summer")
    response = editor_client.post(page(letter, name), facts | {"seen": seen}, follow=True)
    assert messages_of(response) == [
        "Nothing was done. Somebody changed it since you looked at it. Look at it once more."
    ]
    assert (state(letter), verbs()) == ("draft", [])


def test_a_letter_to_nobody_has_no_button(editor_client, letter):
    tree = parse(editor_client.get(page(letter, "send")))
    assert tree.css(".letter-ask form") == []
    assert "Nobody gets letters yet" in tree.css_first(".letter-ask").text()
    response = editor_client.post(page(letter, "send"), {"seen": letter.digest}, follow=True)
    assert messages_of(response) == ["Nothing was done. Nobody gets letters yet."]
    assert state(letter) == "draft"


def test_sending_twice_sends_once(editor_client, letter, readers):
    seen = {"seen": letter.digest}
    editor_client.post(page(letter, "send"), seen)
    response = editor_client.post(page(letter, "send"), seen, follow=True)
    assert messages_of(response)[-1] == "Nothing was done. It is on its way already."
    tree = parse(editor_client.get(page(letter, "send")))
    assert tree.css_first(".letter-ask form") is None


def test_what_has_to_be_mended_stops_sending(editor_client, readers):
    make_product(slug="lamp", merchant=make_merchant(name="Shop", may_email=False))
    letter = make_letter(body="A [lamp](go:lamp).")
    words = "Shop does not allow its links in e-mail. Take this out: “go:lamp”"
    tree = parse(editor_client.get(page(letter, "send")))
    assert [row.text() for row in tree.css(".letter-ask li")] == [words]
    response = editor_client.post(page(letter, "send"), {"seen": letter.digest}, follow=True)
    assert messages_of(response) == [f"Nothing was done. {words}"]
    assert state(letter) == "draft"


def test_a_letter_is_scheduled(editor_client, letter):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        response = editor_client.post(
            page(letter, "schedule"),
            {"at": "2026-03-03T10:00:00", "seen": letter.digest},
            follow=True,
        )
    assert messages_of(response) == ["It leaves on 3 March 2026, 10:00:00."]
    assert state(letter) == "scheduled"
    assert letter.send_at == datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize("at", ["", "soon", "2020-01-01T00:00:00"])
def test_a_letter_is_not_scheduled_for_no_time(editor_client, letter, at):
    response = editor_client.post(page(letter, "schedule"), {"at": at})
    assert (response.status_code, state(letter)) == (200, "draft")


def test_a_letter_is_stopped_and_gone_on_with(editor_client, letter, readers):
    start(letter)
    assert messages_of(editor_client.post(page(letter, "stop"), follow=True)) == [
        "Nothing more of it leaves."
    ]
    assert state(letter) == "stopped"
    assert messages_of(editor_client.post(page(letter, "go-on"), follow=True)) == [
        "The rest of it leaves."
    ]
    assert (state(letter), verbs()) == (
        "sending",
        ["started to send", "stopped", "went on with"],
    )


@pytest.mark.parametrize("letter_state", ["sending", "sent", "stopped"])
def test_what_left_is_neither_changed_nor_deleted(editor_client, letter_state):
    letter = make_letter(state=letter_state, subject="Spring", sent_at=timezone.now())
    data = written(letter, subject="Other")
    assert editor_client.post(page(letter, "change"), data).status_code == 409
    assert editor_client.post(page(letter, "delete"), {"post": "yes"}).status_code == 403
    assert Letter.objects.get().subject == "Spring"


def test_what_was_typed_too_late_is_given_back(editor_client, letter, readers):
    data = written(letter, subject="Mine", body="My words.")
    start(letter)
    form = parse(editor_client.post(page(letter, "change"), data)).css_first(".letter-ask form")
    assert form.attributes["action"] == f"{LIST}add/"
    assert form.css_first("[name=subject]").attributes["value"] == "Mine"
    assert form.css_first("[name=body]").text().strip() == "My words."


def test_what_is_sent_off_while_it_is_saved_is_not_changed(letter):
    Letter.objects.update(state="sending")
    form = LetterForm(written(letter, body="Other."), instance=letter)
    assert form.errors == {"__all__": [UNDER_WAY]}


@pytest.mark.parametrize(
    ("letter_state", "buttons"),
    [
        ("draft", []),
        ("sending", ["Send me a test", "Stop"]),
        ("stopped", ["Send me a test", "Go on"]),
        ("sent", ["Send me a test"]),
    ],
)
def test_the_page_has_the_buttons_of_its_state(editor_client, letter_state, buttons):
    letter = make_letter(state=letter_state, sent_at=timezone.now())
    tree = parse(editor_client.get(page(letter, "change")))
    assert [row.text() for row in tree.css(".letter-bar button")] == buttons


def test_a_draft_has_its_buttons_in_its_form(editor_client, letter):
    tree = parse(editor_client.get(page(letter, "change")))
    names = [row.attributes["name"] for row in tree.css("#letter_form [type=submit]")]
    # The first is what Enter in a field presses.
    assert names == ["_continue", "_preview", "_text", "_test", "_schedule", "_send"]


def test_the_page_and_the_list_say_how_far_it_came(editor_client):
    letter = make_letter(state="sending")
    for name in ("sent", "sent", "failed", "uncertain"):
        make_mail(letter=letter, state=name)
    tree = parse(editor_client.get(page(letter, "change")))
    assert [row.text() for row in tree.css(".letter-state a")] == [
        "Sent: 2",
        "Failed: 1",
        "Perhaps sent: 1",
    ]
    link = tree.css(".letter-state a")[1].attributes["href"]
    assert len(parse(editor_client.get(link)).css("#result_list tbody tr")) == 1
    row = parse(editor_client.get(LIST)).css_first("#result_list tbody tr")
    assert [row.css_first(f".field-{name}").text() for name in ("sent", "failed")] == ["2", "2"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_those_who_may_change_letters(client, letter, name):
    client.force_login(make_user("author"))
    method = client.get if name in ("preview", "text") else client.post
    assert (method(page(letter, name)).status_code, state(letter)) == (403, "draft")


@pytest.mark.parametrize("name", ["test", "stop", "go-on"])
def test_what_does_something_is_not_done_by_looking(editor_client, letter, name):
    assert editor_client.get(page(letter, name)).status_code == 405


@pytest.mark.parametrize("name", ["preview", "text", "send", "schedule", "change"])
def test_a_letter_that_is_not_there_is_not_found(editor_client, name):
    response = editor_client.get(f"{LIST}999/{name}/")
    assert response.status_code == (302 if name == "change" else 404)


def test_asking_how_many_costs_the_same_for_many(
    editor_client, letter, readers, django_assert_max_num_queries
):
    now = timezone.now()
    for _ in range(30):
        make_subscriber(confirmed_at=now, letters_since=now)
    with django_assert_max_num_queries(20):
        editor_client.get(page(letter, "send"))
