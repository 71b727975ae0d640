"""The fence around what the site asks for by itself: public addresses, and nothing else.

A link in a text must not make the server knock at the doors of its own network (server-side
request forgery). A host is looked up once, every answer must be public, and the connection
goes to exactly what was looked up, so that a name which means something else a moment later
(DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable
from threading import Thread
from time import monotonic

#: Looks up a host: `(name, port) -> IP addresses`. Raises `socket.gaierror`.
Resolver = Callable[[str, int], list[str]]

#: Unicast of the whole internet (RFC 4291); whatever lies outside is of some network's own.
UNICAST = ipaddress.IPv6Network("2000::/3")

#: Special by IANA's registries, whatever version of Python knows of them: relays, tunnels,
#: benchmarks, documentation.
SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24"),
        *("192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # The one public address at which a cloud answers its own machines.
        "168.63.129.16/32",
        *("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
    )
]

#: IPv6 networks whose addresses stand for one of IPv4: RFC 4291 (mapped), RFC 6052 (NAT64),
#: RFC 3056 (6to4); and how many bits follow it.
TRANSLATED = [
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
]

#: Where web servers stand. A link to any other port is more likely somebody's probe: what
#: listens there trusts whoever comes from inside, and we would.
PORTS = {80, 443, 8080, 8443}

#: Not every system knows that a name may be there and have no address.
NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

#: Names that exist whatever happens to any one site: the root of the DNS.
EVER_THERE = ("a.root-servers.net", "b.root-servers.net")


class Deadline:
    """The moment after which nobody waits."""

    def __init__(self, seconds: float) -> None:
        self.at = monotonic() + seconds

    def left(self) -> float:
        """Seconds until then. Raises `TimeoutError`."""
        if (left := self.at - monotonic()) <= 0:
            raise TimeoutError
        return left


class NotPublic(Exception):
    """A host, or one of its addresses, is nothing the internet can reach."""


class NoSuchHost(Exception):
    """The DNS says that there is no such name, and it knows others."""


class CannotLookUp(Exception):
    """The DNS gave no answer to rely on."""


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet may ask, and means one host."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        for network, shift in TRANSLATED:
            if ip in network:
                return is_public(str(ipaddress.IPv4Address(int(ip) >> shift & 0xFFFF_FFFF)))
        if ip not in UNICAST or ip.scope_id:
            return False
    is_special = any(ip in network for network in SPECIAL if network.version == ip.version)
    return ip.is_global and not ip.is_multicast and not is_special


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host as the machine's own resolver finds them. Raises `gaierror`."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in rows))


def find_host(host: str, port: int, *, resolve: Resolver, deadline: Deadline) -> list[str]:
    """Where to connect to for a host, all of it public.

    Raises `NotPublic` if one of the answers is not, or the port is none of the web;
    `NoSuchHost`, `CannotLookUp`; `TimeoutError` after the deadline.
    """
    if port not in PORTS:
        raise NotPublic(f"port {port} is none of the web’s")
    try:
        addresses = _within(deadline, resolve, host, port)
    except socket.gaierror as error:
        raise _explain(error, resolve, deadline) from error
    except UnicodeError as error:  # a label of the name is too long, or empty
        raise NotPublic("this is no name of a host") from error
    if not addresses:
        raise CannotLookUp
    for address in addresses:
        if not is_public(address):
            raise NotPublic(f"{address} is no public address")
    return addresses


def _explain(error: socket.gaierror, resolve: Resolver, deadline: Deadline) -> Exception:
    """What a failed look-up means. A machine that is offline finds no name at all."""
    if error.errno not in NO_NAME:
        return CannotLookUp()
    for name in EVER_THERE:
        try:
            if _within(deadline, resolve, name, 443):
                return NoSuchHost()
        except OSError:
            continue
    return CannotLookUp()


def _within(deadline: Deadline, resolve: Resolver, host: str, port: int) -> list[str]:
    """What the resolver says in time. It cannot be stopped: a late one is left to itself."""
    answers: list[list[str]] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError
    return answers[0]
