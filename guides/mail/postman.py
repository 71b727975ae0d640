"""The connection to the mail server, and what its refusals mean."""

from contextlib import suppress
from dataclasses import dataclass
from json import JSONDecodeError
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

#: A backend that takes everything and sends nothing.
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


#: What urllib3 calls a connection that never came about.
UNCONNECTED = {"NewConnectionError", "ConnectTimeoutError"}
#: What django-anymail, which not everybody has installed, calls a provider's word that an address
#: gets no mail.
REFUSED = "AnymailRecipientsRefused"


class Unreachable(Exception):
    """No connection to the mail server: nothing was handed over."""


class Postman:
    """Carries mails over one connection, which is opened when the first has to leave."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over. Raises `Unreachable` before, anything else while it is sent."""
        if settings.EMAIL_BACKEND == NOWHERE:
            raise Unreachable("there is none, because EMAIL_URL names none.")
        if not self._is_open:
            try:
                self._connection.open()
            except OSError as error:
                self.hang_up()
                raise Unreachable(str(error)) from error
            self._is_open = True
        try:
            self._connection.send_messages([message])
        except Exception as error:
            self.hang_up()
            if _is_unconnected(error):
                raise Unreachable(str(error)) from error
            raise

    def hang_up(self) -> None:
        """Close the connection; the next mail opens another."""
        self._is_open = False
        with suppress(OSError):
            self._connection.close()


def _is_unconnected(error: Exception) -> bool:
    """Whether a provider's library, which connects for each mail, came as far as that.

    It wraps what urllib3 says, which not everybody has installed.
    """
    reasons = (getattr(arg, "reason", None) for arg in getattr(error.__cause__, "args", ()))
    return any(kind.__name__ in UNCONNECTED for reason in reasons for kind in type(reason).__mro__)


@dataclass(frozen=True)
class Refusal:
    """Why a mail did not leave, in words.

    `is_final`: the recipient's server will never take it. `is_known`: it certainly did not
    leave; if not, the connection broke before the server said whether it took the mail.
    """

    words: str
    is_final: bool = False
    is_known: bool = True


def judge(error: Exception) -> Refusal:
    """What an exception of `Postman.send` means."""
    match error:
        case Unreachable():
            return Refusal(f"The mail server could not be reached: {error}")
        case SMTPRecipientsRefused(recipients=recipients):
            code, words = next(iter(recipients.values()))
            return _answer(code, words, is_recipients=True)
        case SMTPResponseException(smtp_code=code, smtp_error=words):
            return _answer(code, words, is_recipients=isinstance(error, SMTPDataError))
        case SMTPServerDisconnected() | JSONDecodeError():
            is_known = False
        case SMTPException() | ImproperlyConfigured() | ValueError():
            # Before anything was handed over: settings, and what no header may hold.
            is_known = True
        case OSError():
            # Providers' libraries raise these too, with the answer's status if there was one.
            is_known = _is_refusal(getattr(error, "status_code", None))
        case _ if type(error).__name__ == REFUSED:
            return Refusal(f"Refused for good: {_on_one_line(error)}", is_final=True)
        case _:
            # A provider's library has errors of its own, also for an answer that never came.
            is_known = False
    said = _on_one_line(error)
    if is_known:
        return Refusal(f"It could not be sent: {said}")
    return Refusal(f"Nobody said whether it was taken: {said}", is_known=False)


def _is_refusal(status: int | None) -> bool:
    """Whether a provider's answer says that it did not take the mail.

    One that took it and cannot be understood does not, nor does a gateway that had no answer
    from the provider (RFC 9110, 15.6.3 and 15.6.5).
    """
    return status is not None and status >= 400 and status not in (502, 504)


def _answer(code: int, words: bytes | str, *, is_recipients: bool) -> Refusal:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = f"{code} {_on_one_line(text)}"
    if is_recipients and 500 <= code < 600:
        return Refusal(f"Refused for good: {said}", is_final=True)
    return Refusal(f"The mail server answered: {said}")


def _on_one_line(words: object) -> str:
    return " ".join(str(words).split())
