"""A mail server of our own on this machine, which takes, refuses, or is not there."""

import asyncio
import socket
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Listener(Controller):
    """Hangs up before it ends, also on those who died without a word."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.calls: list[Any] = []

    def factory(self) -> Any:
        self.calls.append(super().factory())
        return self.calls[-1]

    async def hang_up(self) -> None:
        for call in self.calls:
            if call.transport is not None:
                call.transport.abort()
        await asyncio.sleep(0.01)

    def stop_all(self) -> None:
        asyncio.run_coroutine_threadsafe(self.hang_up(), self.loop).result(timeout=10)
        self.stop()


class MailServer:
    """Keeps what it takes in `mails`.

    `answer` says what is answered to a recipient, and `answer_data` to a mail; anything but
    250 refuses it. An answer of `None` breaks the connection instead, after a mail was kept.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.mails: list[EmailMessage] = []
        self.answer: Callable[[str], str] = lambda address: "250 OK"
        self.answer_data: Callable[[EmailMessage], str | None] = lambda mail: "250 OK"

    def __enter__(self) -> Self:
        self._controller = Listener(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop_all()

    @property
    def recipients(self) -> list[str]:
        return [mail["X-To"] for mail in self.mails]

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: Any, session: Any, envelope: Any, address: str, options: list
    ) -> str:
        answer = self.answer(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 (the library's name)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        mail["X-To"] = ", ".join(envelope.rcpt_tos)
        answer = self.answer_data(mail)
        if answer is None or answer.startswith("250"):
            self.mails.append(mail)
        if answer is None:
            server.transport.abort()
            return "250 Never heard"
        return answer
