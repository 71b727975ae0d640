"""A small internet on 127.0.0.1: a DNS, a wire, and servers that behave in every way they do.

Only the two ends of `Web` are others: names are looked up here, and whatever is connected to
is noted and leads to a server of ours. The fence in between is the one the site has.
"""

import http
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from articles.health.web import Pace, Web

#: Made for these tests: an authority nobody else trusts and what it signed for *.tls.test.
CERTIFICATES = Path(__file__).parent / "certificates"
ROOT = "198.41.0.4"
#: What has no address of its own in the DNS stands here.
ANYWHERE = "93.184.215.14"
#: Public addresses at which nobody answers as one should.
CLOSED, SILENT = "93.184.215.98", "93.184.215.99"
#: Public addresses of IPv6, and ones that stand for one of IPv4.
SIX = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
NAT64, SIX_TO_FOUR, MAPPED = "64:ff9b::5db8:d70e", "2002:5db8:d70e::1", "::ffff:93.184.215.14"
#: All that anybody may ever connect to.
PUBLIC = {ANYWHERE, CLOSED, SILENT, SIX, NAT64, SIX_TO_FOUR, MAPPED}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def host(self) -> str:
        return self.headers["host"]


#: What a server sends: bytes, or seconds to wait.
Site = Callable[[Request], Iterable[bytes | float]]


class FakeWeb:
    """Names, sites behind them, and a note of everything that was asked."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.dns: dict[str, list[str] | Exception | Iterable] = {}
        self.connected: list[tuple[str, int]] = []
        self.requests: list[Request] = []
        self.times: list[float] = []
        self.is_online = True
        self._plain, self._safe = _listen(self._serve), _listen(self._serve_safely)

    def close(self) -> None:
        self._plain.close()
        self._safe.close()

    def web(self, *, seconds: float = 5, pace: float = 0) -> Web:
        """The internet as the site sees it."""
        context = ssl.create_default_context(cafile=CERTIFICATES / "ca.pem")
        return Web(
            resolve=self.resolve,
            connect=self.connect,
            context=context,
            pace=Pace(pace),
            seconds=seconds,
        )

    def resolve(self, host: str, port: int) -> list[str]:
        if not self.is_online:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host.endswith("root-servers.net"):
            return [ROOT]
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        answer = self.dns.get(host)
        if isinstance(answer, itertools.count | type(iter([]))):
            answer = next(answer)
        if isinstance(answer, Exception):
            raise answer
        if answer is None and host not in self.sites:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [ANYWHERE] if answer is None else answer

    def connect(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.connected.append(address)
        if address[0] == CLOSED:
            raise ConnectionRefusedError(111, "Connection refused")
        if address[0] == SILENT:
            time.sleep(timeout)
            raise TimeoutError
        server = self._safe if address[1] in (443, 8443) else self._plain
        return socket.create_connection(server.getsockname(), timeout)

    def _serve(self, wire: socket.socket) -> None:
        try:
            request = _read(wire)
            self.requests.append(request)
            self.times.append(time.monotonic())
            for part in self.sites[request.host.partition(":")[0]](request):
                if isinstance(part, bytes):
                    wire.sendall(part)
                else:
                    time.sleep(part)
        except OSError:
            pass  # whoever asked has gone
        finally:
            wire.close()

    def _serve_safely(self, wire: socket.socket) -> None:
        context = _context("good")
        context.sni_callback = _choose
        try:
            wire = context.wrap_socket(wire, server_side=True)
        except OSError:
            wire.close()
        else:
            self._serve(wire)


def _listen(serve: Callable[[socket.socket], None]) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def run() -> None:
        while True:
            try:
                wire, _ = listener.accept()
            except OSError:
                return
            wire.settimeout(5)
            threading.Thread(target=serve, args=(wire,), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    return listener


def _context(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


def _choose(wire: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> None:
    """The certificate that a name is shown: expired.tls.test shows the expired one."""
    kind = (name or "").partition(".")[0]
    if kind in ("expired", "early", "selfsigned"):
        wire.context = _context(kind)


def _read(wire: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        part = wire.recv(65_536)
        if part.startswith(b"\x16"):  # somebody speaks TLS to a server that does not
            wire.sendall(respond(400))
        if not part or part.startswith(b"\x16"):
            raise ConnectionAbortedError
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    pairs = (line.partition(": ") for line in lines[1:])
    headers = {name.lower(): value for name, _, value in pairs}
    while len(body) < int(headers.get("content-length", 0)):
        body += wire.recv(65_536)
    return Request(method, path, headers, body)


def respond(status: int = 200, body: bytes = b"<h1>A page</h1>", **headers: str) -> bytes:
    """A whole answer; names of headers are written with underscores."""
    try:
        phrase = http.HTTPStatus(status).phrase
    except ValueError:
        phrase = "Odd"
    rows = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    rows |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in rows.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


def says(status: int = 200, body: bytes = b"<h1>A page</h1>", **headers: str) -> Site:
    """The same answer to everything; without a body to HEAD."""
    return lambda request: [_without_body(request, respond(status, body, **headers))]


def sends(*parts: bytes | float) -> Site:
    """These bytes and pauses, whatever is asked."""
    return lambda request: parts


def by_method(**sites: Site) -> Site:
    """One answer to HEAD, another to GET."""
    return lambda request: sites[request.method](request)


def by_path(sites: dict[str, Site], otherwise: Site | None = None) -> Site:
    """An answer a path; 404 for others."""
    return lambda request: sites.get(request.path, otherwise or says(404))(request)


def leads(to: str, status: int = 302) -> Site:
    return says(status, b"", Location=to)


def _without_body(request: Request, answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if request.method == "HEAD" else answer


@dataclass
class Behaviour:
    """How something on the internet behaves, and what is to be said of it."""

    url: str
    site: Site | dict[str, Site] | None
    finding: str
    reason: str = ""
    dns: dict[str, object] = field(default_factory=dict)
    seconds: float = 5

    def stand_in(self, internet: FakeWeb) -> None:
        sites = self.site if isinstance(self.site, dict) else {_host(self.url): self.site}
        internet.sites |= {host: site for host, site in sites.items() if site}
        internet.dns |= self.dns


def _host(url: str) -> str:
    return url.split("/")[2].rpartition("@")[2].partition(":")[0]
