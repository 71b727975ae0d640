import socket

import pytest

from articles.health.fence import (
    CannotLookUp,
    Deadline,
    NoSuchHost,
    NotPublic,
    find_host,
    is_public,
    look_up,
)

PUBLIC = ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"]
#: Public ones in another form.
TRANSLATED = ["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
#: One of every network that IANA keeps for a purpose.
SPECIAL = [
    *("0.1.2.3", "10.255.255.255", "100.127.255.255", "127.255.255.254", "169.254.0.1"),
    *("172.31.255.255", "192.0.0.8", "192.0.2.255", "192.31.196.1", "192.52.193.1"),
    *("192.88.99.2", "192.168.255.255", "192.175.48.1", "198.19.255.255", "198.51.100.1"),
    *("203.0.113.255", "239.255.255.255", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "::8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b:1::808:808", "100::1"),
    *("2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2620:4f:8000::1"),
    *("3fff:1::1", "4000::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff0e::1"),
    *("2606:4700:4700::1111%eth0", "2002:7f00:1::1", "2002:c0a8:101::1", "64:ff9b::c0a8:101"),
]


@pytest.mark.parametrize("address", [*PUBLIC, *TRANSLATED])
def test_public_address_is_public(address):
    assert is_public(address) is True


@pytest.mark.parametrize("address", [*SPECIAL, "", "localhost", "127.1", "1.2.3.4.5", "08.8.8.8"])
def test_other_address_is_not_public(address):
    assert is_public(address) is False


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_port_of_the_web_is_let_through(port):
    found = find_host(
        "shop.test", port, resolve=lambda host, port: ["8.8.8.8"], deadline=Deadline(1)
    )
    assert found == ["8.8.8.8"]


@pytest.mark.parametrize("port", [0, 22, 25, 53, 445, 5432, 6379, 8000, 9200, 65535])
def test_other_port_is_refused_before_anybody_is_asked(port):
    with pytest.raises(NotPublic, match=f"port {port} is none"):
        find_host("shop.test", port, resolve=lambda host, port: 1 / 0, deadline=Deadline(1))


def failing(code, *, knows_others=True):
    """A resolver that fails for all hosts but, perhaps, the root of the DNS."""

    def resolve(host, port):
        if knows_others and host == "b.root-servers.net":
            return ["170.247.170.2"]
        raise socket.gaierror(code, "It failed")

    return resolve


@pytest.mark.parametrize(
    ("resolve", "error"),
    [
        (failing(socket.EAI_NONAME), NoSuchHost),
        (failing(socket.EAI_NODATA), NoSuchHost),
        (failing(socket.EAI_NONAME, knows_others=False), CannotLookUp),
        (failing(socket.EAI_AGAIN), CannotLookUp),
        (lambda host, port: [], CannotLookUp),
    ],
)
def test_failed_look_up_says_what_it_means(resolve, error):
    with pytest.raises(error):
        find_host("shop.test", 80, resolve=resolve, deadline=Deadline(1))


def test_dns_that_knows_the_root_by_no_address_knows_nothing():
    def resolve(host, port):
        if host.endswith("root-servers.net"):
            return []
        raise socket.gaierror(socket.EAI_NONAME, "It failed")

    with pytest.raises(CannotLookUp):
        find_host("shop.test", 80, resolve=resolve, deadline=Deadline(1))


def test_the_machines_own_resolver_is_asked():
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
