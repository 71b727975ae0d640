"""What mails say, and when they are not wanted any more."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from guides.mail.outbox import deliver
from guides.mail.writing import compose_letter, one_line, write
from tests.factories import (
    make_kit,
    make_kit_request,
    make_letter,
    make_mail,
    make_publication,
    make_subscriber,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def publication():
    return make_publication(name="The Gazette", footer_note="1 Long Lane, Leeds")


def html_of(message):
    return message.alternatives[0].content


def make_request(**fields):
    kit = make_kit(title="Seven dinners & more")
    reader = make_subscriber(address="ann@example.org")
    return make_kit_request(kit, reader, **fields)


def make_letter_mail(**fields):
    reader = make_subscriber(
        **{"address": "ann@example.org", "confirmed_at": NOW, "letters_since": NOW} | fields
    )
    letter = make_letter(
        subject="Spring", state="sending", html="<p>Tea &amp; rest</p>", text="Tea & rest"
    )
    return make_mail(letter=letter, subscriber=reader)


def test_the_mail_that_asks_says_who_asked_for_what(publication):
    request = make_request()
    message = write(make_mail(request))
    link = f"http://testserver/kits/confirm/{request.code}/"
    assert message.subject == "Please confirm: Seven dinners & more"
    assert (message.to, message.from_email) == (
        ["ann@example.org"],
        "The Gazette <desk@testserver>",
    )
    assert message.body == (
        "Is this your address?\n\n"
        "Somebody, you we hope, asked us to send “Seven dinners & more” to this address.\n\n"
        "To have it sent to you, open this page and press the button there:\n"
        f"{link}\n\n"
        "The link is good until 16 March 2026.\n\n"
        "It was not you? Then do nothing: you get no more mail from us, and your address is "
        "deleted.\n\n"
        "-- \n"
        "This mail was sent to ann@example.org because it was typed into a form on our site.\n"
        "The Gazette, http://testserver/\n"
        "1 Long Lane, Leeds\n"
    )
    html = html_of(message)
    assert html.count(f'href="{link}"') == 2
    assert "Seven dinners &amp; more" in html


def test_the_mail_that_asks_says_that_letters_are_agreed_to_where_they_are():
    ticked, plain = make_kit_request(wants_letters=True), make_kit_request()
    words = "The box for our letters was ticked too"
    assert [words in write(make_mail(request)).body for request in (ticked, plain)] == [True, False]
    assert [words in html_of(write(make_mail(request))) for request in (ticked, plain)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "fields",
    [{"asked_at": NOW, "confirmed_at": NOW}, {"asked_at": NOW - timedelta(days=14, seconds=1)}],
    ids=["confirmed already", "too old"],
)
def test_nobody_is_asked_to_confirm_in_vain(fields):
    assert write(make_mail(make_request(**fields))) is None


def test_the_download_says_until_when(publication):
    request = make_request(confirmed_at=NOW, link_until=NOW + timedelta(days=7))
    message = write(make_mail(request, kind="download"))
    link = f"http://testserver/kits/download/{request.link_code}/"
    assert message.subject == "Seven dinners & more"
    assert message.body == (
        "Seven dinners & more\n\n"
        "Thank you for confirming. Here is what you asked for:\n"
        f"{link}\n\n"
        "The link is yours, and good until 9 March 2026, 10:00.\n\n"
        "-- \n"
        "This mail was sent to ann@example.org because you asked for it.\n"
        "The Gazette, http://testserver/\n"
        "1 Long Lane, Leeds\n"
    )
    assert html_of(message).count(f'href="{link}"') == 2


def test_who_asks_once_more_is_asked_to_confirm_once_more():
    request = make_request(confirmed_at=NOW - timedelta(days=1), asked_at=NOW)
    assert write(make_mail(request)) is not None


@pytest.mark.parametrize("until", [None, NOW - timedelta(seconds=1)])
def test_a_link_that_is_over_is_not_sent(until):
    request = make_request(confirmed_at=NOW, link_until=until)
    assert write(make_mail(request, kind="download")) is None


def test_a_letter_shows_the_way_out_in_both_its_parts(publication):
    mail = make_letter_mail()
    message = write(mail)
    leave = f"http://testserver/letters/leave/{mail.subscriber.code}/"
    assert (message.subject, message.to) == ("Spring", ["ann@example.org"])
    assert message.body == (
        "Tea & rest\n\n"
        "-- \n"
        "You get this letter because you ticked the box for letters and confirmed it.\n"
        f"Leave the letters, with one press: {leave}\n"
        "The Gazette, http://testserver/\n"
        "1 Long Lane, Leeds\n"
    )
    html = html_of(message)
    assert ("<p>Tea &amp; rest</p>" in html, html.count(f'href="{leave}"')) == (True, 1)


@pytest.mark.parametrize(
    "fields", [{"letters_since": None}, {"confirmed_at": None, "letters_since": None}]
)
def test_no_letter_goes_to_who_left_or_never_confirmed(fields):
    assert write(make_letter_mail(**fields)) is None


@pytest.mark.parametrize("state", ["draft", "scheduled", "stopped"])
def test_a_letter_that_is_not_on_its_way_is_not_written(state):
    mail = make_letter_mail()
    mail.letter.state, mail.letter.send_at = state, NOW
    assert write(mail) is None


@pytest.mark.parametrize("kind", ["confirm", "download", "letter"])
def test_mails_load_nothing_from_elsewhere_and_run_nothing(kind):
    request = make_request(link_until=NOW + timedelta(days=1), confirmed_at=NOW)
    request.confirmed_at = None if kind == "confirm" else NOW
    mail = (
        make_letter_mail(address="b@example.org")
        if kind == "letter"
        else make_mail(request, kind=kind)
    )
    html = html_of(write(mail)).lower()
    assert [
        word for word in ("<img", "<script", "src=", "url(", "<link", "@import") if word in html
    ] == []


def test_a_letter_leaves_with_the_headers_of_rfc_8058(server, settings):
    settings.SITE_URL = "https://a-rather-long-name-of-a-publication.example.org"
    mail = make_letter_mail()
    deliver(mail.pk)
    (sent,) = server.mails
    # Folded behind its name, as a long one may be (RFC 5322, 2.2.3).
    assert [header.strip() for header in sent.get_all("List-Unsubscribe")] == [
        f"<https://a-rather-long-name-of-a-publication.example.org/letters/leave/{mail.subscriber.code}/>"
    ]
    assert sent.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
    assert sent.get_all("Auto-Submitted") == ["auto-generated"]
    assert [part.get_content_type() for part in sent.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("kind", ["confirm", "download"])
def test_other_mails_have_no_list_to_leave(kind):
    request = make_request(link_until=NOW + timedelta(days=1), confirmed_at=NOW)
    request.confirmed_at = None if kind == "confirm" else NOW
    headers = write(make_mail(request, kind=kind)).message()
    assert (headers["List-Unsubscribe"], headers["Auto-Submitted"]) == (None, "auto-generated")


def test_no_text_gets_a_header_of_its_own(server):
    make_publication(name='Gazette\r\nBcc: eve@example.org\n"Quoted", <x@y.example>')
    mail = make_letter_mail()
    mail.letter.subject = "Spring\r\nBcc: eve@example.org\n\nWords\x1b"
    mail.letter.save()
    deliver(mail.pk)
    (sent,) = server.mails
    assert (sent["Subject"], sent["Bcc"], sent["X-To"]) == (
        "Spring Bcc: eve@example.org Words",
        None,
        "ann@example.org",
    )
    assert sent["From"].addresses[0].addr_spec == "desk@testserver"


def test_letters_beyond_ascii_arrive_as_written(server):
    make_publication(name="Größe & Ährenfeld")
    mail = make_letter_mail()
    mail.letter.subject = "Frühling 🌱"
    mail.letter.save()
    deliver(mail.pk)
    (sent,) = server.mails
    assert (sent["Subject"], sent["From"].addresses[0].display_name) == (
        "Frühling 🌱",
        "Größe & Ährenfeld",
    )


def test_the_address_of_settings_may_have_a_name_of_its_own(settings):
    settings.DEFAULT_FROM_EMAIL = "Desk of ours <desk@example.org>"
    make_publication(name="The Gazette")
    message = compose_letter("Hello", "", "", "ann@example.org", "code")
    assert message.from_email == "The Gazette <desk@example.org>"


def test_writing_costs_one_query(django_assert_num_queries):
    mail = make_letter_mail()
    with django_assert_num_queries(1):
        write(mail)


def test_a_header_is_one_line():
    assert one_line(" a\r\n b\t\x00c\u2028d ") == "a b c d"
