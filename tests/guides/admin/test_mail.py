"""Mails in the desk: read, filtered, and sent again where they failed."""

import pytest
from django.contrib.auth.models import Permission

from articles.models import Event
from guides.models import Mail
from tests.articles.admin.forms import messages_of, parse
from tests.factories import make_kit_request, make_mail, make_subscriber, make_user

LIST = "/admin/guides/mail/"


@pytest.fixture
def failed(db):
    request = make_kit_request(subscriber=make_subscriber(address="ann@example.org"))
    return make_mail(request, state="failed", attempts=7, error="Refused for good: 550 No")


def cells(tree, name):
    return [cell.text().strip() for cell in tree.css(f"#result_list .field-{name}")]


def state(mail):
    mail.refresh_from_db()
    return mail.state


def test_the_list_says_what_failed_and_why(editor_client, failed):
    make_mail(state="sent")
    tree = parse(editor_client.get(f"{LIST}?state__exact=failed"))
    found = [cells(tree, name) for name in ("to", "kind", "where", "why", "tries")]
    assert found == [
        ["ann@example.org"],
        ["Please confirm"],
        ["Failed"],
        ["Refused for good: 550 No"],
        ["7"],
    ]


def test_the_list_says_for_how_long_it_remembers(editor_client, failed):
    note = parse(editor_client.get(LIST)).css("#changelist p.quiet")[-1]
    assert " ".join(note.text().split()) == (
        "Mails about kits are forgotten 90 days after they were last tried. Those of a letter stay "
        "while the letter does: they prove that nobody gets it twice."
    )


def test_the_list_is_searched_by_address(editor_client, failed):
    make_mail()
    assert cells(parse(editor_client.get(f"{LIST}?q=ann@")), "to") == ["ann@example.org"]


@pytest.mark.parametrize("letter_state", ["failed", "uncertain"])
def test_one_is_sent_again(editor_client, failed, letter_state):
    Mail.objects.update(state=letter_state)
    response = editor_client.post(f"{LIST}{failed.pk}/again/", follow=True)
    assert messages_of(response) == ["On its way again: 1 mail."]
    assert (state(failed), failed.attempts, failed.error) == ("waiting", 0, "")
    # Nothing of who should have got it: the log outlives people.
    assert list(Event.objects.values_list("verb", "by_name", "label", "detail")) == [
        ("sent again what failed", "editor", str(failed.request.kit), "1 mail")
    ]


def test_the_chosen_are_sent_again_where_they_failed(editor_client, failed):
    other, sent = make_mail(state="uncertain"), make_mail(state="sent")
    data = {"action": "send_again", "_selected_action": [failed.pk, other.pk, sent.pk]}
    response = editor_client.post(LIST, data, follow=True)
    assert messages_of(response) == ["On its way again: 2 mails."]
    assert [state(mail) for mail in (failed, other, sent)] == ["waiting", "waiting", "sent"]


def test_what_left_is_not_sent_again(editor_client):
    mail = make_mail(state="sent")
    response = editor_client.post(f"{LIST}{mail.pk}/again/", follow=True)
    assert messages_of(response) == ["On its way again: 0 mails."]
    assert (state(mail), Event.objects.exists()) == ("sent", False)


@pytest.mark.parametrize(
    ("mail_state", "buttons"),
    [("failed", 1), ("uncertain", 1), ("sent", 0), ("waiting", 0), ("sending", 0), ("dropped", 0)],
)
def test_only_what_failed_has_a_button(editor_client, mail_state, buttons):
    mail = make_mail(state=mail_state)
    tree = parse(editor_client.get(f"{LIST}{mail.pk}/change/"))
    assert len(tree.css("form.letter-do button")) == buttons


def test_who_may_only_look_sends_nothing(client, failed):
    user = make_user("author")
    user.user_permissions.add(Permission.objects.get(codename="view_mail"))
    client.force_login(user)
    page = client.get(f"{LIST}{failed.pk}/change/")
    assert (page.status_code, len(parse(page).css("form.letter-do"))) == (200, 0)
    assert client.post(f"{LIST}{failed.pk}/again/").status_code == 403
    data = {"action": "send_again", "_selected_action": [failed.pk]}
    client.post(LIST, data)
    assert state(failed) == "failed"
