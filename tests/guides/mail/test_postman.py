"""What refusals of servers and of providers' libraries mean."""

from json import JSONDecodeError
from smtplib import (
    SMTPDataError,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core.mail import EmailMessage

from guides.mail.postman import Postman, Refusal, Unreachable, judge


class Answered(OSError):
    """As django-anymail raises them."""

    status_code = 422


class NewConnectionError(Exception):
    """As urllib3 calls it."""


class Retried(Exception):
    reason = NewConnectionError("refused")


class Provider:
    """A provider's backend, which says nothing when it is opened and raises when it sends."""

    def __init__(self, error, cause=None):
        self.error, self.cause = error, cause

    def open(self):
        return True

    def close(self):
        return None

    def send_messages(self, messages):
        raise self.error from self.cause


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (Unreachable("refused"), Refusal("The mail server could not be reached: refused")),
        (
            SMTPRecipientsRefused({"a@b.example": (550, b"No\r\n such user")}),
            Refusal("Refused for good: 550 No such user", is_final=True),
        ),
        (
            SMTPRecipientsRefused({"a@b.example": (450, b"Full")}),
            Refusal("The mail server answered: 450 Full"),
        ),
        (SMTPDataError(554, "Spam"), Refusal("Refused for good: 554 Spam", is_final=True)),
        # Ours to mend: the next mail may fare better.
        (
            SMTPSenderRefused(550, b"Not you", "desk@b.example"),
            Refusal("The mail server answered: 550 Not you"),
        ),
        (SMTPHeloError(502, b"What"), Refusal("The mail server answered: 502 What")),
        (SMTPNotSupportedError("No UTF8"), Refusal("It could not be sent: No UTF8")),
        (
            SMTPServerDisconnected("gone"),
            Refusal("Nobody said whether it was taken: gone", is_known=False),
        ),
        (
            TimeoutError("late"),
            Refusal("Nobody said whether it was taken: late", is_known=False),
        ),
        (Answered("Bad address"), Refusal("It could not be sent: Bad address")),
        (ValueError("Odd"), Refusal("It could not be sent: Odd")),
        (
            JSONDecodeError("Odd answer", "<", 0),
            Refusal(
                "Nobody said whether it was taken: Odd answer: line 1 column 1 (char 0)",
                is_known=False,
            ),
        ),
        # Whatever a provider's library raises of its own, such as for an answer that never came.
        (Exception("late"), Refusal("Nobody said whether it was taken: late", is_known=False)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_refusal_is_told_in_words(error, refusal):
    assert judge(error) == refusal


def sending_with(provider):
    postman = Postman()
    postman._connection = provider
    return postman.send(EmailMessage("Hello", "Words", to=["a@b.example"]))


def test_a_provider_that_cannot_be_reached_is_told_from_one_that_breaks_off():
    with pytest.raises(Unreachable):
        sending_with(Provider(OSError("posting"), OSError(Retried())))
    with pytest.raises(OSError, match="posting"):
        sending_with(Provider(OSError("posting"), OSError("reset")))
