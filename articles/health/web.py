"""Ask for an address, within limits: the time, the bytes, the redirects, and the fence."""

import http.client
import io
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Lock
from time import monotonic, sleep

import ada_url
from django.conf import settings

from articles.health.fence import (
    CannotLookUp,
    Deadline,
    NoSuchHost,
    NotPublic,
    Resolver,
    find_host,
    look_up,
)

MAX_BODY = 64_000  # enough to tell a page from a wall against bots
MAX_OTHER = 336_000  # of what stands before the body
MAX_HOPS = 5
MAX_LENGTH = 4_000
REDIRECTS = {301, 302, 303, 307, 308}


class Failure(StrEnum):
    """Why there was no answer to judge."""

    NO_SUCH_HOST = "no such host"
    CANNOT_LOOK_UP = "cannot look up"
    NOT_PUBLIC = "not public"
    TIMED_OUT = "timed out"
    NO_CONNECTION = "no connection"
    TLS = "tls"
    NOT_HTTP = "not http"
    CIRCLE = "circle"
    TOO_MANY_HOPS = "too many hops"
    LEADS_NOWHERE = "leads nowhere"
    TOO_LONG = "too long"


@dataclass(frozen=True)
class Answer:
    """What came of asking once: a last status with its headers and body, or a failure.

    `chain` are the addresses asked for, the first to the last.
    """

    method: str
    chain: tuple[str, ...]
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: Whether that is all there was of it.
    is_whole: bool = True
    failure: Failure | None = None
    detail: str = ""

    @property
    def final(self) -> str:
        return self.chain[-1]


@dataclass(frozen=True)
class Content:
    """What goes along with a question."""

    body: bytes
    mime: str


class Unanswered(Exception):
    """There was no answer; says why."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure)
        self.failure = failure
        self.detail = detail


class Pace:
    """Lets so many seconds pass between two requests to one host, whoever makes them."""

    def __init__(self, seconds: float = 1) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Wait for a turn at this host; returns the seconds that took."""
        with self._lock:
            now = monotonic()
            at = max(now, self._next.get(host, now))
            self._next[host] = at + self.seconds
        sleep(at - now)
        return at - now


def _default_context() -> ssl.SSLContext:
    return ssl.create_default_context()


@dataclass(frozen=True)
class Web:
    """The internet as it is asked; tests give it another DNS and another wire.

    `seconds` are those that one question may take with all its redirects, however slowly the
    bytes drip; waiting for one's turn at a host does not count. `max_body` is how many bytes of
    a body are read.
    """

    resolve: Resolver = look_up
    connect: Callable[[tuple[str, int], float], socket.socket] = socket.create_connection
    context: ssl.SSLContext = field(default_factory=_default_context)
    pace: Pace = field(default_factory=Pace)
    seconds: float = 10
    max_body: int = MAX_BODY


class _Incoming(io.RawIOBase):
    """What a server sends, until the deadline and within the cap."""

    def __init__(self, wire: socket.socket, deadline: Deadline, room: int) -> None:
        self._wire, self._deadline, self._room = wire, deadline, room

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        self._wire.settimeout(self._deadline.left())
        count = self._wire.recv_into(buffer)
        self._room -= count
        if self._room < 0:
            raise http.client.HTTPException("more than we read")
        return count


class _Wire:
    """A connection as `http.client` uses it. Whoever opened it closes it."""

    def __init__(self, wire: socket.socket, deadline: Deadline, room: int) -> None:
        self._wire, self._deadline, self._room = wire, deadline, room

    def sendall(self, data: bytes) -> None:
        self._wire.settimeout(self._deadline.left())
        self._wire.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._wire, self._deadline, self._room))

    def close(self) -> None:
        """`http.client` lets go of it before the body is read."""


def ask(url: str, *, method: str, web: Web) -> Answer:
    """Ask for an address and follow its redirects, at most five. Raises nothing.

    Only public hosts are asked, which is checked after each redirect anew.
    """
    answer = Answer(method, (url,))
    deadline = Deadline(web.seconds)
    try:
        while True:
            answer = _ask_once(answer, web, deadline)
            if answer.status not in REDIRECTS:
                return answer
            answer = replace(answer, chain=(*answer.chain, _next(answer)))
    except Unanswered as error:
        return replace(answer, status=0, failure=error.failure, detail=error.detail)


def post(url: str, *, body: bytes, mime: str, web: Web) -> Answer:
    """Send a body to an address, once: what was sent is not sent on. Raises nothing.

    Only public hosts get it.
    """
    answer = Answer("POST", (url,))
    try:
        return _ask_once(answer, web, Deadline(web.seconds), Content(body, mime))
    except Unanswered as error:
        return replace(answer, failure=error.failure, detail=error.detail)


def _next(answer: Answer) -> str:
    """Where a redirect leads. Raises `Unanswered` where it must not be followed."""
    # Headers are read as Latin-1; browsers take the bytes for UTF-8.
    target = (
        answer.headers.get("location", "").encode("latin-1", "replace").decode(errors="replace")
    )
    try:
        url = ada_url.URL(target, base=answer.final)
    except ValueError:
        target = ""
    if not target.strip() or url.protocol not in ("http:", "https:"):
        raise Unanswered(Failure.LEADS_NOWHERE, target[:100])
    url.username = url.password = url.hash = ""
    if url.href in answer.chain:
        raise Unanswered(Failure.CIRCLE)
    if len(answer.chain) > MAX_HOPS:
        raise Unanswered(Failure.TOO_MANY_HOPS)
    return url.href


def _ask_once(
    answer: Answer, web: Web, deadline: Deadline, content: Content | None = None
) -> Answer:
    if len(answer.final) > MAX_LENGTH:
        raise Unanswered(Failure.TOO_LONG)
    url = ada_url.URL(answer.final)
    deadline.at += web.pace.wait(url.hostname)
    try:
        with closing(_open(url, web, deadline)) as wire:
            return _talk(answer, url, wire, deadline, web.max_body, content)
    except TimeoutError as error:
        raise Unanswered(Failure.TIMED_OUT) from error
    except NotPublic as error:
        raise Unanswered(Failure.NOT_PUBLIC, str(error)) from error
    except NoSuchHost as error:
        raise Unanswered(Failure.NO_SUCH_HOST, url.hostname) from error
    except CannotLookUp as error:
        raise Unanswered(Failure.CANNOT_LOOK_UP, url.hostname) from error
    except ssl.SSLCertVerificationError as error:
        raise Unanswered(Failure.TLS, error.verify_message) from error
    except ssl.SSLError as error:
        raise Unanswered(Failure.TLS) from error
    except OSError as error:
        raise Unanswered(Failure.NO_CONNECTION, error.strerror or "") from error
    except (http.client.HTTPException, ValueError) as error:
        raise Unanswered(Failure.NOT_HTTP) from error


def _open(url: ada_url.URL, web: Web, deadline: Deadline) -> socket.socket:
    """A connection to exactly one of the addresses that were looked up and found public."""
    host = url.hostname.strip("[]")
    port = int(url.port or (443 if url.protocol == "https:" else 80))
    addresses = find_host(host, port, resolve=web.resolve, deadline=deadline)
    wire = _connect(addresses, port, web, deadline)
    if url.protocol == "http:":
        return wire
    try:
        return web.context.wrap_socket(wire, server_hostname=host.rstrip("."))
    except BaseException:
        wire.close()
        raise


def _connect(addresses: list[str], port: int, web: Web, deadline: Deadline) -> socket.socket:
    """The first of a few addresses that takes a connection."""
    *others, last = addresses[:3]
    for address in others:
        # One that is silent leaves time for the next.
        with suppress(OSError):
            return web.connect((address, port), deadline.left() / 2)
    return web.connect((last, port), deadline.left())


def _talk(
    answer: Answer,
    url: ada_url.URL,
    wire: socket.socket,
    deadline: Deadline,
    max_body: int,
    content: Content | None,
) -> Answer:
    connection = http.client.HTTPConnection(url.hostname)
    connection.sock = _Wire(wire, deadline, MAX_OTHER + max_body)
    connection.request(
        answer.method,
        url.pathname + url.search,
        body=content.body if content else None,
        headers={
            "Host": url.host,
            "User-Agent": f"Mozilla/5.0 (compatible; CandorLinkCheck/1.0; +{settings.SITE_URL})",
            "Accept": "text/html,*/*;q=0.8",
            "Accept-Language": settings.LANGUAGE_CODE,
            # What is packed could unpack to anything.
            "Accept-Encoding": "identity",
            "Connection": "close",
            **({"Content-Type": content.mime} if content else {}),
        },
    )
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    body, is_whole = _read(response, max_body)
    return replace(answer, status=response.status, headers=headers, body=body, is_whole=is_whole)


def _read(response: http.client.HTTPResponse, max_body: int) -> tuple[bytes, bool]:
    """The beginning of the body, as far as it came, and whether it is whole.

    The status is known already.
    """
    body, is_whole = bytearray(), False
    with suppress(OSError, http.client.HTTPException, ValueError):
        while len(body) < max_body and (part := response.read1(max_body - len(body))):
            body += part
        # What is left by its announced length never came.
        is_whole = len(body) < max_body and not response.length
    return bytes(body), is_whole
