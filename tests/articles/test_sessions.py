"""Who comes in, goes out or is refused stands in the log; what they typed does not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.models import Event
from tests.factories import make_user

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
DOORS = ("/admin/login/", "/admin/sign-in/")


def told():
    return [str(event) for event in Event.objects.order_by("pk")]


@pytest.mark.parametrize("door", DOORS)
def test_who_signs_in_is_told(client, author, door):
    client.post(door, {"username": "author", "password": "secret"})
    assert told() == ["author signed in author"]


@pytest.mark.parametrize("door", DOORS)
def test_who_is_refused_is_told_once_a_minute(client, author, door):
    wrong = {"username": "author", "password": "guess"}
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            client.post(door, wrong)
        clock.shift(timedelta(minutes=2))
        client.post(door, wrong)
    assert told() == ["The system refused to sign in author"] * 2


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["correct horse", "", "nul\0", "x" * 500])
def test_name_nobody_has_is_not_kept(client, author, door, name):
    client.post(door, {"username": name, "password": "guess"})
    assert told() == []


def test_account_without_the_desk_is_refused(client, db):
    make_user(username="reader")
    client.post("/admin/login/", {"username": "reader", "password": "secret"})
    assert told() == ["The system refused to sign in reader"]


def test_form_that_is_looked_at_is_not_told(client, author):
    client.get("/admin/login/")
    assert told() == []


def test_who_signs_out_is_told(author_client):
    author_client.post("/admin/logout/")
    assert told() == ["author signed out author"]


def test_signing_out_is_sent_not_linked(author_client):
    assert author_client.get("/admin/logout/").status_code == 405
    assert told() == []


def test_who_is_out_already_is_not_told(client, db):
    client.post("/admin/logout/")
    assert told() == []


def test_new_password_is_told(author_client):
    new = {"new_password1": "correct horse", "new_password2": "correct horse"}
    author_client.post("/admin/password_change/", new | {"old_password": "guess"})
    author_client.post("/admin/password_change/", new | {"old_password": "secret"})
    assert told() == ["author changed the password of author"]


def guess(client, door, name="author", word="guess", address="192.0.2.1"):
    data = {"username": name, "password": word}
    return client.post(door, data, REMOTE_ADDR=address)


@pytest.mark.parametrize("door", DOORS)
def test_who_is_refused_ten_times_waits(client, author, door):
    """Not even the right password is looked at until then."""
    with time_machine.travel(NOW, tick=False) as clock:
        refusals = [guess(client, door).status_code for _ in range(10)]
        waiting = guess(client, door, word="secret")
        clock.shift(timedelta(minutes=10, seconds=1))
        guess(client, door, word="secret")

    assert set(refusals) <= {200, 400}
    assert waiting.status_code == 429
    assert "Too many passwords were refused. Try again at 12:10." in waiting.text
    assert told() == ["The system refused to sign in author", "author signed in author"]


@pytest.mark.parametrize("door", DOORS)
def test_name_waits_wherever_it_is_tried_from_and_no_other_does(client, author, editor, door):
    for number in range(10):
        guess(client, door, name=" AUTHOR "[number % 2 :], address=f"192.0.2.{number}")

    assert guess(client, door, word="secret", address="192.0.2.77").status_code == 429
    guess(client, door, name="editor", word="secret", address="192.0.2.77")
    assert client.session["_auth_user_id"] == str(editor.pk)


def test_address_waits_whatever_the_name(client, author):
    for number in range(10):
        guess(client, DOORS[1], name=f"name{number}")

    assert guess(client, DOORS[0], word="secret").status_code == 429
    assert guess(client, DOORS[0], word="secret", address="192.0.2.2").status_code == 302


def test_address_of_a_proxy_does_not_wait(client, author, settings):
    settings.BEHIND_PROXY = True
    for number in range(10):
        guess(client, DOORS[1], name=f"name{number}")

    assert guess(client, DOORS[0], word="secret").status_code == 302


def test_who_comes_in_starts_anew(client, author):
    tries = ["guess"] * 9 + ["secret"]
    answers = [guess(client, DOORS[1], word=word).status_code for word in tries * 2]

    assert answers == ([400] * 9 + [200]) * 2
