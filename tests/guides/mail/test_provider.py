"""Mail through a provider's API: the real django-anymail against a provider on this machine."""

import pytest
from django.utils import timezone

from guides.mail.outbox import deliver, send_due
from guides.mail.postman import Unreachable
from tests.factories import make_kit_request, make_letter, make_mail, make_subscriber
from tests.guides.mail.provider import TAKEN, Provider
from tests.guides.mail.server import free_port

pytestmark = pytest.mark.django_db

REFUSED = (422, {"ErrorCode": 300, "Message": "Invalid 'From' address."})
INACTIVE = (
    422,
    {
        "ErrorCode": 406,
        "Message": "You tried to send to a recipient that has been marked as inactive. "
        "Found inactive addresses: ann@example.org. Inactive recipients are ones that have "
        "generated a hard bounce or a spam complaint.",
    },
)


@pytest.fixture
def provider(settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    with Provider() as provider:
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "secret",
            "POSTMARK_API_URL": provider.address,
            "REQUESTS_TIMEOUT": 5.0,
        }
        yield provider


def letter_mail():
    now = timezone.now()
    letter = make_letter(state="sending", subject="Tea", html="<p>Dear Ann</p>", text="Dear Ann")
    reader = make_subscriber(address="ann@example.org", confirmed_at=now, letters_since=now)
    return make_mail(letter=letter, subscriber=reader)


def test_a_letter_arrives_with_its_parts_and_the_way_out(provider):
    mail = letter_mail()

    assert deliver(mail.pk) == "sent"

    (asked,) = provider.asked
    leave = f"<http://testserver/letters/leave/{mail.subscriber.code}/>"
    assert (asked["To"], asked["Subject"]) == ("ann@example.org", "Tea")
    assert ("Dear Ann" in asked["TextBody"], "<p>Dear Ann</p>" in asked["HtmlBody"]) == (True, True)
    assert {header["Name"]: header["Value"] for header in asked["Headers"]} == {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": leave,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert provider.tokens == ["secret"]


def test_many_mails_leave_over_one_connection(provider):
    for _ in range(3):
        make_mail()

    assert (send_due(), len(provider.asked), provider.connections) == (3, 3, 1)


@pytest.mark.parametrize(
    ("answer", "of_a_letter", "of_a_kit"),
    [
        pytest.param(TAKEN, "sent", "sent", id="taken"),
        pytest.param(REFUSED, "waiting", "waiting", id="ours-to-mend"),
        pytest.param((401, {"ErrorCode": 10, "Message": "No token"}), *["waiting"] * 2, id="401"),
        pytest.param((429, {"ErrorCode": 0, "Message": "Slower"}), *["waiting"] * 2, id="429"),
        pytest.param(INACTIVE, "failed", "failed", id="address-is-refused"),
        pytest.param((500, {"ErrorCode": 0, "Message": "Oh"}), "waiting", "waiting", id="500"),
        pytest.param((503, "down"), "waiting", "waiting", id="503"),
        pytest.param((502, "no answer"), "uncertain", "waiting", id="502"),
        pytest.param((504, "no answer"), "uncertain", "waiting", id="504"),
        pytest.param((200, "nonsense"), "uncertain", "waiting", id="not-understood"),
        pytest.param(None, "uncertain", "waiting", id="breaks-off"),
    ],
)
def test_what_a_provider_answers_decides_what_becomes_of_a_mail(
    provider, answer, of_a_letter, of_a_kit
):
    provider.answer = answer
    mail = letter_mail()
    mails = [mail, make_mail(make_kit_request(subscriber=mail.subscriber))]

    assert [deliver(mail.pk) for mail in mails] == [of_a_letter, of_a_kit]
    assert len(provider.asked) == 2


def test_why_it_failed_is_one_line(provider):
    provider.answer = REFUSED
    mail = make_mail()

    deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.attempts, "\n" in mail.error) == (1, False)
    assert mail.error.startswith("It could not be sent: ")
    assert "Invalid 'From' address." in mail.error


def test_a_provider_that_is_not_there_keeps_every_letter_waiting(provider, settings):
    settings.ANYMAIL["POSTMARK_API_URL"] = f"http://127.0.0.1:{free_port()}/"
    mail = letter_mail()

    with pytest.raises(Unreachable):
        deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, provider.asked) == ("waiting", [])
